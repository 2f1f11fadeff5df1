"""Watches: what somebody wants to be told of, which new decisions fit it, and the question each is shown by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.archive import Archive
from db.queries.decisions import topic_ids
from db.queries.voters import with_position
from db.records import Body, Decision, Outcome, Position
from db.topics import topics
from handlers.clerk import Clerk
from handlers.question import Kind, Question
from handlers.wording import group_name, series, topic_name, with_article

CAST = (Position.YES, Position.NO, Position.ABSTAIN)
RECORDED = (*CAST, Position.ABSENT)


class What(StrEnum):
    """What a watch is about."""

    ALL = "all"
    MEMBER = "member"
    GROUP = "group"
    TOPIC = "topic"
    VETOES = "vetoes"


WHOLE = {What.ALL: "All votes", What.VETOES: "Vetoes"}
"""What can be watched only as a whole."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be told of: new recorded votes on whole texts, and vetoes.

    `value` is the member's ISO alpha-3 code, or the group's or topic's id. `body` is None for both bodies.
    """

    what: What
    value: str = ""
    body: Body | None = None


class Unclear(Exception):
    """What was typed is no wish; the text is a sentence for the person."""


async def matching(archive: Archive, wish: Wish, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that fit the wish, newest first.

    A member fits where its position is recorded, be it that it did not vote; a group where any of its members of the
    day cast a vote.
    """
    eligible = [one for one in decisions if _is_news(one) and wish.body in {None, one.body}]
    match wish.what:
        case What.VETOES:
            eligible = [one for one in eligible if one.outcome is Outcome.VETOED]
        case What.TOPIC:
            belongs = set(await topic_ids(archive, wish.value))
            eligible = [one for one in eligible if one.id in belongs]
        case What.MEMBER:
            took = await with_position(archive, {one.id for one in eligible}, {wish.value}, RECORDED)
            eligible = [one for one in eligible if one.id in took]
        case What.GROUP:
            eligible = await _voted_on(archive, wish.value, eligible)
    return sorted(eligible, key=lambda one: (one.day, one.id), reverse=True)


def question(wish: Wish, decision: Decision) -> Question:
    """The question whose answer shows the decision to those with the wish."""
    asked = Question("", Kind.TALLY, decisions=(decision,))
    if wish.what is What.MEMBER:
        return asked.but(kind=Kind.COUNTRY_VOTE, members=(wish.value,))
    if wish.what is What.GROUP:
        return asked.but(kind=Kind.COHESION, groups=(wish.value,))
    return asked


def named(archive: Archive, wish: Wish) -> str:
    """The wish in a sentence: "votes of Hungary in the General Assembly", "vetoes"."""
    if wish.what is What.VETOES:
        return "vetoes"
    text = "all votes"
    if wish.what is What.MEMBER and wish.value in archive.roster.members:
        text = f"votes of {with_article(archive, wish.value)}"
    elif wish.what is What.GROUP and wish.value in archive.roster.groups:
        text = f"votes of {group_name(archive, wish.value)}"
    elif wish.what is What.TOPIC and wish.value in topics():
        text = f"votes on {topic_name(wish.value)}"
    elif wish.what is not What.ALL:
        text = f"votes of “{wish.value}”, which the data no longer know"
    return f"{text} in the {wish.body.title}" if wish.body else text


async def wish(clerk: Clerk, what: What, typed: str, body: Body | None) -> Wish:
    """The wish that a person's options make, whether picked or typed; raises Unclear."""
    if what in WHOLE and typed.strip():
        raise Unclear(f"{WHOLE[what]} are watched whole: leave the box “value” empty, or pick another box “what”.")
    match what:
        case What.ALL:
            return Wish(what, body=body)
        case What.VETOES:
            if body is Body.GA:
                raise Unclear("There is no veto in the General Assembly: leave the body out.")
            return Wish(what, body=None)
        case What.TOPIC:
            return Wish(what, await _topic(clerk, typed), body)
        case What.MEMBER:
            return Wish(what, await member(clerk, typed), body)
        case What.GROUP:
            return Wish(what, await _group(clerk, typed), body)


async def member(clerk: Clerk, typed: str) -> str:
    """The ISO code of the one present member that a text names; raises Unclear."""
    asked = await _party(clerk, typed)
    if len(asked.members) != 1 or asked.groups:
        raise Unclear("That is not one country: please name a member state, such as Kenya.")
    if not clerk.archive.roster.members[asked.members[0]].present:
        raise Unclear("That state is no longer a member, so it has no new votes.")
    return asked.members[0]


def _is_news(one: Decision) -> bool:
    """A vote on a whole text, or a veto of whatever; separate votes and adoptions without a vote are none."""
    return one.outcome is Outcome.VETOED or (one.final and one.recorded)


async def _voted_on(archive: Archive, group: str, decisions: Sequence[Decision]) -> list[Decision]:
    if group not in archive.roster.groups:
        return []
    by_members: dict[frozenset[str], list[Decision]] = defaultdict(list)
    for one in decisions:
        by_members[archive.roster.groups[group].on(one.day)].append(one)
    found: list[Decision] = []
    for members, theirs in by_members.items():
        voted = await with_position(archive, {one.id for one in theirs}, members, CAST)
        found += [one for one in theirs if one.id in voted]
    return found


async def _party(clerk: Clerk, typed: str) -> Question:
    """The members and groups that a text names."""
    if not typed.strip():
        raise Unclear("Please say which: start to type its name in the box “value”.")
    asked = await clerk.fill(Kind.RECORD, members=[typed])
    if asked.kind is Kind.CLARIFY and asked.options:
        raise Unclear(f"That can be {series((option.label for option in asked.options), 'or')}: please say which.")
    if asked.kind is not Kind.RECORD:
        near = f"Did you mean {series((option.label for option in asked.options), 'or')}?" if asked.options else ""
        raise Unclear(" ".join(filter(None, (asked.reason or "That is no country or group that I know.", near))))
    return asked


async def _group(clerk: Clerk, typed: str) -> str:
    asked = await _party(clerk, typed)
    if len(asked.groups) != 1 or asked.members:
        raise Unclear("That is not one group of countries: please name one, such as the EU or the African Union.")
    return asked.groups[0]


async def _topic(clerk: Clerk, typed: str) -> str:
    if not typed.strip():
        raise Unclear("Please say which topic: start to type its name in the box “value”.")
    asked = await clerk.fill(Kind.SEARCH, topic=typed)
    if not asked.topic:
        raise Unclear("That is no topic that I keep: please pick one from the list in the box “value”.")
    return asked.topic
