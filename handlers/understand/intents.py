"""Intents: the kinds of question, the slots each needs, and the cues that speak for or against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.records import Body
from handlers.question import Kind
from handlers.understand.resolver import names_one
from handlers.understand.scene import Scene, habit


@dataclass(frozen=True, slots=True)
class Intent:
    """One kind of question: what it needs, its points to start with, and points for cues."""

    kind: Kind
    needs: Callable[[Scene], bool]
    base: float
    cues: Mapping[str, float]


WORLD = frozenset({"un", "ga", "unga", "assembly", "world", "members", "membership", "council", "unsc", "nations"})

INTENTS = (
    Intent(
        Kind.COUNTRY_VOTE,
        lambda s: s.members >= 1 and s.refers and (s.decisions < 2 or not s.cue("compare", "differ", "who")),
        3.0,
        {"how": 1.5, "vote": 1.5, "who": -3, "how_many": -3, "agree": -0.5, "summary": 0, "trend": -2, "series": -1,
         "parted": -4, "veto": -0.5, "closest": -2, "furthest": -2, "record": -0.5, "compare": -1},
    ),
    Intent(
        Kind.WHO_VOTED,
        lambda s: s.refers and s.decisions < 2 and (s.positions or s.cue("who", "agree", "list", "parted")),
        3.0,
        {"parted": 3, "who": 3, "list": 2, "vote": 0.5, "how_many": -1.5, "result": -0.5, "agree": 0.5, "define": -1,
         "veto": -3},
    ),
    Intent(
        Kind.TALLY,
        lambda s: s.refers and s.decisions < 2 and (s.cue("how_many", "result", "how", "vote") or s.positions),
        2.5,
        {"how_many": 3, "result": 2.5, "how": 0.5, "vote": 0.5, "who": -2, "summary": -0.5},
    ),
    Intent(
        Kind.SUMMARY,
        lambda s: s.decisions == 1 or (s.cue("summary", "define") and s.refers),
        2.8,
        {"summary": 2, "define": 1, "who": -2, "how_many": -2, "result": -1, "vote": -0.5, "record": -1, "trend": -1,
         "veto": -0.5, "latest": -2},
    ),
    Intent(
        Kind.SUMMARY,
        lambda s: s.cue("summary", "important")
        and not s.decisions
        and not s.positions
        and (s.parties == 1 or (not s.parties and bool(s.slots.topics or s.slots.period))),
        2.5,
        {"summary": 2, "important": 2, "veto": -2, "record": -2.5},
    ),
    Intent(
        Kind.BRIEF,
        lambda s: s.cue("brief")
        and s.members >= 1
        and s.subject
        and not (s.groups or s.decisions or s.positions),
        5.0,
        {"brief": 2},
    ),
    Intent(
        Kind.ALIGNMENT,
        lambda s: s.parties >= 2
        and not s.decisions
        and (s.cue("agree", "differ") or not s.cue("compare") or s.says("vs", "versus", "v")),
        2.5,
        {"agree": 3, "differ": 3, "vote": 0.5, "how_many": 1, "compare": 1, "trend": -1, "who": -1, "veto": -2.5,
         "together": 1, "opposes": -4, "most": -2,
         "fewest": -2},
    ),
    Intent(
        Kind.RANKING,
        lambda s: s.parties >= 1
        and not s.decisions
        and (
            s.cue("closest", "furthest")
            or (s.cue("agree", "differ") and s.cue("who", "list") and s.parties == 1)
            or (s.cue("agree", "differ") and s.cue("most", "fewest"))
            or s.of_a_group
            or (s.parties == 1 and s.cue("who", "list", "most") and s.cue("nearer", "away"))
            or (s.parties == 1 and s.cue("agree") and s.cue("each"))
            or (s.likened and s.cue("who") and s.cue("vote") and s.parties == 1 and not s.positions)
            or (s.likened and s.cue("most", "fewest") and s.cue("who", "list") and s.parties == 1)
        ),
        3.0,
        {"most": 1, "fewest": 1, "closest": 3, "furthest": 3, "nearer": 4, "away": 4, "each": 3, "who": 1,
         "agree": 0.5, "vote": 0.5, "trend": -1.5},
    ),
    Intent(
        Kind.TREND,
        lambda s: s.parties >= 1 and not s.decisions and s.cue("trend"),
        3.0,
        {"trend": 2, "agree": 1, "differ": 1, "how": 0.5, "record": 0.3},
    ),
    Intent(
        Kind.RECORD,
        lambda s: s.parties >= 1 and not s.decisions,
        1.8,
        {"record": 1.5, "how_many": 1, "vote": 0.5, "search": 0.5, "on_what": 0.5, "how": 0.3, "alone": 1.5,
         "only": 0.5, "list": 0.5, "agree": -1.5, "closest": -3, "furthest": -3, "veto": -2, "who": -1.5,
         "trend": -0.5, "latest": -0.3, "opposes": 2.5},
    ),
    Intent(
        Kind.VETO,
        lambda s: s.cue("veto"),
        9.0,
        {"how_many": 1, "who": 0.5, "latest": 0.5, "first": 0.5, "alone": 0.5, "list": 0.5, "search": 0.5, "most": 0.5},
    ),
    Intent(
        Kind.EXTREMES,
        lambda s: not s.decisions
        and (
            s.cue("extremes")
            or bool(s.slots.bounds)
            or (s.cue("fell") and not s.parties and s.slots.body is not Body.SC)
            or (s.cue("who", "on_what") and s.says("never") and s.positions and not s.members)
            or (s.cue("closest") and not s.parties and s.says("vote", "votes", "resolution", "resolutions"))
            or (s.cue("alone", "only") and (s.positions or s.cue("alone")))
            or (s.cue("lost") and s.cue("most", "extremes") and s.members == 1)
            or (s.cue("lost") and s.cue("most", "fewest", "who") and not s.members)
            or (s.cue("most", "fewest") and s.positions and not s.members)
        ),
        3.2,
        {"extremes": 1.5, "fell": 3, "lost": 1.5, "alone": 1, "only": 1, "most": 0.5, "search": 0.5, "list": 0.5,
         "how_many": -0.5, "agree": -1.5, "closest": -0.5, "veto": -2},
    ),
    Intent(
        Kind.COUNT,
        lambda s: (s.cue("how_many") or (s.cue("without_vote") and (bool(s.slots.period) or s.subject)))
        and not s.decisions
        and not s.single,
        2.6,
        {"how_many": 2, "lost": 2, "define": -1.5, "record": -0.5, "agree": -2, "differ": -2, "veto": -2.5},
    ),
    Intent(
        Kind.SERIES,
        lambda s: bool(s.slots.series) or (s.decisions == 1 and s.cue("series", "trend"))
        or (s.single and not s.parties and s.cue("trend")),
        3.0,
        {"series": 3, "trend": 2, "vote": 0.5, "who": -0.5},
    ),
    Intent(
        Kind.COMPARISON,
        lambda s: (s.decisions >= 2 and (not s.members or s.cue("compare", "differ", "who")))
        or (
            s.sides == 2
            and s.cue("compare", "differ", "parted", "furthest")
            and s.cue("search", "who", "most", "list", "on_what")
        )
        or (s.sides == 2 and s.paired and not s.decisions),
        4.0,
        {"compare": 2, "differ": 1, "parted": 1, "furthest": 1, "who": 1, "on_what": 2, "how_many": -1},
    ),
    Intent(
        Kind.COHESION,
        lambda s: (s.groups >= 1 and s.members == 0 and (s.cue("cohesion", "differ", "agree", "together") or s.refers))
        or (s.groups == 1 and s.members == 1 and s.cue("parted", "cohesion") and not s.decisions)
        or (
            s.cue("cohesion")
            and s.says(*WORLD)
            and not (s.parties or s.refers or s.cue("extremes", "how_many"))
        ),
        3.6,
        {"cohesion": 2, "parted": 3, "agree": 1, "together": 1, "record": -0.5, "how": 1, "vote": 0.5, "who": -0.3,
         "closest": -3, "furthest": -3},
    ),
    Intent(
        Kind.VOTING_MAP,
        lambda s: s.cue("map") and not s.decisions and not (s.single and names_one(s.slots)),
        6.0,
        {"map": 2, "how": 0.5, "vote": 0.5, "veto": -4, "who": -2, "how_many": -3},
    ),
    Intent(
        Kind.SEARCH,
        lambda s: (s.subject and (not s.slots.terms or bool(s.slots.topics)))
        or (
            bool(s.slots.period)
            and not (s.parties or s.positions)
            and (s.cue("search", "list", "vote") or habit(s))
        ),
        1.2,
        {"search": 2, "list": 0.5, "vote": 0.2},
    ),
    Intent(
        Kind.LATEST,
        lambda s: s.cue("latest") and not s.parties and not s.cue("veto"),
        3.2,
        {"latest": 1.5, "search": 0.5, "who": -0.5, "first": -1},
    ),
    Intent(
        Kind.DEFINITION,
        lambda s: bool(s.slots.terms)
        and not s.parties
        and not s.slots.period
        and (not s.decisions or not s.slots.symbols)
        and (s.cue("define") or not (s.subject or s.cue("search", "list"))),
        2.0,
        {"define": 2.5, "who": 0.5, "how": 0.3, "how_many": -1, "search": -0.5, "most": -4, "fewest": -4,
         "extremes": -4},
    ),
)  # fmt: skip


def _picking(scene: Scene) -> Kind:
    """The kind of answer that lists or counts the votes whose counts are within bounds."""
    if scene.parties:
        return Kind.RECORD
    return Kind.COUNT if scene.cue("how_many") else Kind.EXTREMES


def weigh(scene: Scene) -> list[tuple[Kind, float]]:
    """The kinds whose needs are met, with their points, best first."""
    points: dict[Kind, float] = {}
    for intent in INTENTS:
        if not intent.needs(scene):
            continue
        total = intent.base + sum(intent.cues.get(cue, 0.0) for cue in scene.slots.cues)
        if intent.kind is Kind.WHO_VOTED and scene.cue("agree") and scene.cue("how_many") and scene.members:
            total += 4  # "how many voted with the US": who they are is the better answer
        if scene.slots.positions and intent.kind in {Kind.RECORD, Kind.WHO_VOTED, Kind.COUNTRY_VOTE, Kind.TALLY}:
            total += 1.0
        if intent.kind is Kind.EXTREMES and scene.parties > 1 and scene.cue("alone"):
            total += 3  # "has Norway ever voted with the US and Israel alone"
        if intent.kind is Kind.RANKING and scene.parties == 1 and scene.seeks_company:
            total += 2
        if intent.kind is Kind.RANKING and scene.of_a_group:
            total += 5  # they are to be named
        elif intent.kind is Kind.RANKING and scene.sides > 1 and not scene.cue("who"):
            total -= 3  # "where do the US and Israel disagree most" ranks nobody
        if scene.slots.bounds and intent.kind is _picking(scene):
            total += 2.5  # "more than 100 yes votes" picks votes out
        if intent.kind is Kind.EXTREMES and scene.parties and scene.cue("alone", "only") and not scene.cue("how_many"):
            total += 2  # "resolutions where Israel was the only no"
        if intent.kind is Kind.RECORD and scene.parties > 1 and scene.positions and not scene.cue("alone", "only"):
            total += 2  # "what did A vote against with B"
        if intent.kind is Kind.RECORD and scene.parties == 2 and scene.cue("agree") and scene.cue("latest", "first"):
            total += 6  # "when did A last vote with B": the votes, newest first
        if intent.kind is Kind.SEARCH and scene.parties:
            total -= 1.5
        if intent.kind is Kind.DEFINITION and scene.cue("vote") and scene.slots.terms == ["resolution"]:
            continue  # "how did they vote on the resolution" asks for no definition
        if intent.kind is Kind.DEFINITION and scene.cue("define") and not scene.slots.period:
            total += 1.5
        if intent.kind is Kind.SUMMARY and scene.decisions and scene.parties:
            total -= 2
        points[intent.kind] = max(points.get(intent.kind, 0.0), total)
    return sorted(points.items(), key=lambda pair: -pair[1])
