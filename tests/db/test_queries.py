"""Finding decisions and votes: by key, symbol, number, time, topic and words."""

from __future__ import annotations

import csv
import gzip
import re
from calendar import monthrange
from datetime import date
from functools import cache

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.queries.decisions import by_ids, by_keys, decision, latest, numbered, starting, topic_ids, under_symbols, within
from db.queries.search import search
from db.queries.votes import positions
from db.records import Body, Outcome, Position, RollCall, Tally


@cache
def rows() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@cache
def days() -> dict[str, tuple[date, date]]:
    """The first and last day on which each decision can have been voted on, corrections applied."""
    shown = {key: row["date"] for key, row in rows().items()}
    for row in load_toml(DATA / "corrections.toml").get("correction", ()):
        if row["field"] == "date":
            shown[row["decision"]] = row["value"]
    found = {}
    for key, text in shown.items():
        first = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
        last = first if len(text) == 10 else first.replace(day=monthrange(first.year, first.month)[1])
        found[key] = (first, last)
    return found


def keys_within(body: str | None, since: date | None, until: date | None, final: bool = True) -> set[str]:
    return {
        key
        for key, row in rows().items()
        if (body is None or row["body"] == body)
        and (since is None or days()[key][1] >= since)
        and (until is None or days()[key][0] <= until)
        and (not final or row["final"] == "1")
    }


async def test_a_decision_by_its_key(archive: Archive) -> None:
    found = await decision(archive, "A/RES/68/262")
    assert found is not None
    assert found.title == "Territorial integrity of Ukraine"
    assert found.body is Body.GA
    assert found.day == date(2014, 3, 27)
    assert not found.month_only
    assert found.tally == Tally(100, 11, 58, 24)
    assert found.roll_call is RollCall.COMPLETE
    assert found.final
    assert found.recorded
    assert await decision(archive, "A/RES/68/9999") is None
    assert await decision(archive, "") is None


async def test_a_vetoed_draft_by_its_symbol(archive: Archive) -> None:
    found = await decision(archive, "S/2022/155")
    assert found is not None
    assert found.outcome is Outcome.VETOED
    assert found.vetoed_by == ("RUS",)
    assert (found.symbol, found.draft, str(found.tally)) == ("", "S/2022/155", "11-1-3")


async def test_a_text_adopted_without_a_vote_has_no_tally(archive: Archive) -> None:
    key = next(key for key, row in rows().items() if row["adoption"] == "without_vote")
    found = await decision(archive, key)
    assert found is not None
    assert found.tally is None
    assert not found.recorded
    assert found.roll_call is RollCall.NONE
    assert await positions(archive, found.id) == {}


async def test_a_month_is_known_as_a_month(archive: Archive) -> None:
    found = await decision(archive, "V3")
    assert found is not None
    assert found.month_only
    assert found.day == date(1946, 1, 1)


async def test_keys_and_ids_keep_their_order(archive: Archive) -> None:
    asked = ["S/RES/242(1967)", "nothing", "A/RES/68/262", "V127"]
    found = await by_keys(archive, asked)
    assert [one.key for one in found] == ["S/RES/242(1967)", "A/RES/68/262", "V127"]
    ids = [found[2].id, found[0].id, -1]
    assert [one.key for one in await by_ids(archive, ids)] == ["V127", "S/RES/242(1967)"]
    assert await by_keys(archive, []) == []
    assert await by_ids(archive, []) == []


async def test_thousands_of_ids_at_once(archive: Archive) -> None:
    everything = await within(archive, None, None, None, final=False)
    ids = [one.id for one in reversed(everything)]
    assert [one.id for one in await by_ids(archive, ids)] == ids


