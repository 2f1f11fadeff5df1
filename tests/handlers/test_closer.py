"""To which of several a member votes closer: figures from the edition's csv, the verdict, and what is read so."""

from __future__ import annotations

import pytest

from handlers.clerk import Clerk
from handlers.conversation.exchange import exchange
from handlers.understand.phrase import in_words
from tests.questions import expected


@pytest.mark.parametrize(
    ("typed", "of", "among", "order"),
    [
        ("is Turkey closer to Russia or to the US", "TUR", ("RUS", "USA"), "closest"),
        ("who is closer to China: Brazil, India or South Africa", "CHN", ("BRA", "IND", "ZAF"), "closest"),
        ("does India vote more like the US or China since 2014", "IND", ("USA", "CHN"), "closest"),
        ("who votes more like the US, the UK or France?", "USA", ("GBR", "FRA"), "closest"),
        ("which of Brazil, India and China votes most like Russia", "RUS", ("BRA", "IND", "CHN"), "closest"),
        ("between Russia and the US, who is Turkey closer to", "TUR", ("RUS", "USA"), "closest"),
        ("compare Turkey with Russia and the US", "TUR", ("RUS", "USA"), "closest"),
        ("does Turkey disagree more with Russia or the US", "TUR", ("RUS", "USA"), "furthest"),
        ("is Hungary closer to Russia or the EU", "HUN", ("RUS", "eu"), "closest"),
        ("is the EU closer to the US or China", "eu", ("USA", "CHN"), "closest"),
    ],
)
async def test_who_is_compared_with_whom(clerk: Clerk, typed: str, of: str, among: tuple[str, ...], order: str) -> None:
    question = await clerk.understand(typed)
    assert (question.kind, question.among, question.order) == ("ranking", among, order)
    assert (*question.members, *question.groups) == (of,)
    again = await clerk.understand(in_words(clerk.archive, question))
    assert (again.among, again.order, again.period) == (among, order, question.period)


async def test_two_named_with_and_are_no_choice(clerk: Clerk) -> None:
    assert (await clerk.understand("does France agree with Germany and Italy")).among == ()


@pytest.mark.parametrize(("since", "until"), [("", ""), ("2014", "2019")])
async def test_figures_and_verdict(clerk: Clerk, since: str, until: str) -> None:
    when = f" from {since} to {until}" if since else ""
    answer = await clerk.ask(f"is Turkey closer to Russia or to the US{when}")
    found = {iso3: expected.agreement("TUR", iso3, since, until) for iso3 in ("RUS", "USA")}
    first, second = sorted(found, key=lambda iso3: -found[iso3]["soft"])
    assert answer.facts["of"] == "TUR"
    assert answer.facts["rows"] == [
        {"member": iso3, **{name: found[iso3][name] for name in ("shared", "identical", "soft")}}
        for iso3 in (first, second)
    ]
    names = {"RUS": "Russia", "USA": "the United States"}
    assert answer.headline.startswith(f"Türkiye votes more like {names[first]} than {names[second]} ")
    assert f"{found[first]['shared']:,} shared votes" in answer.headline


async def test_one_that_shared_no_vote_is_said(clerk: Clerk) -> None:
    answer = await clerk.ask("is Turkey closer to South Sudan or France in 1990")
    assert [row["member"] for row in answer.facts["rows"]] == ["FRA"]
    assert "South Sudan shared no vote with it" in answer.headline


async def test_one_of_them_can_be_picked(clerk: Clerk) -> None:
    first = await clerk.ask("is Hungary closer to Russia or the EU")
    answer = await clerk.ask("the second one", exchange(first))
    assert (answer.kind, answer.facts["a"], answer.facts["b"]) == ("alignment", "HUN", "eu")
