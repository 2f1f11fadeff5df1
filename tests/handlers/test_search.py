"""Lists of decisions, counted anew with the csv module."""

from __future__ import annotations

from datetime import date

from db.archive import Archive
from db.records import Body, Position
from handlers.question import Kind, Period, Question
from handlers.search import answer, latest
from tests.handlers.edition import decisions, roll_calls

LAST_DAYS = sorted(
    (row["date"], key) for key, row in decisions().items() if row["body"] == "SC" and row["final"] == "1"
)


def asked(**slots: object) -> Question:
    return Question("a search", Kind.SEARCH).but(**slots)


async def test_words_best_first(archive: Archive) -> None:
    found = await answer(archive, asked(words="lethal autonomous weapons"))
    titled = {key for key, row in decisions().items() if row["title"].startswith("Lethal autonomous weapons systems")}
    assert {row["decision"] for row in found.facts["rows"][: len(titled)]} == titled
    assert found.facts["total"] >= len(titled) >= 3
    assert found.headline.startswith("Decisions about “lethal autonomous weapons”:")
    dates = [row["date"] for row in found.facts["rows"][: len(titled)]]
    assert dates == sorted(dates, reverse=True)  # of equal titles the newest comes first


async def test_a_period_is_listed_newest_first_with_its_count(archive: Archive) -> None:
    period = Period(date(2022, 3, 1), date(2022, 3, 31), "in March 2022")
    found = await answer(archive, asked(period=period))
    keys = [key for key, row in decisions().items() if row["date"][:7] == "2022-03" and row["final"] == "1"]
    assert found.facts["total"] == len(keys)
    assert found.headline == f"Decisions in March 2022: {len(keys)} decisions match; the newest 10 are shown."
    assert [row["date"] for row in found.facts["rows"]] == sorted((decisions()[k]["date"] for k in keys), reverse=True)[
        :10
    ]


async def test_positions_narrow(archive: Archive) -> None:
    period = Period(date(2023, 1, 1), date(2023, 12, 31), "in 2023")
    found = await answer(
        archive, asked(period=period, body=Body.GA, members=("ZAF",), positions=(Position.NO,), limit=50)
    )
    keys = {
        key for key, votes in roll_calls().items()
        if votes.get("ZAF") == "N" and decisions()[key]["date"][:4] == "2023"
        and decisions()[key]["final"] == "1" and decisions()[key]["body"] == "GA"
    }  # fmt: skip
    assert {row["decision"] for row in found.facts["rows"]} == keys
    assert found.headline.startswith("General Assembly decisions in 2023 on which South Africa voted no")


async def test_order_first_and_limit(archive: Archive) -> None:
    found = await answer(archive, asked(body=Body.SC, order="first", limit=3))
    assert found.facts["rows"][0]["decision"] == LAST_DAYS[0][1]
    assert len(found.facts["rows"]) == 3
    assert "the oldest 3 are shown" in found.headline


async def test_a_topic(archive: Archive) -> None:
    found = await answer(archive, asked(topic="death_penalty", body=Body.GA))
    assert found.facts["total"] >= len(found.facts["rows"]) > 0
    assert any("death penalty" in row["title"].lower() for row in found.facts["rows"])
    dates = [row["date"] for row in found.facts["rows"]]
    assert dates == sorted(dates, reverse=True)


async def test_nothing_found_names_the_nearest(archive: Archive) -> None:
    found = await answer(archive, asked(words="quixotic nuclear windmills"))
    assert found.kind == "not_found"
    assert found.facts["searched"] == "quixotic nuclear windmills"
    assert found.facts["nearest"] == []  # "nuclear" alone tells nothing
    shared = await answer(archive, asked(words="suppression punishment apartheid crime windmills"))
    assert shared.kind == "not_found"
    assert shared.facts["nearest"]
    assert all("apartheid" in decisions()[key]["title"].lower() for key in shared.facts["nearest"])


async def test_nothing_in_a_period_offers_what_there_is_outside(archive: Archive) -> None:
    period = Period(date(1950, 1, 1), date(1950, 12, 31), "in 1950")
    found = await answer(archive, asked(words="lethal autonomous weapons", period=period))
    assert found.kind == "not_found"
    assert "in 1950" in found.headline
    assert "A/RES/79/62" in found.facts["nearest"] or "A/RES/80/57" in found.facts["nearest"]


async def test_search_syntax_is_not_read_as_such(archive: Archive) -> None:
    for words in ('nuclear-weapons" OR *', "A/RES/77/1 NEAR(", "''", "%_%"):
        assert (await answer(archive, asked(words=words))).kind in {"search", "not_found"}


async def test_latest_of_the_council(archive: Archive) -> None:
    found = await latest(archive, Question("latest SC votes", Kind.LATEST, body=Body.SC))
    assert [row["date"] for row in found.facts["rows"]] == [day for day, _ in reversed(LAST_DAYS[-10:])]
    assert {"decision", "title", "date", "yes", "no", "abstain"} <= found.facts["rows"][0].keys()


async def test_latest_leaves_out_what_was_not_voted_on_unless_asked(archive: Archive) -> None:
    votes = await latest(archive, Question("latest votes", Kind.LATEST, limit=20))
    assert all(row["yes"] is not None for row in votes.facts["rows"])
    everything = await latest(archive, Question("latest decisions", Kind.LATEST, limit=20, order="all"))
    assert any(row["yes"] is None for row in everything.facts["rows"])
    named = await latest(archive, Question("latest", Kind.LATEST, limit=3, members=("CHN",)))
    for row in named.facts["rows"]:
        letter = roll_calls()[row["decision"]]["CHN"]
        assert row["positions"]["CHN"] == {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}[letter]
