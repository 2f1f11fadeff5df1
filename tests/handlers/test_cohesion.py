"""Cohesion, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body
from handlers import cohesion
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition_tables import counted, votes

EU_OF_28 = (
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE"
)
NORDIC = ["DNK", "FIN", "ISL", "NOR", "SWE"]
SINCE_2000 = Period(date(2000, 1, 1), None, "since 2000")


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await cohesion.answer(archive, Question("", Kind.COHESION, **slots))


def expected(table: pd.DataFrame) -> tuple[int, int, float, dict[str, int]]:
    """Decisions, unanimous, cohesion and breaks of the members whose letters the table has, row by row."""
    agreement, unanimous, breaks = [], 0, dict.fromkeys(table.columns, 0)
    for _, row in table.iterrows():
        cast = row[row.isin(["Y", "N", "A"])]
        if len(cast) < 2:
            continue
        counts = cast.value_counts()
        most = int(counts.iloc[0])
        agreement.append((most - (len(cast) - most) / 2) / len(cast))
        unanimous += most == len(cast)
        if len(counts) == 1 or counts.iloc[1] < most:
            for member in cast.index[cast != counts.index[0]]:
                breaks[str(member)] += 1
    return len(agreement), unanimous, sum(agreement) / len(agreement), {m: n for m, n in breaks.items() if n}


def check(answer: Answer, table: pd.DataFrame) -> None:
    decisions, unanimous, mean, breaks = expected(table)
    facts = answer.facts
    assert (facts["decisions"], facts["unanimous"]) == (decisions, unanimous)
    assert facts["cohesion"] == pytest.approx(mean, abs=0.00006)
    assert {row["member"]: row["breaks"] for row in facts["defectors"]} == breaks
    order = [row["breaks"] for row in facts["defectors"]]
    assert order == sorted(order, reverse=True)


async def test_a_group_that_does_not_change(archive: Archive) -> None:
    answer = await ask(archive, groups=("nordic",), period=SINCE_2000)
    check(answer, votes().loc[counted(since="2000").index, NORDIC])
    assert answer.facts["group"] == "nordic"
    assert "Attinà–Hix" in answer.headline
    assert answer.table is not None


async def test_members_count_from_the_day_they_joined(archive: Archive) -> None:
    frame = counted(since="2012", until="2016-12-31")
    table = votes().loc[frame.index, EU_OF_28.split()].copy()
    table.loc[frame.date < "2013-07-01", "HRV"] = ""
    period = Period(date(2012, 1, 1), date(2016, 12, 31), "from 2012 to 2016")
    check(await ask(archive, groups=("eu",), period=period), table)


async def test_one_member_within_its_group(archive: Archive) -> None:
    answer = await ask(archive, groups=("nordic",), members=("ISL",), period=SINCE_2000)
    breaks = expected(votes().loc[counted(since="2000").index, NORDIC])[3]["ISL"]
    assert f"Iceland broke ranks with the Nordics in {breaks:,} of its" in answer.text
    outside = await ask(archive, groups=("nordic",), members=("BRA",), period=SINCE_2000)
    assert "Brazil cast no vote as a member of the group" in outside.text


async def test_in_the_council_and_without_a_group(archive: Archive) -> None:
    p5 = ["CHN", "FRA", "GBR", "RUS", "USA"]
    frame = counted("SC", "2015")
    period = Period(date(2015, 1, 1), None, "since 2015")
    check(await ask(archive, groups=("p5",), body=Body.SC, period=period), votes().loc[frame.index, p5])
    trio = await ask(archive, members=("DEU", "FRA", "POL"), period=SINCE_2000)
    check(trio, votes().loc[counted(since="2000").index, ["DEU", "FRA", "POL"]])


async def test_no_vote_at_all(archive: Archive) -> None:
    answer = await ask(archive, groups=("csto",), period=Period(date(1950, 1, 1), date(1950, 12, 31), "in 1950"))
    assert (answer.facts["decisions"], answer.facts["cohesion"], answer.facts["defectors"]) == (0, None, [])
    assert "no vote" in answer.headline


async def test_split_on_one_decision(archive: Archive) -> None:
    # the votes row of A/RES/ES-10/21 over the 27 members of the day
    answer = await ask(archive, groups=("eu",), decisions=tuple(await by_keys(archive, ["A/RES/ES-10/21"])))
    facts = answer.facts
    assert facts["no"] == ["AUT", "CZE", "HRV", "HUN"]
    assert facts["yes"] == ["BEL", "ESP", "FRA", "IRL", "LUX", "MLT", "PRT", "SVN"]
    assert len(facts["abstain"]) == 15
    assert (facts["absent"], facts["unknown"], facts["majority"]) == ([], [], "abstain")
    assert facts["cohesion"] == pytest.approx((15 - 12 / 2) / 27, abs=0.0001)
    assert {row["member"] for row in facts["defectors"]} == {*facts["yes"], *facts["no"]}
    assert (
        answer.headline == "The EU split on A/RES/ES-10/21 (27 October 2023): 8 voted yes, 4 voted no and 15 abstained."
    )


async def test_partial_roll_call(archive: Archive) -> None:
    answer = await ask(archive, groups=("g77",), decisions=tuple(await by_keys(archive, ["A/RES/ES-11/7"])))
    row = votes().loc["A/RES/ES-11/7"]
    group = archive.roster.groups["g77"].on(date(2025, 2, 24))
    for word, letter in (("yes", "Y"), ("no", "N"), ("abstain", "A"), ("unknown", "?")):
        assert set(answer.facts[word]) == {m for m in group if m in row.index and row[m] == letter}
    assert answer.facts["unknown"]
    assert "known to us" in answer.headline
    assert "full roll call is not in our sources" in answer.text


async def test_in_one_council_vote(archive: Archive) -> None:
    answer = await ask(archive, groups=("nato",), decisions=tuple(await by_keys(archive, ["S/2024/239"])))
    assert answer.facts["yes"] == ["FRA", "GBR", "SVK", "USA"]
    assert answer.facts["unanimous"] == 1
    assert answer.headline.startswith("NATO was united on draft S/2024/239 (22 March 2024): all 4 voted yes")
    nobody = await ask(archive, groups=("nordic",), decisions=tuple(await by_keys(archive, ["S/2024/239"])))
    assert nobody.facts["cohesion"] is None
    assert "none of its members was on the Security Council" in nobody.headline


async def test_adopted_without_a_vote(archive: Archive) -> None:
    answer = await ask(archive, groups=("eu",), decisions=tuple(await by_keys(archive, ["A/RES/75/1"])))
    assert "adopted without a vote" in answer.headline
    assert answer.facts["cohesion"] is None


async def test_year_by_year(archive: Archive) -> None:
    period = Period(date(2011, 1, 1), date(2014, 12, 31), "from 2011 to 2014")
    answer = await ask(archive, groups=("nordic",), period=period)
    years = answer.facts["years"]
    assert [row["year"] for row in years] == [2011, 2012, 2013, 2014]
    for row in years:
        frame = counted(since=str(row["year"]), until=f"{row['year']}-12-31")
        decisions, _, mean, _ = expected(votes().loc[frame.index, NORDIC])
        assert (row["decisions"], row["cohesion"]) == (decisions, pytest.approx(mean, abs=0.00006))
