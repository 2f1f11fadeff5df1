"""Writes the project's questions with their facts: `python -m tests.questions.build`.

One JSON object a line: question, kind (one, or a list of those that are right) and facts (one object, or one for each
kind). The facts come from `expected`, which reads the bundled edition's files and nothing of the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.questions import asked_beyond, asked_council, asked_decisions, asked_members, expected
from tests.questions.asked_issue import ISSUE

FOLDER = Path(__file__).parent
Rows = Iterator[dict[str, Any]]


def row(question: str, kind: str | list[str], facts: object) -> dict[str, Any]:
    """One line of a file."""
    return {"question": question, "kind": kind, "facts": facts}


def tally() -> Rows:
    for question, key in asked_decisions.TALLY:
        yield row(question, "tally", expected.tally(key))


def country_vote() -> Rows:
    for question, key, iso3 in asked_decisions.COUNTRY_VOTE:
        yield row(question, "country_vote", expected.position(key, iso3))


def who_voted() -> Rows:
    for question, key, word in asked_decisions.WHO_VOTED:
        yield row(question, "who_voted", expected.voters(key, word))
    for question, key, word, group in asked_decisions.WHO_OF_GROUP:
        among = expected.members_on(group, expected.decisions()[key]["date"])
        yield row(question, "who_voted", expected.voters(key, word, among))


def summary() -> Rows:
    for question, key in asked_decisions.SUMMARY:
        yield row(question, "summary", expected.tally(key))


def alignment() -> Rows:
    for question, a, b, since, until in asked_members.ALIGNMENT:
        yield row(question, "alignment", expected.agreement(a, b, since, until))
    for question, a, b, since, until in asked_members.ALIGNMENT_SC:
        yield row(question, "alignment", expected.agreement(a, b, since, until, "SC"))


def ranking() -> Rows:
    for question, of, since, until, n, furthest in asked_members.RANKING:
        yield row(question, "ranking", expected.ranking_top(of, since, until, n, furthest))


def cohesion() -> Rows:
    for question, group, since, until in asked_members.COHESION:
        yield row(question, "cohesion", expected.cohesion(group, since, until))
    for question, group, key in asked_members.SPLIT:
        yield row(question, "cohesion", expected.split(group, key))


def comparison() -> Rows:
    for question, x, y in asked_members.COMPARISON:
        yield row(question, "comparison", expected.moved(x, y))


def series() -> Rows:
    for question, keys in asked_members.SERIES:
        yield row(question, "series", expected.rows_of(keys))


def count() -> Rows:
    for question, facts in asked_council.COUNT:
        yield row(question, ["count", "record"] if isinstance(facts, list) else "count", facts)


def not_found() -> Rows:
    for question in asked_beyond.NOT_FOUND:
        yield row(question, "not_found", {})


def files() -> dict[str, list[dict[str, Any]]]:
    """The rows of each file, by kind."""
    made = (tally, country_vote, who_voted, summary, alignment, ranking, cohesion, comparison, series, count, not_found)
    listed = {
        "record": asked_members.RECORD,
        "trend": asked_members.TREND,
        "veto": asked_council.VETO,
        "extremes": asked_council.EXTREMES,
        "search": asked_council.SEARCH,
        "latest": asked_council.LATEST,
        "definition": asked_beyond.DEFINITION,
        "clarify": asked_beyond.CLARIFY,
        "out_of_scope": asked_beyond.OUT_OF_SCOPE,
    }
    found = {rows.__name__: list(rows()) for rows in made}
    for kind, questions in listed.items():
        found[kind] = [row(question, kind, facts) for question, facts in questions]
    found["issue"] = [row(question, kind, facts) for question, kind, facts in ISSUE]
    return found


def text(rows: list[dict[str, Any]]) -> str:
    """A file's text."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


def main() -> None:
    """Write all files."""
    for name, rows in files().items():
        (FOLDER / f"{name}.jsonl").write_text(text(rows), "utf-8")


if __name__ == "__main__":
    main()
