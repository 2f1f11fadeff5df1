"""Questions short of a piece that the last one has: "who abstained?", "how did they vote on 77/7", "did it pass?"."""

from __future__ import annotations

from db.queries.decisions import by_keys
from db.records import Decision
from handlers.conversation.exchange import cue_names, phrases
from handlers.conversation.picks import at, placed
from handlers.conversation.pronouns import points, which_one, with_members
from handlers.conversation.scope import as_before, narrowed
from handlers.conversation.turn import OF_ONE, Turn, in_period, no_sister, sister_of, which
from handlers.periods_compared import COMPARED
from handlers.question import Kind, Period, Question
from handlers.understand.closer import compared_periods
from handlers.understand.details import details
from handlers.understand.exceptions import leaving_out, take_exceptions
from handlers.understand.reader import STATISTICS
from handlers.understand.references import refer
from handlers.understand.spans import Sort
from handlers.wording import label

SUPERLATIVES = frozenset({"closest", "furthest", "most", "who", "extremes", "agree", "differ", "how", "only"})
OF_MEMBERS = STATISTICS | {Kind.SUMMARY, Kind.SEARCH, Kind.LATEST, Kind.COUNTRY_VOTE, Kind.COMPARISON}
LISTS = frozenset({Kind.SEARCH, Kind.LATEST, Kind.SERIES})
ALL_YEARS = Period(label="over all years")


async def ranked(turn: Turn) -> Question | None:
    """ "The closest?", "and the furthest?": the ranking of the last member, or the closest votes of the last list."""
    slots, prior = turn.slots, turn.prior
    order = next((cue for cue in ("furthest", "closest") if cue in slots.cues), "")
    if not order or slots.cues - SUPERLATIVES or slots.voters or slots.symbols or slots.residue or slots.positions:
        return None
    if set(turn.keys) & phrases("members") or not turn.parties:
        return _closest_votes(turn) if order == "closest" and not turn.parties else None
    fresh = details(turn.archive, turn.text, slots, Kind.RANKING)
    keep = prior.kind in STATISTICS
    return turn.noted(
        Question(
            turn.text,
            Kind.RANKING,
            members=prior.members[:1],
            groups=prior.groups[:1] if prior.kind is Kind.RANKING or not prior.members else (),
            topic=fresh.topic or (prior.topic if keep else ""),
            words=prior.words if keep and not fresh.topic else "",
            body=fresh.body or (prior.body if keep else None),
            period=fresh.period or (prior.period if keep else fresh.period),
            order=order,
            measure=prior.measure if prior.kind is Kind.RANKING else "",
        )
    )


def _closest_votes(turn: Turn) -> Question | None:
    prior = turn.prior
    if prior.kind not in {Kind.EXTREMES, Kind.SEARCH, Kind.LATEST, Kind.COUNT} or prior.members:
        return None
    return turn.noted(prior.but(kind=Kind.EXTREMES, measure="closest", positions=(), order="", limit=None))


async def excepted(turn: Turn) -> Question | None:
    """ "Except Israel?", "without human rights": the last question, with that left out."""
    slots = turn.slots
    if "except" not in slots.cues or not any(s.i == 0 and "except" in s.values(Sort.CUE) for s in slots.spans):
        return None
    exceptions = take_exceptions(slots)
    named = slots.voters or slots.symbols or slots.reference or slots.period or slots.positions or slots.topics
    if not exceptions or named:
        return None
    return turn.noted(leaving_out(turn.prior.but(text=turn.text), slots, exceptions))


async def compared(turn: Turn) -> Question | None:
    """ "Compare with 2015", "compare that to China": the last question's subject beside another."""
    slots, prior = turn.slots, turn.prior
    comparing = "compare" in slots.cues or turn.opener.endswith(tuple(phrases("comparing")))
    if not comparing or slots.residue or slots.topics or slots.series:
        return None
    referred = await refer(turn.archive, slots)
    decisions = await turn.decisions() if prior.kind in OF_ONE | {Kind.SERIES} else []
    if len(referred.decisions) == 1 and not slots.voters and decisions:
        return turn.noted(Question(turn.text, Kind.COMPARISON, decisions=(decisions[0], *referred.decisions)))
    if slots.symbols or slots.named:
        return None
    parties = [m for m in slots.voters if m.sure]
    if slots.period and not parties and decisions:
        found = await in_period(turn.archive, decisions[0], slots.period)
        others = [one for one in found if one.key != decisions[0].key]
        if not others:
            return no_sister(turn.text, decisions[0], slots.period)
        pair = (decisions[0], others[-1])
        return turn.noted(Question(turn.text, Kind.COMPARISON, decisions=pair), label(decisions[0]))
    if slots.period and not parties and prior.kind in COMPARED:
        slots.versus = [slots.period, *prior.versus]
        return turn.noted(compared_periods(prior.but(period=prior.period or ALL_YEARS), slots), prior.period.label)
    if len(parties) != 1 or slots.positions:
        return None
    fresh = details(turn.archive, turn.text, slots, Kind.ALIGNMENT)
    if prior.kind is Kind.COUNTRY_VOTE and fresh.members:
        return turn.noted(prior.but(members=tuple(dict.fromkeys((*prior.members[:1], *fresh.members)))))
    if not turn.parties or prior.kind not in OF_MEMBERS:
        return None
    kind = Kind.TREND if prior.kind is Kind.TREND else Kind.ALIGNMENT
    own = prior.members[:1] or prior.groups[:1]
    return turn.noted(
        prior.but(
            kind=kind,
            members=(*prior.members[:1], *fresh.members),
            groups=(*(prior.groups[:1] if own == prior.groups[:1] else ()), *fresh.groups),
            period=slots.period or prior.period,
            positions=(),
            order="",
            measure="",
            limit=None,
        )
    )


