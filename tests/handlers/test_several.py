"""The same question of several, compared."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk
from tests.handlers.edition_tables import counted, votes

CAST = ["Y", "N", "A"]


def same(a: str, b: str) -> float:
    """The share of the votes in which both cast one that were the same, over all Assembly votes."""
    table = votes().loc[counted().index]
    both = table[a].isin(CAST) & table[b].isin(CAST)
    return round(float(((table[a] == table[b]) & both).sum() / both.sum()), 4)


async def test_two_pairs(clerk: Clerk) -> None:
    answer = await clerk.ask("do the us & israel vote together more than the uk & france?")
    assert answer.facts["identical"] == same("USA", "ISR")
    assert answer.facts["others"][0]["identical"] == same("GBR", "FRA")
    assert answer.headline.startswith("The United Kingdom and France cast the same vote more often")


async def test_two_groups(clerk: Clerk) -> None:
    answer = await clerk.ask("which is more united, EU or ASEAN, since 2015")
    alone = [await clerk.ask(f"how united is {group} since 2015") for group in ("the EU", "ASEAN")]
    assert [answer.facts["cohesion"], answer.facts["others"][0]["cohesion"]] == [one.facts["cohesion"] for one in alone]
    winner = "ASEAN" if alone[1].facts["cohesion"] > alone[0].facts["cohesion"] else "The EU"
    assert answer.headline.startswith(f"{winner} voted most alike")


@pytest.mark.parametrize("text", ["how many resolutions on israel vs north korea were there in 2022"])
async def test_two_topics(clerk: Clerk, text: str) -> None:
    answer = await clerk.ask(text)
    assert (answer.facts["topic"], answer.facts["others"][0]["topic"]) == ("israel", "north_korea")
    assert answer.facts["value"] > answer.facts["others"][0]["value"] > 0
    assert answer.headline.startswith("More votes on Israel")
