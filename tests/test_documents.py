"""The README's tour and the gallery: what they say is what Rollcall says, and nothing is missing."""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest
from PIL import Image

from bot.charts import CHARTS, picture_of
from bot.commands import COMMANDS
from handlers.clerk import Clerk
from tests import exhibits
from tests.exhibits import PAGE, PICTURES, Drawn

README = Path(__file__).parents[1] / "README.md"
LARGEST, IN_ALL = 200_000, 4_000_000
"""Bytes of a picture, and of all of them."""


def tour() -> list[tuple[str, str]]:
    """The questions of the README's tour, each with what it says is answered, in one line."""
    text = README.read_text(encoding="utf-8").split("<!-- tour -->")[1].split("<!-- end of tour -->")[0]
    found = re.findall(r"^\d+\. \*\*(.+?)\*\*\n(.+?)(?=^\d+\. |\Z)", text, re.MULTILINE | re.DOTALL)
    return [(question, " ".join(answer.split())) for question, answer in found]


def test_the_tour_has_ten_questions() -> None:
    assert len(tour()) == 10


@pytest.mark.parametrize(("question", "answer"), tour(), ids=[question for question, _ in tour()])
async def test_the_tour_says_what_is_answered(clerk: Clerk, question: str, answer: str) -> None:
    assert (await clerk.ask(question)).headline == answer


def test_the_gallery_shows_every_command_and_every_chart() -> None:
    names = [
        name
        for command in COMMANDS
        for name in (
            [f"{command.name} {one.name}" for one in command.commands]
            if isinstance(command, discord.app_commands.Group)
            else [command.name]
        )
    ]
    assert {shown.command for shown in exhibits.COMMANDS} == set(names)
    assert {drawn.chart for drawn in exhibits.CHARTS} == set(CHARTS)


def test_the_page_is_the_scripts_and_its_pictures_are_light() -> None:
    every = (*exhibits.COMMANDS, *exhibits.CHARTS)
    files = {one.name: PICTURES / f"{one.name}.png" for one in every}
    assert {path.name for path in PICTURES.iterdir()} == {path.name for path in files.values()}
    sizes = [path.stat().st_size for path in files.values()]
    assert max(sizes) < LARGEST
    assert sum(sizes) < IN_ALL
    assert PAGE.read_text(encoding="utf-8") == exhibits.page({name: alt(path) for name, path in files.items()})


@pytest.mark.parametrize("drawn", exhibits.CHARTS, ids=lambda drawn: drawn.name)
async def test_the_charts_of_the_gallery_are_of_todays_figures(clerk: Clerk, drawn: Drawn) -> None:
    picture = await picture_of(await clerk.ask(drawn.question), clerk, drawn.chart)
    assert picture
    assert alt(PICTURES / f"{drawn.name}.png") == picture.alt


def alt(path: Path) -> str:
    """The words that a picture carries."""
    with Image.open(path) as opened:
        return str(opened.info["Description"])
