"""Exceptions: what is left out is left out of the figure and said, or asked about; never dropped."""

from __future__ import annotations

from collections import Counter

import pytest

from handlers.answer import Answer
from handlers.clerk import Clerk
from handlers.conversation.exchange import exchange
from handlers.question import Kind
from tests.handlers.edition import decisions, of_group, roll_calls


@pytest.mark.parametrize(
    ("typed", "kind", "without", "topics"),
    [
        ("russia china similarity except human rights", "alignment", (), ("human_rights",)),
        ("how often do France and Germany agree apart from Palestine and human rights", "alignment", (),
         ("palestine", "human_rights")),
        ("US voting record without Israel resolutions", "record", (), ("israel",)),
        ("US voting record in 2023 except Israel", "record", (), ("israel",)),
        ("how many resolutions were adopted in 2023 except on Palestine", "count", (), ("palestine",)),
        ("resolutions on human rights except Iran", "search", (), ("iran",)),
        ("vetoes excluding Israel since 2000", "veto", (), ("israel",)),
        ("Norway's closest partners excluding the Nordics", "ranking", ("nordic",), ()),
        ("who votes most like Russia apart from Belarus and Syria since 2014", "ranking", ("BLR", "SYR"), ()),
        ("who voted no on the Cuba embargo in 2024 other than the US", "who_voted", ("USA",), ()),
        ("who has vetoed most other than Russia and the US", "veto", ("RUS", "USA"), ()),
        ("which country votes no most, apart from the US", "extremes", ("USA",), ()),
        ("US and NATO agreement except Turkey", "alignment", ("TUR",), ()),
    ],
)  # fmt: skip
async def test_what_is_left_out(
    clerk: Clerk, typed: str, kind: str, without: tuple[str, ...], topics: tuple[str, ...]
) -> None:
    answer = await clerk.ask(typed)
    assert answer.kind == kind
    assert (answer.question.without, answer.question.without_topics) == (without, topics)
    assert any(said in answer.headline for said in ("leaving out", ", without ", "other than"))
    assert answer.facts["without"] == [*without, *topics]


@pytest.mark.parametrize(
    "typed",
    [
        "US record except 2016",
        "who voted yes on 77/7 but not China",
        "nuclear ban votes of countries other than the P5",
        "how did India vote on ES-11/1 except paragraph 5",
        "how aligned are France and the US except France",
        "most contested votes except the fantasy ones",
    ],
)
async def test_what_cannot_be_left_out_is_asked_about(clerk: Clerk, typed: str) -> None:
    assert (await clerk.understand(typed)).kind is Kind.CLARIFY


async def test_the_other_body_is_meant_where_one_is_left_out(clerk: Clerk) -> None:
    assert (await clerk.understand("India's record excluding the Security Council")).body == "GA"
    assert (await clerk.understand("how often do France and the UK agree outside the General Assembly")).body == "SC"


@pytest.mark.parametrize("asked", ["agreement of Russia and China {}", "how often has the US voted no {} since 2000"])
async def test_with_and_without_a_topic_add_up(clerk: Clerk, asked: str) -> None:
    whole, inside, outside = [
        await clerk.ask(asked.format(part)) for part in ("", "on human rights", "except human rights")
    ]
    assert _size(inside) > 0
    assert _size(inside) + _size(outside) == _size(whole)


def _size(answer: Answer) -> int:
    return int(answer.facts["shared"] if "shared" in answer.facts else answer.facts["total"])


async def test_a_list_without_some_members(clerk: Clerk) -> None:
    answer = await clerk.ask("who abstained on ES-11/1 except India and China")
    cast = roll_calls()["A/RES/ES-11/1"]
    assert answer.facts["members"] == sorted(
        m for m, letter in cast.items() if letter == "A" and m not in {"IND", "CHN"}
    )


async def test_a_ranking_without_a_group(clerk: Clerk) -> None:
    whole = await clerk.ask("top 20 closest to Norway in 2022")
    without = await clerk.ask("top 10 closest to Norway in 2022 excluding the Nordics")
    nordics = of_group("nordic", "2022-06-01")
    assert nordics & {row["member"] for row in whole.facts["rows"][:10]}
    rest = [row for row in whole.facts["rows"] if row["member"] not in nordics]
    assert without.facts["rows"] == rest[:10]


async def test_a_group_without_a_member(clerk: Clerk) -> None:
    answer = await clerk.ask("US and NATO agreement in 2023 except Turkey")
    shared = same = 0
    for key, row in decisions().items():
        if (row["body"], row["final"], row["roll_call"], row["date"][:4]) != ("GA", "1", "complete", "2023"):
            continue
        cast = roll_calls()[key]
        group = of_group("nato", row["date"]) - {"TUR"}
        counts = Counter(letter for m, letter in cast.items() if m in group and letter in "YNA").most_common(2)
        level = len(counts) > 1 and counts[0][1] == counts[1][1]
        if cast.get("USA", "X") in "YNA" and counts and not level:
            shared += 1
            same += cast["USA"] == counts[0][0]
    assert answer.facts["shared"] == shared
    assert answer.facts["identical"] == round(same / shared, 4)


async def test_an_exception_in_a_follow_up(clerk: Clerk) -> None:
    first = await clerk.ask("how often do Russia and China agree since 2010")
    answer = await clerk.ask("excluding human rights", exchange(first))
    assert answer.question.without_topics == ("human_rights",)
    assert answer.facts["shared"] < first.facts["shared"]
