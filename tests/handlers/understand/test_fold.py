"""Folding: what is read of what was typed."""

from __future__ import annotations

import pytest

from handlers.understand.fold import LONGEST, folded


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Russia's vote", "russia vote"),
        ("Côte d’Ivoire", "cote d ivoire"),
        ("the U.S. and the U.K.", "the us and the uk"),
        ("didn't vote", "did not vote"),
        ("didnt vote", "did not vote"),
        ("who've voted", "who voted"),
        ("US–Israel", "us israel"),
        ("**Hungary** _voted_ `no`", "hungary voted no"),
        ("<@123456> how did <@!99> vote", "how did vote"),
        ("ＵＳＡ ｖｏｔｅ", "usa vote"),
        ("Türkiye", "turkiye"),
        ("tab\tand\nline\x00break", "tab and line break"),
        ("", ""),
        ("?!…", ""),
        ("भारत का वोट", "भारत का वोट"),
        ("中国 2022", "中国 2022"),
    ],
)
def test_words(typed: str, keys: str) -> None:
    text = folded(typed)
    assert text.keys(0, len(text.tokens)) == keys


def test_what_was_typed_can_be_quoted() -> None:
    text = folded("How did  Côte d’Ivoire vote?")
    assert text.typed(2, 5) == "Côte d'Ivoire"


def test_long_texts_are_cut() -> None:
    assert len(folded("a " * 5_000).text) <= LONGEST


def test_shouting_tells_nothing_by_its_capitals() -> None:
    assert folded("HOW DID THE US VOTE").shouted
    assert not folded("How did the US vote").shouted
