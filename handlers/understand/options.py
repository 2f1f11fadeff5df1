"""Asking back: what an unclear question could mean, as options that can be asked in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz, process

from db.archive import Archive
from db.names import fold
from db.queries.decisions import within
from db.records import Body, Decision, Member
from db.series import series_of
from handlers.nearest import PLAIN, nearest
from handlers.question import Kind, Option, Question
from handlers.understand.missing import SESSION, why_missing
from handlers.understand.slots import Mention, Slots
from handlers.understand.vocabulary import Vocabulary
from handlers.wording import day, described, label, missing_years, series, span, start

MOST = 5
TELLING = 2
"""Words beside a symbol that is not there, from which on they may describe another text."""


def clarify_members(archive: Archive, text: str, slots: Slots) -> Question | None:
    """A question back when a name fits several members; None when every name is clear."""
    for mention in slots.voters:
        if mention.sure or _all_meant(slots, mention):
            continue
        typed = slots.text.typed(mention.span.i, mention.span.j)
        names = [archive.roster.common(key) for key in mention.keys] if mention.sort == "member" else list(mention.keys)
        options = tuple(
            Option(name, text.replace(typed, name, 1), key) for name, key in zip(names, mention.keys, strict=True)
        )
        return Question(text, Kind.CLARIFY, options=options[:MOST], reason=f"“{typed}” could be several members.")
    return None


def which_home(text: str, slots: Slots, home: Member | None) -> Question | None:
    """A question back where "we" or "our country" has no home to stand for, or "us" can be home or another."""
    if slots.home and home is None and any(mention.sure for mention in slots.voters):
        return None  # "my country, France": it is named
    if slots.home and home is None:
        reason = f"Which country does “{slots.home[0]}” mean? Name it, or set a home country with /settings."
        return Question(text, Kind.CLARIFY, reason=reason)
    if slots.unsure_us and home is not None:
        names = {home.iso3: home.common, "USA": "the United States"}
        options = tuple(Option(start(name), US.sub(name, text, count=1), iso3) for iso3, name in names.items())
        return Question(text, Kind.CLARIFY, options=options, reason="Whom does “us” mean here?")
    return None


def which_term(text: str, slots: Slots) -> Question | None:
    """A question back when a leader's name fits several terms of office ("under Bush")."""
    for place, founds in slots.offices:
        first, last = slots.text.tokens[place.i].start, slots.text.tokens[place.j - 1].end
        options = []
        for found in founds:
            asked = f"{slots.text.text[:first]}{span(found.period)}{slots.text.text[last:]}"
            options.append(Option(start(found.period.label), asked.strip()))
        typed = slots.text.typed(place.i, place.j)
        return Question(
            text,
            Kind.CLARIFY,
            options=tuple(options[:MOST]),
            reason=f"“{start(typed)}” can be several terms of office.",
        )
    return None


US = re.compile(r"\bus\b")


def _all_meant(slots: Slots, mention: Mention) -> bool:
    """ "The Koreas", "both Congos", "the two Germanies": all of them."""
    words = slots.text.keys(mention.span.i, mention.span.j).split()
    return words[0] in {"two", "both"} or words[-1].endswith(("eas", "gos", "dans", "nies", "anys", "mens", "nas"))


def clarify_decisions(text: str, choices: list[Decision]) -> Question:
    """A question back when words or a number fit several decisions."""
    options = tuple(
        Option(f"{label(one)}: {one.title} ({day(one)})", f"{text} [{one.key}]", one.key) for one in choices[:MOST]
    )
    return Question(text, Kind.CLARIFY, options=options, reason="Several decisions fit. Which one do you mean?")


def no_vote(
    text: str,
    slots: Slots,
    vocabulary: Vocabulary,
    decisions: Sequence[Decision] = (),
    choices: Sequence[Decision] = (),
) -> Question:
    """The answer about someone that is no member and has no vote, with the decision that was asked about."""
    name = (slots.voiceless or slots.not_members)[0]
    options = tuple(Option(described(one), f"Summary of {one.key}", one.key) for one in choices[:MOST])
    reason = no_vote_of(vocabulary, name)
    return Question(text, Kind.NOT_FOUND, words=name, reason=reason, decisions=tuple(decisions[:1]), options=options)


def no_vote_of(vocabulary: Vocabulary, name: str) -> str:
    """Why one that is no member has no vote, in a sentence or two."""
    note = vocabulary.not_members[name]
    return f"{name}: {note}" if "vote" in note else f"{name}: {note} It has no vote."


async def not_found(archive: Archive, text: str, slots: Slots, searched: str) -> Question:
    """Nothing fits: say what was looked for and, of a symbol, why it is not there; offer what shares its rare words."""
    reason = await why_missing(archive, slots)
    year = slots.period.since or session_began(slots)
    near = await _yearly(slots, archive, year) or await _on_topic(slots, archive)
    words = slots.reference_words()
    if not near and not (reason and len(set(words.split()) - PLAIN) < TELLING):
        near = await nearest(archive, words, slots.body, MOST, year)
    options = tuple(Option(f"{label(one)}: {one.title} ({day(one)})", f"Summary of {one.key}", one.key) for one in near)
    notes = tuple(slots.notes) + gap(slots)
    whole = searched == slots.text.text.strip()
    sought = slots.reference_words() if whole and slots.residue and not slots.terms else ""
    question = Question(text, Kind.NOT_FOUND, words=sought or searched, options=options, reason=reason)
    return question.but(body=slots.body, period=slots.period, notes=notes)


async def _yearly(slots: Slots, archive: Archive, year: date | None) -> list[Decision]:
    """The votes of a yearly text that is named, the nearest to the year first."""
    rows = await series_of(archive, slots.series[0]) if slots.series else []
    return sorted(rows, key=lambda one: abs((one.day - year).days) if year else -one.day.toordinal())[:MOST]


async def _on_topic(slots: Slots, archive: Archive) -> list[Decision]:
    """The votes on the topic that are nearest to the period named, where nothing else describes the text."""
    if not (slots.topics and slots.period.since) or slots.residue or slots.symbols:
        return []
    since = slots.period.since
    found = await within(archive, slots.body, None, None, slots.topics[0])
    return sorted((one for one in found if one.recorded), key=lambda one: abs((one.day - since).days))[:MOST]


def session_began(slots: Slots) -> date | None:
    """The September in which the Assembly's session of the first symbol opened."""
    found = (SESSION.match(form) for symbol in slots.symbols for form in symbol.forms)
    return next((date(1945 + int(one["session"]), 9, 15) for one in found if one and int(one["session"]) < 150), None)


def gap(slots: Slots) -> tuple[str, ...]:
    """What the sources lack of the named period, in a sentence."""
    years = missing_years(slots.period)
    if not slots.period or not years or slots.body is Body.SC:
        return ()
    return (f"Not in our sources: General Assembly votes of January to September of {series(years)}.",)


def unknown_member(archive: Archive, text: str, typed: str) -> Question:
    """Nobody of that name: offer the members whose names are nearest."""
    names = {iso3: member.common for iso3, member in archive.roster.members.items()}
    near = process.extract(typed, names, scorer=fuzz.WRatio, limit=3, score_cutoff=72, processor=fold)
    options = tuple(Option(name, text.replace(typed, name, 1), iso3) for name, _, iso3 in near)
    return Question(text, Kind.NOT_FOUND, words=typed, options=options, reason=f"I know no member called “{typed}”.")
