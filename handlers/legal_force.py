"""The legal force of one decision, in a sentence that rests on the Charter (the glossary has the whole)."""

from __future__ import annotations

from collections.abc import Collection

from db.records import Body, Decision, Outcome
from handlers.wording import label, start

BUDGET = "un_budget"
ITSELF = frozenset({"membership", "elections_to_organs"})
"""Topics on which the Assembly can decide and not only recommend."""


def legal_force(decision: Decision, topics: Collection[str]) -> str:
    """Whether a decision binds, and by which article; `topics` are what it is about."""
    name = label(decision)
    if not decision.final:
        return f"{start(name)} was a vote on a part of a text or a motion: only the whole text can bind."
    if decision.outcome in {Outcome.VETOED, Outcome.FAILED}:
        return f"No: {name} was not adopted, so it has no legal force."
    if decision.body is Body.SC:
        return (
            f"As far as {name} decides, it binds all members (Article 25 of the Charter); what it only recommends or "
            "calls for does not bind, and the wording tells which is which."
        )
    if BUDGET in topics:
        return (
            f"{start(name)} is on the budget, where the General Assembly binds its members (Article 17 of the Charter)."
        )
    inside = "What it decides within the Organization, such as on membership, takes effect."
    aside = f" {inside}" if ITSELF & set(topics) else ""
    return (
        f"Not in law: {name} is a resolution of the General Assembly, which towards states can recommend but not order "
        f"(Articles 10 to 14 of the Charter).{aside}"
    )
