"""Discord's limits on what a card holds, and how a text is made safe and cut to fit them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

EMBED = 6_000
TITLE = 256
DESCRIPTION = 4_096
FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1_024
MESSAGE = 2_000
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTONS = 25
ROW = 5
CHOICES = 25
CHOICE = 100

MARKDOWN = re.compile(r"[\\*_~|`<>\[\]]|^\s*[#-]", re.MULTILINE)
EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)


def size(text: str) -> int:
    """The length of a text in UTF-16 units: Discord's clients count so, and a flag is two letters of two units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """The text, or as many of its words as fit with an ellipsis."""
    if size(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    while size(kept) > limit - 1:
        kept = kept[:-1]
    # A backslash left alone at the end would take the ellipsis for its letter.
    return (kept.rsplit(" ", 1)[0] if " " in kept[len(kept) // 2 :] else kept).rstrip("\\ ,;") + "…"


def escaped(text: str) -> str:
    """The text with everything that Discord would read as formatting, a link or a mention taken literally."""
    literal = MARKDOWN.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], text)
    return EVERYBODY.sub("@\u200b", literal)  # an empty character between, as discord.py does it


def safe(url: str) -> str:
    """An address that can stand in a markdown link: a parenthesis would end it early."""
    return quote(url, safe=":/?#[]@!$&'*+,;=%~").replace("(", "%28").replace(")", "%29")


def packed(items: Iterable[str], limit: int, between: str = ", ") -> list[list[str]]:
    """The items in as few runs as possible, each of which fits the limit when joined; order is kept."""
    runs: list[list[str]] = []
    length = 0
    for item in items:
        if runs and length + size(between) + size(item) <= limit:
            runs[-1].append(item)
            length += size(between) + size(item)
        else:
            runs.append([item])
            length = size(item)
    return runs
