"""A hundred answers to commands filled in at random: each with its buttons and pages within Discord's limits."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import discord
import pytest

from bot import limits
from bot.buttons import buttons_under
from bot.buttons.pages import PageButton, page_of
from bot.cards import card, plain_text
from bot.limits import size
from db.archive import Archive
from db.series import all_series
from db.topics import topics
from handlers.clerk import Clerk
from handlers.question import Kind
from handlers.roll import NO_ROLL, roll_of
from handlers.ticket import from_ticket
from tests.bot.test_cards import checked
from tests.handlers.edition_tables import decisions
from tests.standin.limits import check_message

ANSWERS = 100
EXTREMES = ["closest", "most_contested", "lone_no", "unanimous", "most_yes", "fewest_yes", "most_no", "most_abstain"]
MEASURES = ["", "soft", "identical", "opposite", "coincidence"]
Draw = Callable[[Random, Archive], dict[str, Any]]


def member(random: Random, archive: Archive) -> str:
    return random.choice(sorted(archive.roster.members))


def party(random: Random, archive: Archive) -> str:
    return random.choice([member(random, archive), random.choice(sorted(archive.roster.groups))])


def decision(random: Random) -> str:
    return str(random.choice(decisions().index))


def topic(random: Random) -> str:
    return random.choice(sorted(topics()))


def narrowed(random: Random) -> dict[str, Any]:
    """A period, a topic and a body, each as often left out."""
    since = random.randrange(1946, 2026)
    wide = {"since": str(since), "until": str(random.randrange(since, 2027))} if random.random() < 0.5 else {}
    about = {"topic": topic(random)} if random.random() < 0.5 else {}
    return {**wide, **about, "body": random.choice(["", "GA", "SC"])}


DRAWS: dict[Kind, Draw] = {
    Kind.TALLY: lambda r, a: {"decisions": [decision(r)]},
    Kind.COUNTRY_VOTE: lambda r, a: {"members": [party(r, a)], "decisions": [decision(r)]},
    Kind.WHO_VOTED: lambda r, a: {
        "decisions": [decision(r)],
        "positions": [r.choice(["yes", "no", "abstain", "absent"])],
    },
    Kind.SUMMARY: lambda r, a: r.choice(
        [{"decisions": [decision(r)]}, {"members": [member(r, a)], **narrowed(r)}, {"topic": topic(r)}]
    ),
    Kind.BRIEF: lambda r, a: {"members": [member(r, a)], **narrowed(r), "topic": topic(r)},
    Kind.ALIGNMENT: lambda r, a: {"members": [party(r, a), party(r, a)], "measure": r.choice(MEASURES), **narrowed(r)},
    Kind.RANKING: lambda r, a: {
        "members": [party(r, a)],
        "order": r.choice(["closest", "furthest"]),
        "limit": r.choice([None, 25]),
        **narrowed(r),
    },
    Kind.COHESION: lambda r, a: {"members": [r.choice(sorted(a.roster.groups))], **narrowed(r)},
    Kind.RECORD: lambda r, a: {"members": [party(r, a)], "positions": [r.choice(["", "no", "absent"])], **narrowed(r)},
    Kind.SERIES: lambda r, a: {"series": r.choice(sorted(all_series())), "members": [r.choice(["", party(r, a)])]},
    Kind.COMPARISON: lambda r, a: r.choice(
        [{"decisions": [decision(r), decision(r)]}, {"members": [party(r, a), party(r, a)], **narrowed(r)}]
    ),
    Kind.VETO: lambda r, a: {"members": [r.choice(["", "RUS", "USA", "GBR", party(r, a)])], **narrowed(r)},
    Kind.EXTREMES: lambda r, a: {"measure": r.choice(EXTREMES), "limit": r.choice([None, 25]), **narrowed(r)},
    Kind.TREND: lambda r, a: {"members": [party(r, a), r.choice(["", party(r, a)])], **narrowed(r)},
    Kind.VOTING_MAP: lambda r, a: {"members": [r.choice(["", r.choice(sorted(a.roster.groups))])]},
    Kind.SEARCH: lambda r, a: {"words": " ".join(r.sample(str(decisions().title[decision(r)]).split() or ["oil"], 1))},
    Kind.LATEST: lambda r, a: {"topic": r.choice(["", topic(r)]), "limit": r.choice([None, 25])},
}


@pytest.mark.parametrize("number", range(ANSWERS))
async def test_it_keeps_all_limits(clerk: Clerk, number: int) -> None:
    random, archive = Random(number), clerk.archive
    kind = list(DRAWS)[number % len(DRAWS)]
    options = DRAWS[kind](random, archive)
    answer = await clerk.answer(await clerk.fill(kind, **{slot: kept(value) for slot, value in options.items()}))
    roll = await roll_of(archive, answer.decision) if answer.decision else NO_ROLL
    for pictured in (False, True):
        view = await buttons_under(answer, archive, roll, pictured=pictured)
        embed = checked(view.listed(card(answer, archive, roll, pictured=pictured)))
        check_message({"embeds": [embed.to_dict()], "components": view.to_components()})
    assert size(plain_text(answer)) <= limits.MESSAGE
    for item in view.children:
        await opened(clerk, item)


async def opened(clerk: Clerk, item: discord.ui.Item[Any]) -> None:
    """What a button for a page opens, at its beginning and its end, keeps all limits too."""
    if isinstance(item, PageButton):
        question = await from_ticket(clerk.archive, item.line)
        assert question, item.custom_id
        for page in (0, 999):
            made = await page_of(clerk, question, item.look, page)
            check_message({"embeds": [checked(made.embed).to_dict()], **components(made.view)})
            assert size(made.text) <= limits.MESSAGE


def components(view: discord.ui.View | None) -> dict[str, Any]:
    return {"components": view.to_components()} if view else {}


def kept(value: Any) -> Any:  # noqa: ANN401 (what an option holds)
    """The value without the empty texts of options that were left out."""
    return [one for one in value if one] if isinstance(value, list) else value