async def test_every_decision_is_read_as_it_stands(archive: Archive) -> None:
    found = {one.key: one for one in await within(archive, None, None, None, final=False)}
    assert set(found) == set(rows())
    # Well-known texts have their official symbol from a file of their own; a number is given to what was adopted.
    official = {
        row["decision"]: row["symbol"]
        for row in load_toml(DATA / "named_decisions.toml")["decision"]
        if "symbol" in row
    }
    for key, row in rows().items():
        one = found[key]
        assert (one.body, one.draft, one.kind) == (row["body"], row["draft"], row["kind"])
        assert one.symbol == official.get(key, row["symbol"])
        assert one.outcome == ("adopted" if key in official else row["outcome"])
        assert (one.roll_call, one.source) == (row["roll_call"], row["source"])
        assert one.final == (row["final"] == "1")
        assert "|".join(one.subjects) == row["subjects"]
        assert "|".join(one.vetoed_by) == row["vetoed_by"]
        assert one.original_title == row["title"]
        assert one.title
        counted = [row[column] for column in ("yes", "no", "abstain")]
        assert counted == (
            [str(n) for n in (one.tally.yes, one.tally.no, one.tally.abstain)] if one.tally else [""] * 3
        )


async def test_an_old_symbol_gives_the_final_vote_first(archive: Archive) -> None:
    found = await under_symbols(archive, ["A/RES/2758(XXVI)"])
    assert found[0].key == "A/RES/2758(XXVI)"
    assert str(found[0].tally) == "76-35-17"
    assert {one.key for one in found} == {key for key, row in rows().items() if row["symbol"] == "A/RES/2758(XXVI)"}
    assert len(found) == 7
    finals = [one.final for one in found]
    assert finals == sorted(finals, reverse=True)


async def test_symbols_in_many_spellings_lead_to_each_once(archive: Archive) -> None:
    found = await under_symbols(archive, ["A/RES/68/262", "A/RES/68/262", "S/2022/155", "A/RES/0/0"])
    assert sorted(one.key for one in found) == ["A/RES/68/262", "S/2022/155"]
    assert await under_symbols(archive, []) == []


async def test_a_draft_s_symbol_finds_the_draft_or_the_resolution_it_became(archive: Archive) -> None:
    draft, key = next((row["draft"], key) for key, row in rows().items() if row["draft"] and row["symbol"] == key)
    assert key in {one.key for one in await under_symbols(archive, [draft])}


@pytest.mark.parametrize("number", [1, 24, 33, 181, 242, 338, 377, 678, 1441, 1514, 1973, 2334, 2758, 2774, 3379, 9999])
@pytest.mark.parametrize("body", [None, Body.GA, Body.SC])
async def test_bare_numbers(archive: Archive, number: int, body: Body | None) -> None:
    council = re.compile(rf"S/RES/{number}\(")
    assembly = re.compile(rf"A/RES/{number}[ A-Z]?\(")
    expected = {
        key
        for key in rows()
        if (body is not Body.GA and council.match(key)) or (body is not Body.SC and assembly.match(key))
    }
    assert {one.key for one in await numbered(archive, number, body)} == expected


@pytest.mark.parametrize("stem", ["A/RES/41/46", "A/RES/34/7", "A/RES/38/79", "A/RES/77/2", "A/RES/0/0"])
async def test_a_stem_finds_its_lettered_parts(archive: Archive, stem: str) -> None:
    pattern = re.compile(rf"{re.escape(stem)}(?:\D.*)?")
    assert {one.key for one in await starting(archive, stem)} == {key for key in rows() if pattern.fullmatch(key)}


async def test_the_latest_are_the_newest_final_recorded_votes(archive: Archive) -> None:
    for body in (None, Body.GA, Body.SC):
        found = await latest(archive, body, 12)
        assert len(found) == 12
        assert all(one.final and one.recorded for one in found)
        assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)
        eligible = sorted((days()[key][0] for key in keys_within(body, None, None) if rows()[key]["yes"]), reverse=True)
        assert [one.day for one in found] == eligible[:12]


async def test_the_latest_with_those_adopted_without_a_vote(archive: Archive) -> None:
    found = await latest(archive, Body.GA, 40, recorded=False)
    eligible = sorted((days()[key][0] for key in keys_within("GA", None, None)), reverse=True)
    assert [one.day for one in found] == eligible[:40]
    assert any(not one.recorded for one in found)


