"""One yearly resolution through the years, against the bundled edition read by pandas."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Position
from handlers import series
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from handlers.series_votes import same_but_for_trifles
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import decisions, votes

WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "?": "unknown", "": None}
IN_2018 = Period(date(2018, 1, 1), date(2018, 12, 31), "in 2018")


async def ask(archive: Archive, *keys: str, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    found = tuple(await by_keys(archive, list(keys)))
    return await series.answer(archive, Question("", Kind.SERIES, decisions=found, **slots))


def entitled(phrase: str) -> list[str]:
    """The keys of the final recorded Assembly votes with a phrase in their title, oldest first."""
    frame = decisions()
    frame = frame[(frame.body == "GA") & (frame.final == "1") & (frame.yes >= 0)]
    return list(frame[frame.title.str.lower().str.contains(phrase, regex=False)].sort_values("date").index)


CUBA = "necessity of ending the economic, commercial and financial embargo"


async def test_every_vote_on_the_embargo_with_a_members_position(archive: Archive) -> None:
    answer = await ask(archive, series="cuba-embargo", members=("USA",))
    keys = entitled(CUBA)
    frame = decisions().loc[keys]
    got = [
        {k: row[k] for k in ("decision", "yes", "no", "abstain", "absent", "position")} for row in answer.facts["rows"]
    ]
    assert got == [
        {
            "decision": key,
            "yes": row.yes,
            "no": row.no,
            "abstain": row.abstain,
            "absent": row.absent,
            "position": WORDS[str(votes().at[key, "USA"])],
        }
        for key, row in frame.iterrows()
    ]
    column = votes().loc[keys, "USA"]
    assert answer.headline.startswith(f"The United States voted no {(column == 'N').sum()} times and abstained once on")
    assert "no to abstain in 2016, abstain to no in 2017" in answer.text
    assert "The vote of 2018 (resolution 73/8) is not among our sources" in answer.text
    assert "General Assembly data reach" in answer.text
    assert answer.table is not None
    assert answer.table.columns[-1] == "United States"
    assert [row[0] for row in answer.table.rows] == keys[::-1]


async def test_the_dates_are_the_edition_s(archive: Archive) -> None:
    answer = await ask(archive, series="tpnw")
    frame = decisions()
    assert [row["date"] for row in answer.facts["rows"]] == [
        frame.at[row["decision"], "date"] for row in answer.facts["rows"]
    ]
    assert answer.facts["title"] == "Treaty on the Prohibition of Nuclear Weapons (yearly since 2018)"


@pytest.mark.parametrize("key", ["cuba-embargo", "death-penalty-moratorium", "china-seating"])
async def test_who_changed_sides(archive: Archive, key: str) -> None:
    answer = await ask(archive, series=key)
    table = votes().loc[[row["decision"] for row in answer.facts["rows"]]]
    expected = {}
    for member in table.columns:
        path = [letter for letter in table[member] if letter in {"Y", "N", "A"}]
        if changes := sum(a != b for a, b in pairwise(path)):
            expected[member] = (changes, WORDS[path[0]], WORDS[path[-1]])
    got = {row["member"]: (row["changes"], row["first"], row["last"]) for row in answer.facts["swing"]}
    assert got == expected
    changes = [row["changes"] for row in answer.facts["swing"]]
    assert changes == sorted(changes, reverse=True)
    assert f"{len(expected)} members did not always cast the same vote" in answer.text


async def test_a_decision_leads_to_its_series(archive: Archive) -> None:
    by_key = await ask(archive, series="cuba-embargo")
    by_decision = await ask(archive, "A/RES/77/7")
    assert by_decision.facts == by_key.facts


async def test_a_decision_without_a_named_series_finds_its_sisters(archive: Archive) -> None:
    title = "future operation of the international research and training institute for the advancement of women"
    answer = await ask(archive, "A/RES/57/175")
    assert [row["decision"] for row in answer.facts["rows"]] == entitled(title)
    assert answer.facts["series"] is None
    assert "found by their title" in answer.text


async def test_sessions_in_which_the_title_does_not_tell_are_left_out(archive: Archive) -> None:
    frame = decisions().loc[entitled("report of the conference on disarmament")]
    frame = frame[frame.title == "Report of the Conference on Disarmament"]
    sessions = frame.session.value_counts()
    several = set(sessions[sessions > 1].index)
    alone = frame[~frame.session.isin(several)]
    answer = await ask(archive, str(alone.index[0]))
    assert [row["decision"] for row in answer.facts["rows"]] == list(alone.index)
    assert f"Left out: {len(several)} session" in answer.text
    assert not {str(n) for n in answer.facts["sessions_without_vote"]} & several
    among = str(frame[frame.session.isin(several)].index[0])
    answer = await ask(archive, among)
    assert {row["decision"] for row in answer.facts["rows"]} == {among, *alone.index}


async def test_a_single_text_is_no_series(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/68/262", members=("ARM",))
    assert [row["decision"] for row in answer.facts["rows"]] == ["A/RES/68/262"]
    assert "no yearly series" in answer.headline
    assert "Armenia voted no once" in answer.headline
    assert answer.facts["swing"] == []
    council = await ask(archive, "S/RES/242(1967)")
    assert council.facts["rows"] == []
    assert "General Assembly's" in council.text


async def test_a_text_adopted_without_a_vote_says_so(archive: Archive) -> None:
    answer = await ask(archive, "A/RES/78/198")
    frame = decisions()
    unvoted = frame[(frame.adoption == "without_vote") & (frame.title.str.lower() == "the right to food")]
    assert sorted(answer.facts["adopted_without_vote"]) == sorted(unvoted.index)
    assert "A/RES/78/198" in set(unvoted.index) - {row["decision"] for row in answer.facts["rows"]}
    assert "A/RES/78/198 was adopted without a vote and is not among the rows." in answer.text


async def test_missing_sessions_are_named(archive: Archive) -> None:
    answer = await ask(archive, series="cuba-embargo")
    held = {int(session) for session in decisions().loc[entitled(CUBA), "session"]}
    assert answer.facts["sessions_without_vote"] == sorted(set(range(min(held), max(held))) - held)
    assert "sessions that opened in 2018 and 2021" in answer.text
    zone = await ask(archive, series="middle-east-nuclear-free-zone")
    assert "1980 to 2018" in zone.text


async def test_a_period_narrows(archive: Archive) -> None:
    period = Period(date(2015, 1, 1), date(2019, 12, 31), "from 2015 to 2019")
    answer = await ask(archive, series="cuba-embargo", period=period)
    frame = decisions().loc[entitled(CUBA)]
    assert [row["decision"] for row in answer.facts["rows"]] == list(
        frame[(frame.date >= "2015") & (frame.date < "2020")].index
    )
    assert "4 recorded General Assembly votes from 2015 to 2019" in answer.headline
    assert answer.facts["sessions_without_vote"] == [73]
    empty = await ask(archive, series="cuba-embargo", period=IN_2018)
    assert empty.facts["rows"] == []
    assert "no yearly vote in our data in 2018" in empty.headline
    assert "session that opened in 2018:" in empty.text
    assert empty.table is None


async def test_a_vote_known_to_the_month_belongs_to_a_day_of_it(archive: Archive) -> None:
    day = date(1979, 12, 11)
    answer = await ask(archive, series="negative-security-assurances", period=Period(day, day, "on 11 December 1979"))
    assert [row["decision"] for row in answer.facts["rows"]] == ["A/RES/34/84", "A/RES/34/85"]
    assert "only the month of 2 votes" in answer.text
    assert "two texts of one session" in answer.text


async def test_members_and_groups_side_by_side(archive: Archive) -> None:
    answer = await ask(archive, series="china-seating", members=("TWN", "CHN"))
    keys = [row["decision"] for row in answer.facts["rows"]]
    assert [row["positions"] for row in answer.facts["rows"]] == [
        {member: WORDS[str(votes().at[key, member])] for member in ("TWN", "CHN")} for key in keys
    ]
    assert "China's seat was held" in answer.text
    europe = await ask(archive, series="cuba-embargo", groups=("eu",))
    for row in (europe.facts["rows"][0], europe.facts["rows"][-1]):
        counts = Counter(votes().loc[row["decision"], sorted(of_group("eu", row["date"]))])
        assert row["position"] == WORDS[max("YNA", key=lambda letter: counts[letter])]
    assert "most of its members" in europe.text


async def test_who_took_a_position_most_often(archive: Archive) -> None:
    answer = await ask(archive, series="cuba-embargo", positions=(Position.NO,))
    table = votes().loc[entitled(CUBA)]
    counts = (table == "N").sum()
    assert f"Voted no most often: Israel {counts.ISR}, the United States {counts.USA}, " in answer.text
    assert f"({(counts > 0).sum()} members at least once)" in answer.text


async def test_the_longest_series_shows_forty_rows(archive: Archive) -> None:
    answer = await ask(archive, series="negative-security-assurances")
    assert answer.table is not None
    assert len(answer.table.rows) == 40
    assert f"newest 40 of the {len(answer.facts['rows'])} votes" in answer.text


async def test_announced_tallies_stand_beside_the_counted_ones(archive: Archive) -> None:
    answer = await ask(archive, series="cuba-embargo")
    assert answer.facts["rows"][0]["yes"] == 58
    assert "A/RES/47/19 59-3-71, counted 58-3-71" in answer.text


async def test_notes_of_the_question_come_first(archive: Archive) -> None:
    answer = await ask(archive, series="tpnw", notes=("Read as the nuclear ban treaty.",))
    assert answer.notes[0] == "Read as the nuclear ban treaty."
    nothing = await ask(archive)
    assert nothing.facts["rows"] == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("situation of human rights in iraq", "situation of human rights in iran", False),
        ("programme budget for the biennium 2010 2011", "programme budget for the biennium 2012 2013", True),
        ("question of the falkland islands", "the question of falkland islands", True),
        ("assistance to palestine refugees", "assistance to palestine refugee", True),
        ("protocol i of the convention", "protocol ii of the convention", False),
    ],
)
def test_titles_that_differ_in_trifles_only(a: str, b: str, same: bool) -> None:
    assert same_but_for_trifles(a, b) is same
