"""What all buttons share: their state is in their id, so that they work after a restart and for whoever presses."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import discord

from bot import errors, limits
from bot.admission import visit
from bot.limits import cut, size
from handlers.question import Question
from handlers.ticket import from_ticket

if TYPE_CHECKING:
    from bot.app import RollcallBot

Pressed: TypeAlias = "discord.Interaction[RollcallBot]"
Callback = Callable[[Any, Pressed], Awaitable[None]]
Button: TypeAlias = discord.ui.Button[discord.ui.View]
GONE = "This button is of an earlier edition of the data. Please ask again."


def told(where: str) -> Callable[[Callback], Callback]:
    """Let a press or a form in, and tell the person what failed: the library would only log it.

    `where` is what was used, in the log and the metrics, with what the item says of itself in place of `{0.…}`: few
    different ones, with nothing of what was typed.
    """

    def telling(callback: Callback) -> Callback:
        @wraps(callback)
        async def told_callback(self: Any, interaction: Pressed) -> None:  # noqa: ANN401 (an item or a form)
            name = where.format(self)
            try:
                async with visit(interaction.client, name, interaction.user.id, interaction.guild_id):
                    await callback(self, interaction)
            except Exception as error:
                await errors.interaction_failed(interaction, error, name)

        return told_callback

    return telling


def button(label: str, custom_id: str, row: int | None = None, *, disabled: bool = False) -> Button:
    """A grey button: colours would praise one side of a vote."""
    return discord.ui.Button(
        label=cut(label, limits.BUTTON_LABEL) or "–",
        style=discord.ButtonStyle.secondary,
        custom_id=custom_id,
        row=row,
        disabled=disabled,
    )


def fits(custom_id: str) -> bool:
    """Whether Discord takes an id of this length."""
    return size(custom_id) <= limits.CUSTOM_ID


def offer(view: discord.ui.View, items: Iterable[discord.ui.DynamicItem[Button]]) -> None:
    """Add the buttons to a view, but for those whose question is too long for an id."""
    for item in items:
        if fits(item.custom_id):
            view.add_item(item)


class TicketButton(discord.ui.DynamicItem[Button], template=r"(?!)"):
    """A button that does something with a question, whose ticket its id holds after a verb."""

    verb = ""

    def __init__(
        self, label: str, line: str, row: int | None = None, *, verb: str = "", disabled: bool = False
    ) -> None:
        super().__init__(button(label, f"{verb or self.verb}:{line}", row, disabled=disabled))
        self.line = line

    @property
    def what(self) -> str:
        """The verb that its id begins with."""
        return self.custom_id.partition(":")[0]

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(getattr(item, "label", None) or "–", match["line"])

    @told("button {0.what}")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Do it, or say that the question is gone."""
        question = await from_ticket(interaction.client.clerk.archive, self.line)
        if question is None:
            await interaction.response.send_message(GONE, ephemeral=True)
        else:
            await self.pressed(interaction, question)

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """What the button does."""
        raise NotImplementedError
