"""Make docs/gallery.md and its pictures from the bundled data: `python -m tests.gallery [--chromium PROGRAM] [NAME …]`.

Cards are photographed in the simulator's Discord (see tests/bot/preview.py), charts come as they are sent; both are
reduced to few colours. With names, only those pictures are made anew; the page always is.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import sys
from pathlib import Path

import discord
import simcord
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot import charts
from handlers.clerk import Clerk
from tests.bot.preview import options, stage
from tests.exhibits import CHARTS, COMMANDS, DOCS, PAGE, PICTURES, Drawn, Shown, page

COLOURS = 96
CHART_WIDTH = 900
"""Of the 1,200 pixels of a chart."""


async def main(arguments: argparse.Namespace) -> None:
    """Make the pictures that are asked for, then the page of all."""
    PICTURES.mkdir(exist_ok=True)
    names = arguments.names or [one.name for one in (*COMMANDS, *CHARTS)]
    async with stage(arguments.database, arguments.chromium) as on:
        for drawn in CHARTS:
            if drawn.name in names:
                await draw(drawn, on.clerk)
        for shown in COMMANDS:
            # A watch that is listed or removed must have been added before.
            if shown.name in names or shown.command.startswith("watch"):
                channel = on.guild.create_text_channel(shown.name)
                told = await use(shown, on.ada, channel)
                keep(shown.name, await on.photograph(channel), told)
    PAGE.write_text(
        page({one.name: alt_of(PICTURES / f"{one.name}.png") for one in (*COMMANDS, *CHARTS)}), encoding="utf-8"
    )


async def draw(drawn: Drawn, clerk: Clerk) -> None:
    """Write a chart."""
    picture = await charts.picture_of(await clerk.ask(drawn.question), clerk, drawn.chart)
    if picture is None:
        raise SystemExit(f"no chart {drawn.chart} for “{drawn.question}”")
    keep(drawn.name, picture.png, picture.alt, CHART_WIDTH)


async def use(shown: Shown, ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> str:
    """Use a command as a person would; what it says, in short."""
    if shown.said:
        result = await ada.context_menu(channel, shown.command, await ada.send(channel, shown.said))
    else:
        result = await ada.slash(channel, shown.command, **shown.options)
    message = result.followups[-1] if result.followups else result.response
    if message is None:
        raise SystemExit(f"no answer to {shown.typed}")
    embed = message.embeds[0] if message.embeds else discord.Embed(title=message.content)
    first = (embed.description or "").split("\n", 1)[0]
    return discord.utils.remove_markdown(". ".join(filter(None, (embed.title, first)))) or f"What {shown.typed} shows"


def keep(name: str, png: bytes, alt: str, width: int | None = None) -> None:
    """Write a picture in few colours, with its words in it."""
    path = PICTURES / f"{name}.png"
    with Image.open(io.BytesIO(png)) as opened:
        image = opened.convert("RGB")
    if width is not None:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    told = PngInfo()
    told.add_itxt("Description", alt)
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True, pnginfo=told)
    sys.stderr.write(f"{path.relative_to(DOCS)} {path.stat().st_size // 1000} kB\n")


def alt_of(path: Path) -> str:
    """The words that a picture carries."""
    with Image.open(path) as opened:
        return str(opened.info["Description"])


if __name__ == "__main__":
    asked = options("Make the gallery in docs/.")
    asked.add_argument("names", nargs="*", metavar="NAME", help="only these pictures")
    asyncio.run(main(asked.parse_args()))
