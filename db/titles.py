"""What a person is shown for a decision, made from the title that the source gives.

The sources write titles in very different ways: abstracts all in capitals, index lines, the
bare text of a meeting record. `readable_title` keeps the words of the source and only mends how
they are set (upper and lower case, spaces, odd codes, library suffixes). Nothing here looks
anything up: the same arguments always give the same result.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from db.meeting_titles import IS_MEETING, meeting_title
from db.title_text import mend

MAX_LENGTH = 200
NO_TITLE = "(no title in the source)"

_WORDS_FILE = Path(__file__).parent / "data" / "title_words.txt"

# A title counts as capitalised when most of its letters are capitals.
_CAPITAL_SHARE = 0.6
_MIN_LETTERS = 4

# In a capitalised title.
_SYMBOL = r"(?<![A-Z0-9])(?:A|E|S|T|ST|TD|DP|CCD|ENDC|DC)/[A-Z0-9](?:[A-Z0-9./-]*[A-Z0-9])?"
_INITIALS = r"(?<![A-Z0-9])(?:[A-Z]\.){2,}(?:[A-Z](?![A-Z0-9']))?"
_ROMAN = r"(?<![A-Z0-9'./])(?=[IVXL])(?:XL|L?X{0,4})(?:IX|IV|V?I{0,3})(?![A-Z0-9'])"
_ORDINAL = r"(?<![A-Z])\d+(?:ST|ND|RD|TH)(?![A-Z])"
_LETTERED = r"(?<![A-Z0-9])\d+[A-Z](?![A-Z0-9])"
_NUMBER = r"(?<![A-Z])\d[\d.,]*\d|(?<![A-Z])\d"
_SUBPARAGRAPH = r"\((?:[A-H]|[J-UWYZ])\)"
_WORD = r"[A-ZÀ-Ý]+(?:'[A-ZÀ-Ý]+)*"
_MONTH_MAY = r"(?<=\d )MAY(?![A-Z])|(?<![A-Z])MAY(?= \d)"
_LETTER_NAME = (
    r"(?:(?<=RESOL\. )|(?<=RESOLUTION )|(?<=RESOLUTIONS )|(?<=RESOL )|(?<=PART )|(?<=SECTION )|(?<=ANNEX )|(?<=RES )"
    r"|(?<=CLASS )|(?<=CATEGORY ))A(?= ?\(A/|[ ]?[,.;)]|$| AND B| OF )"
)
_SENTENCE_END = re.compile(r"[.!?][\"”)]?\s+$")


@cache
def _entries() -> dict[str, str]:
    """The word list: each entry in capitals with the way it is shown."""
    found: dict[str, str] = {}
    for raw in _WORDS_FILE.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line and not line.startswith("#"):
            found[line.upper()] = line
    return found


@cache
def _token() -> re.Pattern[str]:
    """One pattern for everything in a capitalised title that has letters or digits of its own."""
    phrases = sorted(_entries(), key=lambda entry: (-len(entry), entry))
    listed = "|".join(r"\s+".join(re.escape(part) for part in entry.split()) for entry in phrases)
    return re.compile(
        rf"(?P<symbol>{_SYMBOL})|(?P<subparagraph>{_SUBPARAGRAPH})|(?P<may>{_MONTH_MAY})|(?P<letter>{_LETTER_NAME})"
        rf"|(?P<listed>(?<![A-Z0-9'])(?:{listed})(?![A-Z]|'[A-RT-Z]|(?<=\d)\d))(?P<own>'S(?![A-Z]))?"
        rf"|(?P<initials>{_INITIALS})|(?P<roman>{_ROMAN})|(?P<ordinal>{_ORDINAL})|(?P<lettered>{_LETTERED})"
        rf"|(?P<number>{_NUMBER})|(?P<word>{_WORD})"
    )


def is_proper(word: str) -> bool:
    """Whether a word keeps its capital inside a sentence."""
    return _entries().get(word.upper(), word.lower())[:1].isupper()


def _is_capitalised(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _MIN_LETTERS and sum(map(str.isupper, text)) / letters > _CAPITAL_SHARE


def _first_upper(text: str) -> str:
    """The text with its first letter a capital, past any opening quote or bracket."""
    for at, char in enumerate(text):
        if char.isalpha():
            return text[:at] + char.upper() + text[at + 1 :]
        if char.isdigit():
            return text
    return text


def _cut(text: str, limit: int = MAX_LENGTH) -> str:
    """The text, cut at a word with "…" where it is too long."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    if text[limit - 1] != " ":
        head = head.rpartition(" ")[0] or head
    return head.rstrip(" ,;:-–—(&“\"'.…") + "…"


def _mend_capitals(text: str) -> str:
    """Mend the spacing of a capitalised abstract, before its case is set."""
    text = re.sub(r"(?<![A-Z])(A(?:/C\.\d|/SPC|/BUR|/AC\.\d+)?/L)\. *(?=\d)", r"\1.", text)
    text = re.sub(r"(?<=[A-Z] )(\d\d?),(?=(?:19|20)\d\d\b)", r"\1, ", text)
    text = re.sub(r"/ (?=(?:ADD|REV|CORR)\b)", "/", text)
    text = re.sub(r"\b(ADD|CORR|REV)\. +(?=\d)", r"\1.", text)
    text = re.sub(r"\b(COMM|RESOLS?|PARAGS?|PARAS?|ART|SEC|PREAMB)\.(?=[A-Z0-9(])", r"\1. ", text)
    text = re.sub(r"(?<=[A-Z]{3})- (?!AND\b|OR\b|&)(?=[A-Z])", "-", text)
    text = re.sub(r"(?<=[A-Z])- (?=GENERAL)", "-", text)
    text = re.sub(r"(?<=[A-Z0-9])\((?=[A-Z0-9]{2,}|A/)", " (", text)
    text = re.sub(r"\)(?=[A-Z0-9])", ") ", text)
    text = re.sub(r"\s*\.{2,}\s*", " … ", text)
    text = re.sub(r"…\s*$", "…", text.strip())
    return re.sub(r"\s+", " ", text).strip()


