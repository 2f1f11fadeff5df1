"""Files in the column layout of the UN Digital Library's voting data sets, at full size, from the bundled edition."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from db.ingest.edition import LETTERS, Edition, bundled
from db.records import Body
from tests.db.ingest.undl import GA

LETTER_OF = {int(position): letter.replace("?", "") for letter, position in LETTERS.items()}


def write_official(path: Path) -> int:
    """Write the Assembly's adopted resolutions with a whole roll call, a row for each member; return the rows."""
    edition = bundled()
    rows = {row["key"]: row for row in edition.decisions() if _is_in_the_set(row)}
    names = {row["iso3"]: row["name"].upper() for row in edition.table("member")}
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, GA)
        writer.writeheader()
        for number, (key, cast) in enumerate(_roll_calls(edition, rows), 1):
            shared = _shared(rows[key], number, len(cast))
            for iso3, letter in cast:
                writer.writerow({**shared, "ms_code": iso3, "ms_name": names[iso3], "ms_vote": letter})
            count += len(cast)
    return count


def _is_in_the_set(row: dict[str, str]) -> bool:
    whole = row["final"] == "1" and row["roll_call"] == "complete"
    return whole and row["body"] == Body.GA and row["outcome"] == "adopted" and row["symbol"].startswith("A/RES/")


def _roll_calls(edition: Edition, rows: dict[str, dict[str, str]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for key, cast in edition.roll_calls():
        if key in rows:
            yield key, [(iso3, LETTER_OF[position]) for iso3, position in cast]


def _shared(row: dict[str, str], number: int, members: int) -> dict[str, str]:
    """The columns that all rows of a decision have in common."""
    return {
        "undl_id": str(number),
        "date": row["date"] if len(row["date"]) == 10 else f"{row['date']}-01",
        "session": row["session"],
        "resolution": row["symbol"],
        "draft": row["draft"],
        "committee_report": row["committee"],
        "meeting": row["meeting"],
        "title": row["title"],
        "agenda_title": row["agenda_item"],
        "subjects": row["subjects"],
        "total_yes": row["yes"],
        "total_no": row["no"],
        "total_abstentions": row["abstain"],
        "total_non_voting": row["absent"],
        "total_ms": str(members),
        "undl_link": f"https://digitallibrary.un.org/record/{number}",
    }
