"""The countries and groups that an option of a slash command names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.roster import Roster
from handlers.question import Kind, Option, Question
from handlers.understand.options import MOST, unknown_member, which_home
from handlers.understand.reader import Reader
from handlers.understand.sentence import sentence
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.unclear import Unclear, asking, clarify
from handlers.understand.wordlists import words
from handlers.wording import start, with_article

if TYPE_CHECKING:
    from handlers.understand.form import Form

TOGETHER = frozenset({Kind.COUNTRY_VOTE, Kind.RECORD, Kind.VETO, Kind.SERIES})
"""Kinds that answer for several members named in one option."""
LEAVING_OUT = words("except_reversed")


def with_party(reader: Reader, form: Form, question: Question, typed: str) -> Question:
    """The question with the member or group that a text names; with all of them, where the kind takes several."""
    roster = reader.archive.roster
    named, notes = ([typed], ()) if typed in roster.members or typed in roster.groups else _named(reader, form, typed)
    question = question.but(notes=tuple(dict.fromkeys((*question.notes, *notes))))
    for key in named:
        slot = "groups" if key in roster.groups else "members"
        question = question.but(**{slot: tuple(dict.fromkeys((*getattr(question, slot), key)))})
    if form.kind is Kind.COHESION and len(form.members) == 1 and question.members:
        (iso3,) = question.members
        today = datetime.now(UTC).date()
        of = tuple(id_ for id_, group in roster.groups.items() if iso3 in group.on(today))
        reason = f"{start(with_article(reader.archive, iso3))} is one country. Which group do you mean?"
        raise asking(reader, form, typed, clarify(question, reason, _options(roster, of)))
    return question


def _named(reader: Reader, form: Form, typed: str) -> tuple[list[str], tuple[str, ...]]:
    """The keys of the members and groups that a text names, and what is to be said of the reading."""
    asked = Question(sentence(form, reader.archive.roster), form.kind)
    slots = reader.slots(typed)
    if whose := which_home(typed, slots, reader.home_member):
        raise asking(reader, form, typed, whose)
    outside = [one.value for one in reader.vocabulary.lexicon.readings(typed) if one.sort is Sort.NOT_MEMBER]
    if outside:
        reason = f"{outside[0]}: {reader.vocabulary.not_members[outside[0]]}"
        raise Unclear(Question(asked.text, Kind.NOT_FOUND, words=typed, reason=reason))
    found = [mention.keys for mention in (*slots.voters, *slots.opposed, *slots.places)]
    keys = tuple(dict.fromkeys(key for keys in found for key in keys))
    if not keys:
        raise asking(reader, form, typed, unknown_member(reader.archive, asked.text, typed))
    takes_all = len(keys) == 1 or (form.kind in TOGETHER and len(form.members) == 1)
    if len(set(found)) == 1 < len(keys):
        reason = f"“{typed}” could be several members."
    elif _says_more(slots) or not takes_all or max(map(len, found)) > 1:
        reason = f"“{typed}” says more than the name of one country or group. Which one do you mean?"
    else:
        return list(keys), tuple(slots.notes)
    raise asking(reader, form, typed, clarify(asked, reason, _options(reader.archive.roster, keys)))


def _says_more(slots: Slots) -> bool:
    """Whether a text says more than names: "not Hungary", "the EU except Hungary", "all but Fiji", "Fiji in 2015"."""
    left_out = "except" in slots.cues or any(token.key in LEAVING_OUT for token in slots.text.tokens)
    return bool(left_out or slots.residue or slots.period)


def _options(roster: Roster, keys: tuple[str, ...]) -> tuple[Option, ...]:
    """An option for each member or group, by its name."""
    labels = {key: roster.groups[key].name if key in roster.groups else roster.common(key) for key in keys}
    return tuple(Option(label, label, key) for key, label in labels.items())[:MOST]
