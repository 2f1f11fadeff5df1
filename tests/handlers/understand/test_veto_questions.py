"""Questions on vetoes as people ask them; the drafts meant are picked from the edition by pandas."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from handlers.clerk import Clerk
from tests.handlers.edition_tables import vetoed, votes

Pick = Callable[[pd.DataFrame], pd.Series]
SOVIET_END = "1991-12-24"


def by(*members: str, without: tuple[str, ...] = ()) -> Pick:
    """Drafts that all the members vetoed, and none of the others named."""
    return lambda frame: frame.by.map(lambda cast: set(members) <= cast and not cast & set(without))


def any_of(*members: str) -> Pick:
    return lambda frame: frame.by.map(lambda cast: bool(cast & set(members)))


def size(count: int) -> Pick:
    return lambda frame: frame.by.map(len) == count


def several(frame: pd.DataFrame) -> pd.Series:
    return frame.by.map(len) > 1


def titled(pattern: str) -> Pick:
    return lambda frame: frame.title.str.contains(pattern, case=False)


def since(day: str, until: str = "9999") -> Pick:
    return lambda frame: (frame.date >= day) & (frame.date < until)


def took(member: str, letter: str) -> Pick:
    return lambda frame: votes().loc[frame.index, member] == letter


def tally(**counts: int) -> Pick:
    return lambda frame: pd.concat([frame[name] == count for name, count in counts.items()], axis=1).all(axis=1)


MEMBERSHIP = titled("admission of new|applications? for membership")
SYRIA = [
    "S/2011/612", "S/2012/77", "S/2012/538", "S/2014/348", "S/2016/846", "S/2016/1026", "S/2017/172", "S/2017/315",
    "S/2017/884", "S/2017/962", "S/2017/970", "S/2018/321", "S/2019/756", "S/2019/961", "S/2020/654", "S/2020/667",
    "S/2022/538", "S/2023/506",
]  # fmt: skip
"""Russia's vetoes on Syria, read off the list of drafts (S/2018/156 is on Yemen, S/10784 and S/17796 on Israel)."""
ELSEWHERE = [
    "S/2018/156", "S/2019/186", "S/2021/990", "S/2022/431", "S/2023/638", "S/2023/792", "S/2024/239", "S/2024/255",
    "S/2024/302", "S/2024/826",
]  # fmt: skip
"""Russia's vetoes since 2018 on neither Syria nor Ukraine, read off the same list."""
QUESTIONS: list[tuple[str, list[Pick]]] = [
    ("did the UK and France ever veto together without the US", [by("GBR", "FRA", without=("USA",))]),
    ("did britain ever veto without america", [by("GBR", without=("USA",))]),
    ("last time china vetoed something without russia", [by("CHN", without=("RUS",))]),
    ("vetoes by russia not joined by china", [by("RUS", without=("CHN",))]),
    ("russian vetoes that china did not join", [by("RUS", without=("CHN",))]),
    ("which drafts did france and the uk veto but the us did not", [any_of("FRA", "GBR"), by(without=("USA",))]),
    ("non-US vetoes", [any_of("RUS", "CHN", "FRA", "GBR")]),
    ("vetoes cast by countries other than the US and Russia", [any_of("CHN", "FRA", "GBR")]),
    ("russia and china double vetoes", [by("RUS", "CHN")]),
    ("joint vetoes of the us and uk", [by("GBR", "USA")]),
    ("what did the us and uk both veto", [by("GBR", "USA")]),
    ("did the us ever veto together with russia", [by("RUS", "USA")]),
    ("when did the UK, France and the US veto together", [by("GBR", "FRA", "USA")]),
    ("drafts vetoed by three members", [size(3)]),
    ("triple vetoes", [size(3)]),
    ("vetoed by exactly two permanent members", [size(2)]),
    ("have all five permanent members ever vetoed together", [size(5)]),
    ("how many drafts were vetoed by more than one member", [several]),
    ("chinese sole vetoes", [by("CHN"), size(1)]),
    ("how many times did the us cast the only veto", [by("USA"), size(1)]),
    ("soviet vetoes", [by("RUS"), since("1946", SOVIET_END)]),
    ("soviet vetoes on membership applications", [by("RUS"), MEMBERSHIP, since("1946", SOVIET_END)]),
    ("who vetoed italy's admission", [MEMBERSHIP, titled("italy")]),
    ("vetoes about membership of japan", [MEMBERSHIP, titled("japan")]),
    ("us vetoes against vietnam's membership", [by("USA"), MEMBERSHIP, titled("viet")]),
    ("drafts that got 14 votes and were still vetoed", [tally(yes=14)]),
    ("drafts vetoed with 14 in favour", [tally(yes=14)]),
    ("how many US vetoes were 14-1", [by("USA"), tally(yes=14, no=1)]),
    ("how many drafts were vetoed 13 to 1", [tally(yes=13, no=1)]),
    ("did the US veto any draft that the UK voted for", [by("USA"), took("GBR", "Y")]),
    ("what drafts did russia veto that china abstained on", [by("RUS"), took("CHN", "A")]),
    ("russian vetoes with china abstaining", [by("RUS"), took("CHN", "A")]),
    ("which drafts were vetoed by russia but supported by china", [by("RUS"), took("CHN", "Y")]),
    ("vetoes on syria or ukraine by russia since 2022", [by("RUS"), since("2022"), titled("ukraine|middle east$")]),
    ("china vetoes on myanmar and zimbabwe", [titled("myanmar|zimbabwe")]),
    (
        "us vetoes about rhodesia or namibia in the 1970s and 80s",
        [by("USA"), since("1970", "1990"), titled("rhodesia|namibia")],
    ),
    ("american vetoes in the 90s and 2000s", [by("USA"), since("1990", "2010")]),
    ("has the us ever vetoed something that wasn't about the middle east since 2021", [by("USA"), titled("^never$")]),
    (
        "vetoes by russia on anything but syria and ukraine since 2018",
        [lambda frame: frame.index.to_series().isin(ELSEWHERE)],
    ),
]


