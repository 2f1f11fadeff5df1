"""The events of note, read whole, and which of them a chart shows."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from bot.charts.events import FILE, MOST, concerning, events, presidents
from db.archive import Archive
from db.queries.decisions import by_keys

DOCUMENT = re.compile(r"(A|S)/(RES/|PV\.)?[\w./()-]+")
TREATY = re.compile(r"UNTS \d+, No\. \d+")
ADDRESS = re.compile(r"https://[\w./?:=&-]+")
PERIODS = Path(__file__).parents[3] / "handlers" / "data" / "periods.toml"


def test_the_file_says_all_it_should() -> None:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["event"]
    assert len(rows) > 40
    for row in rows:
        assert set(row) - {"groups"} == {"date", "label", "members", "source"}, row
        assert 8 <= len(row["label"]) <= 28
        assert row["members"] == sorted(set(row["members"])), row["label"]
        assert any(form.fullmatch(row["source"]) for form in (DOCUMENT, TREATY, ADDRESS)), row["source"]
    assert len({row["label"] for row in rows}) == len(rows)
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)


def test_the_members_were_members_then_or_within_a_year(archive: Archive) -> None:
    roster = archive.roster
    for event in events():
        assert event.parties
        for party in event.parties - roster.groups.keys():
            spans = roster.members[party].spans
            assert any(
                (span.since - event.date).days < 366 and (span.until is None or (event.date - span.until).days < 366)
                for span in spans
            ), (event.label, party)


async def test_cited_decisions_are_of_that_time(archive: Archive) -> None:
    cited = {event.source: event for event in events() if event.source.startswith(("A/RES", "S/RES", "S/8", "S/2011"))}
    found = await by_keys(archive, list(cited))
    assert len(found) > 30
    for decision in found:
        event = cited.get(decision.key) or cited[decision.symbol]
        day = decision.day.replace(day=28) if decision.month_only else decision.day
        assert 0 <= (day - event.date).days < 366, event.label


def test_presidents_are_those_of_the_periods() -> None:
    leaders = tomllib.loads(PERIODS.read_text(encoding="utf-8"))["leader"]
    terms = {span[:10]: row["name"] for row in leaders if row["member"] == "USA" for span in row["spans"]}
    since_1945 = {since: name for since, name in terms.items() if since > "1945"}
    assert [one.since.isoformat() for one in presidents()] == sorted(since_1945)
    for one in presidents():
        assert one.name.split()[-1] in since_1945[one.since.isoformat()]


def test_those_that_concern_both_come_first() -> None:
    labels = [event.label for event in concerning({"EGY", "ISR"}, 1949, 2026)]
    assert {"Suez crisis", "Six-Day War", "October War", "Egypt–Israel peace"} <= set(labels)
    assert len(labels) == MOST
    assert [event.label for event in concerning({"ARG", "GBR"}, 1980, 1985)] == ["Falklands (Malvinas) war"]


def test_only_those_of_the_years_and_the_parties() -> None:
    for event in concerning({"RUS", "UKR"}, 1990, 2026):
        assert event.parties & {"RUS", "UKR"}
        assert 1990 <= event.date.year <= 2026
    assert concerning({"LUX", "PER"}, 2000, 2026) == ()
    assert [event.date for event in concerning({"eu"}, 2004, 2004)] == [date(2004, 5, 1)]
