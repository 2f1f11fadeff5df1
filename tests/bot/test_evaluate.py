"""Scoring a file of questions, with a clerk that answers as it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate import Expected, evaluate, fits, lines, read_rows
from db.records import Coverage
from handlers.answer import Answer
from handlers.question import Kind, Question


class Told:
    """Answers every question with one kind and its facts."""

    def __init__(self, kind: Kind, facts: dict[str, Any]) -> None:
        self.kind = kind
        self.facts = facts

    async def ask(self, text: str) -> Answer:
        coverage = Coverage("test", date(2026, 6, 4), date(2025, 12, 29))
        return Answer(Question(text, self.kind), "Said so.", self.facts, coverage)


@pytest.mark.parametrize(
    ("expected", "got", "right"),
    [
        pytest.param(93, 93, True, id="number"),
        pytest.param(93, 94, False, id="another number"),
        pytest.param(1, True, False, id="a number is no yes"),
        pytest.param(0.9111, 0.9135, True, id="fraction within 0.005"),
        pytest.param(0.9111, 0.9165, False, id="fraction beyond 0.005"),
        pytest.param(1.0, 1, True, id="whole fraction"),
        pytest.param(None, None, True, id="null"),
        pytest.param(None, "no", False, id="not null"),
        pytest.param("no", "No", False, id="text exactly"),
        pytest.param(["FRA", "DNK"], ["DNK", "FRA"], True, id="order is nothing"),
        pytest.param(["FRA"], ["DNK", "FRA"], False, id="one too many"),
        pytest.param([], ["FRA"], False, id="an empty list is empty"),
        pytest.param([], [], True, id="both empty"),
        pytest.param([1, 2], "12", False, id="a text is no list"),
        pytest.param({"RUS": 4}, {"RUS": 4, "CHN": 1}, True, id="object by the given keys"),
        pytest.param({"RUS": 4}, {"CHN": 4}, False, id="key missing"),
        pytest.param({"year": None}, {}, False, id="null is no missing key"),
        pytest.param([{"year": 2020}], [{"year": 2019}, {"year": 2020, "shared": 74}], True, id="object contained"),
        pytest.param([{"year": 2021}], [{"year": 2019}, {"year": 2020}], False, id="object not contained"),
        pytest.param([{"by": ["A", "B"]}], [{"by": ["B", "A"]}], True, id="list in an object in a list"),
        pytest.param({"a": {"b": 0.5}}, {"a": {"b": 0.503}}, True, id="deep"),
    ],
)
def test_fits(expected: object, got: object, right: bool) -> None:
    assert fits(expected, got) is right


@pytest.mark.parametrize(
    ("row", "kind", "facts", "right", "confident"),
    [
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.TALLY, {"yes": 93}, True, 0, id="right"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.TALLY, {"yes": 94}, False, 1, id="wrong figure"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.SUMMARY, {"yes": 93}, False, 0, id="other kind"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.SUMMARY, {"yes": 9}, False, 1, id="both wrong"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.CLARIFY, {"options": []}, False, 0, id="asks back"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.HELP, {}, False, 0, id="helps"),
        pytest.param({"kind": "tally", "facts": {"yes": 93}}, Kind.TALLY, {}, False, 0, id="figure not given"),
        pytest.param({"kind": "clarify"}, Kind.TALLY, {"yes": 1}, False, 1, id="guessed"),
        pytest.param({"kind": "clarify"}, Kind.NOT_FOUND, {"searched": ""}, False, 0, id="refused instead"),
        pytest.param({"kind": "definition"}, Kind.TALLY, {"yes": 1}, False, 0, id="a figure beside the point"),
        pytest.param({"kind": ["count", "record"], "facts": {}}, Kind.RECORD, {"no": 5}, True, 0, id="either kind"),
        pytest.param(
            {"kind": ["count", "record"], "facts": [{"value": 5}, {"no": 5}]},
            Kind.RECORD, {"no": 5, "yes": 1}, True, 0, id="its own facts",
        ),
        pytest.param(
            {"kind": ["count", "record"], "facts": [{"value": 5}, {"no": 5}]},
            Kind.COUNT, {"value": 6}, False, 1, id="its own facts wrong",
        ),
        pytest.param(
            {"kind": "cohesion", "facts": {"decisions": 4}}, Kind.RECORD, {"decisions": []}, False, 0,
            id="the key means something else",
        ),
    ],
)  # fmt: skip
async def test_evaluate(row: dict[str, Any], kind: Kind, facts: dict[str, Any], right: bool, confident: int) -> None:
    report = await evaluate(Told(kind, facts), [{"question": "How?", "note": "ignored", **row}])
    assert (report.right, report.confident) == (int(right), confident)


async def test_lines_align_and_name_every_miss() -> None:
    rows: list[dict[str, Any]] = [
        {"question": "How many?", "kind": "tally", "facts": {"yes": 93}},
        {"question": "And then?", "kind": "tally", "facts": {"yes": 1}},
        {"question": "Who?", "kind": "who_voted", "facts": {}},
    ]
    report = await evaluate(Told(Kind.TALLY, {"yes": 93}), rows)
    assert lines(report) == [
        "kind       right     of   share",
        "tally          1      2   50.0%",
        "who_voted      0      1    0.0%",
        "all            1      3   33.3%",
        "",
        "Wrong figures given with confidence: 1",
        "",
        "WRONG FIGURE: And then?",
        '  expected: tally {"yes": 1}',
        '  got:      tally {"yes": 93}',
        "  said:     Said so.",
        "",
        "miss: Who?",
        "  expected: who_voted {}",
        '  got:      tally {"yes": 93}',
        "  said:     Said so.",
    ]


async def test_nothing_asked() -> None:
    report = await evaluate(Told(Kind.TALLY, {}), [])
    assert report.accuracy == 1.0
    assert lines(report)[1].split() == ["all", "0", "0", "–"]


def test_facts_beside_kinds_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 kinds, but facts for 1"):
        Expected.of({"question": "How?", "kind": ["count", "record"], "facts": [{}]})


def test_read_rows(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"question": "Où?", "kind": "tally"}\n\n', "utf-8")
    assert read_rows(path) == [{"question": "Où?", "kind": "tally"}]
    path.write_text('{"question": "How?"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"some\.jsonl, line 1"):
        read_rows(path)
