"""Accounting for every word: what nothing explained is owned up to, never passed over."""

from __future__ import annotations

import re

from db.names import fold
from handlers.question import Question
from handlers.understand.references import stem
from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words

ABOUT = words("about")
ASKING = words("asking")
VOTER = words("voter")
ARTICLES = frozenset({"a", "an", "the"})
TURNING, NARROWED, TELLING = words("turning"), words("narrowed"), words("telling")
SHORTEST = 3
"""Letters of a word that may be left out of account: shorter ones are names and codes."""


def described(slots: Slots) -> list[int]:
    """The unexplained words that can narrow a statistic: those after "on" or "about", or right before "resolutions".

    Any other unexplained word may be a cue that is not known, so it narrows nothing in silence.
    """
    keys = [token.key for token in slots.text.tokens]
    residue = set(slots.residue)
    topical = {i for span in slots.spans if span.has(Sort.TOPIC) for i in range(span.i, span.j)}
    found = []
    for i in slots.residue:
        start = i
        while start and (start - 1 in residue | topical or keys[start - 1] in {"the", "a", "and", "of", "for"}):
            start -= 1
        end = i
        while end < len(keys) and (end in residue | topical):
            end += 1
        if (start and keys[start - 1] in ABOUT) or keys[end : end + 1] in (["resolutions"], ["resolution"], ["votes"]):
            found.append(i)
    return found


def harmless(slots: Slots) -> bool:
    """Whether no unexplained word can narrow or turn the question, so that leaving them out and saying so is enough.

    A word can that is written as a name, that follows a word such as "on", "in" or "not", that stands before
    "resolutions" or "countries", or that is not English.
    """
    tokens = slots.text.tokens
    keys = [token.key for token in tokens]
    if slots.language != "en":
        return False
    for i in slots.residue:
        before = next((key for key in reversed(keys[:i]) if key not in ARTICLES), "")
        named = not slots.text.shouted and tokens[i].text[:1].isupper() and i > 0
        if named or not keys[i].isascii() or any(char.isdigit() for char in keys[i]):
            return False
        if (
            len(keys[i]) < SHORTEST
            or keys[i] in TELLING
            or before in TURNING
            or (keys[i + 1 : i + 2] and keys[i + 1] in NARROWED)
        ):
            return False
    return True


def left_out(slots: Slots) -> str:
    """The sentence that owns up to unexplained words before the answer."""
    typed = ", ".join(f"“{word}”" for word in dict.fromkeys(slots.residue_words))
    return f"(Read without {typed}, which I did not understand.)"


def unknown_voter(slots: Slots) -> str:
    """The unexplained words where a voter should stand ("did Wakanda vote"), as typed; empty when there are none."""
    keys = [token.key for token in slots.text.tokens]
    residue = set(slots.residue)
    for i in slots.residue:
        j = i
        while j in residue:
            j += 1
        if i and keys[i - 1] in ASKING and j < len(keys) and keys[j] in VOTER:
            return slots.text.typed(i, j)
    return ""


def owning_up(question: Question, slots: Slots) -> Question:
    """Add a sentence for words that describe neither the decision found nor anything else in the question."""
    texts = " ".join(
        fold(f"{one.title} {one.original_title} {one.agenda_item} {' '.join(one.subjects)}")
        for one in question.decisions
    )
    held = {stem(word) for word in re.findall(r"\w+", texts)}
    left = [slots.text.tokens[i].text for i in slots.residue if stem(slots.text.tokens[i].key) not in held]
    if not left:
        return question
    typed = ", ".join(f"“{word}”" for word in dict.fromkeys(left))
    note = f"Not understood, and left out of account: {typed}."
    return question.but(notes=(*question.notes, note), residue=tuple(left))
