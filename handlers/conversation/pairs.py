"""The last two decisions: "compare the two", "how did France vote on both", "the other one"."""

from __future__ import annotations

import re

from db.queries.decisions import by_keys
from handlers.conversation.exchange import phrases
from handlers.conversation.turn import Turn, which
from handlers.question import Kind, Question
from handlers.understand.references import refer
from handlers.understand.spans import Sort
from handlers.wording import label

COMPARE = re.compile(
    r"^(?:compare|compared|comparing|differences? between|how (?:do|did)) (.+?)(?: (?:differ|compare))?$"
)
ON_BOTH = re.compile(
    r" (?:on|for|against) (?:both|both of them|the two|both resolutions|both votes|each|each of them)$"
)


async def paired(turn: Turn) -> Question | None:
    """What a text asks of the last two decisions, or of the one of them that was not asked about last."""
    said = " ".join(turn.keys)
    if said.startswith(tuple(f"{one} " for one in phrases("part"))):
        return await _part(turn)
    if any(f" {one} " in f"{said} " for one in phrases("part")) and (inside := _of_group(turn)):
        return inside
    if turn.said("other"):
        return await _other(turn)
    found = COMPARE.match(said)
    if (found and found[1] in phrases("both")) or turn.said("both"):
        return await _compared(turn)
    if ON_BOTH.search(said):
        return await _on_both(turn)
    return None


def _of_group(turn: Turn) -> Question | None:
    """ "Which of them are in NATO?": the part of the last list of members that a group has in it."""
    prior, slots = turn.prior, turn.slots
    groups = tuple(key for mention in slots.voters if mention.sort is Sort.GROUP for key in mention.keys)
    listed = prior.kind in {Kind.WHO_VOTED, Kind.TALLY} and len(prior.decisions) == 1
    if not listed or not groups or slots.symbols or slots.period or slots.residue:
        return None
    positions = tuple(dict.fromkeys(slots.positions)) or prior.positions
    question = Question(turn.text, Kind.WHO_VOTED, groups=groups, decisions=prior.decisions, positions=positions)
    return turn.noted(question)


async def _part(turn: Turn) -> Question | None:
    """ "Of those who voted yes on ES-11/1": how the members of the last list went from one decision to the other."""
    if inside := _of_group(turn):
        return inside
    referred, prior = await refer(turn.archive, turn.slots), turn.prior
    others = [one for one in referred.decisions if one not in prior.decisions]
    if len(others) != 1 or prior.kind is not Kind.WHO_VOTED or len(prior.decisions) != 1:
        return None
    question = Question(turn.text, Kind.COMPARISON, groups=prior.groups, decisions=(*prior.decisions, *others))
    note = "All members' votes on both are compared; those who did one thing on each are in the table."
    return turn.noted(question.but(notes=(note,)), label(prior.decisions[0]))


async def _other(turn: Turn) -> Question | None:
    """The entry of a list of two, or of the last two decisions, that was not asked about last."""
    last = turn.last
    two = last.listed if len(last.listed) == 2 else last.recent
    others = [key for key in two if key not in last.rows] if len(two) == 2 else []
    if len(others) == 1:
        found = tuple(await by_keys(turn.archive, others))
        prior = turn.prior
        if prior.kind in {Kind.COUNTRY_VOTE, Kind.WHO_VOTED, Kind.TALLY} and len(prior.decisions) == 1:
            return turn.noted(prior.but(decisions=found))
        return turn.noted(Question(turn.text, Kind.SUMMARY, decisions=found))
    listed = await by_keys(turn.archive, [key for key in last.listed if key not in last.rows])
    return which(turn.archive, Question(turn.text, Kind.SUMMARY), listed) if listed else None


async def _compared(turn: Turn) -> Question | None:
    """The last two decisions side by side, or two members that were asked about together."""
    if len(turn.parties) == 2 and not turn.prior.decisions:
        return turn.noted(turn.prior.but(kind=Kind.ALIGNMENT, order="", measure="", positions=(), limit=None))
    decisions = await by_keys(turn.archive, turn.last.recent[::-1])
    return turn.noted(Question(turn.text, Kind.COMPARISON, decisions=tuple(decisions))) if len(decisions) == 2 else None


async def _on_both(turn: Turn) -> Question | None:
    """The positions on the last two decisions of those that the text names."""
    decisions = await by_keys(turn.archive, turn.last.recent[::-1])
    if len(decisions) != 2:
        return None
    slots = turn.slots
    members = tuple(key for mention in slots.voters if mention.sure for key in mention.keys)
    groups = tuple(one for one in members if one in turn.archive.roster.groups)
    members = tuple(one for one in members if one not in groups)
    if not members and not groups and set(turn.keys) & phrases("members"):
        groups = tuple(one for one in turn.people if one in turn.archive.roster.groups)
        members = tuple(one for one in turn.people if one not in groups)
    question = Question(turn.text, Kind.COMPARISON, members=members, groups=groups, decisions=tuple(decisions))
    return turn.noted(question.but(positions=tuple(dict.fromkeys(slots.positions))))
