"""Folding: the text as it will be read, word by word, with offsets into what was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from db.names import fold

LONGEST = 500
"""Characters of a question that are read."""

MENTION = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:|t:)[^>\s]*>")
MARKDOWN = re.compile(r"[*_~`|>]+")
DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
SPACED_SLASH = re.compile(r"(?<=[A-Za-z0-9]) +/ +(?=[A-Z0-9])")
"""Blanks in a symbol ("A / RES / 75 / 240")."""
SPACED_SYMBOL = re.compile(
    r"\ba[ /]+res[ /]+(?:es[ -]?(?P<es>\d{1,2})|(?P<session>\d{2}))[ /](?P<number>\d{1,3})\b",
    re.IGNORECASE,
)
"""A symbol of the Assembly typed with blanks for its signs."""
WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e])+")
"""Letters and digits with the marks that scripts such as Devanagari and Arabic write beside them."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text` as typed, `key` folded, and where it stands in the cleaned text."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it is typed in capitals only."""
        return self.text.isupper()


@dataclass(frozen=True, slots=True)
class Folded:
    """A cleaned text and its words. `shouted` says that no letter of it is a small one."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def shouted(self) -> bool:
        """Whether the whole text is in capitals, so that capitals tell nothing."""
        return len(self.tokens) > 3 and self.text.isupper()

    def keys(self, i: int, j: int) -> str:
        """The folded words from token i up to j, parted by spaces."""
        return " ".join(token.key for token in self.tokens[i:j])

    def typed(self, i: int, j: int) -> str:
        """The text of tokens i up to j as typed."""
        return self.text[self.tokens[i].start : self.tokens[j - 1].end] if i < j else ""

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The token range that covers the characters from start to end."""
        inside = [n for n, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


def folded(text: str) -> Folded:
    """Clean a text (NFKC, no mentions, markdown or control characters, one kind of quote and dash) and split it."""
    clean = FLAGS.sub(_flag_word, text[: LONGEST * 8])
    clean = unicodedata.normalize("NFKC", clean)[:LONGEST]
    clean = MARKDOWN.sub(" ", MENTION.sub(" ", clean))
    clean = "".join(" " if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char for char in clean)
    clean = clean.translate(QUOTES)
    clean = SPACED_SLASH.sub("/", clean)
    clean = SPACED_SYMBOL.sub(_symbol, clean)
    clean = re.sub(r"\b(ES) (?=\d{1,2}/\d)", r"\1-", clean, flags=re.IGNORECASE)
    clean = DOTTED.sub(lambda found: found[0].replace(".", "").ljust(len(found[0])), clean)
    return Folded(clean, tuple(_tokens(clean)))


def _symbol(found: re.Match[str]) -> str:
    """A symbol typed with blanks: "a res es 11 7" is A/RES/ES-11/7, "a res 77 7" A/RES/77/7."""
    session = f"ES-{found['es']}" if found["es"] else found["session"]
    return f"A/RES/{session}/{found['number']}"


def _flag_word(found: re.Match[str]) -> str:
    """A flag as a word of its own: 🇮🇳 and :flag_in: become "flagin"."""
    letters = found["code"] or "".join(chr(ord(letter) - 0x1F1E6 + ord("a")) for letter in found["letters"])
    return f" {FLAG}{letters.lower()} "


FLAG = "flag"
FLAGS = re.compile(r"(?P<letters>[\U0001F1E6-\U0001F1FF]{2})|:flag_(?P<code>[a-z]{2}):", re.IGNORECASE)
QUOTES = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”«»„", '"'), **dict.fromkeys("‐‑‒–—−", "-")})


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    for found in WORD.finditer(text):
        key = fold(found[0])
        after_quote = found.start() > 0 and text[found.start() - 1] == "'"
        glued = after_quote and bool(tokens) and tokens[-1].end == found.start() - 1
        if glued and (key == "s" or (key in {"re", "ve", "d", "ll", "m"} and tokens[-1].key in CONTRACTED)):
            if key == "s" and tokens[-1].key in ASKING:
                tokens.append(Token("is", "is", found.start(), found.end()))  # "what's"
            continue  # "Russia's", "who've"
        if after_quote and key == "t" and tokens and tokens[-1].key.endswith("n"):
            stem = tokens.pop()
            tokens.append(Token(stem.text[:-1], stem.key[:-1] or "n", stem.start, stem.end - 1))
            tokens.append(Token("n't", "not", stem.end - 1, found.end()))
            continue
        if key in UNMARKED:
            tokens.append(Token(found[0], key[:-2], found.start(), found.end() - 2))
            tokens.append(Token("nt", "not", found.end() - 2, found.end()))
            continue
        if key:
            key = "and" if key == "n" and tokens else key  # "Russia n China", "pro 'n' con"
            tokens.append(Token(found[0], key, found.start(), found.end()))
    return tokens


ASKING = frozenset({"what", "who", "where", "how", "when", "that", "there"})
CONTRACTED = frozenset({"who", "what", "they", "we", "you", "i", "it", "that", "there", "he", "she", "how", "where"})
UNMARKED = frozenset({"didnt", "doesnt", "dont", "wasnt", "werent", "isnt", "arent", "hasnt", "havent", "hadnt"})
"""Contractions typed without their apostrophe."""
