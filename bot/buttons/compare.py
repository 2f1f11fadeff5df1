"""A button that asks for another resolution and tells who voted differently on it."""

from __future__ import annotations

import discord

from bot import replies
from bot.buttons.pressed import Pressed, TicketButton, told
from handlers.question import Kind, Question

LONGEST = 200
"""Characters of a resolution's name."""


class CompareButton(TicketButton, template=r"compare:(?P<line>.+)"):
    """Opens a form for another resolution."""

    verb = "compare"

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Open the form."""
        await interaction.response.send_modal(CompareForm(question.decisions[0].key))


class CompareForm(discord.ui.Modal, title="Compare with another vote"):
    """The form: a symbol, a name or words."""

    def __init__(self, key: str) -> None:
        super().__init__(timeout=replies.MINUTES * 60)
        self.key = key
        self.typed: discord.ui.TextInput[CompareForm] = discord.ui.TextInput(max_length=LONGEST)
        self.add_item(
            discord.ui.Label(text="Resolution", description="ES-11/1, the Cuba embargo of 2019 …", component=self.typed)
        )

    @told("form compare")
    async def on_submit(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Answer in the channel."""
        await replies.begin(interaction)
        clerk = interaction.client.clerk
        question = await clerk.fill(Kind.COMPARISON, decisions=[self.key, self.typed.value])
        await replies.show(interaction, await clerk.answer(question))
