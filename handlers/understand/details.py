"""The smaller slots of a Question: order, limit, measure, positions, sides."""

from __future__ import annotations

import re

from db.archive import Archive
from db.records import Position
from handlers.question import Bound, Kind, Question
from handlers.understand.dates import NUMBERS
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.topics_asked import with_topics
from handlers.understand.vetoers import as_vetoes
from handlers.understand.wordlists import words

COUNTED = words("counted")
SINGULAR, PLURAL = words("singular") | {"decision", "text"}, words("plural")
HOW_MANY_TEXTS = re.compile(r"\bhow many (resolutions|decisions|drafts|texts)\b", re.IGNORECASE)
OPPOSITE = re.compile(r"\bopposite|against each other|on opposing sides\b", re.IGNORECASE)
LONE = [Bound(Position.NO, 1, 1)]
"""One no vote: whose it was is asked too."""
UNVETOED = re.compile(r"\b(fail|reject|defeat|not (pass|adopt))\w*\b.*\bwithout (a |any |being )?veto", re.IGNORECASE)
ABSENT_FROM = re.compile(r"\b(which|what) (vote|resolution|text)s?\b.*\bmost (absen|no.shows)", re.IGNORECASE)
NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
CAST = (Position.YES, Position.NO, Position.ABSTAIN)


def details(archive: Archive, text: str, slots: Slots, kind: Kind) -> Question:
    """A Question of that kind with everything that the slots say but its decisions."""
    members, groups, against = _parties(slots)
    if kind is Kind.RANKING and against and not members:
        members, against = against, ()  # "which EU countries voted against the US most"
    positions, bounds = positions_asked(slots), tuple(slots.bounds)
    if kind is Kind.COUNT and not (members or groups) and HOW_MANY_TEXTS.search(slots.text.text):
        bounds += tuple(Bound(position, 1) for position in positions)  # "how many resolutions got abstentions"
        positions = ()
    if kind is Kind.COMPARISON and slots.paired:
        voters = sorted(slots.voters, key=lambda mention: mention.span.i)
        positions = slots.paired
        members = tuple(mention.keys[0] for mention in voters if mention.sort is Sort.MEMBER)
    question = Question(
        text=text,
        kind=kind,
        members=members,
        groups=groups,
        against=against,
        topic=_topic(slots),
        body=slots.body,
        period=slots.period,
        positions=positions,
        bounds=() if slots.bounds == LONE and (kind is Kind.EXTREMES or {"alone", "only"} & slots.cues) else bounds,
        order=_order(slots, kind),
        measure=_measure(slots, kind),
        term=slots.terms[0] if slots.terms else "",
        series=slots.series[0] if slots.series else "",
        words=slots.reference_words() if kind is Kind.SEARCH and (slots.residue or not slots.topics) else "",
        limit=_limit(slots, kind),
    )
    return as_vetoes(with_topics(question, slots), slots)


def positions_asked(slots: Slots) -> tuple[Position, ...]:
    """The positions named, in order; "not" before one asks for the others; who was defeated said no."""
    asked = list(dict.fromkeys(slots.positions))
    if "lost" in slots.cues and {"extremes", "most"} & slots.cues and slots.voters and not asked:
        return (Position.NO,)
    keys = [token.key for token in slots.text.tokens]
    for span in slots.spans:
        named = span.values(Sort.POSITION)
        if named and span.i and keys[span.i - 1] == "not" and len(asked) == 1 and asked[0] in CAST:
            return tuple(p for p in (*CAST, Position.ABSENT) if p is not asked[0])
    return tuple(asked)


