"""Monospaced blocks: bars that read without colour, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.flags import flag
from bot.limits import escaped, size
from db.records import Tally
from handlers.answer import Table

BAR = 18
"""Characters of the longest bar: with its label and figure a line stays whole on a telephone."""
WIDTH = 44
"""Characters that a monospaced line of a card holds on a wide screen."""
ROWS = 15
"""Rows of a list: more of them nobody reads in a chat."""
EIGHTHS = " ▏▎▍▌▋▊▉"


def tally_block(tally: Tally) -> str:
    """Yes, no, abstentions and absences, each with its figure and a bar."""
    counts = {"Yes": tally.yes, "No": tally.no, "Abstain": tally.abstain}
    if tally.absent is not None:
        counts["Absent"] = tally.absent
    most = max(counts.values()) or 1
    return fenced(f"{label:<7} {count:>3} {bar(count / most)}".rstrip() for label, count in counts.items())


def shares_block(shares: Mapping[str, float]) -> str:
    """Shares from 0 to 1, each as a percentage and a bar of which the full length is 100%."""
    wide = max(len(label) for label in shares)
    return fenced(
        f"{label:<{wide}} {f'{share * 100:.1f}%':>6} {bar(share)}".rstrip() for label, share in shares.items()
    )


def bar(share: float) -> str:
    """A bar for a share from 0 to 1, to an eighth of a character; anything above nought shows."""
    eighths = round(share * BAR * 8)
    if share > 0:
        eighths = max(eighths, 1)
    full, rest = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def table_block(table: Table, room: int, codes: Mapping[str, str], urls: Mapping[str, str]) -> str:
    """The table in at most `room` characters; `codes` and `urls` are alpha-2 codes and addresses by first column.

    A narrow table is monospaced; one with long titles is a list, whose lines wrap. Rows that find no room are counted
    in a last line.
    """
    table = _without_nobody(table)
    widths = [max(len(row[index]) for row in (table.columns, *table.rows)) for index in range(len(table.columns))]
    if sum(widths) + 2 * (len(widths) - 1) <= WIDTH:
        lines = [_aligned(table, widths, row) for row in (table.columns, *table.rows)]
        kept = _fitting(lines, room - 50)
        block = fenced(kept)
    else:
        lines = [f"{number}. {_listed(table, row, codes, urls)}" for number, row in enumerate(table.rows, 1)]
        kept = _fitting(lines[:ROWS], room - 50)
        block = "\n".join(kept)
    missing = len(lines) - len(kept)
    return block + (f"\n… and {missing} more, not shown here." if missing else "")


def fenced(lines: Iterable[str]) -> str:
    """Lines as a monospaced block."""
    return "```\n" + "\n".join(line.replace("`", "'") for line in lines) + "\n```"


def _aligned(table: Table, widths: Sequence[int], row: Sequence[str]) -> str:
    """Figures stand to the right, words to the left."""
    cells = [
        f"{cell:>{width}}" if index and _figures(table, index) else f"{cell:<{width}}"
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _figures(table: Table, index: int) -> bool:
    return all(row[index][:1].isdigit() or row[index] in {"", "–", "—"} for row in table.rows)


def _listed(table: Table, row: Sequence[str], codes: Mapping[str, str], urls: Mapping[str, str]) -> str:
    first, *rest = row
    named = f"[{escaped(first)}]({urls[first]})" if first in urls else escaped(first)
    parts = [f"{flag(codes.get(first, ''))} **{named}**".strip()]
    for number, (head, cell) in enumerate(zip(table.columns[1:], rest, strict=True)):
        # A bare figure needs its head, but for the first, which the sentences above explain.
        bare = number > 0 and cell.replace(",", "").replace("%", "").replace(".", "").isdigit()
        if cell:
            parts.append(f"{head.lower()} {cell}" if bare else escaped(cell))
    return " · ".join(parts)


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
    used = 0
    for line in lines:
        used += size(line) + 1
        if used > room:
            break
        kept.append(line)
    return kept