def _show_symbol(symbol: str) -> str:
    return re.sub(r"(REV|ADD|CORR)(?=\.)", lambda part: part.group().capitalize(), symbol)


def _sentence_case(text: str) -> str:
    """A capitalised text in sentence case: same words, proper names with their capitals."""
    shown = _entries()
    out: list[str] = []
    at = 0
    sentence_starts = True
    for match in _token().finditer(text):
        gap = text[at : match.start()]
        kind = match.lastgroup if match.lastgroup != "own" else "listed"
        out.append(gap)
        at = match.end()
        piece = match.group()
        if out and _SENTENCE_END.search(gap):
            sentence_starts = True
        if kind == "listed":
            listed = match.group("listed")
            piece = shown[re.sub(r"\s+", " ", listed)] + ("'s" if match.group("own") else "")
        elif kind == "symbol":
            piece = _show_symbol(piece)
        elif kind == "may":
            piece = "May"
        elif kind in ("ordinal", "subparagraph"):
            piece = piece.lower()
        elif kind == "lettered":
            piece = piece.lower() if piece == "73E" else piece
        elif kind == "word":
            piece = piece if len(piece) == 1 and piece != "A" else piece.lower()
        if sentence_starts:
            piece = _first_upper(piece)
        sentence_starts = False
        out.append(piece)
    out.append(text[at:])
    return "".join(out)


def _from_capitals(text: str) -> str:
    text = _mend_capitals(text.upper())
    text = text.rstrip(" ,;:-&(")
    text = _sentence_case(text)
    if text.count("(") > text.count(")") and re.search(r"\([^)]{1,24}$", text) and len(text) > MAX_LENGTH:
        text = text[: text.rindex("(")].rstrip()
    if not re.search(r"[.!?…\")]$", text) and len(text.split()) > 3:
        text = text.rstrip(" ,;:-&(") + "…"
    return text


def _without_suffix(text: str) -> str:
    """A library title without its statement of responsibility."""
    text = re.sub(r"\s*:\s*resolu[a-z]*\s*/.*$", "", text)
    text = re.sub(r"\s*:\s*adopt[a-z]* (?:by|gy) the General.*$", "", text)
    text = re.sub(r"\s*/ (?:adopted|submitted) by\b.*$", "", text)
    text = re.sub(r"^Agenda:\s*", "", text)
    return re.sub(r"\s*[;:,]\s*$", "", text)


def _from_index(title: str, short_title: str) -> str:
    """Sessions 71 to 73: "A/71/251 68c - heading. - SUBJECT"; the true title is the short one."""
    if short_title:
        return short_title
    match = re.match(r"A/\d+/\d+ \S+ - (.+?)\.? - [A-Z]", title)
    return match.group(1) if match else re.sub(r"^A/\d+/\d+ \S+ - ", "", title)


def _from_council(title: str) -> str:
    """A Security Council title without "Security Council resolution 451 (1979) [" before it."""
    title = re.sub(r"^(?:Security Council r|R)esolution \d+ ?(?:[(\[]\d{4}[)\]])?\s*[\[<](?:on )?", "", title)
    title = re.sub(r"^[</]+|[>}]+$", "", title.strip())
    if "[" not in title:
        title = title.partition("]")[0]
    title = re.sub(r"(?<=\))(?:--|:)(?=Letter|Telegram|Report)", "; ", title)
    title = re.sub(r"\bJ anuary\b", "January", title)
    return title


@lru_cache(maxsize=4096)
def readable_title(title: str, short_title: str = "", kind: str = "resolution", body: str = "GA") -> str:
    """What a person is shown for a decision, from the title that the source gives.

    `title` and `short_title` are as in the source; `kind` is the kind of decision ("resolution",
    "paragraph", "amendment" …) and `body` the organ ("GA" or "SC"). The words are those of the
    source; only their setting is mended. The result is never empty and has at most 200 characters;
    what is cut ends with "…".
    """
    title, short_title = title.strip(), short_title.strip()
    if not any(char.isalpha() for char in title):
        abstract = re.search(r"\bTO [A-Z].*$", short_title)
        title = abstract.group() if abstract else short_title
        if not any(char.isalpha() for char in title):
            return NO_TITLE
        title = re.sub(r'\\+"?', '"', re.sub(r'[."\\]+$', "", title))
        title += ('"' if title.count('"') % 2 else "") + ("." if abstract else "")
    if body == "GA" and IS_MEETING.search(title):
        return _cut(meeting_title(title, kind))
    if re.match(r"A/7\d/\d+ ", title):
        title = _from_index(title, short_title)
    title = mend(_from_council(title) if body == "SC" else title)
    title = _from_capitals(title) if _is_capitalised(title) else _without_suffix(title)
    return _cut(_first_upper(title.strip())) or NO_TITLE
