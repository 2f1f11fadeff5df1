"""The sentences of answers on how many decisions there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.records import Body, Decision, Outcome
from handlers.wording import plural, series


def is_unanimous(decision: Decision) -> bool:
    """Whether everyone that voted said yes in a recorded vote."""
    tally = decision.tally
    return tally is not None and tally.yes > 0 and not tally.no and not tally.abstain


def noun(flavour: str, body: Body) -> str:
    """What is counted, as the subject of a sentence."""
    return {
        "": "recorded votes on whole texts" if body is Body.GA else "drafts put to the vote",
        "unanimous": "recorded votes in which every member that voted said yes,",
        "without_vote": "texts adopted without a vote",
        "adopted": "resolutions adopted",
        "vetoed": "drafts vetoed",
        "failed": "drafts that failed without a veto",
    }[flavour]


def predicate(flavour: str) -> str:
    """What a share of decisions is said to be."""
    words = {"unanimous": "unanimous (every member that voted said yes)", "without_vote": "adopted without a vote"}
    return words.get(flavour, flavour)


def breakdown(body: Body, recorded: Sequence[Decision], found: Sequence[Decision], amendments: int) -> tuple[str, ...]:
    """How many of the votes were adopted, vetoed, failed and unanimous; and what is counted beside them."""
    without = [one for one in found if one.adoption == "without_vote"]
    outcomes = Counter(one.outcome for one in recorded)
    said = [f"{outcomes[Outcome.ADOPTED]:,} adopted"]
    if body is Body.SC:
        said += [f"{outcomes[Outcome.VETOED]:,} vetoed", f"{outcomes[Outcome.FAILED]:,} failed without a veto"]
    if outcomes[Outcome.UNKNOWN]:
        said.append(f"{outcomes[Outcome.UNKNOWN]:,} whose outcome our source does not give")
    unanimous = sum(is_unanimous(one) for one in recorded)
    lines = [f"{plural(len(recorded), 'recorded vote')}: {series(said)}. Without a no or an abstention: {unanimous:,}."]
    if body is Body.GA:
        lines.append(f"Beside them, texts known to have been adopted without a vote: {len(without):,}.")
    elif unrecorded := sum(one.outcome is Outcome.ADOPTED and not one.recorded for one in found):
        lines.append(
            f"Beside them, {plural(unrecorded, 'resolution')} adopted without a recorded vote on the whole text."
        )
    if amendments:
        lines.append(
            f"Beside them, {plural(amendments, 'amendment')} or part of a draft vetoed, counted as a veto too."
        )
    return tuple(lines)
