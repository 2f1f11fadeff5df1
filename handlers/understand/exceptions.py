"""Exceptions: "except human rights", "apart from Russia", "outside NATO", "excluding the Security Council".

What is left out is taken from the slots before the question is weighed, and put back as the question's `without` where
leaving it out has a meaning: topics and places out of votes that are counted, members and groups out of lists. Anything
else is asked about, since a dropped exception would turn the figure into its opposite.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from db.records import Body
from handlers.question import Kind, Option, Question
from handlers.understand.resolver import topics_about
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort, Span
from handlers.understand.topics_asked import COUNTING
from handlers.understand.wordlists import words

VETOERS = frozenset({"p5", "CHN", "TWN", "FRA", "GBR", "RUS", "USA"})
ASKING = words("asking")
GLUE = words("except_glue")
REVERSED = words("except_reversed")
OF_MEMBERS = frozenset({Kind.RANKING, Kind.WHO_VOTED, Kind.VETO})
"""Kinds that list members, any of whom can be left out."""
OF_A_GROUP = frozenset({Kind.ALIGNMENT, Kind.RECORD, Kind.COUNT})
"""Kinds in which a group takes part, out of which a member can be left."""
OF_VOTES = COUNTING | {Kind.COMPARISON}
"""Kinds that count votes, out of which those on a topic can be left."""
UNANSWERED = frozenset({Kind.CLARIFY, Kind.NOT_FOUND, Kind.HELP, Kind.OUT_OF_SCOPE, Kind.DEFINITION})
OTHER = {Body.GA: Body.SC, Body.SC: Body.GA}


@dataclass(slots=True)
class LeftOut:
    """What stands behind words such as "except", with its place in the text; `whole`: all of it is understood."""

    start: int
    end: int
    places: list[tuple[str, bool]] = field(default_factory=list)
    """Members and groups, and whether the words around make them what votes are about."""
    topics: list[str] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    whole: bool = True

    @property
    def names(self) -> bool:
        """Whether anything known is left out."""
        return bool(self.places or self.topics or self.bodies)


def take_exceptions(slots: Slots) -> list[LeftOut]:
    """The exceptions of a text, taken out of its slots."""
    keys = [token.key for token in slots.text.tokens]
    found = []
    for span in slots.spans:
        if "except" in span.values(Sort.CUE) and _of_another_vote(slots, span):
            slots.cues |= {"compare", "but_not"}  # "voted yes on X but not on Y"
        elif "except" in span.values(Sort.CUE):
            found.append(_behind(slots, span.i, span.j))
            found[-1].whole &= keys[span.i] not in REVERSED
        elif keys[max(0, span.i - 2) : span.i][-1:] == ["not"] and keys[max(0, span.i - 2)] in ASKING:
            continue  # "didn't the US veto"
        elif span.i and keys[span.i - 1] == "not" and _nameable(span):
            found.append(LeftOut(span.i - 1, span.j, whole=False))  # "not China" can mean "against China"
    found = [one for one in found if one.names or keys[one.start] != "without"]  # "without opposition" excepts nobody
    for one in found:
        _forget(slots, one)
    return found


def _of_another_vote(slots: Slots, span: Span) -> bool:
    """Whether "but not" leads to a second decision ("but not on ES-11/6")."""
    named = [one for one in slots.spans if one.has(Sort.SYMBOL) or one.has(Sort.NAMED)]
    return len(named) > 1 and slots.text.tokens[span.i].key in REVERSED and span.j <= named[-1].i <= span.j + 2


def _behind(slots: Slots, start: int, place: int) -> LeftOut:
    """Everything that the words from `place` on name, up to the first that belongs to something else."""
    found = LeftOut(start, place)
    while place < len(slots.text.tokens):
        span = next((one for one in slots.spans if one.i <= place < one.j), None)
        if span is None:
            found.whole = False  # an unknown word may be the exception's
            break
        place = span.j
        if _nameable(span):
            _name(slots, span, found)
            found.end = place
        elif slots.text.tokens[span.i].key not in GLUE:
            break
    return found


def _nameable(span: Span) -> bool:
    return any(span.has(sort) for sort in (Sort.MEMBER, Sort.GROUP, Sort.TOPIC, Sort.BODY))


def _name(slots: Slots, span: Span, found: LeftOut) -> None:
    before = slots.text.tokens[span.i - 1].key if span.i else ""
    if span.has(Sort.BODY):
        found.bodies.extend(body for body in span.values(Sort.BODY) if body)
    elif span.has(Sort.MEMBER) or span.has(Sort.GROUP):
        sort = Sort.MEMBER if span.has(Sort.MEMBER) else Sort.GROUP
        about = any(mention.span == span for mention in slots.places) or before in {"on", "about"}
        found.places.extend((key, about) for key in span.values(sort))
        found.whole &= len(span.values(sort)) == 1
    else:
        found.topics.extend(span.values(Sort.TOPIC)[:1])


def _forget(slots: Slots, one: LeftOut) -> None:
    """Take what is left out, and the words that say so, from the slots."""
    inside = range(one.start, one.end)

    def outside(span: Span) -> bool:
        return span.i not in inside

    slots.voters = [mention for mention in slots.voters if outside(mention.span)]
    slots.opposed = [mention for mention in slots.opposed if outside(mention.span)]
    slots.places = [mention for mention in slots.places if outside(mention.span)]
    slots.reference = [i for i in slots.reference if i not in inside]
    kept = [span for span in slots.spans if outside(span)]
    places = {topic for mention in slots.places for topic in topics_about(mention.keys)}
    slots.topics = [
        topic for topic in slots.topics if topic in places or any(topic in span.values(Sort.TOPIC) for span in kept)
    ]
    slots.series = [key for key in slots.series if any(key in span.values(Sort.SERIES) for span in kept)]
    slots.gaps = [key for key in slots.gaps if any(key in span.values(Sort.GAP) for span in kept)]
    slots.named = [key for key in slots.named if any(key in span.values(Sort.NAMED) for span in kept)]
    slots.bodies = [body for span in kept for body in span.values(Sort.BODY) if body is not None]


def leaving_out(question: Question, slots: Slots, exceptions: list[LeftOut]) -> Question:
    """The question without what its text excepts, or a question back where that has no meaning."""
    if question.kind in UNANSWERED:
        return question
    for one in exceptions:
        read = _read(question, one) if one.whole else None
        if read is None or len(set(one.bodies)) > 1 or not one.names or _clash(question, *read):
            return _asked_back(question.text, slots, one)
        members, topics = read
        body = OTHER[one.bodies[0]] if one.bodies else None
        question = question.but(
            without=(*question.without, *members),
            without_topics=(*question.without_topics, *topics),
            body=body or question.body,
        )
    return question


def _clash(question: Question, members: list[str], topics: list[str]) -> bool:
    """Whether a question leaves out what it asks about."""
    return bool({*members, *topics} & {*question.members, *question.groups, question.topic})


def _read(question: Question, one: LeftOut) -> tuple[list[str], list[str]] | None:
    """Members and groups, and topics, that can be left out of that kind of question; None where one cannot be."""
    lists = question.kind in OF_MEMBERS or question.measure.startswith("members_")
    lists |= question.kind in OF_A_GROUP and bool(question.groups)
    members: list[str] = []
    topics = list(one.topics)
    for party, about in one.places:
        its = topics_about((party,))
        if lists and not about and not (its and question.kind is Kind.VETO and party not in VETOERS):
            members.append(party)
        elif its:
            topics.append(its[0])
        else:
            return None
    return None if topics and (question.kind not in OF_VOTES or question.decisions) else (members, topics)


def _asked_back(text: str, slots: Slots, one: LeftOut) -> Question:
    size = len(slots.text.tokens)
    end = one.end if one.whole else size
    asked = f"{slots.text.typed(0, one.start)} {slots.text.typed(end, size)}".strip()
    options = (Option("Ask without the exception", asked),) if len(asked.split()) > 2 else ()
    reason = f"I cannot leave that out of this answer (“{slots.text.typed(one.start, end)}”)."
    return Question(text, Kind.CLARIFY, options=options, reason=reason)