def _parties(slots: Slots) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Members, groups, and those on the other side of "X with Y against Z"."""
    members = tuple(dict.fromkeys(key for m in slots.voters if m.sort is Sort.MEMBER for key in m.keys))
    groups = tuple(dict.fromkeys(m.keys[0] for m in slots.voters if m.sort is Sort.GROUP))
    return members, groups, tuple(dict.fromkeys(key for m in slots.opposed for key in m.keys))


def _topic(slots: Slots) -> str:
    """The narrowest topic named: the one of the longest words."""
    if not slots.topics:
        return ""
    widths = {
        topic: span.j - span.i for span in slots.spans for topic in span.values(Sort.TOPIC) if topic in slots.topics
    }
    return max(slots.topics, key=lambda topic: widths.get(topic, 0))


def _order(slots: Slots, kind: Kind) -> str:
    cues = slots.cues
    if kind is Kind.RANKING:
        fewest = ("fewest" in cues and "closest" not in cues) or "opposes" in cues
        apart = "differ" in cues and "most" in cues
        if moved := {"nearer", "away"} & cues:
            return moved.pop() if len(moved) == 1 else "away"
        return "furthest" if "furthest" in cues or fewest or apart else "closest"
    if kind is Kind.COMPARISON and "but_not" in cues:
        return "but_not"
    if kind is Kind.ALIGNMENT:
        return "apart" if "differ" in cues and not {"agree", "together"} & cues else ""
    if "first" in cues:
        return "first"
    if "latest" in cues:
        return "last"
    if "fewest" in cues or (kind is Kind.EXTREMES and NEVER.search(slots.text.text)):
        return "fewest"
    if kind is Kind.COUNT and "trend" in cues:
        return "by_year"
    return "most" if "most" in cues else ""


def _measure(slots: Slots, kind: Kind) -> str:
    cues, text = slots.cues, slots.text.text.lower()
    if kind is Kind.EXTREMES:
        return _extreme(slots, text)
    if kind is Kind.VETO and UNVETOED.search(text):
        return "failed"
    if kind is Kind.TALLY and "unanim" in text:
        return "unanimous"
    if kind is Kind.LATEST and re.search(r"\bresolutions?\b", text):
        return "adopted"
    if "coincidence" in text:
        return "coincidence"
    if kind is Kind.COMPARISON and ("opposes" in cues or OPPOSITE.search(slots.text.text)):
        return "opposite"
    if kind in {Kind.RECORD, Kind.COUNT} and "alone" in cues:
        return "alone"
    if kind is Kind.COUNT:
        return f"{_counted(text)} outvoted".strip() if "lost" in cues and slots.voters else _counted(text)
    return ""


def _extreme(slots: Slots, text: str) -> str:
    """Which extreme is asked for, by the first word that says so."""
    asked = positions_asked(slots)
    abstained = Position.ABSTAIN in asked or re.search(r"abst", text)
    against = Position.NO in asked or re.search(r"\bno('?s|es)?\b|against|oppos", text)
    members = "who" in slots.cues or re.search(r"\b(country|countries|nation|nations|state|member|members)\b", text)
    if ABSENT_FROM.search(text):
        return "most_absent"
    if members and "lost" in slots.cues and not any(m.sort is Sort.MEMBER for m in slots.voters):
        return "members_outvoted"
    if members and asked and NEVER.search(text):
        return f"members_{asked[0].word}"
    if members and {"most", "fewest"} & slots.cues and not {"alone", "only"} & slots.cues:
        position = asked[0] if asked else Position.ABSTAIN if abstained else Position.NO if against else None
        if position is not None:
            return f"members_{position.word}"
    if re.search(r"unanim|unopposed", text):
        return "unanimous"
    if re.search(r"by (only |just )?(one|1|a single) vote|one.vote (margin|majority)", text):
        return "by_one"
    if "fell" in slots.cues and not slots.voters:
        return "rejected"
    if re.search(r"abst\w+ (outnumber\w*|exceed\w*|than)\b.*\b(yes|favou?r)|more abst\w+ than (yes|votes)", text):
        return "abstained_more"
    if "lost" in slots.cues and slots.voters:
        return "most_yes"
    if slots.bounds == LONE:
        return "lone_no"
    if slots.bounds and not {"most", "fewest"} & slots.cues:
        return "bounded"
    if {"alone", "only"} & slots.cues or re.search(r"\b(alone|lone|sole|single|isolated)\b", text):
        return "lone" if abstained else "lone_no"
    if re.search(r"contest|contentious|controvers|divisive|divided|polari", text):
        return "most_contested"
    if re.search(r"clos|narrow|tight|knife|one vote|margin", text):
        return "closest"
    if abstained:
        return "most_abstain"
    if against:
        return "most_no"
    if Position.YES in asked or re.search(r"popular|overwhelming|lopsided|landslide|votes", text):
        return "fewest_yes" if "fewest" in slots.cues else "most_yes"
    return "most_contested"


def _counted(text: str) -> str:
    """What a count is of, where it is not simply recorded votes; "share" goes with it."""
    found = [name for name, pattern in COUNTS.items() if re.search(pattern, text)][:1]
    share = ["share"] if re.search(r"\b(share|percent|percentage|proportion|fraction)\b", text) else []
    of = ["resolutions"] if share and re.search(r"\bresolutions?\b", text) else []
    return " ".join([*share, *of, *found])


COUNTS = {
    "unanimous": r"unanim",
    "without_vote": r"without (a )?vote|consensus",
    "vetoed": r"\bveto",
    "failed": r"\b(fail|reject|defeat)",
    "adopted": r"\b(adopt|pass|approv)",
}


def _limit(slots: Slots, kind: Kind) -> int | None:
    """A small number beside "top", "first", "countries" …: how many rows are wanted; one for "the last vote"."""
    keys = [token.key for token in slots.text.tokens]
    in_span = {
        i for span in slots.spans if span.has(Sort.PERIOD) or span.has(Sort.SYMBOL) for i in range(span.i, span.j)
    }
    for i, key in enumerate(keys):
        if i in in_span:
            continue
        longest = 4 if keys[max(0, i - 1) : i] == ["top"] else 3
        number = int(key) if key.isdigit() and len(key) < longest else NUMBERS.get(key, 0)
        near = {*keys[max(0, i - 2) : i], *keys[i + 1 : i + 2]}
        if number and near & COUNTED:
            return number
    one = kind is Kind.LATEST and set(keys) & SINGULAR and not set(keys) & PLURAL
    return 1 if one else None
