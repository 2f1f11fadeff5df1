"""Which decisions fit a watch, and how it is named."""

from __future__ import annotations

import pytest

from db.archive import Archive
from db.queries.decisions import by_keys
from db.records import Body
from handlers.clerk import Clerk
from handlers.question import Kind
from handlers.watching import Unclear, What, Wish, matching, named, question, wish

CRIMEA = "A/RES/68/262"  # of 2014, with the United Kingdom in the EU; Iran did not vote
UKRAINE = "A/RES/ES-11/7"  # of 2025; Kenya's position is not known
VETOED = "S/2024/835"  # on Palestine; vetoed by the United States
AMENDMENT = "S-3099"  # an amendment that the United States vetoed
PARAGRAPH = "V6009"  # a separate vote
UNVOTED = "A/RES/80/266"  # adopted without a vote
ALL = [CRIMEA, PARAGRAPH, AMENDMENT, VETOED, UKRAINE, UNVOTED]


@pytest.mark.parametrize(
    ("wished", "fitting"),
    [
        (Wish(What.ALL), [UKRAINE, VETOED, AMENDMENT, CRIMEA]),
        (Wish(What.ALL, body=Body.GA), [UKRAINE, CRIMEA]),
        (Wish(What.VETOES), [VETOED, AMENDMENT]),
        (Wish(What.MEMBER, "HUN"), [UKRAINE, CRIMEA]),
        (Wish(What.MEMBER, "IRN"), [UKRAINE, CRIMEA]),
        (Wish(What.MEMBER, "KEN"), [CRIMEA]),
        (Wish(What.MEMBER, "USA", Body.SC), [VETOED, AMENDMENT]),
        (Wish(What.MEMBER, "XXX"), []),
        (Wish(What.GROUP, "eu"), [UKRAINE, VETOED, AMENDMENT, CRIMEA]),
        (Wish(What.GROUP, "asean"), [UKRAINE, CRIMEA]),
        (Wish(What.GROUP, "no such group"), []),
        (Wish(What.TOPIC, "ukraine"), [UKRAINE, CRIMEA]),
        (Wish(What.TOPIC, "no such topic"), []),
    ],
)
async def test_what_fits_newest_first(archive: Archive, wished: Wish, fitting: list[str]) -> None:
    found = await matching(archive, wished, await by_keys(archive, ALL))
    assert [one.key for one in found] == fitting


async def test_a_group_is_that_of_the_day(archive: Archive) -> None:
    # Bolivia was on the Council of 2018, with no member of Mercosur, which it joined in 2024.
    (ceasefire,) = await by_keys(archive, ["S/RES/2401(2018)"])
    assert await matching(archive, Wish(What.MEMBER, "BOL"), [ceasefire]) == [ceasefire]
    assert await matching(archive, Wish(What.GROUP, "mercosur"), [ceasefire]) == []


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        (Wish(What.ALL), "all votes"),
        (Wish(What.ALL, body=Body.SC), "all votes in the Security Council"),
        (Wish(What.VETOES), "vetoes"),
        (Wish(What.MEMBER, "USA", Body.GA), "votes of the United States in the General Assembly"),
        (Wish(What.GROUP, "eu"), "votes of the EU"),
        (Wish(What.TOPIC, "human_rights"), "votes on human rights"),
        (Wish(What.TOPIC, "gone"), "votes of “gone”, which the data no longer know"),
    ],
)
def test_the_name_of_a_wish(archive: Archive, wished: Wish, name: str) -> None:
    assert named(archive, wished) == name


@pytest.mark.parametrize(
    ("what", "typed", "value"),
    [
        (What.MEMBER, "the Hungarians", "HUN"),
        (What.MEMBER, "KEN", "KEN"),
        (What.GROUP, "European Union", "eu"),
        (What.TOPIC, "nukes", "nuclear_weapons"),
        (What.VETOES, " ", ""),
        (What.ALL, "", ""),
    ],
)
async def test_what_is_typed_is_understood(clerk: Clerk, what: What, typed: str, value: str) -> None:
    assert await wish(clerk, what, typed, None) == Wish(what, value)


@pytest.mark.parametrize(
    ("what", "typed", "says"),
    [
        (What.MEMBER, "Korea", "North Korea or South Korea"),
        (What.MEMBER, "Hungary and Poland", "not one country"),
        (What.MEMBER, "Palestine", "observer State"),
        (What.MEMBER, "Kina", "Did you mean Burkina Faso"),
        (What.GROUP, "EU except Hungary", "European Union or Hungary"),
        (What.ALL, "Hungary", "All votes are watched whole"),
        (What.VETOES, "Russia", "Vetoes are watched whole"),
    ],
)
async def test_what_is_not_understood_is_said(clerk: Clerk, what: What, typed: str, says: str) -> None:
    with pytest.raises(Unclear, match=says):
        await wish(clerk, what, typed, None)


async def test_each_wish_is_shown_by_a_question_of_its_own(clerk: Clerk, archive: Archive) -> None:
    (ukraine,) = await by_keys(archive, [UKRAINE])
    assert question(Wish(What.TOPIC, "ukraine"), ukraine).kind is Kind.TALLY
    member = await clerk.answer(question(Wish(What.MEMBER, "HUN"), ukraine))
    assert member.headline == "Hungary voted no on A/RES/ES-11/7, 24 February 2025."
    group = await clerk.answer(question(Wish(What.GROUP, "eu"), ukraine))
    assert group.headline == "The EU split on A/RES/ES-11/7 (24 February 2025): 26 voted yes and 1 voted no."
