"""`rollcall import` and `rollcall diff`: files of votes into the archive, and what that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import DBAPIError

from bot.progress import progress_bar
from db.archive import Archive
from db.ingest.importing import Imported, import_files
from db.ingest.problems import SHOWN, ImportFailed
from db.queries.diff import changes, counts, imports
from handlers.differences import BOOKKEEPING, WORDS, heading, listed, summary
from handlers.wording import plural

if TYPE_CHECKING:
    from bot.settings import Settings

HOW_TO_GO_ON = (
    "Nothing was imported. Mend the file, or import what is right in it with --partial (decisions with a wrong row are "
    "then left out whole)."
)


async def run_import(settings: Settings, files: Sequence[str], partial: bool) -> int:
    """Import the files and say what came of it; return the exit status."""
    archive = await Archive.open(settings.database_url)
    try:
        with progress_bar("Importing") as report:
            done = await import_files(archive.engine, files, report, partial=partial)
    except ImportFailed as failure:
        click.echo(f"{failure}\n{HOW_TO_GO_ON}", err=True)
        return 1
    except DBAPIError as error:
        click.echo(f"The database could not be written ({error.orig}): nothing was imported.", err=True)
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
