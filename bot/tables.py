"""A table in a chat: monospaced where it is narrow, else a numbered list whose lines wrap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import fenced
from bot.flags import flag
from bot.limits import cut, escaped, safe, size
from db.archive import Archive
from handlers.answer import Answer, Table

WIDTH = 40
"""Characters that a monospaced line holds without a break on most screens."""
ROWS = 10
"""Rows of a list, of which each takes two lines on a telephone."""
LINES = 20
"""Rows of a monospaced table."""
CELL = 56
"""Characters of a title in a list."""


def is_narrow(table: Table) -> bool:
    """Whether the table fits a monospaced block."""
    widths = _widths(_without_nobody(table))
    return sum(widths) + len(widths) - 1 <= WIDTH


def rows_at_once(table: Table) -> int:
    """How many rows are shown together."""
    return LINES if is_narrow(table) else ROWS


def table_block(answer: Answer, archive: Archive, room: int, rows: range) -> tuple[str, int]:
    """As many of these rows of an answer's table as fit into `room` characters, and how many they are."""
    if answer.table is None:
        return "", 0
    table = _without_nobody(answer.table)
    asked = table.rows[rows.start : rows.stop]
    if is_narrow(table):
        widths = _widths(table)
        kept = _fitting([_aligned(table, widths, row) for row in (table.columns, *asked)], room)
        return fenced(kept), len(kept) - 1
    codes = {member.common: member.iso2 for member in archive.roster.members.values()}
    urls = documents(answer)
    kept = _fitting([f"{n}. {_listed(table, row, codes, urls)}" for n, row in enumerate(asked, rows.start + 1)], room)
    return "\n".join(kept), len(kept)


def documents(answer: Answer) -> dict[str, str]:
    """The addresses of the documents that the rows of an answer's table name, by their symbol."""
    named = {row[0] for row in answer.table.rows} if answer.table else set()
    return {link.title: safe(link.url) for link in answer.sources if link.title in named}


def _widths(table: Table) -> list[int]:
    return [max(len(row[index]) for row in (table.columns, *table.rows)) for index in range(len(table.columns))]


def _aligned(table: Table, widths: Sequence[int], row: Sequence[str]) -> str:
    """Figures stand to the right, words to the left."""
    cells = [
        f"{cell:>{width}}" if index and _figures(table, index) else f"{cell:<{width}}"
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return " ".join(cells).rstrip()


def _figures(table: Table, index: int) -> bool:
    return all(row[index][:1].isdigit() or row[index] in {"", "–", "—"} for row in table.rows)


def _listed(table: Table, row: Sequence[str], codes: Mapping[str, str], urls: Mapping[str, str]) -> str:
    first = cut(row[0], CELL)
    named = f"[{escaped(first)}]({urls[row[0]]})" if row[0] in urls else escaped(first)
    return " · ".join([f"{flag(codes.get(row[0], ''))} **{named}**".strip(), *_parts(table, row)])


def _parts(table: Table, row: Sequence[str]) -> Iterator[str]:
    """The cells after the first; a bare figure needs its head, but for the first, which the sentences above explain."""
    for number, (head, cell) in enumerate(zip(table.columns[1:], row[1:], strict=True)):
        if cell:
            bare = number > 0 and cell.replace(",", "").replace("%", "").replace(".", "").isdigit()
            yield f"{head.lower()} {cell}" if bare else escaped(cut(cell, CELL))


def _without_nobody(table: Table) -> Table:
    """The table without a column of unknown positions when there are none."""
    kept = [
        index
        for index, head in enumerate(table.columns)
        if head != "Unknown" or any(row[index] != "0" for row in table.rows)
    ]
    return Table(
        tuple(table.columns[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in table.rows)
    )


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    used = 8  # the fences of a block
    for line in lines:
        used += size(line) + 1
        if used > room:
            break
        kept.append(line)
    return kept
