"""A button that gives a list or a table as a file."""

from __future__ import annotations

import io

import discord

from bot import replies
from bot.buttons.pressed import Pressed, TicketButton
from bot.csv_file import file_name, in_csv
from handlers.question import Question
from handlers.spreadsheet import sheet_of, whole

NOTHING = "There is no list here to put into a file."
FORBIDDEN = "I may not attach files in this channel: it needs the permission *Attach Files*."


class DownloadButton(TicketButton, template=r"csv:(?P<line>.+)"):
    """Gives whoever presses it, and nobody else, the whole list as a file of comma-separated values."""

    verb = "csv"

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Send the file."""
        await replies.begin(interaction, private=True)
        clerk = interaction.client.clerk
        answer = await clerk.answer(whole(question))
        sheet = await sheet_of(clerk.archive, answer)
        if sheet is None or not replies.may_attach(replies.permissions(interaction)):
            await interaction.followup.send(FORBIDDEN if sheet else NOTHING, ephemeral=True)
            return
        file = discord.File(io.BytesIO(in_csv(sheet, answer)), filename=file_name(question))
        await interaction.followup.send(file=file, ephemeral=True)
