"""The text layer of the gallery's charts, kept in texts/: `python -m tests.bot.charts.text_layer` writes it anew.

What changes shows in the difference; whether the figures are right is for test_text_layer.py to say.
"""

from __future__ import annotations

import asyncio
import functools
from importlib import import_module
from pathlib import Path

from bot.charts import CHARTS
from bot.settings import default_database_url
from db.archive import Archive
from handlers.clerk import Clerk
from tests import exhibits
from tests.exhibits import Drawn

FOLDER = Path(__file__).parent / "texts"


async def texts(drawn: Drawn, clerk: Clerk) -> list[str]:
    """All that is written on a chart, in order."""
    drawing = await CHARTS[drawn.chart].of(await clerk.ask(drawn.question), clerk.archive)
    assert isinstance(drawing, functools.partial)
    module = import_module(drawing.func.__module__)
    found: list[str] = module.compose(*drawing.args).texts()
    return found


def stored(name: str) -> list[str]:
    """What was written on a chart when its text was last looked at."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


async def main() -> None:
    """Write the text of every chart of the gallery, a line for each piece."""
    archive = await Archive.open(default_database_url())
    clerk = await Clerk.create(archive)
    for drawn in exhibits.CHARTS:
        lines = await texts(drawn, clerk)
        (FOLDER / f"{drawn.name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    await archive.close()


if __name__ == "__main__":
    asyncio.run(main())
