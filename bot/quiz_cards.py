"""What the quiz shows: a question, who answered right, and the score, which is read back from there after a restart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeAlias

import discord

from bot import limits
from bot.cards import BLUE
from bot.flags import flag
from bot.limits import cut, escaped, packed
from db.archive import Archive
from handlers.quiz import Round, asked, where
from handlers.wording import plural

Score: TypeAlias = Counter[int]
"""Right answers by user id."""
SCORED = re.compile(r"<@(\d+)>: (\d+)")
ROOM = 900
"""Characters of a list of people: two of them fit into a message."""


def question_card(archive: Archive, one: Round, heading: str, seconds: int) -> discord.Embed:
    """The question, where and when the vote was, and until when an answer counts."""
    ends = discord.utils.format_dt(discord.utils.utcnow() + timedelta(seconds=seconds), "R")
    question = f"{flag(archive.roster.members[one.member].iso2)} {asked(archive, one)}".strip()
    return discord.Embed(
        title=cut(escaped(question), limits.TITLE),
        description=f"{where(one)}\nOne answer each. The round ends {ends}.",
        colour=BLUE,
    ).set_author(name=heading)


def result(right: Sequence[int], answers: int, score: Score, *, last: bool) -> str:
    """Who of those that answered was right, and the score."""
    if not answers:
        said = "Nobody answered, so the quiz ends here." if last else "Nobody answered."
    elif not right:
        said = f"**Right:** none of {plural(answers, 'answer')}"
    else:
        said = f"**Right:** {_people([f'<@{user}>' for user in right], ', ')} ({len(right)} of {answers})"
    return "\n".join(filter(None, (said, standing(score, "Final score" if last else "Score"))))


def standing(score: Score, heading: str = "Score") -> str:
    """Everybody who was right at least once, the best first; empty while nobody was."""
    people = [f"<@{user}>: {points}" for user, points in score.most_common()]
    return f"**{heading}:** {_people(people, ' · ')}" if people else ""


def score_in(text: str) -> Score:
    """The score that a round's message shows."""
    return Counter({int(user): int(points) for user, points in SCORED.findall(text)})


def _people(people: Sequence[str], between: str) -> str:
    runs = packed(people, ROOM, between)
    return between.join(runs[0]) + (" …" if len(runs) > 1 else "")