async def test_the_latest_on_a_topic(archive: Archive) -> None:
    ids = set(await topic_ids(archive, "ukraine"))
    found = await latest(archive, None, 5, topic="ukraine")
    assert len(found) == 5
    assert {one.id for one in found} <= ids
    # By date: the newest vote of the edition that has Ukraine in its title.
    newest = max(
        days()[key][0]
        for key, row in rows().items()
        if "ukraine" in fold(row["title"]) and row["yes"] and row["final"] == "1"
    )
    assert found[0].day >= newest


PERIODS = [
    (None, None, None),
    ("GA", date(2022, 1, 1), date(2022, 12, 31)),
    ("SC", date(2014, 3, 15), date(2014, 3, 15)),
    ("GA", date(1971, 10, 25), date(1971, 10, 25)),
    ("GA", date(1967, 11, 30), date(1968, 1, 1)),
    ("GA", date(1979, 12, 29), None),
    ("GA", None, date(1946, 12, 31)),
    (None, date(2027, 1, 1), None),
    ("GA", date(2001, 1, 2), date(2001, 1, 1)),
]


@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize(("body", "since", "until"), PERIODS)
async def test_all_decisions_of_a_period(
    archive: Archive, body: str | None, since: date | None, until: date | None, final: bool
) -> None:
    found = await within(archive, Body(body) if body else None, since, until, final=final)
    assert {one.key for one in found} == keys_within(body, since, until, final)
    assert [one.day for one in found] == sorted(one.day for one in found)


async def test_a_period_and_a_topic(archive: Archive) -> None:
    ids = set(await topic_ids(archive, "ukraine"))
    found = await within(archive, Body.GA, date(2022, 1, 1), date(2022, 12, 31), topic="ukraine")
    everything = await within(archive, Body.GA, date(2022, 1, 1), date(2022, 12, 31))
    assert [one.key for one in found] == [one.key for one in everything if one.id in ids]
    assert {"A/RES/ES-11/1", "A/RES/ES-11/2", "A/RES/ES-11/3", "A/RES/ES-11/4", "A/RES/ES-11/5"} <= {
        one.key for one in found
    }


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("territorial integrity of Ukraine", "A/RES/68/262"),
        ("Territorial Integrity UKRAINE", "A/RES/68/262"),
        ("status of Palestine in the United Nations", "A/RES/67/19"),
        ("glorification of Nazism", "A/RES/77/204"),
        ("nuclear-weapon-free zone", "A/RES/74/48"),
        ("ukrainé", "A/RES/68/262"),
        ("aggression/against ukraine", "A/RES/ES-11/1"),
        ('"aggression against Ukraine"', "A/RES/ES-11/1"),
    ],
)
async def test_words_find_decisions(archive: Archive, words: str, key: str) -> None:
    found = await search(archive, words, limit=5_000)
    assert key in {one.key for one in found}


async def test_all_words_are_needed_unless_any_will_do(archive: Archive) -> None:
    both = {one.key for one in await search(archive, "embargo Cuba", limit=5_000)}
    either = {one.key for one in await search(archive, "embargo Cuba", any_word=True, limit=5_000)}
    embargo = {one.key for one in await search(archive, "embargo", limit=5_000)}
    cuba = {one.key for one in await search(archive, "Cuba", limit=5_000)}
    assert both == embargo & cuba
    assert either == embargo | cuba
    assert both < either


async def test_every_decision_found_holds_the_words(archive: Archive) -> None:
    for one in await search(archive, "apartheid", final=False, limit=5_000):
        text = " ".join((one.title, one.original_title, rows()[one.key]["short_title"], one.agenda_item, *one.subjects))
        assert "apartheid" in fold(text)
    expected = {
        key
        for key, row in rows().items()
        if "apartheid"
        in fold(" ".join((row["title"], row["short_title"], row["agenda_item"], row["subjects"]))).split()
    }
    assert {one.key for one in await search(archive, "apartheid", final=False, limit=5_000)} >= expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "-",
        "--",
        '"',
        "''",
        "*",
        "()",
        "_",
        "…",
        "/",
        ":",
        "^",
        "\x00",
        "\n",
        "🕊️",
    ],
)
async def test_nothing_to_look_for_finds_nothing(archive: Archive, words: str) -> None:
    assert await search(archive, words) == []


