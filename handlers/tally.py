"""How a vote went."""

from __future__ import annotations

from typing import Any

from db.archive import Archive
from db.records import Decision
from handlers.answer import Answer
from handlers.question import Question
from handlers.wording import caveats, day, label, plural, sources_of


async def answer(archive: Archive, question: Question) -> Answer:
    """The tally and outcome of one decision."""
    decision = question.decisions[0]
    said = _unanimity(decision) if question.measure == "unanimous" else ""
    return Answer(
        question=question,
        headline=f"{said}{label(decision)} ({day(decision)}): {result(decision)}.",
        lines=(f"“{decision.title}”",),
        facts=tally_facts(decision),
        notes=(*question.notes, *caveats(decision)),
        sources=sources_of(archive, [decision]),
        decision=decision,
        coverage=archive.coverage,
    )


def _unanimity(decision: Decision) -> str:
    """The answer to whether a decision was unanimous, before its tally."""
    if decision.tally is None:
        return ""
    if decision.tally.no or decision.tally.abstain or not decision.tally.yes:
        return "No, it was not unanimous. "
    return "Yes, everyone that voted said yes. "


def tally_facts(decision: Decision) -> dict[str, Any]:
    """The facts of the contract: decision, yes, no, abstain, absent, outcome."""
    tally = decision.tally
    return {
        "decision": decision.key,
        "yes": tally.yes if tally else None,
        "no": tally.no if tally else None,
        "abstain": tally.abstain if tally else None,
        "absent": tally.absent if tally else None,
        "outcome": decision.outcome.value,
    }


def result(decision: Decision) -> str:
    """Tally and outcome in words: "adopted, 141 yes, 5 no, 35 abstaining, 12 not voting"."""
    if decision.tally is None:
        if decision.adoption == "without_vote":
            return "adopted without a vote, so no member's position was recorded"
        return f"{outcome(decision)}; the tally is not in our sources"
    tally = decision.tally
    counts = f"{tally.yes} yes, {tally.no} no, {plural(tally.abstain, 'abstention')}"
    if tally.absent:
        counts += f", {tally.absent} not voting"
    return f"{outcome(decision)}, {counts}"


def outcome(decision: Decision) -> str:
    """The outcome in a word or two, with those that vetoed."""
    if decision.vetoed_by:
        return "vetoed"
    if decision.outcome == "failed":
        return "not adopted"
    if decision.outcome == "unknown":
        return "outcome not in our source"
    return decision.outcome.value
