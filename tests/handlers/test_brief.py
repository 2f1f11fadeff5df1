"""Briefs for a member on a topic, against the bundled edition read by pandas."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from db.archive import Archive
from db.ingest.edition import DATA
from db.queries.decisions import by_ids, topic_ids
from db.records import Body
from handlers import brief
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition_tables import counted, decisions, votes

LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}
WORDS = {letter: word for word, letter in LETTERS.items()} | {"?": "unknown"}
VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}


async def ask(archive: Archive, member: str, topic: str = "", **slots: Any) -> Answer:  # noqa: ANN401 (any slot)
    # the kind of question does not matter to the handler
    return await brief.answer(archive, Question("", Kind.RECORD, members=(member,), topic=topic, **slots))


async def roll_calls(archive: Archive, topic: str, body: str = "GA") -> pd.DataFrame:
    """The roll calls on a topic that statistics count, a column a member."""
    keys = {one.key for one in await by_ids(archive, await topic_ids(archive, topic))}
    table = votes().loc[counted(body).index]
    return table[table.index.isin(keys)]


CASES = [("FRA", "palestine"), ("USA", "human_rights"), ("IND", "nuclear_weapons"), ("SSD", "disarmament")]


@pytest.mark.parametrize(("member", "topic"), CASES)
async def test_the_record_on_the_topic(archive: Archive, member: str, topic: str) -> None:
    table = await roll_calls(archive, topic)
    column = table[member]
    facts = (await ask(archive, member, topic)).facts
    assert {word: facts[word] for word in LETTERS} == {
        word: (column == letter).sum() for word, letter in LETTERS.items()
    }
    assert (facts["member"], facts["topic"], facts["since"], facts["until"]) == (member, topic, None, None)
    assert facts["lone_no"] == ((column == "N") & ((table == "N").sum(axis=1) == 1)).sum()


@pytest.mark.parametrize(("member", "topic"), CASES)
async def test_the_nearest_and_furthest(archive: Archive, member: str, topic: str) -> None:
    values = (await roll_calls(archive, topic)).map(VALUE.get).astype(float)
    apart = values.drop(columns=member).sub(values[member], axis=0).abs()
    soft, shared = (1 - apart / 2).mean(), apart.notna().sum()
    seated = ((await roll_calls(archive, topic)).loc[apart.index[values[member].notna()]] != "").sum()
    soft = soft[(shared >= seated[shared.index] / 2) & (shared >= shared.max() / 10)]
    facts = (await ask(archive, member, topic)).facts
    for order, ascending in (("closest", False), ("furthest", True)):
        best = soft.sort_values(ascending=ascending).iloc[:3]
        rows = facts["agreement"][order]
        assert [row["member"] for row in rows] == facts[order]
        assert np.allclose([row["soft"] for row in rows], best, atol=5e-5)
        assert [row["shared"] for row in rows] == [shared[row["member"]] for row in rows]
        assert np.allclose([soft[iso3] for iso3 in facts[order]], best)


@pytest.mark.parametrize(("member", "topic"), [*CASES, ("HUN", "ukraine")])
async def test_the_decisions_that_matter(archive: Archive, member: str, topic: str) -> None:
    answer = await ask(archive, member, topic)
    named = {row["decision"] for row in _toml("decision")}
    frame = decisions()
    shown = frame.loc[[row["decision"] for row in answer.facts["decisions"]]]
    assert 5 <= len(shown) <= 8
    assert [row["position"] for row in answer.facts["decisions"]] == [
        WORDS[votes().loc[key, member]] for key in shown.index
    ]
    assert answer.table is not None
    assert answer.table.columns[-1] == archive.roster.common(member)
    assert [(row[0], row[3]) for row in answer.table.rows] == [
        (key, f"{one.yes}-{one.no}-{one.abstain}") for key, one in shown.iterrows()
    ]
    year = shown.date.str[:4].astype(int)
    contested = (shown.no >= 0.1 * (shown.yes + shown.no + shown.abstain)) | shown.index.isin(named)
    recent = year >= year.max() - 10
    # contested ones first among those of the last ten years, newest year first
    ranks = list(zip(~recent, ~contested, -year, strict=True))
    assert ranks == sorted(ranks)


async def test_the_newest_vote_of_each_yearly_text(archive: Archive) -> None:
    shown = [row["decision"] for row in (await ask(archive, "FRA", "palestine")).facts["decisions"]]
    # no votes of at least a tenth, newest of their titles in the edition; of ES-10 the three with most votes against
    assert {"A/RES/80/80", "A/RES/79/82", "A/RES/77/247", "A/RES/ES-10/24", "A/RES/ES-10/27"} <= set(shown)
    titles = decisions().loc[shown, "title"].str.lower()
    assert titles.is_unique


async def test_where_it_changed(archive: Archive) -> None:
    facts = (await ask(archive, "BRA", "middle_east")).facts
    assert len(facts["changed"]) == 5
    frame = decisions()
    yearly = {row["name"]: [title.lower() for title in row["titles"]] for row in _toml("series")}
    checked = 0
    for change in facts["changed"]:
        if change["title"] not in yearly:
            continue
        folded = frame.title.str.lower().str.replace(r"\W+", " ", regex=True)
        about = folded.str.contains("|".join(yearly[change["title"]]))
        keys = frame.index[(frame.body == "GA") & (frame.final == "1") & about]
        cast = votes().loc[votes().index.isin(keys), "BRA"]
        dates = dict(frame.date.loc[cast[cast.isin(list("YNA"))].index].sort_values().items())
        path = [(key, cast.loc[str(key)]) for key in dates]
        last = path[-1][1]
        place = max(i for i, (_, letter) in enumerate(path) if letter != last)
        (before, letter), (first, _) = path[place], path[place + 1]
        assert (change["from"], change["to"]) == (WORDS[letter], WORDS[last])
        assert (change["from_year"], change["year"]) == (int(dates[before][:4]), int(dates[first][:4]))
        assert change["decision"] == first
        checked += 1
    assert checked >= 3
    # read off the roll calls of A/RES/77/22 and A/RES/79/82
    assert (votes().loc["A/RES/77/22", "BRA"], votes().loc["A/RES/79/82", "BRA"]) == ("N", "Y")
    division = next(one for one in facts["changed"] if one["title"].startswith("Division for Palestinian Rights"))
    assert (division["from"], division["from_year"], division["to"], division["year"]) == ("no", 2022, "yes", 2024)


async def test_alone(archive: Archive) -> None:
    table = await roll_calls(archive, "palestine")
    answer = await ask(archive, "ISR", "palestine")
    lone_no = table.index[(table.ISR == "N") & ((table == "N").sum(axis=1) == 1)]
    assert set(lone_no) <= set(answer.facts["alone"])
    assert answer.facts["lone_no"] == len(lone_no)
    assert (
        f"in {len(lone_no)} of them as the only no" in answer.text
        or f"{len(lone_no)} votes, as the only" in answer.text
    )
    assert "It never stood alone on it." in (await ask(archive, "FRA", "palestine")).text


async def test_a_line_on_the_council_where_it_sat(archive: Archive) -> None:
    column = (await roll_calls(archive, "palestine", "SC"))["FRA"]
    count = {letter: (column == letter).sum() for letter in "YNAX"}
    text = (await ask(archive, "FRA", "palestine")).text
    assert f"In the Security Council, {(column != '').sum()} votes on it while it had a seat: " in text
    assert f"{count['Y']} yes, {count['N']} no, {count['A']} abstentions, {count['X']} absences" in text
    assert "In the Security Council" not in (await ask(archive, "FRA", "palestine", body=Body.GA)).text
    assert "In the Security Council" not in (await ask(archive, "SSD", "palestine")).text
    council = await ask(archive, "FRA", "palestine", body=Body.SC)
    assert [council.facts[word] for word in LETTERS] == [count[letter] for letter in LETTERS.values()]
    assert council.headline.startswith("Brief for France, in Security Council final votes on Palestine: ")


async def test_roll_calls_that_are_not_whole(archive: Archive) -> None:
    answer = await ask(archive, "HUN", "ukraine")
    assert votes().loc["A/RES/ES-11/7", "HUN"] == "N"
    assert answer.facts["no"] == 0
    assert "A/RES/ES-11/7: no" in answer.text
    assert votes().loc["A/RES/ES-11/8", "HUN"] == "?"
    assert "Position not known: " in answer.text
    assert {"A/RES/ES-11/7", "A/RES/ES-11/8"} <= set(answer.facts["not_counted"])
    assert {"decision": "A/RES/ES-11/7", "position": "no"} in answer.facts["decisions"]


async def test_a_period(archive: Archive) -> None:
    period = Period(date(2020, 1, 1), date(2024, 12, 31), "from 2020 to 2024")
    answer = await ask(archive, "KEN", "climate_change", period=period)
    column = (await roll_calls(archive, "climate_change"))["KEN"]
    inside = column[decisions().date.loc[column.index].between("2020", "2024-12-31")]
    assert answer.facts["yes"] == (inside == "Y").sum()
    assert (answer.facts["since"], answer.facts["until"]) == ("2020-01-01", "2024-12-31")
    assert "from 2020 to 2024" in answer.headline


async def test_by_words(archive: Archive) -> None:
    answer = await ask(archive, "CUB", words="unilateral coercive measures")
    titles = decisions().title.loc[[row["decision"] for row in answer.facts["decisions"]]]
    assert titles.str.lower().str.contains("coercive").any()
    assert answer.facts["topic"] == "unilateral coercive measures"
    assert "on “unilateral coercive measures”" in answer.headline


async def test_what_cannot_be_briefed(archive: Archive) -> None:
    no_topic = await ask(archive, "FRA")
    assert (no_topic.kind, no_topic.headline) == ("clarify", "Which topic is the brief about?")
    nobody = await brief.answer(archive, Question("", Kind.RECORD, topic="ukraine"))
    assert (nobody.kind, nobody.headline) == ("clarify", "Which member is the brief for?")
    gone = await ask(archive, "DDR", "ukraine")
    assert "it has no position in any of the" in gone.headline
    assert gone.facts["decisions"] == gone.facts["closest"] == gone.facts["changed"] == []
    assert gone.table is None
    nothing = await ask(archive, "FRA", words="quantum gravity loops")
    assert "there are no General Assembly final votes on “quantum gravity loops” in the archive" in nothing.headline


async def test_it_is_quick_once_the_archive_is_warm(archive: Archive) -> None:
    times = []
    for _ in range(4):
        start = time.process_time()
        await ask(archive, "BRA", "israel_palestine")
        times.append(time.process_time() - start)
    assert min(times) < 0.15


def _toml(table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / "named_decisions.toml").read_text(encoding="utf-8"))[table]
    return rows
