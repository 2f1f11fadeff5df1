"""The command line: `rollcall ask`, `chat`, `run`, `import`, `update`, `diff`, `check`, `evaluate`, `export`."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TextIO

import click
from pydantic import ValidationError

from bot import logs
from bot.settings import Settings

log = logging.getLogger(__name__)

AGAIN = "What was imported into it has to be imported again: `rollcall update`, or `rollcall import` with your files."
HOW_TO_START = (
    "DISCORD_TOKEN is not set: create a bot at https://discord.com/developers/applications, copy its token, and put "
    "DISCORD_TOKEN=… in the environment or in a .env file here."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="rollcall-bot", prog_name="rollcall")
@click.pass_context
def main(context: click.Context) -> None:
    """Rollcall answers questions about recorded votes in the United Nations.

    Try:  rollcall ask "How did Hungary vote on ES-11/7?"
    """
    try:
        context.obj = Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(map(str, problem["loc"])).upper()
        raise click.UsageError(f"the setting {name} is not right: {problem['msg']}") from None
    logs.set_up(context.obj)


@main.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a question.")
@click.pass_obj
def ask(settings: Settings, question: tuple[str, ...], as_json: bool) -> None:
    """Answer QUESTION in the terminal; with `-` one question a line from standard input."""
    text = " ".join(question)
    if text == "-":
        _run(_ask_all(settings, sys.stdin, as_json))
    else:
        _run(_ask_all(settings, [text], as_json))


@main.command()
@click.pass_obj
def chat(settings: Settings) -> None:
    """Ask one question after another; an empty line or Ctrl-D ends."""
    _run(_chat(settings))


@main.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Run the Discord bot."""
    if settings.discord_token is None:
        click.echo(HOW_TO_START, err=True)
        raise SystemExit(2)
    with uncollected():
        from bot.app import serve

    raise SystemExit(_run(_serve(settings, serve)))


@main.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--partial", is_flag=True, help="Import what is right when some rows are wrong.")
@click.pass_obj
def import_(settings: Settings, files: tuple[str, ...], partial: bool) -> None:
    """Import FILE…: the UN Digital Library's voting data or our own export; plain, .gz, .zip; - is standard input."""
    from bot.imports import run_import

    raise SystemExit(_run(run_import(settings, files, partial)))


@main.command()
@click.option("--partial", is_flag=True, help="Import what is right when some rows are wrong.")
@click.pass_obj
def update(settings: Settings, partial: bool) -> None:
    """Fetch the newest voting data of the UN Digital Library and import them."""
    from bot.imports import run_update

    raise SystemExit(_run(run_update(settings, partial)))


@main.command()
@click.option("--all", "everything", is_flag=True, help="Every import, not only the newest.")
@click.pass_obj
def diff(settings: Settings, everything: bool) -> None:
    """Say what the newest import changed."""
    from bot.imports import run_diff

    raise SystemExit(_run(run_diff(settings, everything)))


@main.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Print an integrity report of the archive; exit 1 when something is wrong that is not known."""
    raise SystemExit(_run(_check(settings)))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def evaluate(settings: Settings, file: Path) -> None:
    """Score FILE, a file of questions in JSON lines (question, kind, facts), and print accuracy and every miss."""
    _run(_evaluate(settings, file))


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def export(settings: Settings, folder: Path) -> None:
    """Write the archive's decisions and votes to FOLDER, in the format of the bundled edition."""
    _run(_export(settings, folder))


def _run(work: Coroutine[Any, Any, int | None]) -> int:
    from db.damage import Unusable
    from db.engine import SchemaTooNew

    try:
        return asyncio.run(work) or 0
    except (SchemaTooNew, Unusable) as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@contextmanager
def uncollected() -> Iterator[None]:
    """Load without the garbage collector: what is loaded stays, and looking through it takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@asynccontextmanager
async def open_clerk(settings: Settings, *, thorough: bool = False) -> AsyncIterator[Any]:
    """A clerk over the settings' archive, which fills itself on first use with a progress bar on standard error.

    A file that is damaged is put aside and filled anew; to be `thorough` is to look for damage in all of it.
    """
    with uncollected():
        from bot.progress import progress_bar
        from db.archive import Archive
        from db.damage import put_aside
        from handlers.clerk import Clerk

        if aside := put_aside(settings.database_url, thorough=thorough):
            log.error("the archive's file was damaged: it is put aside as %s, and a new one filled. %s", aside, AGAIN)
        with progress_bar("Filling the archive") as report:
            archive = await Archive.open(settings.database_url, report)
    try:
        with uncollected():
            clerk = await Clerk.create(archive)
        yield clerk
    finally:
        await archive.close()


async def _ask_all(settings: Settings, questions: TextIO | list[str], as_json: bool) -> None:
    from bot.terminal import render
    from handlers.answer import as_json as json_object

    async with open_clerk(settings) as clerk:
        for line in questions:
            text = line.strip()
            if not text and questions is sys.stdin:
                continue
            answer = await clerk.ask(text)
            if as_json:
                click.echo(json.dumps(json_object(answer), ensure_ascii=False))
            else:
                click.echo(render(answer))


async def _chat(settings: Settings) -> None:
    from bot.terminal import render
    from handlers.conversation.followup import exchange

    last = None
    async with open_clerk(settings) as clerk:
        click.echo("Ask about votes in the United Nations; an empty line ends.", err=True)
        while True:
            try:
                text = await asyncio.to_thread(input, "> ")
            except EOFError:
                return
            if not text.strip():
                return
            answer = await clerk.ask(text, last)
            last = exchange(answer, last)
            click.echo(render(answer) + "\n")


async def _evaluate(settings: Settings, file: Path) -> None:
    from bot.evaluate import evaluate, lines, read_rows

    async with open_clerk(settings) as clerk:
        report = await evaluate(clerk, read_rows(file))
    for line in lines(report):
        click.echo(line)


async def _serve(settings: Settings, serve: Any) -> int:  # noqa: ANN401 (bot.app.serve, imported late)
    async with open_clerk(settings, thorough=True) as clerk:
        return int(await serve(settings, clerk) or 0)


async def _check(settings: Settings) -> int:
    from db.queries.integrity import report
    from handlers.integrity import lines

    async with open_clerk(settings, thorough=True) as clerk:
        found = await report(clerk.archive)
    for line in lines(found):
        click.echo(line)
    return 0 if found.sound else 1


async def _export(settings: Settings, folder: Path) -> None:
    from db.ingest.export import export as write

    async with open_clerk(settings) as clerk:
        count = await write(clerk.archive.engine, folder)
    click.echo(f"{count:,} decisions written to {folder}", err=True)


if __name__ == "__main__":
    main(prog_name="rollcall")
