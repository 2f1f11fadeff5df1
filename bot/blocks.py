"""Monospaced blocks: bars that read without colour, and the regional groups' votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from db.records import Tally
from handlers.blocs import Split

BAR = 18
"""Characters of the longest bar: with its label and figure a line stays whole on a telephone."""
EIGHTHS = " ▏▎▍▌▋▊▉"
HEADS = {"yes": "Yes", "no": "No", "abstain": "Abst", "absent": "Absent", "unknown": "?"}
"""The columns of the groups' votes, short enough that a telephone breaks no line."""
SHORT = {"Eastern Europe": "E. Europe"}


def vote_block(tally: Tally, splits: Mapping[str, Split]) -> str:
    """The tally in bars, and below it how each regional group voted, where that is known."""
    lines = list(tally_lines(tally))
    if splits:
        lines += ["", *split_lines(splits)]
    return fenced(lines)


def tally_lines(tally: Tally) -> Iterator[str]:
    """Yes, no, abstentions and, where there were any, absences, each with its figure and a bar."""
    counts = {"Yes": tally.yes, "No": tally.no, "Abstain": tally.abstain}
    if tally.absent:
        counts["Absent"] = tally.absent
    most = max(counts.values()) or 1
    for label, count in counts.items():
        yield f"{label:<7} {count:>3} {bar(count / most)}".rstrip()


def split_lines(splits: Mapping[str, Split]) -> Iterator[str]:
    """A line for each group, under heads; a column of nobody is left out."""
    counted = {SHORT.get(name, name): split.facts() for name, split in splits.items()}
    kept = [key for key in HEADS if any(counts[key] for counts in counted.values())]
    wide = max(map(len, counted))
    yield f"{'':<{wide}}" + "".join(f" {HEADS[key]:>2}" for key in kept)
    for name, counts in counted.items():
        yield f"{name:<{wide}}" + "".join(f" {counts[key]:>{max(len(HEADS[key]), 2)}}" for key in kept)


def shares_block(shares: Mapping[str, float]) -> str:
    """Shares from 0 to 1, each as a percentage and a bar of which the full length is 100%.

    Whole percentages: the sentences have the decimals, and rounding a fact twice could contradict them.
    """
    wide = max(len(label) for label in shares)
    return fenced(f"{label:<{wide}} {share:>4.0%} {bar(share)}".rstrip() for label, share in shares.items())


def bar(share: float) -> str:
    """A bar for a share from 0 to 1, to an eighth of a character; anything above nought shows."""
    eighths = round(share * BAR * 8)
    if share > 0:
        eighths = max(eighths, 1)
    full, rest = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def fenced(lines: Iterable[str]) -> str:
    """Lines as a monospaced block."""
    return "```\n" + "\n".join(line.replace("`", "'") for line in lines) + "\n```"
