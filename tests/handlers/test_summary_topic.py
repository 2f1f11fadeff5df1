"""Summaries of a topic, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from db.archive import Archive
from db.queries.decisions import by_ids, topic_ids
from db.records import Body
from handlers import summary_topic
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition_tables import counted, decisions, votes


async def ask(archive: Archive, topic: str = "", **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await summary_topic.answer(archive, Question("", Kind.SUMMARY, topic=topic, **slots))


async def finals(archive: Archive, topic: str) -> pd.DataFrame:
    """The final decisions on a topic, the newest last."""
    keys = {one.key for one in await by_ids(archive, await topic_ids(archive, topic))}
    frame = decisions()
    return frame[frame.index.isin(keys) & (frame.final == "1")].sort_values("date", kind="stable")


def cast(frame: pd.DataFrame) -> pd.Series[int]:
    return frame.yes.clip(0) + frame.no.clip(0) + frame.abstain.clip(0)


@pytest.mark.parametrize("topic", ["palestine", "human_rights", "ukraine", "climate_change", "sanctions"])
async def test_the_counts(archive: Archive, topic: str) -> None:
    frame = await finals(archive, topic)
    facts = (await ask(archive, topic)).facts
    for body, rows in (("GA", frame[frame.body == "GA"]), ("SC", frame[frame.body == "SC"])):
        recorded = cast(rows) > 0
        # the Council's source has tallies without a single vote for what was adopted without one
        unvoted = (rows.adoption == "without_vote") | (~recorded & (rows.yes >= 0))
        ours = facts["by_body"][body]
        assert ours["decisions"] == len(rows)
        assert ours["recorded"] == recorded.sum()
        assert ours["without_vote"] == unvoted.sum()
        # a correction may give the day where the source has the month
        assert (ours["first"][:7], ours["last"]) == (rows.date.iloc[0][:7], rows.date.iloc[-1])
    assert facts["decisions"] == len(frame)
    assert facts["recorded"] == (cast(frame) > 0).sum()
    assert (facts["first"][:7], facts["last"]) == (frame.date.iloc[0][:7], frame.date.iloc[-1])
    assert facts["topic"] == topic


@pytest.mark.parametrize("topic", ["palestine", "human_rights", "ukraine"])
async def test_the_most_contested_and_the_latest(archive: Archive, topic: str) -> None:
    frame = await finals(archive, topic)
    answer = await ask(archive, topic)
    ours = frame[(frame.body == "GA") & (frame.no > 0) & (frame.roll_call != "suspect")]
    gap = ((ours.yes - ours.no).abs() / (ours.yes + ours.no)).sort_values()
    assert [row["decision"] for row in answer.facts["contested"]] == list(gap.index[:3])
    latest = [row["decision"] for row in answer.facts["latest"]]
    assert sorted(frame.date.loc[latest], reverse=True) == list(frame.date.iloc[:-6:-1])
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows] == latest
    top = frame.loc[answer.facts["contested"][0]["decision"]]
    assert f"{top.yes}-{top.no}-{top.abstain}" in answer.text


@pytest.mark.parametrize("topic", ["palestine", "human_rights", "apartheid"])
async def test_who_voted_no_and_who_alone(archive: Archive, topic: str) -> None:
    table = votes().loc[counted().index]
    against = table[table.index.isin((await finals(archive, topic)).index)] == "N"
    answer = await ask(archive, topic)
    most = against.sum().sort_values(ascending=False).iloc[:5]
    assert [row["no"] for row in answer.facts["no_voters"]] == list(most)
    assert all(against[row["member"]].sum() == row["no"] for row in answer.facts["no_voters"])
    alone = against[against.sum(axis=1) == 1].sum()
    assert answer.facts["lone_no"] == dict(alone[alone > 0])
    assert answer.facts["counted"] == len(against)
    leader = answer.facts["no_voters"][0]
    name = archive.roster.common(leader["member"])
    assert f"{name} {leader['no']:,}" in answer.text


async def test_the_yearly_texts(archive: Archive) -> None:
    answer = await ask(archive, "ukraine")
    frame = decisions()
    frame = frame[(frame.body == "GA") & (frame.final == "1") & (frame.yes >= 0)]
    titles = (frame.title + " " + frame.short_title).str.lower()  # an index line stands for the title in 2018
    about = titles.str.contains("militari[sz]ation of") & titles.str.contains("crimea")
    assert (about.sum(), frame.date[about].min()[:4], frame.date[about].max()[:4]) == (4, "2018", "2021")
    name = "Problem of the militarization of Crimea, parts of the Black Sea and the Sea of Azov"
    assert f"“{name}” (4 votes, 2018–2021)" in answer.text
    assert name in answer.facts["series"]
    assert len((await ask(archive, "palestine")).facts["series"]) == 8


async def test_of_the_council_only(archive: Archive) -> None:
    frame = await finals(archive, "ukraine")
    frame = frame[frame.body == "SC"]
    answer = await ask(archive, "ukraine", body=Body.SC)
    assert answer.facts["decisions"] == len(frame)
    assert set(answer.facts["by_body"]) == {"SC"}
    assert answer.facts["series"] == []
    vetoed = (frame.vetoed_by != "").sum()
    assert f"{len(frame)} recorded final votes in the Security Council" in answer.headline
    assert f"{vetoed} drafts vetoed" in answer.headline


async def test_a_period_and_words(archive: Archive) -> None:
    period = Period(date(2023, 1, 1), date(2023, 12, 31), "in 2023")
    frame = await finals(archive, "human_rights")
    answer = await ask(archive, "human_rights", period=period)
    assert answer.facts["decisions"] == frame.date.str.startswith("2023").sum()
    assert answer.headline.startswith("UN decisions on human rights in 2023: ")
    words = await ask(archive, words="moratorium death penalty")
    title = decisions().title.str.lower()
    found = title.str.contains("moratorium") & title.str.contains("death penalty")
    assert words.facts["recorded"] >= (found & (decisions().final == "1") & (decisions().yes >= 0)).sum() > 0
    assert words.headline.startswith("UN decisions on “moratorium death penalty”: ")
    both = await ask(archive, "human_rights", words="moratorium death penalty")
    assert 0 < both.facts["decisions"] <= words.facts["decisions"]


async def test_nothing_found(archive: Archive) -> None:
    answer = await ask(archive, words="quantum gravity loops")
    assert answer.kind == "not_found"
