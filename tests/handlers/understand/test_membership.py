"""Questions about membership itself."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when did namibia join the un", "Namibia has been a member of the United Nations since 23 April 1990."),
        ("when did switzerland become a member of the united nations", "since 10 September 2002."),
        ("when did south sudan join the UN", "since 14 July 2011."),
        ("how many members did the un have in 1960", "The United Nations had 99 members on 31 December 1960."),
        ("how many countries are in the un", "193"),
    ],
)
async def test_membership(clerk: Clerk, text: str, said: str) -> None:
    assert said in (await clerk.ask(text)).text


async def test_votes_are_no_membership(clerk: Clerk) -> None:
    assert (await clerk.ask("how many countries in the UN voted for ES-11/1")).kind in {"tally", "who_voted"}
