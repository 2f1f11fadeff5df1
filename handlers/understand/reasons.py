"""Reasons: why a question asks for what a voting record does not hold."""

from __future__ import annotations

import re

from handlers.understand.scene import Scene
from handlers.understand.wordlists import words

REASONS = (
    ("why", "why_question"),
    ("secret", "secret_ballot"),
    ("committee", "committee"),
    ("other_body", "other_body"),
    ("ratify", "ratification"),
    ("future", "future"),
    ("speech", "speech"),
    ("cosponsor", "sponsors"),
)
"""Cues that put a question out of scope, with the reason, the weightiest first."""
TASKS = words("tasks")
REMOVING = words("removing")
ABOUT_VOTES = words("voting_cues")
UN_WORDS = words("un_words")
COMMITTEE_DRAFT = re.compile(r"\bA/(?:BUR|SPC|C\.?\s?\d)\b", re.I)
"""The symbol of a committee's own draft or record: A/C.3/78/L.41."""
DEEDS = words("deeds")
TEXT = "What the text itself says is not in our data, which have titles and votes: it is under the link."
SIGNING = frozenset({"signed", "sign", "ratified", "ratify", "acceded"})
HEALTH = re.compile(r"\bthe WHO\b")
"""The World Health Organization; "who" in small letters asks."""
STATING = frozenset({"is", "are", "was", "were", "has", "have"})


def out_of_scope(scene: Scene) -> str:
    """The reason, as in handlers/data/refusals.toml; empty where votes can answer."""
    slots = scene.slots
    if scene.cue("opinion") or slots.text.tokens[0].key == "should" or scene.says(*TASKS) or _asks_a_fact(scene):
        return "not_about_votes"
    if scene.says("will", "next") and scene.cue("vote", "veto") and not (slots.period or scene.decisions):
        return "future"
    if HEALTH.search(slots.text.text) and not slots.text.shouted:
        return "other_body"
    if _seeks_election(scene):
        return "election"
    if slots.text.tokens[0].key in STATING | {"did"} and scene.says(*SIGNING) and scene.members:
        return "ratification"
    if COMMITTEE_DRAFT.search(slots.text.text):
        return "committee"
    if scene.says("what") and scene.says("say", "said", "says") and scene.says("did", "has", "does"):
        return "speech" if _said_by_somebody(scene) else ""
    if (
        {"elections_to_organs", "secretary_general"} & set(slots.topics)
        and (scene.cue("vote") or scene.positions)
        and not scene.decisions
    ):
        return "secret_ballot"
    for cue, reason in REASONS:
        if cue in {"other_body", "ratify"} and scene.decisions:
            continue
        if scene.cue(cue):
            if reason == "speech" and (scene.decisions and not scene.says("say", "said", "argued", "argue")):
                continue
            return reason
    return ""


def _said_by_somebody(scene: Scene) -> bool:
    """Whether "what did … say" asks for words: "say no to" is a vote, and what a resolution says is its text."""
    slots = scene.slots
    if scene.positions:
        return False
    if scene.decisions and not slots.voters:
        slots.notes.append(TEXT)
        return False
    united_nations = (scene.says("un", "unga", "unsc") or slots.bodies) and scene.subject and not slots.voters
    return not united_nations


def _seeks_election(scene: Scene) -> bool:
    """Whether votes for a member are counted ("how many votes did Kyrgyzstan get for the Security Council")."""
    getting = scene.says("get", "got", "receive", "received", "win", "won") and scene.says("for", "in")
    return bool(getting and scene.cue("how_many") and scene.members and scene.slots.bodies and not _about_a_text(scene))


def _about_a_text(scene: Scene) -> bool:
    return bool(scene.decisions or scene.single or scene.slots.topics or scene.positions or scene.cue("veto"))


def _asks_a_fact(scene: Scene) -> bool:
    """Whether a member's doings in the world are asked for, not its votes ("is Israel committing genocide")."""
    slots = scene.slots
    if slots.text.keys(0, 3) in {"how do i", "how can i"}:
        return not (scene.decisions or slots.voters or slots.cues & ABOUT_VOTES or slots.terms)
    return (
        slots.text.tokens[0].key in STATING
        and scene.members == scene.parties == 1
        and bool(slots.residue or scene.says(*DEEDS))
        and not (scene.decisions or scene.positions or slots.terms or slots.period or slots.cues & ABOUT_VOTES)
        and not scene.says(*UN_WORDS)
    )
