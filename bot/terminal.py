"""An answer as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from handlers.answer import Answer, Listing, Table

WIDTH = 100


def render(answer: Answer) -> str:
    """The whole answer in lines of at most 100 characters, links left whole."""
    parts = [_wrap(answer.headline), *(_wrap(line) for line in answer.lines)]
    parts += [_listing(answer, listing) for listing in answer.listings]
    if answer.table is not None:
        parts.append(table_lines(answer.table))
    parts += [_wrap(f"Note: {note}") for note in answer.notes]
    if answer.options:
        parts.append(
            "\n".join(
                textwrap.fill(option.label, WIDTH, initial_indent=f"  {n}. ", subsequent_indent="     ")
                for n, option in enumerate(answer.options, start=1)
            )
        )
    if answer.sources:
        parts.append("\n".join(f"Source: {link.title} <{link.url}>" for link in answer.sources))
    return "\n".join(parts)


def _wrap(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _listing(answer: Answer, listing: Listing) -> str:
    names = ", ".join(answer.names.get(iso3, iso3) for iso3 in listing.members) or "nobody"
    return textwrap.fill(f"{listing.title}: {names}", WIDTH, subsequent_indent="  ")


def table_lines(table: Table) -> str:
    """A table in aligned columns; the widest column of text gives way to fit the line."""
    rows = [table.columns, *table.rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.columns))]
    excess = sum(widths) + 2 * (len(widths) - 1) - WIDTH
    widest = widths.index(max(widths))
    if excess > 0:
        widths[widest] = max(20, widths[widest] - excess)
    return "\n".join("  ".join(_cells(row, widths)).rstrip() for row in rows)


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = []
    for cell, width in zip(row, widths, strict=True):
        text = cell if len(cell) <= width else cell[: width - 1].rstrip() + "…"
        figure = cell[:1].isdigit() and all(char in "0123456789.,%" for char in cell)
        cells.append(text.rjust(width) if figure else text.ljust(width))
    return cells
