"""UN document symbols in the forms that people type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.named import is_well_known
from db.records import Body
from handlers.understand.fold import Folded
from handlers.understand.spans import Grade, Reading, Sort, Span

YEARS = range(1946, 2031)
"""Numbers that are rather years than resolutions when they stand alone."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as read: exact `forms` to look up, or a bare resolution `number` of a body (None: either).

    `sure` is False for a number that only may be a resolution's.
    """

    forms: tuple[str, ...] = ()
    number: int | None = None
    body: Body | None = None
    sure: bool = True
    typed: str = ""


SUFFIX = r"(?:\s?(?P<letter>[A-Z](?:-[A-Z])?)(?![A-Za-z'-])|(?P<near>[A-Za-z](?:-[A-Za-z])?)(?![A-Za-z'-]))?"
FULL_GA = re.compile(
    r"\bA/RES/(?P<session>(?:ES-?|S-?)?\d{1,4})(?:/(?P<number>\d{1,4}))?" + SUFFIX + r"(?:\s?\((?P<roman>[IVXL]+)\))?",
    re.I,
)
FULL_SC = re.compile(r"\bS/RES/(?P<number>\d{1,4})(?:\s?\((?P<year>\d{4})\))?", re.I)
SHORT_GA = re.compile(r"(?<![\w/.])(?P<session>(?:ES-?|S-)?\d{1,2})/(?P<number>\d{1,4})" + SUFFIX, re.I)
ROMAN = re.compile(
    r"(?<![\w/])(?P<number>\d{1,4})\s?(?P<letter>[A-Z])?\s?\((?P<roman>[IVXL]+)\)(?:\s?(?P<after>[A-Z])(?![\w']))?"
)
SC_DRAFT = re.compile(r"\bS/(?:PV\.?\s?\d+|\d{4}/\d+|\d{3,5})(?:/Rev\.?\s?\d+)?", re.I)
GA_DRAFT = re.compile(r"\bA/(?:ES-\d+|\d{1,2})/L\.?\s?\d+(?:/Rev\.?\s?\d+)?", re.I)
OWN = re.compile(r"\b(?:V\d{1,5}|S-\d{1,4})\b(?!/)")
NUMBERED = re.compile(
    r"(?:\b(?P<body>un ?scr?|sc|scr|security council|un ?ga|ga|general assembly)\s+)?"
    r"(?:\b(?P<word>res(?:olution|\.)?s?|draft)\s*(?:no\.?|number|nr\.?|#)?\s*)?(?<![\w/.,])#?(?P<number>\d{1,4})"
    r"(?:\s?\((?P<year>(?:19|20)\d\d)\))?(?![\w/]|[.,]\d|\s*%)",
    re.I,
)


def find_symbols(text: Folded) -> Iterator[Span]:
    """Every symbol in the text; overlapping readings are left to the cover."""
    for pattern, read in READERS:
        for found in pattern.finditer(text.text):
            symbol = read(found)
            if symbol is not None:
                i, j = text.at(*found.span())
                if i < j:
                    grade = Grade.EXACT if symbol.sure else Grade.PREFIX
                    yield Span(i, j, (Reading(Sort.SYMBOL, symbol, grade),))


def _full_ga(found: re.Match[str]) -> Symbol | None:
    session, number, roman = found["session"].upper(), found["number"], found["roman"]
    if number is None:
        return _old(int(session), found["letter"] or found["near"], roman, found[0]) if session.isdigit() else None
    return _ga(session, number, found["letter"] or found["near"], found[0])


def _short_ga(found: re.Match[str]) -> Symbol | None:
    session = found["session"].upper()
    if session.isdigit() and not 31 <= int(session) <= 99:
        return None  # "9/11", "24/2": the Assembly numbers by session since its 31st
    return _ga(session, found["number"], found["letter"] or found["near"], found[0])


def _ga(session: str, number: str, letter: str | None, typed: str) -> Symbol:
    session = re.sub(r"^(ES|S)-?", r"\1-", session)
    stem = f"A/RES/{session}/{int(number)}"
    forms = (stem + letter.upper(), stem) if letter else (stem,)
    return Symbol(forms, body=Body.GA, typed=typed)


def _roman(found: re.Match[str]) -> Symbol | None:
    return _old(int(found["number"]), found["letter"] or found["after"], found["roman"], found[0])


def _old(number: int, letter: str | None, roman: str | None, typed: str) -> Symbol:
    if roman is None:
        return Symbol(number=number, body=Body.GA, typed=typed)
    stem = f"A/RES/{number}"
    forms = [f"{stem}({roman.upper()})"]
    if letter:
        forms = [f"{stem}({roman.upper()}){letter.upper()}", f"{stem}{letter.upper()}({roman.upper()})", *forms]
    return Symbol(tuple(forms), body=Body.GA, typed=typed)


def _full_sc(found: re.Match[str]) -> Symbol:
    forms = (f"S/RES/{int(found['number'])}({found['year']})",) if found["year"] else ()
    return Symbol(forms, int(found["number"]), Body.SC, typed=found[0])


def _draft(found: re.Match[str]) -> Symbol | None:
    form = re.sub(r"\s", "", found[0])
    form = re.sub(r"(?i)^([as])/", lambda m: m[1].upper() + "/", form)
    form = re.sub(r"(?i)/rev\.?", "/Rev.", re.sub(r"(?i)/l\.?(?=\d)", "/L.", re.sub(r"(?i)/pv\.?", "/PV.", form)))
    return Symbol((form,), body=Body.SC if form.startswith("S") else Body.GA, typed=found[0])


def _own(found: re.Match[str]) -> Symbol:
    """The archive's own id of a decision without a symbol."""
    return Symbol((found[0],), typed=found[0])


def _numbered(found: re.Match[str]) -> Symbol | None:
    number = int(found["number"])
    body_word = (found["body"] or "").replace(" ", "").lower()
    body = None
    if body_word:
        body = Body.GA if body_word in {"ga", "unga", "generalassembly"} else Body.SC
    named = found["word"] is not None or body_word in {"scr", "unscr"}
    if len(found["number"]) == 1 and not re.match(r"(?i)res(?:olution|\.)?$", found["word"] or ""):
        return None  # "the 5", "SC 5": only "resolution 1" is one
    if found["year"] and int(found["year"]) in YEARS:
        return Symbol((f"S/RES/{number}({found['year']})",), number, Body.SC, typed=found[0])
    if number in YEARS:
        # "resolution 1973" is well known, "the Crimea resolution 2014" and "UNSC 2023" name years
        singular = named and not (found["word"] or "").lower().endswith("ons")
        on_it = re.search(r"\bon\s$", found.string[: found.start()], re.IGNORECASE)  # "who abstained on 1973"
        known = is_well_known(number) and (singular or body is Body.SC or on_it is not None)
        return Symbol(number=number, body=body, typed=found[0]) if known else None
    if named:
        return Symbol(number=number, body=body, typed=found[0])
    if body is None and number < 100:
        return None
    return Symbol(number=number, body=body, sure=body is not None, typed=found[0])


READERS = (
    (FULL_GA, _full_ga),
    (FULL_SC, _full_sc),
    (SHORT_GA, _short_ga),
    (ROMAN, _roman),
    (SC_DRAFT, _draft),
    (GA_DRAFT, _draft),
    (OWN, _own),
    (NUMBERED, _numbered),
)
