"""What is counted: the decisions that a question leaves in, and what the sources lack of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from db.archive import Archive
from db.queries.decisions import topic_ids, within
from db.queries.search import search
from db.records import Body, Decision
from db.series import series_of
from handlers.bounds import allowed
from handlers.positions import CHINA_SEAT, SOVIET_SEAT_CEDED
from handlers.question import Question
from handlers.topical import on_topics
from handlers.wording import missing_years, scope, series

WITHOUT_VOTE_SINCE = date(2019, 9, 17)
"""Opening of the 74th session: only from here on does the archive hold what the Assembly adopted without a vote."""
MISSING_SESSIONS = (1974, 2018)
"""First and last year of the emergency and special sessions that the sources lack for the most part."""
PEOPLES_REPUBLIC_SEATED = date(1971, 10, 25)
KEPT_OUT, SEATED_AGAIN = date(1974, 11, 12), date(1994, 6, 23)
"""South Africa: the President's ruling on its delegation's credentials, and the day it took part again."""


async def matching(
    archive: Archive, question: Question, body: Body | None, words: str, final: bool = True
) -> list[Decision]:
    """All final decisions of the question's period, topic, bounds and words, recorded or not, oldest first."""
    topic = "" if question.or_topics else question.topic
    found = await within(archive, body, question.period.since, question.period.until, topic, final)
    if words:
        ids = {one.id for one in await search(archive, words, body, final=final, limit=20_000)}
        found = [one for one in found if one.id in ids]
    elif question.series and not question.topic:
        ids = {one.id for one in await series_of(archive, question.series)}
        found = [one for one in found if one.id in ids]
    if question.or_topics or question.and_topics:
        on = await on_topics(archive, question) or set()
        found = [one for one in found if one.id in on]
    found = [one for one in found if allowed(one, question.bounds)]
    return await without_topics(archive, question, found)


async def without_topics(archive: Archive, question: Question, found: list[Decision]) -> list[Decision]:
    """The decisions that are on none of the topics which the question leaves out."""
    for topic in question.without_topics:
        ids = set(await topic_ids(archive, topic))
        found = [one for one in found if one.id not in ids]
    return found


def place(archive: Archive, question: Question, body: Body) -> str:
    """Body, topic and period in a sentence: "in the General Assembly on Palestine in 2022"."""
    return f"in the {body.title}" + scope(archive, question, body).removeprefix(f"in {body.title} final votes")


def gaps(question: Question, body: Body) -> tuple[str, ...]:
    """What the sources lack of the Assembly's votes of the question's period, in a sentence."""
    if body is not Body.GA:
        return ()
    since, until = question.period.since or date.min, question.period.until or date.max
    years = missing_years(question.period)
    lacking = [f"General Assembly votes of January to September of {series(years)}"] if years else []
    if since.year <= MISSING_SESSIONS[1] and until.year >= MISSING_SESSIONS[0]:
        lacking.append("most votes of the emergency and special sessions of {} to {}".format(*MISSING_SESSIONS))
    return (f"Not in our sources, and so not counted: {series(lacking)}.",) if lacking else ()


def whole_only(body: Body) -> tuple[str, ...]:
    """That statistics on members leave out some votes, in a sentence."""
    if body is Body.SC:
        return ()
    return ("Votes whose roll call is not whole in our sources are left out.",)


def seats(question: Question, members: Iterable[str]) -> tuple[str, ...]:
    """Who held the seats of China and Russia, where the question's period makes it matter."""
    since, until = question.period.since, question.period.until
    notes = []
    if {"CHN", "TWN"} & set(members) and (since is None or since < PEOPLES_REPUBLIC_SEATED):
        notes.append(CHINA_SEAT)
    if "ZAF" in members and (since is None or since <= SEATED_AGAIN) and (until is None or until >= KEPT_OUT):
        notes.append(
            "South Africa was kept from taking part in the Assembly from 12 November 1974 to 23 June 1994: it counts "
            "as absent."
        )
    if "RUS" in members and (since is None or since < SOVIET_SEAT_CEDED):
        notes.append("Votes of the Soviet Union until 24 December 1991 count as Russia's.")
    return tuple(notes)
