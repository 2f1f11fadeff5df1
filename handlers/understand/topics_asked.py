"""Several topics in one question: "Syria or Mali" (any of them), "chemical weapons in Syria" (both at once)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from db.archive import Archive
from db.queries.decisions import topic_ids
from db.topics import topics
from handlers.question import Kind, Question
from handlers.topical import on_topics
from handlers.understand.sides import topics_of
from handlers.understand.spans import Sort, Span
from handlers.wording import topic_name, topics_named

if TYPE_CHECKING:
    from handlers.understand.slots import Slots

COUNTING = frozenset(
    {
        Kind.ALIGNMENT,
        Kind.RANKING,
        Kind.COHESION,
        Kind.RECORD,
        Kind.COUNT,
        Kind.TREND,
        Kind.EXTREMES,
        Kind.VETO,
        Kind.SEARCH,
    }
)
"""Kinds that count the votes on one topic, and so on several."""
BETWEEN = frozenset({"and", "or", "nor", "on", "about", "in", "the", "either", "any", "over", "of", "also"})
JOINING = frozenset({"and", "or", "nor"})


def with_topics(question: Question, slots: Slots) -> Question:
    """The question with all topics of its text, for the kinds that count votes."""
    if question.kind not in COUNTING or not question.topic:
        return question
    named = _named(slots)
    if not named:
        return question
    first = named[0][1]
    listed: list[str] = [first]
    beside: list[str] = []
    for (before, _), (span, topic) in pairwise(named):
        (listed if _joined(slots, before, span) else beside).append(topic)
    if len(listed) > 1:
        question = question.but(topic=listed[0], or_topics=tuple(dict.fromkeys(listed[1:])))
        return question.but(and_topics=tuple(topic for topic in beside if topic not in listed))
    others = (topic for topic in (first, *beside) if topic != question.topic)
    wider = _above(question.topic)
    return question.but(
        and_topics=tuple(one for one in others if one not in wider and question.topic not in _above(one))
    )


async def settle_topics(archive: Archive, question: Question) -> Question:
    """The question without the topics that no vote on its first one shares, which it then says."""
    if not question.and_topics:
        return question
    listed = question.but(and_topics=())
    on = await on_topics(archive, listed) or set()
    shared = tuple([topic for topic in question.and_topics if on & set(await topic_ids(archive, topic))])
    if shared == question.and_topics and await on_topics(archive, question):
        return question
    dropped = " and ".join(topic_name(topic) for topic in question.and_topics)
    note = f"No text in our data is on both {topics_named(listed)} and {dropped}: {topics_named(listed)} is counted."
    return listed.but(notes=(*question.notes, note))


def _named(slots: Slots) -> list[tuple[Span, str]]:
    """The topics with the words that name them, in the order of the text, each once."""
    about = {mention.span: topics_of(mention.span, mention) for mention in slots.places}
    found: dict[str, Span] = {}
    for span in slots.spans:
        its = about.get(span) or list(span.values(Sort.TOPIC))
        for topic in [topic for topic in its if topic in slots.topics][:1]:
            found.setdefault(topic, span)
    return [(span, topic) for topic, span in found.items()]


def _joined(slots: Slots, first: Span, second: Span) -> bool:
    """Whether two names stand in one list: "Syria and Mali", "Syria, Mali", "on Syria or on Mali"."""
    text = slots.text
    keys = {token.key for token in text.tokens[first.j : second.i]}
    marks = text.text[text.tokens[first.j - 1].end : text.tokens[second.i].start]
    return keys <= BETWEEN and bool(keys & JOINING or {",", "/", "&", "+"} & set(marks))


def _above(topic: str) -> set[str]:
    """The topics that hold a topic."""
    found: set[str] = set()
    while (topic := topics()[topic].parent) and topic not in found:
        found.add(topic)
    return found
