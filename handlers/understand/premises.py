"""Premises: what a question takes for granted and is not so ("why did Brazil veto …"), to be said before all else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db.archive import Archive
from db.queries.votes import positions
from db.records import Body, Decision, Position
from handlers.question import Bound
from handlers.understand.options import no_vote_of
from handlers.understand.references import Referred
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort
from handlers.understand.stand_ins import stand_ins
from handlers.understand.vocabulary import Vocabulary
from handlers.understand.wordlists import words
from handlers.wording import VERBS, bounded, label, series, start, with_article

ASKING = words("asking")
VETOING = frozenset({"veto", "vetoed", "vetoes", "vetoing", "vetod", "vetos", "block", "blocked"})
NEAR = 3
"""Words within which a veto behind "did X" is X's ("did France ever use its veto")."""


def vetoing(slots: Slots) -> list[Mention]:
    """The members that the words say vetoed: "did India veto", "Brazil vetoed", "Germany's veto", "vetoed by Japan"."""
    keys = [token.key for token in slots.text.tokens]
    found = []
    for mention in slots.voters:
        before = [key for key in keys[: mention.span.i] if key not in {"not", "the"}][-2:]
        after = keys[mention.span.j : mention.span.j + NEAR + 1]
        asked = before[-1:] and before[-1] in ASKING and before[:1] != ["what"] and VETOING & set(after)
        does = after[:1] in (["vetoed"], ["vetoing"], ["vetod"], ["blocked"]) and after[1:2] != ["by"]
        its = mention.possessive and VETOING & set(after[:2])
        if mention.sort is Sort.MEMBER and (asked or does or its or before in (["vetoed", "by"], ["blocked", "by"])):
            found.append(mention)
    return found


async def settle_premises(archive: Archive, slots: Slots, referred: Referred, permanent: Collection[str]) -> None:
    """Say of members that are taken to have vetoed that they have no veto, or did not use it on the one draft named."""
    said = []
    one = referred.decisions[0] if len(referred.decisions) == 1 else None
    cast = await positions(archive, one.id) if one else {}
    for mention in vetoing(slots):
        name, iso3 = with_article(archive, mention.keys[0]), mention.keys[0]
        if not mention.sure or (one and iso3 in one.vetoed_by):
            continue
        if iso3 not in permanent and iso3 != "TWN":
            said.append(f"{name} is not a permanent member of the Security Council and has no veto")
        elif one and one.body is Body.SC:
            said.append(f"{name} did not veto {label(one)}")
        elif one:
            said.append(f"there is no veto in the General Assembly, which voted on {label(one)}")
            continue
        if said and one and iso3 in cast:
            said[-1] += f"; it {VERBS[cast[iso3]]} on {label(one)}"
    sentences = stand_ins(slots, referred) if "veto" not in slots.cues else []
    sentences += [f"{start(series(said))}."] if said else []
    if sentences:
        slots.premise = " ".join(sentences)


def claimed(decisions: Sequence[Decision], slots: Slots) -> str:
    """Whether the one decision named got so many votes, as the text asks or takes for granted."""
    if len(decisions) != 1 or decisions[0].tally is None:
        return ""
    tally = decisions[0].tally
    counts = {Position.YES: tally.yes, Position.NO: tally.no, Position.ABSTAIN: tally.abstain}
    said = []
    for bound in slots.claimed:
        if (count := counts.get(bound.position, tally.absent)) is not None:
            exact = Bound(bound.position, count, count)
            said.append(f"{'Yes' if bound.allows(count) else 'No'}: {bounded((exact,)).removeprefix('with ')}.")
    return " ".join(said)


def voiceless(slots: Slots, vocabulary: Vocabulary) -> str:
    """What is said of those asked about as voters that have no vote (observers, territories)."""
    return " ".join(no_vote_of(vocabulary, name) for name in dict.fromkeys(slots.voiceless))
