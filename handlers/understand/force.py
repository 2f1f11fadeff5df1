"""Questions for the legal force of a text ("is ES-11/1 binding on Russia")."""

from __future__ import annotations

from db.archive import Archive
from db.queries.decisions import topics_of
from db.records import Decision
from db.series import series_of
from handlers.legal_force import legal_force
from handlers.question import Kind, Question
from handlers.understand.options import clarify_decisions
from handlers.understand.references import ENOUGH, Referred, by_words, clear
from handlers.understand.resolver import names_one
from handlers.understand.slots import Slots

BINDING = frozenset({"binding", "bind", "binds", "bound", "obey", "enforceable", "obligatory"})
TERMS = {"GA": "ga-binding", "SC": "sc-binding"}


def asks_force(slots: Slots) -> bool:
    """Whether a text asks for legal force, and not for resolutions that are called binding."""
    keys = {token.key for token in slots.text.tokens}
    legal = "legally" in keys or ({"legal", "lawful"} & keys and {"force", "effect", "status"} & keys)
    return bool(BINDING & keys or legal) and not slots.cues & {"search", "list", "who", "how_many", "veto"}


async def on_force(archive: Archive, text: str, slots: Slots, referred: Referred) -> Question:
    """The decision meant, with a word on its force first; where no one text is meant, the rule for its body."""
    one = referred.decisions[0] if len(referred.decisions) == 1 else None
    if one is None and slots.series:
        one = (await series_of(archive, slots.series[0]))[-1]
    if one is None and referred.choices:
        return clarify_decisions(text, referred.choices)
    if one is None and slots.reference and not referred.decisions:
        drop = {i for i in slots.reference if slots.text.tokens[i].key in BINDING | {"legally", "legal"}}
        slots.reference = [i for i in slots.reference if i not in drop]
        scored = await by_words(archive, slots)
        one = clear(scored)
        likely = [match.decision for match in scored if match.whole and match.points >= ENOUGH]
        if one is None and likely and slots.period and names_one(slots):
            return clarify_decisions(text, likely)
    if one is None:
        body = slots.body.value if slots.body else ""
        return Question(text, Kind.DEFINITION, term=TERMS.get(body, "legal-force"), notes=tuple(slots.notes))
    return await summed_up(archive, text, slots, one)


async def summed_up(archive: Archive, text: str, slots: Slots, one: Decision) -> Question:
    """The summary of a decision that begins with its legal force."""
    said = legal_force(one, await topics_of(archive, one.id))
    return Question(text, Kind.SUMMARY, decisions=(one,), premise=said, notes=tuple(slots.notes))
