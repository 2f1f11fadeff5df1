"""The file of topics, read whole, and which decisions belong to them."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from db.archive import Archive
from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.phrases import PhraseMatcher
from db.queries.decisions import by_ids, topic_ids
from db.topics import classify, topics

TOPICS: list[dict[str, Any]] = load_toml(DATA / "topics.toml")["topic"]
CODES = {row["iso3"] for row in load_toml(DATA / "members.toml")["member"]}
NO_MEMBERS = {"PSE", "ESH"}  # ISO codes of Palestine and Western Sahara, which have no vote
KEYS = {"id", "name", "terms", "place", "subjects", "phrases", "except_phrases", "issue_codes", "decisions", "parent"}
with (Path(__file__).parents[1] / "data" / "topics.csv").open(encoding="utf-8", newline="") as table:
    BELONGING: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in csv.DictReader(table):
        BELONGING[line["topic"]].append(line)


@cache
def decisions() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@cache
def belonging() -> dict[str, set[str]]:
    return {topic: set(keys) for topic, keys in classify(decisions().values()).items()}


def test_ids_and_terms_are_unique() -> None:
    ids = [row["id"] for row in TOPICS]
    assert len(ids) == len(set(ids))
    seen: dict[str, str] = {}
    for row in TOPICS:
        for term in {fold(term) for term in row["terms"]}:
            assert term
            assert seen.setdefault(term, row["id"]) == row["id"], term


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: str(row["id"]))
def test_every_topic_is_whole(row: dict[str, Any]) -> None:
    assert set(row) <= KEYS
    assert row["id"] == row["id"].lower()
    assert row["name"]
    assert row["terms"]
    places = row.get("place", [])
    assert ({places} if isinstance(places, str) else set(places)) <= CODES | NO_MEMBERS
    assert all(fold(phrase) for kind in ("phrases", "except_phrases") for phrase in row.get(kind, ()))
    assert all(phrase.count("*") == phrase.endswith("*") for phrase in row.get("phrases", ()))
    assert set(row.get("decisions", ())) <= set(decisions())
    assert len(set(row.get("decisions", ()))) == len(row.get("decisions", ()))


def test_subjects_and_issue_codes_are_those_of_the_edition() -> None:
    subjects = {fold(subject) for row in decisions().values() for subject in row["subjects"].split("|")}
    codes = {code for row in decisions().values() for code in row["issue_codes"].split("|")}
    for row in TOPICS:
        assert {fold(subject) for subject in row.get("subjects", ())} <= subjects, row["id"]
        assert set(row.get("issue_codes", ())) <= codes, row["id"]


def test_parents_exist_and_do_not_go_in_circles() -> None:
    parent = {row["id"]: row.get("parent", "") for row in TOPICS}
    for id_ in parent:
        seen = {id_}
        above = parent[id_]
        while above:
            assert above in parent, id_
            assert above not in seen, id_
            seen.add(above)
            above = parent[above]


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: str(row["id"]))
def test_every_topic_has_a_decision_and_each_named_one(row: dict[str, Any]) -> None:
    found = belonging().get(row["id"], set())
    assert found
    assert set(row.get("decisions", ())) <= found
    if above := row.get("parent"):
        assert found <= belonging()[above]


@pytest.mark.parametrize("topic", BELONGING)
def test_decisions_that_belong_and_that_do_not(topic: str) -> None:
    found = belonging()[topic]
    assert {row["decision_symbol"] for row in BELONGING[topic]} <= set(decisions())
    assert {row["decision_symbol"] for row in BELONGING[topic] if row["belongs"] == "yes"} - found == set()
    assert {row["decision_symbol"] for row in BELONGING[topic] if row["belongs"] == "no"} & found == set()


def test_the_table_of_examples_says_yes_or_no() -> None:
    assert {row["belongs"] for rows in BELONGING.values() for row in rows} == {"yes", "no"}
    assert set(BELONGING) <= {row["id"] for row in TOPICS}


@pytest.mark.parametrize("topic", ["ukraine", "crimea", "palestine", "human_rights", "cyprus"])
async def test_the_archive_holds_the_same(archive: Archive, topic: str) -> None:
    found = await by_ids(archive, await topic_ids(archive, topic))
    assert {one.key for one in found} == belonging()[topic]


async def test_an_unknown_topic_has_no_decision(archive: Archive) -> None:
    assert await topic_ids(archive, "no such topic") == []


def test_topics_are_read_as_they_stand() -> None:
    assert set(topics()) == {row["id"] for row in TOPICS}
    assert topics()["ukraine"].places == ("UKR",)
    assert topics()["crimea"].parent == "ukraine"


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("south ossetia", "the situation in South Ossetia today", True),
        ("south ossetia", "South of Ossetia", False),
        ("abkhaz*", "Abkhazian refugees", True),
        ("abkhaz*", "an Abkhaz", True),
        ("abkhaz", "Abkhazian", False),
        ("turkish cypriot*", "the Turkish Cypriots", True),
        ("turkish cypriot*", "the Turkish Cyprus", False),
        ("niger", "Nigeria", False),
        ("iran", "Islamic Republic of Iran", True),
        ("islamic republic of iran", "the Islamic Republic of", False),
    ],
)
def test_phrases_are_found_as_whole_words(phrase: str, text: str, found: bool) -> None:
    assert PhraseMatcher([(phrase, "x")]).find(fold(text).split()) == ({"x"} if found else set())


def test_an_except_phrase_rules_out_and_a_child_counts_for_its_parent() -> None:
    blank = {"title": "", "short_title": "", "agenda_item": "", "subjects": "", "issue_codes": ""}
    rows = [
        {**blank, "key": "1", "title": "Admission of Cyprus to the United Nations"},
        {**blank, "key": "2", "title": "Question of Cyprus"},
        {**blank, "key": "3", "title": "Human rights in Sevastopol, Crimea"},
    ]
    found = classify(rows)
    assert found["cyprus"] == ["2"]
    assert "3" in found["crimea"]
    assert "3" in found["ukraine"]
