"""What a watch posts: a card for each new decision, or a few cards and a list where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from bot import limits
from bot.buttons import buttons_under
from bot.cards import BLUE, card
from bot.limits import cut, escaped, safe, size
from bot.registration import mention
from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Decision
from handlers.answer import Answer, document
from handlers.roll import roll_of
from handlers.watching import What, Wish, matching, named, question
from handlers.wording import plural

if TYPE_CHECKING:
    from bot.app import RollcallBot

CARDS = 5
"""Cards of a post: more of them nobody reads in a chat."""
LINES = 10
"""Decisions that are listed beneath the cards."""
CHUNK = 500
"""Decisions that are read at once."""
SEE_ALL = {What.ALL: "latest", What.MEMBER: "record", What.GROUP: "bloc", What.TOPIC: "search", What.VETOES: "vetoes"}
"""The command that shows what a list had no room for."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message of a watch; a single card has its buttons."""

    text: str
    embeds: tuple[discord.Embed, ...]
    view: discord.ui.View


async def post(bot: RollcallBot, wish: Wish, keys: Sequence[str]) -> Post | None:
    """The message about the decisions among those keys that fit the wish; None where none does."""
    clerk, archive = bot.clerk, bot.clerk.archive
    found: list[Decision] = []
    for start in range(0, len(keys), CHUNK):
        found += await by_keys(archive, keys[start : start + CHUNK])
    found = await matching(archive, wish, found)
    if not found:
        return None
    answers = [await clerk.answer(question(wish, one)) for one in found[: CARDS + LINES]]
    watching = f"watching {escaped(named(archive, wish))}"
    if len(found) == 1:
        roll = await roll_of(archive, found[0])
        view = await buttons_under(answers[0], archive, roll)
        return Post(f"**New vote** · {watching}", (view.listed(card(answers[0], archive, roll)),), view)
    short = [replace(answer, listings=()) for answer in answers]
    text = f"**{plural(len(found), 'new vote')}** · {watching}"
    see_all = mention(bot, SEE_ALL[wish.what])
    return Post(text, _embeds(archive, short, len(found), see_all), discord.ui.View(timeout=None))


def _embeds(archive: Archive, answers: Sequence[Answer], total: int, see_all: str) -> tuple[discord.Embed, ...]:
    """A few cards and a list of the others; fewer cards where the message would be too long for Discord."""
    cards = [card(answer, archive).remove_footer() for answer in answers[:CARDS]]
    others = _others(answers[len(cards) :], total - len(cards), see_all)
    while sum(map(weight, (*cards, *others))) > limits.EMBED:
        cards.pop()
        others = _others(answers[len(cards) :], total - len(cards), see_all)
    return (*cards, *others)


def _others(answers: Sequence[Answer], total: int, see_all: str) -> list[discord.Embed]:
    """A list of the decisions without a card, in one embed; none where all have one."""
    if not total:
        return []
    lines = [_line(answer) for answer in answers[:LINES]]
    if total > len(lines):
        lines.append(f"… and {total - len(lines):,} more: {see_all}")
    return [discord.Embed(title=f"And {plural(total, 'more', 'more')}", description="\n".join(lines), colour=BLUE)]


def _line(answer: Answer) -> str:
    """The first sentence of an answer, and the title with a link to the document."""
    decision = answer.decision
    if decision is None:
        return f"- {escaped(answer.headline)}"
    title = escaped(cut(decision.title, 100))
    link = document(decision)
    return f"- {escaped(answer.headline)} {f'[{title}]({safe(link.url)})' if link else title}"


def weight(embed: discord.Embed) -> int:
    """The characters of an embed that count towards Discord's limit on a message."""
    texts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    texts += [text for field in embed.fields for text in (field.name, field.value)]
    return sum(size(text) for text in texts if text)