@pytest.mark.parametrize(
    "words",
    [
        '"; DROP TABLE decision; --',
        "'; DROP TABLE decision; --",
        "nuclear AND OR NOT NEAR",
        "NEAR(nuclear weapons, 2)",
        "nuclear NOT weapons",
        "title:nuclear",
        "{title agenda_item}: nuclear",
        "nuclear*",
        "^nuclear",
        "nuclear + weapons",
        "-nuclear",
        "nuclear-weapons",
        "A/RES/77/1",
        "217 A (III)",
        'the "right to food',
        "O'Brien's",
        "100% \\ ?",
        "核兵器",
        "ядерное оружие",
        "الأسلحة النووية",
        "a" * 5_000,
        "word " * 400,
        ":words",
        "%s %d {0}",
    ],
)
async def test_no_words_are_read_as_syntax(archive: Archive, words: str) -> None:
    found = await search(archive, words, any_word=False)
    assert isinstance(found, list)
    assert await search(archive, words, any_word=True) is not None
    assert await decision(archive, "A/RES/68/262") is not None


async def test_operators_are_words(archive: Archive) -> None:
    plain = [one.key for one in await search(archive, "nuclear weapons", limit=5_000)]
    assert [one.key for one in await search(archive, "nuclear-weapons", limit=5_000)] == plain
    assert [one.key for one in await search(archive, 'nuclear" "weapons', limit=5_000)] == plain
    with_not = {one.key for one in await search(archive, "nuclear NOT weapons", limit=5_000)}
    assert with_not <= set(plain)


async def test_a_search_keeps_to_body_and_finals(archive: Archive) -> None:
    council = await search(archive, "Palestinian question", body=Body.SC, limit=5_000)
    assert council
    assert {one.body for one in council} == {Body.SC}
    finals = await search(archive, "nuclear", limit=5_000)
    everything = await search(archive, "nuclear", final=False, limit=5_000)
    assert {one.key for one in finals} == {one.key for one in everything if one.final}
    assert len(finals) < len(everything)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 12, 15), None),  # the day is known: nothing from earlier in December
        (date(2022, 12, 7), date(2022, 12, 7)),
        (date(1974, 12, 15), date(1974, 12, 20)),  # the month alone is known
        (None, date(1960, 1, 1)),
        (date(1974, 12, 31), None),
    ],
)
async def test_a_search_keeps_to_its_period(archive: Archive, since: date | None, until: date | None) -> None:
    everything = await search(archive, "nuclear", limit=10_000)
    inside = keys_within(None, since, until)
    found = await search(archive, "nuclear", since=since, until=until, limit=10_000)
    assert {one.key for one in found} == {one.key for one in everything} & inside


async def test_a_search_ends_at_its_limit(archive: Archive) -> None:
    assert len(await search(archive, "nuclear", limit=7)) == 7


async def test_a_word_in_the_title_weighs_more_than_one_in_the_agenda_item(archive: Archive) -> None:
    first = (await search(archive, "Crimea", limit=3))[0]
    assert "Crimea" in first.title


# ---------------------------------------------------------------- votes


async def test_who_voted_how(archive: Archive) -> None:
    found = await decision(archive, "A/RES/68/262")
    assert found is not None
    cast = await positions(archive, found.id)
    # The eleven that voted against, by press release GA/11493.
    assert {code for code, position in cast.items() if position is Position.NO} == {
        "ARM", "BLR", "BOL", "CUB", "NIC", "PRK", "RUS", "SDN", "SYR", "VEN", "ZWE"
    }  # fmt: skip
    assert list(cast) == sorted(cast)
    assert len(cast) == 193
    assert await positions(archive, -1) == {}


async def test_namibia_is_present(archive: Archive) -> None:
    """Its alpha-2 code is NA, which careless readers of CSV files take for a missing value."""
    found = await decision(archive, "A/RES/ES-11/1")
    assert found is not None
    assert (await positions(archive, found.id))["NAM"] is Position.ABSTAIN
    matrix = await archive.matrix()
    assert (matrix.column("NAM") > 0).sum() > 2_000