async def asked(turn: Turn) -> Question | None:
    """A question with a verb of its own, completed by the last member or decision; None when it is whole."""
    text, decision = turn.bare, None
    kept: tuple[str, ...] = ()
    pointed = placed(text)
    if pointed and (row := at(turn.last.listed, pointed.number)):
        found = await by_keys(turn.archive, [row])
        text, decision = f"{pointed.before} {pointed.after}", (found[0] if found else None)
    elif not (turn.slots.cues or turn.slots.positions):
        return await _pointed(turn)
    if unclear := which_one(turn):
        return unclear
    text, people = with_members(turn, text)
    if decision is None and _short_of_decision(turn):
        choices = await turn.decisions()
        if turn.slots.period and choices:
            inside = [one for one in choices if turn.slots.period.covers(one.day)]
            inside = inside or await in_period(turn.archive, choices[0], turn.slots.period)
            if not inside:
                return no_sister(turn.text, choices[0], turn.slots.period)
            kept = (sister_of(choices[0]),) if inside[0] not in choices else ()
            choices = inside
        if len(choices) > 1:
            return await _of_several(turn, text, choices)
        decision = choices[0] if choices else None
    if decision is None and not people:
        return await narrowed(turn)
    whole = f"{text.rstrip(' ?.!')} [{decision.key}]?" if decision else text
    question = await turn.reader.read(whole)
    if question.kind is Kind.HELP or (question.kind is Kind.CLARIFY and not question.options and not people):
        return None
    if decision and not question.decisions and question.kind is not Kind.CLARIFY:
        if not points(turn):
            return None  # the key was not what the text lacked
        question = Question(turn.text, Kind.TALLY, decisions=(decision,))
    if people and not decision:
        question = as_before(turn, question)
    before = turn.prior
    of_group = before.kind in {Kind.COHESION, Kind.WHO_VOTED} and not pointed and "else" not in turn.keys
    if of_group and question.kind is Kind.WHO_VOTED and not (question.members or question.groups):
        question = question.but(groups=before.groups)  # "who abstained?" after a group's vote: of the group
    return turn.noted(question, *kept)


async def _pointed(turn: Turn) -> Question | None:
    """ "That resolution?": a summary of it."""
    if " ".join(turn.keys) not in phrases("things") or len(turn.keys) < 2:
        return None
    found = await turn.decisions()
    if len(found) > 1:
        return which(turn.archive, Question(turn.text, Kind.SUMMARY), found)
    return turn.noted(Question(turn.text, Kind.SUMMARY, decisions=tuple(found))) if found else None


def _short_of_decision(turn: Turn) -> bool:
    """Whether a text asks about one decision and names none."""
    slots, keys = turn.slots, turn.keys
    if slots.symbols or slots.named or slots.series or slots.bodies or slots.not_members:
        return False
    defines = bool(slots.terms) and "define" in slots.cues and "who" not in slots.cues
    if slots.residue or slots.topics or slots.places or defines:
        return False
    if set(keys) & phrases("general"):
        return False
    if points(turn):
        return True
    if slots.period and (slots.voters or not (slots.cues & {"who", "result"} or slots.positions)):
        return False
    if "why" in slots.cues and not slots.voters:
        return False
    asks = slots.cues & cue_names("asks") or (slots.positions and "how" in slots.cues)
    who = "who" in slots.cues
    if not asks or slots.cues & cue_names("many") - ({"search"} if who else set()):
        return False
    if "agree" in slots.cues and not (who and {"voted", "sided", "joined"} & set(keys)):
        return False
    habits = set(keys) & phrases("habits")
    if habits & {"which", "what"} and (who or "result" in slots.cues):
        habits -= {"which", "what"}
    if {"way", "side"} & set(keys):
        habits -= {"which"}
    if keys[:1] == ["does"] or set(keys) & {"does", "resolutions", "votes", "drafts", "decisions"}:
        return False
    return not habits and ("define" not in slots.cues or bool(slots.cues & {"who", "result", "summary"}))


async def _of_several(turn: Turn, text: str, choices: list[Decision]) -> Question | None:
    """A question about one decision after a list of several: shown for all of them, or asked back."""
    question = await turn.reader.read(f"{text.rstrip(' ?.!')} [{choices[0].key}]?")
    if not question.decisions:
        return None
    prior = turn.prior
    if question.kind is not Kind.COUNTRY_VOTE or turn.slots.period:
        return which(turn.archive, question.but(text=turn.text), choices)
    if question.positions and prior.kind is Kind.SEARCH:
        record = prior.but(kind=Kind.RECORD, members=question.members, positions=question.positions, limit=None)
        return turn.noted(record)
    if prior.kind in LISTS:
        return turn.noted(prior.but(members=question.members))
    return which(turn.archive, question.but(text=turn.text), choices)
