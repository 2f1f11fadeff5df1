"""A filled form as a sentence that reads as the same question: what a button asks that puts one option right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Body
from db.roster import Roster
from db.series import all_series
from db.topics import topics
from handlers.question import Kind
from handlers.wording import series

if TYPE_CHECKING:
    from handlers.understand.form import Form

VOTED = {"yes": "voted yes", "no": "voted no", "abstain": "abstained", "absent": "was absent"}
AGREEMENT = {"identical": "identical votes", "opposite": "opposite votes", "coincidence": "voting coincidence"}
EXTREMES = {
    "closest": "closest votes",
    "most_contested": "most contested votes",
    "lone_no": "lone no votes",
    "most_no": "votes with the most no votes",
    "most_abstain": "votes with the most abstentions",
    "most_yes": "votes with the most yes votes",
    "fewest_yes": "votes with the fewest yes votes",
    "unanimous": "unanimous votes",
}


def sentence(form: Form, roster: Roster) -> str:
    """The form in plain words, what was picked from a list by its name."""
    topic = topics()[form.topic].name if form.topic in topics() else form.topic
    narrowed = (
        f"on {topic}" if topic else "",
        f"in the {Body(form.body).title}" if form.body else "",
        f"since {form.since}" if form.since else "",
        f"until {form.until}" if form.until else "",
        f"in {form.when}" if form.when else "",
    )
    return " ".join(part for part in (_asked(form, roster), *narrowed) if part)


def _asked(form: Form, roster: Roster) -> str:
    who = series(_name(typed, roster) for typed in form.members)
    texts = series(form.decisions)
    title = all_series()[form.series].name if form.series in all_series() else form.series
    did = series((VOTED[word] for word in form.positions), "or")
    top = f"top {form.limit} " if form.limit else ""
    match form.kind:
        case Kind.COUNTRY_VOTE:
            return f"how did {who} vote on {texts}"
        case Kind.WHO_VOTED:
            return f"who {did or 'voted'} on {texts}"
        case Kind.SUMMARY:
            return f"summary of {texts or who}".removesuffix(" of ")
        case Kind.BRIEF:
            return f"brief {who}"
        case Kind.ALIGNMENT:
            return f"{AGREEMENT.get(form.measure, 'agreement')} of {who}"
        case Kind.RANKING:
            return f"{top}who votes {'least' if form.order == 'furthest' else 'most'} like {who}"
        case Kind.COHESION:
            return f"how did {who} vote on {texts}" if texts else f"how united is {who}"
        case Kind.RECORD:
            return f"record of {who}" + (f": {did}" if did else "")
        case Kind.SERIES:
            return f"{title} over the years" + (f", votes of {who}" if who else "")
        case Kind.COMPARISON:
            return f"compare {texts}" + (f" for {who}" if who else "") if texts else f"list votes in which {who} differ"
        case Kind.VETO:
            return f"vetoes by {who}" if who else "vetoes"
        case Kind.TREND:
            measure = AGREEMENT.get(form.measure, "agreement") if len(form.members) > 1 else "voting record"
            return f"{measure} of {who} by year"
        case Kind.VOTING_MAP:
            return "voting map" + (f" of {who}" if who else "")
        case Kind.EXTREMES:
            return top + EXTREMES.get(form.measure, EXTREMES["closest"])
        case Kind.LATEST:
            return "latest votes"
        case _:
            parts = (form.kind.value.replace("_", " "), title, who, texts, form.words)
            return " ".join(part for part in parts if part)


def _name(typed: str, roster: Roster) -> str:
    if typed in roster.members:
        return roster.common(typed)
    return roster.groups[typed].name if typed in roster.groups else typed
