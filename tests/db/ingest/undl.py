"""Real votes in the column layout of the UN Digital Library's voting data sets, to import and to spoil."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from tests.handlers.edition_tables import decisions, votes

TOTALS = ["total_yes", "total_no", "total_abstentions", "total_non_voting", "total_ms", "undl_link"]
GA = [
    "undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution", "draft", "committee_report", "meeting",
    "title", "agenda_title", "subjects", *TOTALS,
]  # fmt: skip
SC = [
    "undl_id", "ms_code", "ms_name", "permanent_member", "ms_vote", "date", "resolution", "draft", "meeting",
    "description", "agenda", "subjects", "modality", *TOTALS,
]  # fmt: skip
OLD_NAMES = {
    "ms_code": "ms_codes", "ms_name": "ms_names", "ms_vote": "ms_votes", "resolution": "resolutions",
    "agenda_title": "agenda_titles",
}  # fmt: skip

Rows = list[dict[str, str]]


def rows_of(key: str, record: str = "", **facts: str) -> Rows:
    """The rows of one decision of the bundled edition, one a member; `facts` replace columns in all of them."""
    decision = decisions().loc[key]
    cast = {str(iso3): str(letter) for iso3, letter in votes().loc[key].items() if letter in {"Y", "N", "A", "X"}}
    shared = {
        "undl_id": record or key,
        "date": str(decision.date),
        "session": str(decision.session),
        "resolution": str(decision.symbol),
        "title": str(decision.title),
        "description": str(decision.title),
        "modality": "Vote",
        "total_yes": str(decision.yes),
        "total_no": str(decision.no),
        "total_abstentions": str(decision.abstain),
        "total_non_voting": str(decision.absent),
        "total_ms": str(len(cast)),
        "undl_link": f"https://digitallibrary.un.org/record/{record or 1}",
    } | facts
    return [{**shared, "ms_code": iso3, "ms_name": iso3, "ms_vote": letter} for iso3, letter in cast.items()]


def text_of(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str] = GA, names: Mapping[str, str] | None = None
) -> str:
    """Rows as a CSV file; `names` rename columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([(names or {}).get(column, column) for column in columns])
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()
