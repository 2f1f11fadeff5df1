"""Topics under the terms people use, and which decisions belong to them (db/data/topics.toml)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.phrases import PhraseMatcher


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `terms` are what people type; `places` the members it is about, as ISO codes."""

    id: str
    name: str
    terms: tuple[str, ...]
    places: tuple[str, ...]
    subjects: frozenset[str]
    phrases: tuple[str, ...]
    except_phrases: tuple[str, ...]
    issue_codes: frozenset[str]
    decisions: frozenset[str]
    parent: str


@cache
def topics() -> dict[str, Topic]:
    """All topics by their id."""
    found = {}
    for row in load_toml(DATA / "topics.toml")["topic"]:
        place = row.get("place", [])
        found[row["id"]] = Topic(
            id=row["id"],
            name=row["name"],
            terms=tuple(row["terms"]),
            places=(place,) if isinstance(place, str) else tuple(place),
            subjects=frozenset(fold(subject) for subject in row.get("subjects", ())),
            phrases=tuple(row.get("phrases", ())),
            except_phrases=tuple(row.get("except_phrases", ())),
            issue_codes=frozenset(row.get("issue_codes", ())),
            decisions=frozenset(row.get("decisions", ())),
            parent=row.get("parent", ""),
        )
    return found


def classify(decisions: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """For each topic the keys of the decisions that belong to it, those of its children included.

    `decisions` are rows with key, title, short_title, agenda_item, subjects and issue_codes.
    """
    matcher = PhraseMatcher(
        [(phrase, (topic.id, True)) for topic in topics().values() for phrase in topic.phrases]
        + [(phrase, (topic.id, False)) for topic in topics().values() for phrase in topic.except_phrases]
    )
    named: dict[str, set[str]] = defaultdict(set)
    for topic in topics().values():
        for key in topic.decisions:
            named[key].add(topic.id)
    belongs: dict[str, list[str]] = defaultdict(list)
    verdicts: dict[tuple[str, ...], frozenset[str]] = {}  # yearly resolutions share their texts
    for row in decisions:
        texts = tuple(row[column] for column in ("title", "short_title", "agenda_item", "subjects", "issue_codes"))
        if texts not in verdicts:
            verdicts[texts] = _with_parents(_direct(texts, matcher))
        for topic_id in verdicts[texts] | _with_parents(named[row["key"]]):
            belongs[topic_id].append(row["key"])
    return belongs


def _direct(texts: tuple[str, ...], matcher: PhraseMatcher[tuple[str, bool]]) -> set[str]:
    found = {value for text in texts[:3] for value in matcher.find(fold(text).split())}
    subjects = {fold(subject) for subject in texts[3].split("|") if subject}
    codes = set(texts[4].split("|"))
    return {
        id_
        for id_, topic in topics().items()
        if ((id_, True) in found or topic.subjects & subjects or topic.issue_codes & codes)
        and (id_, False) not in found
    }


def _with_parents(ids: set[str]) -> frozenset[str]:
    found = set(ids)
    for id_ in ids:
        while (id_ := topics()[id_].parent) and id_ not in found:
            found.add(id_)
    return frozenset(found)
