"""Mending how the source set its titles: odd codes, accents, quotes, spaces."""

from __future__ import annotations

import re
from unicodedata import normalize

# How the older library titles write accents: "r@e1gime".
_ACCENTS = {"1": "\u0301", "2": "\u0300", "3": "\u0302", "4": "\u0308"}
# Session 40 has a capital I where a small one is meant.
_STRAY_I = re.compile(
    r"(?<=[a-z] )(?:In|Its|Into|Immediate|Illegal|Interests|Impeding|Installations|Improving|Ideologies)(?= [a-z])"
)


def mend(text: str) -> str:
    """Mend codes and spacing that every kind of title may have."""
    text = text.replace("<d3>", "”").replace("<d3", "”").replace("<90>", "’")
    text = re.sub(r"@([A-Za-z])([1-4])", lambda m: normalize("NFC", m.group(1) + _ACCENTS[m.group(2)]), text)
    text = text.replace("\u00a0", " ").replace("inter#alia", "inter alia")
    text = re.sub(r"<[0-9a-f]{0,2}>?", "", text)
    text = re.sub(r'\\+"?', '"', text)
    text = re.sub(r"(?<=[A-Za-z])\?(?=[A-Za-z])", "-", text)
    text = re.sub(r"_(?=\w)", "“", text).replace("_", "")
    text = re.sub(r"\s+", " ", text)
    text = _STRAY_I.sub(lambda m: m.group().lower(), text)
    text = re.sub(r" +…$", "…", text)
    text = re.sub(r"\( ", "(", text)
    text = re.sub(r" +([,;)])", r"\1", text)
    text = re.sub(r" +: *", ": ", text)
    text = re.sub(r"([,;])(?=[A-Za-z&])|(?<=[A-Za-z])(,)(?=\d)", r"\1\2 ", text)
    return text.strip()
