"""Two decisions, or two members, compared; against the bundled edition read by pandas."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body, Position
from handlers import comparison
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import counted, decisions, votes

WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
IN_2022 = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")


async def ask(archive: Archive, *keys: str, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    found = tuple(await by_keys(archive, list(keys)))
    return await comparison.answer(archive, Question("", Kind.COMPARISON, decisions=found, **slots))


def switched(a: str, b: str) -> list[dict[str, str]]:
    """The members with different letters on both, "?" and nothing left out, sorted."""
    table = votes()
    return [
        {"member": member, "from": WORDS[before], "to": WORDS[after]}
        for member, before, after in zip(table.columns, table.loc[a], table.loc[b], strict=True)
        if before in WORDS and after in WORDS and before != after
    ]


PAIRS = [
    ("A/RES/ES-11/1", "A/RES/ES-11/6"),
    ("A/RES/79/7", "A/RES/80/4"),
    ("A/RES/3379(XXX)", "A/RES/46/86"),
    ("A/RES/ES-11/1", "A/RES/ES-11/7"),
    ("A/RES/79/7", "S/RES/2774(2025)"),
]


@pytest.mark.parametrize(("a", "b"), PAIRS)
async def test_who_switched(archive: Archive, a: str, b: str) -> None:
    answer = await ask(archive, a, b)
    expected = switched(a, b)
    assert (answer.facts["a"], answer.facts["b"]) == (a, b)
    assert answer.facts["switched"] == expected
    assert answer.headline.startswith(f"{len(expected)} members changed between {a} (")
    kinds = Counter((row["from"], row["to"]) for row in expected)
    (before, after), most = kinds.most_common(1)[0]
    assert f": {most} from {before} to {after}" in answer.headline
    assert answer.table is not None
    assert len(answer.table.rows) == len(expected)
    assert len(answer.sources) >= 3
    assert answer.notes[-1].endswith(".")
    assert "reach" in answer.notes[-1]


async def test_the_kinds_of_change_add_up(archive: Archive) -> None:
    a, b = "A/RES/3379(XXX)", "A/RES/46/86"
    expected = switched(a, b)
    crossed = sum({row["from"], row["to"]} == {"yes", "no"} for row in expected)
    missed = sum("absent" in {row["from"], row["to"]} for row in expected)
    both = sum(x != "" and y != "" for x, y in zip(votes().loc[a], votes().loc[b], strict=True))
    answer = await ask(archive, a, b)
    assert answer.facts["compared"] == both
    assert (
        f"Of {both} members with a known position on both, {both - len(expected)} did the same on both. "
        f"The {len(expected)} changes: {missed} from or to not voting, {len(expected) - missed - crossed} between an "
        f"abstention and a yes or no, {crossed} between yes and no."
    ) in answer.text
    one = sum((x == "") != (y == "") for x, y in zip(votes().loc[a], votes().loc[b], strict=True))
    assert f"Left out: {one} members with a seat (or a position in the source) on only one" in answer.text
    assert "different titles" in answer.text


async def test_unknown_positions_are_left_out_and_counted(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/ES-11/1", "A/RES/ES-11/7")
    unknown = (votes().loc["A/RES/ES-11/7"] == "?").sum()
    assert len(answer.facts["unknown"]) == unknown
    assert f"Left out: {unknown} members whose position" in answer.text
    assert "The full roll call is not in our sources" in answer.text


async def test_members_named(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/79/7", "A/RES/80/4", members=("UKR", "USA"))
    assert answer.headline.startswith(
        "Ukraine changed from absent to no and the United States did not change (no on both), between A/RES/79/7"
    )
    assert answer.facts["switched"] == [{"member": "UKR", "from": "absent", "to": "no"}]
    gone = await ask(archive, "A/RES/3379(XXX)", "A/RES/46/86", members=("DDR",))
    assert gone.facts["switched"] == []
    assert "Left out: 1 member with a seat (or a position in the source) on only one" in gone.text


async def test_a_group(archive: Archive) -> None:
    a, b = "A/RES/79/7", "A/RES/80/4"
    members = of_group("eu", "2025-10-29")
    expected = [row for row in switched(a, b) if row["member"] in members]
    answer = await ask(archive, a, b, groups=("eu",))
    assert answer.facts["switched"] == expected
    assert answer.headline.startswith(f"{len(expected)} EU members changed")


async def test_a_change_asked_for(archive: Archive) -> None:
    asked = (Position.YES, Position.NO)
    answer = await ask(archive, "A/RES/79/7", "A/RES/80/4", positions=asked)
    found = [row for row in switched("A/RES/79/7", "A/RES/80/4") if (row["from"], row["to"]) == ("yes", "no")]
    assert f"From yes to no ({len(found)}): " in answer.text


async def test_what_cannot_be_compared(archive: Archive) -> None:
    unvoted = await ask(archive, "A/RES/79/7", "A/RES/77/217")
    assert unvoted.facts["switched"] == []
    assert "adopted without a vote" in unvoted.headline
    one = (await by_keys(archive, ["A/RES/79/7"]))[0]
    same = await comparison.answer(archive, Question("", Kind.COMPARISON, decisions=(one, one)))
    assert "nothing to compare" in same.headline
    few = await ask(archive, members=("USA",))
    assert few.facts["switched"] == []


def opposed(a: str, b: str, **period: str) -> list[str]:
    """The keys of the counted Assembly votes in which one said yes and the other no, newest first."""
    frame = counted(**period)
    table = votes().loc[frame.index]
    keep = ((table[a] == "Y") & (table[b] == "N")) | ((table[a] == "N") & (table[b] == "Y"))
    return list(frame[keep.to_numpy()].sort_values("date", ascending=False).index)


async def test_two_members_opposed(archive: Archive) -> None:
    answer = await ask(archive, members=("USA", "RUS"), period=IN_2022, measure="opposite")
    expected = opposed("USA", "RUS", since="2022", until="2022-12-31")
    assert sorted(answer.facts["opposed"]) == sorted(expected)
    dates = decisions().loc[answer.facts["opposed"], "date"]
    assert list(dates) == sorted(dates, reverse=True)
    table = votes().loc[counted(since="2022", until="2022-12-31").index]
    both = table.USA.isin(["Y", "N", "A"]) & table.RUS.isin(["Y", "N", "A"])
    facts = answer.facts
    assert (facts["a"], facts["b"], facts["switched"]) == ("USA", "RUS", [])
    assert facts["shared"] == both.sum()
    assert facts["identical"] == round(((table.USA == table.RUS) & both).sum() / both.sum(), 4)
    assert facts["opposite"] == round(len(expected) / both.sum(), 4)
    assert answer.headline.startswith(
        f"The United States and Russia cast opposite votes (yes against no) {len(expected)} times in the {both.sum()} "
        "votes in which both cast one"
    )
    assert "in General Assembly final votes in 2022" in answer.headline
    assert answer.table is not None
    for row in answer.table.rows:
        assert {row[3], row[4]} == {"yes", "no"}
        assert row[3] == WORDS[str(votes().at[row[0], "USA"])]
        frame = decisions().loc[row[0]]
        assert row[5] == f"{frame.yes}-{frame.no}-{frame.abstain}"


async def test_two_members_that_voted_differently(archive: Archive) -> None:
    answer = await ask(archive, members=("FRA", "DEU"), period=IN_2022)
    table = votes().loc[counted(since="2022", until="2022-12-31").index]
    both = table.FRA.isin(["Y", "N", "A"]) & table.DEU.isin(["Y", "N", "A"])
    expected = table.index[both & (table.FRA != table.DEU)]
    assert set(answer.facts["differed"]) == set(expected)
    assert answer.facts["opposed"] == opposed("FRA", "DEU", since="2022", until="2022-12-31") == []
    assert f"cast different votes {len(expected)} times in the {both.sum()} votes" in answer.headline
    assert f"0 opposite (yes against no), {len(expected)} in which one abstained." in answer.headline


async def test_two_members_with_a_position_each(archive: Archive) -> None:
    answer = await ask(
        archive, members=("CHN", "USA"), positions=(Position.YES, Position.NO), period=IN_2022, topic="human_rights"
    )
    table = votes().loc[counted(since="2022", until="2022-12-31").index]
    expected = set(table.index[(table.CHN == "Y") & (table.USA == "N")])
    assert 0 < len(answer.facts["differed"]) < len(expected)
    assert set(answer.facts["differed"]) <= expected
    assert answer.headline.startswith("China voted yes and the United States voted no")


async def test_all_history_and_topics(archive: Archive) -> None:
    answer = await ask(archive, members=("USA", "CUB"))
    assert sorted(answer.facts["opposed"]) == sorted(opposed("USA", "CUB"))
    counts = [row["opposed"] for row in answer.facts["topics"]]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)
    assert "can belong to several topics" in answer.text
    assert answer.table is not None
    assert len(answer.table.rows) == 20
    narrow = await ask(archive, members=("USA", "CUB"), topic="middle_east")
    assert len(narrow.facts["opposed"]) == counts[0]  # the widest topic of the two is the Middle East


async def test_a_member_and_its_group(archive: Archive) -> None:
    answer = await ask(archive, members=("HUN",), groups=("eu",), period=IN_2022)
    frame = counted(since="2022", until="2022-12-31")
    members = sorted(of_group("eu", "2022-06-01"))  # nobody joined or left in 2022
    expected = []
    for key in frame.index:
        letters = Counter(votes().loc[key, members])
        (first, most), *rest = Counter({x: letters[x] for x in "YNA"}).most_common()
        if most > rest[0][1] and {first, votes().at[key, "HUN"]} == {"Y", "N"}:
            expected.append(key)
    assert sorted(answer.facts["opposed"]) == sorted(expected)
    assert (answer.facts["a"], answer.facts["b"]) == ("HUN", "eu")
    assert "Hungary itself counts in that position while it belongs." in answer.text


async def test_never_opposed(archive: Archive) -> None:
    assert opposed("DNK", "SWE", since="2022", until="2022-12-31") == []
    answer = await ask(archive, members=("DNK", "SWE"), period=IN_2022, measure="opposite")
    assert "never cast opposite votes" in answer.headline
    assert answer.table is None
    none = await ask(archive, members=("DDR", "SSD"))
    assert "cast no vote together" in none.headline


async def test_the_council(archive: Archive) -> None:
    frame = counted("SC")
    table = votes().loc[frame.index]
    expected = ((table.USA == "Y") & (table.RUS == "N")) | ((table.USA == "N") & (table.RUS == "Y"))
    answer = await ask(archive, members=("USA", "RUS"), body=Body.SC)
    assert len(answer.facts["opposed"]) == expected.sum()
    assert "Security Council data reach" in answer.text
    assert "Soviet Union" in answer.text
