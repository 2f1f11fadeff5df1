"""Private looks, seen only by who pressed: a long list or table page by page, and a neighbouring vote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import discord

from bot import replies
from bot.admission import turn
from bot.buttons.download import DownloadButton
from bot.buttons.pressed import Pressed, TicketButton, offer
from bot.cards import frame, spoken
from bot.limits import cut, escaped
from bot.listings import pages
from bot.tables import rows_at_once, table_block
from db.archive import Archive
from handlers.answer import Answer
from handlers.question import Question
from handlers.roll import by_region
from handlers.spreadsheet import whole
from handlers.ticket import ticket

if TYPE_CHECKING:
    from handlers.clerk import Clerk

ROOM = 3_500
"""Characters of a page of a table."""
HEADLINE = 160
"""Characters of what stands above it: the card has the whole."""


class Look(StrEnum):
    """What a page shows."""

    REGION = "r"
    ALPHABET = "a"
    TABLE = "t"
    CARD = "c"


class PageButton(TicketButton, template=r"(?P<verb>open|turn):(?P<look>[ratc])(?P<page>\d{1,3}):(?P<line>.+)"):
    """Opens a page of a question's answer for the person alone, or turns to it in the message that it stands under."""

    def __init__(
        self, label: str, line: str, look: Look, page: int = 0, row: int | None = None, *,
        turns: bool = False, disabled: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(label, line, row, verb=f"{'turn' if turns else 'open'}:{look}{page}", disabled=disabled)
        self.look, self.page, self.turns = look, page, turns

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        label = getattr(item, "label", None) or "–"
        return cls(label, match["line"], Look(match["look"]), int(match["page"]), turns=match["verb"] == "turn")

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Show the page; a walk from vote to vote goes on in the message that only the person sees."""
        turns = self.turns or (self.look is Look.CARD and replies.is_private(interaction))
        if turns:
            await interaction.response.defer()
            await turn()
        else:
            await replies.begin(interaction, private=True)
        made = await page_of(interaction.client.clerk, question, self.look, self.page)
        parts = made.parts(replies.permissions(interaction))
        if turns:
            await interaction.edit_original_response(
                content=parts.get("content"), embed=parts.get("embed"), view=parts.get("view"), attachments=[]
            )
        else:
            await interaction.followup.send(**parts, ephemeral=True)


async def page_of(clerk: Clerk, question: Question, look: Look, page: int) -> replies.Reply:
    """A page of a question's answer; past the end, the last one."""
    if look is Look.CARD:
        return await replies.reply_of(await clerk.answer(question), clerk)
    answer, archive = await clerk.answer(whole(question)), clerk.archive
    texts = table_pages(answer, archive) if look is Look.TABLE else list_pages(answer, archive, look)
    page = min(page, len(texts) - 1)
    embed = frame(answer, archive, f"Page {page + 1} of {len(texts)}" if len(texts) > 1 else "")
    embed.description = f"**{escaped(cut(answer.headline, HEADLINE))}**\n\n{texts[page]}"
    view = discord.ui.View(timeout=None)
    offer(view, _turns(ticket(question), look, page, len(texts), _other(answer, archive, look)))
    return replies.Reply(embed, spoken(embed), view)


def list_pages(answer: Answer, archive: Archive, look: Look) -> list[str]:
    """The members of an answer's list in pages."""
    return pages(archive, answer.decision, _members(answer), regional=look is Look.REGION)


def _members(answer: Answer) -> tuple[str, ...]:
    return answer.listings[0].members if answer.listings else ()


def _other(answer: Answer, archive: Archive, look: Look) -> Look | None:
    """The other order of a list; none where all of it would stand under one heading."""
    if answer.decision is None or len(by_region(archive, answer.decision, _members(answer))) < 2:
        return None
    return Look.ALPHABET if look is Look.REGION else Look.REGION


def table_pages(answer: Answer, archive: Archive) -> list[str]:
    """The rows of an answer's table in pages."""
    if answer.table is None:
        return ["No rows."]
    step = rows_at_once(answer.table)
    starts = range(0, len(answer.table.rows), step)
    return [table_block(answer, archive, ROOM, range(first, first + step))[0] for first in starts]


def _turns(line: str, look: Look, page: int, pages: int, other: Look | None) -> Iterator[TicketButton]:
    """The buttons below a page: back, on, the other order, and the whole list as a file."""
    if pages > 1:
        yield PageButton("‹", line, look, max(page - 1, 0), turns=True, disabled=page == 0)
        yield PageButton("›", line, look, min(page + 1, pages - 1), turns=True, disabled=page == pages - 1)
    if other is not None:
        yield PageButton("By region" if other is Look.REGION else "A–Z", line, other, turns=True)
    yield DownloadButton("CSV", line)