@pytest.mark.parametrize(("typed", "picks"), QUESTIONS, ids=[typed for typed, _ in QUESTIONS])
async def test_the_drafts_meant(clerk: Clerk, typed: str, picks: list[Pick]) -> None:
    frame = vetoed()
    for pick in picks:
        frame = frame[pick(frame)]
    answer = await clerk.ask(typed)
    assert answer.kind == "veto"
    assert {row["decision"] for row in answer.facts["rows"]} == set(frame.index)
    assert answer.facts["count"] == len(frame)


async def test_russia_on_syria_without_china(clerk: Clerk) -> None:
    frame = vetoed().loc[SYRIA]
    answer = await clerk.ask("russian vetoes on syria that china did not join")
    assert {row["decision"] for row in answer.facts["rows"]} == set(frame.index[by(without=("CHN",))(frame)])
    assert "without China" in answer.headline


async def test_others_than_the_united_states_on_israel(clerk: Clerk) -> None:
    """The Palestine question (the Soviet Union, five times), Suez (Britain and France), 1972, and the war in Gaza."""
    answer = await clerk.ask("did anybody other than the us veto anything about israel")
    assert {row["decision"] for row in answer.facts["rows"]} == {
        "S/3151/Rev.2", "S/3188/Corr.1", "S-371", "S/6113 (as amended)", "S/7575/Rev.1", "S/3710 (as amended)",
        "S/3713/Rev.1 (as amended)", "S/10786", "S/2023/792", "S/2024/239",
    }  # fmt: skip
    assert "other than the United States" in answer.headline


BY_YEAR = [
    ("Which year had the most vetoes?", any_of("CHN", "FRA", "GBR", "RUS", "USA"), 4),
    ("in which year did russia veto the most", by("RUS"), 4),
    ("in what year were there most US vetoes", by("USA"), 4),
    ("which decade had the most vetoes", any_of("CHN", "FRA", "GBR", "RUS", "USA"), 3),
]


@pytest.mark.parametrize(("typed", "pick", "digits"), BY_YEAR)
async def test_the_year_or_decade_with_most(clerk: Clerk, typed: str, pick: Pick, digits: int) -> None:
    frame = vetoed()
    counts = frame[pick(frame)].date.str[:digits].value_counts()
    answer = await clerk.ask(typed)
    assert answer.kind == "veto"
    for year in counts.index[counts == counts.max()]:
        assert year in answer.headline
    assert f": {counts.max()}, in" in answer.headline
    held = {str(row["year"])[:digits]: row["count"] for row in answer.facts["years"]}
    assert {year: count for year, count in held.items() if count} == counts.to_dict()


async def test_vetoes_of_each_decade_and_their_average(clerk: Clerk) -> None:
    counts = vetoed().date.str[:3].value_counts()
    answer = await clerk.ask("vetoes per decade")
    assert all(f"{count} in the {decade}0s" in answer.headline for decade, count in counts.items())
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows] == [f"{decade}0s" for decade in sorted(counts.index)]
    average = await clerk.ask("what's the average number of vetoes per year since 2000")
    late = vetoed()[vetoed().date >= "2000"]
    assert f"{len(late) / 26:.1f} a year on average, over 26 years" in average.headline


async def test_the_longest_time_without_a_veto(clerk: Clerk) -> None:
    days = pd.to_datetime(vetoed().date).sort_values()
    gap = days.diff().max()
    answer = await clerk.ask("longest time without a veto")
    assert f"{gap.days:,} days" in answer.headline
    years = await clerk.ask("years without a veto")
    idle = sorted({str(year) for year in range(1946, 2026)} - set(vetoed().date.str[:4]))
    assert f"{len(idle)} of 80 ({', '.join(idle[:-1])} and {idle[-1]})" in years.headline


async def test_who_vetoed_most_and_least(clerk: Clerk) -> None:
    most = await clerk.ask("which country vetoed the most")
    assert most.headline.startswith("Russia vetoed the most drafts in the Security Council: 159 of the 270")
    least = await clerk.ask("who has vetoed the least")
    assert least.headline.startswith("France vetoed the fewest drafts in the Security Council: 17 of the 270")


async def test_two_members_together_and_apart(clerk: Clerk) -> None:
    frame = vetoed()
    both, alone, other = (
        int(pick(frame).sum()) for pick in (by("RUS", "CHN"), by("RUS", without=("CHN",)), by("CHN", without=("RUS",)))
    )
    for typed in ("how many drafts did russia and china veto together and how many alone", "russia vs china vetoes"):
        answer = await clerk.ask(typed)
        assert f"both {both}, Russia without China {alone}, China without Russia {other}" in answer.headline


async def test_a_topic_that_no_draft_shares_with_another_is_told(clerk: Clerk) -> None:
    answer = await clerk.ask("us vetoes on climate change in zimbabwe")
    assert any("No text in our data is on both" in note for note in answer.notes)
