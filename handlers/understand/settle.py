"""Settling what the slots leave open: vetoes, names beside a symbol."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from db.names import fold
from db.records import Body
from handlers.counted import PEOPLES_REPUBLIC_SEATED
from handlers.question import Period
from handlers.understand.premises import vetoing
from handlers.understand.references import Referred
from handlers.understand.resolver import topics_about
from handlers.understand.slots import Mention, Slots
from handlers.understand.spans import Sort, Span
from handlers.understand.vetoers import settle_period, understood
from handlers.understand.wordlists import words
from handlers.wording import full_date

ABOUT = words("about")
ASKING = words("asking")
LATELY = words("lately")
SUPPORT, OPPOSE = words("supports"), words("opposes")
TAIWAN = "Taiwan"


def settle_vetoes(slots: Slots, permanent: Collection[str]) -> None:
    """In a question on vetoes the Council is meant, and a member without a veto is what the draft was about."""
    if "veto" not in slots.cues:
        return
    if not slots.bodies:
        slots.bodies.append(Body.SC)
    understood(slots)
    settle_period(slots)
    for mention in [m for m in slots.opposed if not set(m.keys) & set(permanent)]:
        slots.opposed.remove(mention)  # "vetoes against Japan": what the drafts were about
        slots.places.append(mention)
        slots.topics.extend(topics_about(mention.keys)[:1])
        slots.reference.extend(range(mention.span.i, mention.span.j))
    if slots.positions:
        return
    asked = vetoing(slots)  # "did South Africa veto": the answer is that it has no veto
    for mention in [m for m in slots.voters if m.sort is Sort.MEMBER and not set(m.keys) & set(permanent)]:
        if mention in asked or _does(slots, mention):
            continue
        slots.voters.remove(mention)
        slots.places.append(mention)
        slots.topics.extend(topics_about(mention.keys)[:1])
        slots.reference.extend(range(mention.span.i, mention.span.j))


def _does(slots: Slots, mention: Mention) -> bool:
    """Whether a verb stands behind a name: "how did Brazil vote when the US vetoed", "the US and India veto"."""
    keys = [token.key for token in slots.text.tokens]
    after, before = keys[mention.span.j : mention.span.j + 1], keys[max(0, mention.span.i - 1) : mention.span.i]
    return after in (["vote"], ["voted"]) or (before == ["and"] and after in (["veto"], ["vetoed"]))


def settle_taiwan(slots: Slots, referred: Referred) -> None:
    """Taiwan, asked about a vote of the time when the Republic of China held China's seat, is that member."""
    days = [one.day for one in referred.decisions] or [slots.period.until or date.max]
    if TAIWAN not in slots.not_members or max(days) > PEOPLES_REPUBLIC_SEATED:
        return
    span = next(span for span in slots.spans if TAIWAN in span.values(Sort.NOT_MEMBER))
    slots.voters.append(Mention(span, Sort.MEMBER, ("TWN",)))
    slots.not_members = [name for name in slots.not_members if name != TAIWAN]
    slots.voiceless = [name for name in slots.voiceless if name != TAIWAN]
    slots.notes.append("Taiwan is counted as the Republic of China, which held China's seat until 25 October 1971.")


def settle_china(slots: Slots) -> None:
    """Before 25 October 1971 the Assembly's seat of China was the Republic of China's, a member of its own here."""
    if Body.SC in slots.bodies or not slots.period.until or slots.period.until >= PEOPLES_REPUBLIC_SEATED:
        return
    for mention in [m for m in slots.voters if m.keys == ("CHN",)]:
        slots.voters[slots.voters.index(mention)] = Mention(mention.span, Sort.MEMBER, ("TWN",))
        slots.notes.append(
            "China's seat was held by the Republic of China until 25 October 1971: its votes are counted."
        )


