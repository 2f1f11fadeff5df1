""" "Same for the Security Council": the other body's votes on the matter of a decision, near its day."""

from __future__ import annotations

from datetime import timedelta

from db.archive import Archive
from db.queries.decisions import topics_of, within
from db.records import Body, Decision
from db.topics import topics
from handlers.conversation.turn import MOST, Turn, which
from handlers.question import Kind, Period, Question
from handlers.wording import label, series, start, topic_name, with_article

NEAR = timedelta(days=366)
WORTH = 60
"""Days by which a vote must be nearer to outweigh one topic more that is shared."""


async def in_other_body(turn: Turn, question: Question, body: Body) -> Question | None:
    """The question on the other body's vote, a choice of them, or a word that there is none."""
    one = question.decisions[0]
    if one.body is body:
        return None
    matters = _matters(await topics_of(turn.archive, one.id))
    found = await _related(turn.archive, one, body, matters)
    asked = question.but(text=turn.text, kind=Kind.CLARIFY, decisions=(), options=())
    here = f"{start(label(one))} is a {one.body.title} vote."
    name_it = "Name one by its symbol, or by words of its title and the year."
    if not found:
        about = f" on {series((topic_name(topic) for topic in matters), 'or')}" if matters else " on its matter"
        return asked.but(
            reason=f"{here} Our data have no recorded vote of the {body.title}{about} within a year of it. {name_it}"
        )
    seated = await _with_a_seat(turn.archive, found, question.members) if question.kind is Kind.COUNTRY_VOTE else found
    if not seated:
        who = series(with_article(turn.archive, iso3) for iso3 in question.members)
        were = "were" if len(question.members) > 1 else "was"
        return asked.but(
            reason=f"{here} {start(who)} {were} not on the {body.title} when that voted on it, within a year."
        )
    if len(seated) == 1:
        return question.but(decisions=tuple(seated), period=Period())
    back = which(turn.archive, question.but(text=turn.text), seated[:MOST])
    return back.but(reason=f"{here} Which vote of the {body.title} do you mean?")


def _matters(own: list[str]) -> list[str]:
    """What a decision is about, most telling: its places, else its topics but for those that hold another of them."""
    own = [topic for topic in own if not topic.endswith("_as_subject")]
    parents = {topics()[topic].parent for topic in own}
    narrow = [topic for topic in own if topic not in parents]
    return [topic for topic in own if topics()[topic].places] or narrow


async def _related(archive: Archive, one: Decision, body: Body, matters: list[str]) -> list[Decision]:
    """Recorded final votes of the body near the day that share the matter, the nearest in both first."""
    shared: dict[Decision, int] = {}
    for topic in matters:
        for other in await within(archive, body, one.day - NEAR, one.day + NEAR, topic):
            if other.recorded:
                shared[other] = shared.get(other, 0) + 1
    places = any(topics()[topic].places for topic in matters)
    least = 1 if places else len(matters) / 2
    found = [other for other, count in shared.items() if count >= least]
    return sorted(found, key=lambda other: (abs((other.day - one.day).days) / WORTH - shared[other], other.id))


async def _with_a_seat(archive: Archive, found: list[Decision], members: tuple[str, ...]) -> list[Decision]:
    """Those on which every member had a position."""
    matrix = await archive.matrix()
    row = {int(id_): n for n, id_ in enumerate(matrix.ids)}
    return [one for one in found if one.id in row and all(matrix.column(iso3)[row[one.id]] for iso3 in members)]
