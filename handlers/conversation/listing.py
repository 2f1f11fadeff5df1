""" "Show me the list", "who were they": the list behind the last answer."""

from __future__ import annotations

import re

from handlers.conversation.exchange import phrases
from handlers.conversation.turn import OF_ONE, Turn
from handlers.question import Kind, Question

LONG = 50
"""Rows of a list that was asked to be longer."""
NUMBERED = re.compile(r"^(.+) (\d{1,2})$")
"""A list of so many ("name 5")."""
BY_MEASURE = {"unanimous": "unanimous", "alone": "lone_no"}


async def listed(turn: Turn) -> Question | None:
    """The list that the text asks for; None when it asks for something else."""
    prior = turn.prior
    if prior.kind in {Kind.COMPARISON, Kind.SERIES} and _who_switched(turn):
        return turn.noted(prior.but(text=turn.text))
    limit = LONG
    if not turn.said("lists"):
        if not (numbered := NUMBERED.match(" ".join(turn.keys))) or numbered[1] not in phrases("lists"):
            return None
        limit = int(numbered[2])
    found = await turn.decisions() if prior.kind in OF_ONE else []
    if len(found) == 1 and (prior.kind is not Kind.COHESION or prior.decisions):
        groups = prior.groups if prior.kind in {Kind.WHO_VOTED, Kind.COHESION} else ()
        question = Question(turn.text, Kind.WHO_VOTED, groups=groups, decisions=tuple(found), positions=prior.positions)
        return turn.noted(question)
    if prior.kind is Kind.COUNT:
        return turn.noted(counted) if (counted := _counted(prior)) else None
    if prior.kind is Kind.ALIGNMENT:
        return turn.noted(prior.but(kind=Kind.COMPARISON, order="", measure=""))
    return turn.noted(prior.but(limit=limit))


def _who_switched(turn: Turn) -> bool:
    """ "Who switched?": the answer before says it."""
    slots = turn.slots
    named = slots.voters or slots.symbols or slots.period or slots.reference or slots.positions or slots.body
    return "compare" in slots.cues and "who" in slots.cues and not named


def _counted(prior: Question) -> Question | None:
    """The votes that a count counted; None where it counted all."""
    measure = prior.measure.removeprefix("share").strip()
    if prior.members or prior.groups:
        return prior.but(kind=Kind.RECORD, order="", limit=LONG, measure="alone" if measure == "alone" else "")
    if measure == "vetoed":
        return prior.but(kind=Kind.VETO, order="", measure="")
    if measure in BY_MEASURE:
        return prior.but(kind=Kind.EXTREMES, order="", measure=BY_MEASURE[measure], limit=LONG)
    if not (prior.topic or prior.words or prior.period):
        return None  # all that there is makes no list
    return prior.but(kind=Kind.SEARCH, order="", measure="", limit=LONG)