def settle_names(slots: Slots, referred: Referred) -> None:
    """Beside a symbol, a place in the decision's own text that is no asked voter belongs to its description."""
    if not (slots.symbols or "other_body" in slots.cues) or not referred.decisions:
        return
    texts = " ".join(fold(f"{one.title} {one.original_title}") for one in referred.decisions)
    for mention in [m for m in slots.places if slots.symbols and m.sort is Sort.MEMBER and m.sure]:
        if slots.text.keys(mention.span.i, mention.span.j) not in texts and not _told_of(slots, mention):
            _to_voters(slots, mention)  # "what about Mongolia, ES-11/6": nothing in the text is about it
    keys = [token.key for token in slots.text.tokens]
    asks_who = bool({"who", "compare", "result"} & slots.cues)
    slots.voters = [
        m
        for m in slots.voters
        if not (asks_who or not m.sure)
        or keys[max(0, m.span.i - 1)] in ASKING
        or keys[m.span.j : m.span.j + 1] in (["vote"], ["voted"], ["abstain"])
        or slots.text.keys(m.span.i, m.span.j) not in texts
    ]


def _told_of(slots: Slots, mention: Mention) -> bool:
    """Whether a word such as "on" or "about" before a place says that it describes the text."""
    before = [token.key for token in slots.text.tokens[: mention.span.i] if token.key not in {"the", "a"}]
    return bool(before) and before[-1] in ABOUT and before[-2:] != ["what", "about"]


def _to_voters(slots: Slots, mention: Mention) -> None:
    """A place that was taken for what votes are about becomes a voter."""
    about = set(topics_about(mention.keys)) | set(mention.span.values(Sort.TOPIC))
    slots.places.remove(mention)
    slots.voters.append(mention)
    slots.topics = [topic for topic in slots.topics if topic not in about]
    slots.reference = [i for i in slots.reference if not mention.span.i <= i < mention.span.j]


def settle_coincidence(slots: Slots) -> None:
    """Voting coincidence is counted with the United States, where only another member is named."""
    members = [mention for mention in slots.voters if mention.sort is Sort.MEMBER]
    place = next((i for i, token in enumerate(slots.text.tokens) if token.key == "coincidence"), None)
    if place is None or len(members) != 1 or len(slots.voters) != 1 or "USA" in members[0].keys:
        return
    slots.voters.append(Mention(Span(place, place + 1, ()), Sort.MEMBER, ("USA",)))
    slots.notes.append("Voting coincidence is counted with the United States, as its State Department does.")


def settle_briefed(slots: Slots) -> None:
    """ "Everything on Norway re: Palestine": of the places in a question for a brief the first is the delegate's."""
    if "brief" not in slots.cues or slots.voters or not slots.places:
        return
    first = slots.places[0]
    if set(slots.topics) - set(topics_about(first.keys)) - set(first.span.values(Sort.TOPIC)):
        _to_voters(slots, first)


def settle_support(slots: Slots) -> None:
    """ "Which small island states support Israel?": who votes most like it; "oppose", who least."""
    keys = [token.key for token in slots.text.tokens]
    groups = {topic for m in slots.voters for topic in m.span.values(Sort.TOPIC)}
    if slots.symbols or slots.named or slots.series or set(slots.topics) - groups:
        return
    if not ("who" in slots.cues or {"which", "what"} & set(keys)):
        return
    if "extremes" in slots.cues:
        return
    by_order = slots.language == "en" or "who" in slots.cues  # "¿en qué votó en contra Chile?": Chile voted
    verbs = SUPPORT | OPPOSE if by_order else SUPPORT | OPPOSE - {"against"}
    behind = [m for m in slots.voters if m.sort is Sort.MEMBER and keys[m.span.i - 1] in verbs]
    if len(behind) != 1 or not slots.positions or any(m.sort is Sort.MEMBER for m in slots.voters if m != behind[0]):
        return
    slots.cues.add("closest" if keys[behind[0].span.i - 1] in SUPPORT else "furthest")
    slots.cues.add("vote")
    slots.positions.clear()


def settle_lately(slots: Slots, through: date) -> None:
    """Of "lately" and "recently", where no period is named, the last year that the data have."""
    keys = {token.key for token in slots.text.tokens}
    if slots.period or not (keys & LATELY or "these days" in slots.text.keys(0, len(slots.text.tokens))):
        return
    since = through - timedelta(days=365)
    slots.period = Period(since, None, f"since {full_date(since)}")
    slots.notes.append(f"“Lately” is read as the last year of our data, since {full_date(since)}: name another period.")
