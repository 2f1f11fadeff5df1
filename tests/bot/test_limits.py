"""Texts cut and made safe."""

from __future__ import annotations

import pytest

from bot.flags import flag
from bot.limits import cut, escaped, packed, size


def test_a_flag_counts_as_discord_counts() -> None:
    assert size(flag("HU")) == 4
    assert size("Hungary") == 7


@pytest.mark.parametrize("iso2", ["", "H", "1A", "HUN"])
def test_no_flag_for_what_is_no_code(iso2: str) -> None:
    assert flag(iso2) == ""


@pytest.mark.parametrize("limit", range(2, 60))
def test_cut_fits_and_says_so(limit: int) -> None:
    text = "Advancing a comprehensive, just and lasting peace in Ukraine 🇺🇦 " * 3
    short = cut(text, limit)
    assert size(short) <= limit
    assert short.endswith("…")
    assert text.startswith(short.rstrip("…"))


def test_cut_leaves_no_lone_backslash() -> None:
    assert "\\" not in cut(escaped("aaaa*bbbb"), 6)


def test_a_short_text_stays() -> None:
    assert cut("A/RES/77/1", 10) == "A/RES/77/1"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold** and _it_", "\\*\\*bold\\*\\* and \\_it\\_"),
        ("[free money](https://example.org)", "\\[free money\\](https://example.org)"),
        ("<@123> <#4>", "\\<@123\\> \\<#4\\>"),
        ("# big", "\\# big"),
        ("- point\n  - under", "\\- point\n  \\- under"),
        ("-# small", "\\-# small"),
        ("A/RES/3379(XXX), 72-35-32", "A/RES/3379(XXX), 72-35-32"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_nothing_typed_formats(typed: str, shown: str) -> None:
    assert escaped(typed) == shown


def test_packed_keeps_order_and_limit() -> None:
    names = [f"Member {number}" for number in range(100)]
    runs = packed(names, 100)
    assert [name for run in runs for name in run] == names
    assert all(size(", ".join(run)) <= 100 for run in runs)
    assert len(runs) == 11  # "Member 10, " is 11 characters: nine to a run, ten in the first
