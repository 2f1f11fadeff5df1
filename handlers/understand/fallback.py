"""What is made of a text for which no kind of question speaks: a search, a summary, a question back, or help."""

from __future__ import annotations

from db.archive import Archive
from db.queries.search import search
from handlers.question import Kind, Question
from handlers.understand.details import details
from handlers.understand.options import no_vote
from handlers.understand.scene import Scene
from handlers.understand.spans import Sort
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words as listed

ABOUT_VOTES = listed("voting_cues")
UN_WORDS = listed("un_words")
WHICH = "Which decision do you mean? Give its symbol (ES-11/1, S/RES/2774), or words of its title and the year."


def concerns_votes(scene: Scene, kind: Kind) -> bool:
    """Whether a text is about votes at all: it names a decision, or says something that only votes have."""
    slots = scene.slots
    if scene.decisions or slots.positions or slots.series or slots.terms or slots.cues & ABOUT_VOTES:
        return True
    if "lost" in slots.cues and slots.voters and not slots.residue:
        return True
    if kind is Kind.SUMMARY and not slots.residue:
        return True
    if kind in {Kind.RECORD, Kind.SEARCH} and "define" in slots.cues and not scene.says(*UN_WORDS):
        return False
    return scene.says(*UN_WORDS) or bool(slots.topics and not slots.residue) or len(slots.voters) >= 2


async def fallback(archive: Archive, vocabulary: Vocabulary, text: str, scene: Scene) -> Question:
    """What is made of a text for which no kind of question speaks."""
    slots = scene.slots
    words = slots.reference_words()
    if slots.not_members:
        return no_vote(text, slots, vocabulary)
    if scene.says(*UN_WORDS) and words and not slots.residue:
        return details(archive, text, slots, Kind.SEARCH)
    asks_facts = "define" in slots.cues and slots.voters and not scene.says(*UN_WORDS)
    if not slots.residue and slots.topics and not asks_facts:
        return details(archive, text, slots, Kind.SEARCH)
    if len(slots.residue) <= 4 and not slots.voters and not slots.cues and words:
        found = await search(archive, words, slots.body, limit=1)
        if found:
            return details(archive, text, slots, Kind.SEARCH)
    if len(slots.voters) == 1 and not slots.residue and "define" not in slots.cues:
        group = slots.voters[0].sort is Sort.GROUP
        return details(archive, text, slots, Kind.COHESION if group else Kind.SUMMARY)
    unnamed = "vote" in slots.cues and scene.says("resolution", "vote", "draft") and bool(slots.terms)
    if not slots.residue and (unnamed or slots.positions or slots.cues & {"who", "result", "compare"}):
        return Question(text, Kind.CLARIFY, reason=WHICH)
    if slots.language != "en":
        return Question(text, Kind.OUT_OF_SCOPE, reason="language", notes=tuple(slots.notes))
    if not slots.residue and not asks_facts:
        return Question(text, Kind.HELP)
    return Question(text, Kind.OUT_OF_SCOPE, reason="not_about_votes", residue=slots.residue_words)
