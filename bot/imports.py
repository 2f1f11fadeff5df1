"""`rollcall import`, `update` and `diff`: files of votes into the archive, fetched or given, and what that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from platformdirs import user_cache_path

from bot.progress import progress_bar
from db.archive import Archive
from db.ingest.download import UpdateFailed, fetch_newest, records
from db.ingest.importing import Imported, import_files
from db.ingest.problems import SHOWN, ImportFailed
from db.queries.diff import changes, counts, imports
from handlers.differences import BOOKKEEPING, WORDS, heading, listed, summary
from handlers.wording import plural

if TYPE_CHECKING:
    from bot.settings import Settings

HOW_TO_GO_ON = (
    "Nothing was imported. What is right in a file can be imported with --partial: decisions with a wrong row are then "
    "left out whole."
)


async def run_update(settings: Settings, partial: bool) -> int:
    """Fetch the newest voting data of the UN Digital Library and import them; return the exit status."""
    folder = user_cache_path("rollcall", appauthor=False) / "downloads"
    try:
        with progress_bar("Updating") as report:
            files = await fetch_newest(folder, report, records(settings.library_url))
    except UpdateFailed as failure:
        click.echo(str(failure), err=True)
        return 1
    return await run_import(settings, [str(file) for file in files], partial)


async def run_import(settings: Settings, files: Sequence[str], partial: bool) -> int:
    """Import the files and say what came of it; return the exit status."""
    archive = await Archive.open(settings.database_url)
    try:
        with progress_bar("Importing") as report:
            done = await import_files(archive.engine, files, report, partial=partial)
    except ImportFailed as failure:
        click.echo(f"{failure}\n{HOW_TO_GO_ON}", err=True)
        return 1
    finally:
        await archive.close()
    for line in _told(done):
        click.echo(line)
    return 0


def _told(done: Imported) -> list[str]:
    lines = [str(problem) for problem in done.problems[:SHOWN]]
    if done.found:
        lines.append(f"Left out, for {plural(done.found, 'wrong row')}: the decisions named above and their like.")
    if done.unchanged:
        return [*lines, "Unchanged: the archive already holds all of it."]
    return [
        *lines,
        f"{plural(done.read, 'decision')} read: {done.new:,} new, {done.changed:,} changed, "
        f"{plural(done.positions, 'position')} added or changed. `rollcall diff` says which.",
    ]


async def run_diff(settings: Settings, everything: bool) -> int:
    """Say what the newest import changed, or all of them; return the exit status."""
    archive = await Archive.open(settings.database_url)
    try:
        found = await imports(archive.engine)
        if not found:
            click.echo("Nothing was imported yet: the archive is the bundled edition.")
        for one in found if everything else found[:1]:
            click.echo(heading(one))
            for line in summary(await counts(archive.engine, one.key)):
                click.echo(line)
            shown = [field for field in WORDS if field not in BOOKKEEPING]
            for line in listed(await changes(archive.engine, one.key, shown, SHOWN), archive.roster):
                click.echo(line)
    finally:
        await archive.close()
    return 0
