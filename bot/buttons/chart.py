"""Buttons that draw a chart of a decision into the card that they stand under."""

from __future__ import annotations

from bot import replies
from bot.admission import turn
from bot.buttons.pressed import Pressed, TicketButton
from handlers.question import Question

FAILED = "The chart could not be drawn just now. Please try again; its figures are in the card."
FORBIDDEN = "I may not show pictures in this channel: that needs the permissions *Embed Links* and *Attach Files*."


class ChartButton(TicketButton, template=r"(?!)"):
    """Draws the chart of the name that is its verb."""

    async def pressed(self, interaction: Pressed, question: Question) -> None:
        """Put the picture into the card, in place of one that is there."""
        message = interaction.message
        if message is None or not message.embeds or not replies.may_attach(replies.permissions(interaction)):
            await interaction.response.send_message(FORBIDDEN, ephemeral=True)
            return
        await interaction.response.defer()
        await turn()
        clerk = interaction.client.clerk
        picture = await replies.chart(await clerk.answer(question), clerk, self.verb)
        if picture is None:
            await interaction.followup.send(FAILED, ephemeral=True)
            return
        embed = message.embeds[0].set_image(url=f"attachment://{picture.name}")
        await interaction.edit_original_response(embed=embed, attachments=[replies.file_of(picture)])


class MapButton(ChartButton, template=r"map:(?P<line>.+)"):
    """The world, a square for each member."""

    verb = "map"


class HemicycleButton(ChartButton, template=r"hemicycle:(?P<line>.+)"):
    """The seats, by position."""

    verb = "hemicycle"
