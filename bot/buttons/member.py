"""A button that asks for one country and tells, to whoever asked, how it voted."""

from __future__ import annotations

import discord

from bot import replies
from bot.autocomplete import as_picked
from bot.buttons.pressed import Pressed, TicketButton, told
from bot.preferences import preferences_for, set_for
from handlers.question import Kind, Question

LONGEST = 100
"""Characters of a country's name."""


class MemberButton(TicketButton, template=r"member:(?P<line>.+)"):
    """Opens a form for a country."""

    verb = "member"

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Open the form, filled in with the person's home country, else the server's, where one is set."""
        own = await preferences_for(interaction.client, None, interaction.user.id)
        home = own.defaults.home or (await set_for(interaction)).defaults.home
        roster = interaction.client.clerk.archive.roster
        await interaction.response.send_modal(
            MemberForm(question.decisions[0].key, roster.common(home) if home else "")
        )


class MemberForm(discord.ui.Modal, title="How did one country vote?"):
    """The form; whatever is typed is read as in a question, with its slips."""

    def __init__(self, key: str, home: str) -> None:
        super().__init__(timeout=replies.MINUTES * 60)
        self.key = key
        self.typed: discord.ui.TextInput[MemberForm] = discord.ui.TextInput(default=home or None, max_length=LONGEST)
        self.add_item(
            discord.ui.Label(text="Country or group", description="France, DRC, the EU …", component=self.typed)
        )

    @told("form member")
    async def on_submit(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Answer in private."""
        await replies.begin(interaction, private=True)
        clerk = interaction.client.clerk
        typed = await as_picked(interaction, self.typed.value)
        question = await clerk.fill(Kind.COUNTRY_VOTE, members=[typed], decisions=[self.key])
        if question.groups:
            question = question.but(kind=Kind.COHESION)
        await replies.show(interaction, await clerk.answer(question))
