"""Home and the other settings that fill in what a question leaves out: whom "we" means, body and period."""

from __future__ import annotations

from datetime import date

import pytest

from db.records import Body
from handlers.clerk import Clerk
from handlers.conversation.exchange import exchange
from handlers.question import Defaults, Kind, Period

KENYA = Defaults(home="KEN")
COUNTED_FOR = "Counted for Kenya, this server's home country."


@pytest.mark.parametrize(
    ("typed", "kind", "members"),
    [
        ("How did we vote on ES-11/1?", "country_vote", ("KEN",)),
        ("how has my country voted on Palestine", "record", ("KEN",)),
        ("our closest allies since 2015", "ranking", ("KEN",)),
        ("who agrees with us most", "ranking", ("KEN",)),
        ("how does Russia vote with us", "alignment", ("RUS", "KEN")),
        ("we and France agreement since 2000", "alignment", ("KEN", "FRA")),
        ("who voted against us on ES-11/1", "who_voted", ("KEN",)),
    ],
)
async def test_we_is_the_home_country(clerk: Clerk, typed: str, kind: str, members: tuple[str, ...]) -> None:
    question = await clerk.understand(typed, KENYA)
    assert (question.kind, question.members) == (kind, members)
    assert COUNTED_FOR in question.notes


@pytest.mark.parametrize(
    ("typed", "members"),
    [
        ("did the us veto anything in 2023", ("USA",)),
        ("who agrees with the us most", ("USA",)),
        ("closest allies of US", ("USA",)),
        ("us and china agreement", ("USA", "CHN")),
        ("show us how France voted on 77/7", ("FRA",)),
        ("can we see how France voted on 77/7", ("FRA",)),
        ("what do we know about how India voted on 77/7", ("IND",)),
    ],
)
async def test_others_stay_others(clerk: Clerk, typed: str, members: tuple[str, ...]) -> None:
    question = await clerk.understand(typed, KENYA)
    assert question.members == members
    assert COUNTED_FOR not in question.notes


async def test_an_us_that_can_be_either_is_asked_about(clerk: Clerk) -> None:
    question = await clerk.understand("agreement between us and china", KENYA)
    assert question.kind is Kind.CLARIFY
    assert [option.value for option in question.options] == ["KEN", "USA"]
    for option in question.options:
        assert (await clerk.understand(option.question, KENYA)).members == (option.value, "CHN")


async def test_an_american_server_is_not_asked(clerk: Clerk) -> None:
    assert (await clerk.understand("agreement between us and china", Defaults("USA"))).members == ("USA", "CHN")


async def test_a_name_that_several_share_is_still_home(clerk: Clerk) -> None:
    assert (await clerk.understand("how did we vote on ES-11/1", Defaults("GIN"))).members == ("GIN",)


async def test_without_a_home_it_is_asked_for_and_the_name_alone_completes_it(clerk: Clerk) -> None:
    asked = await clerk.ask("How did our country vote on ES-11/1?")
    assert asked.kind == "clarify"
    assert "/settings" in asked.headline
    answer = await clerk.ask("Kenya", exchange(asked))
    assert (answer.kind, answer.facts["member"]) == ("country_vote", "KEN")


async def test_home_in_a_follow_up(clerk: Clerk) -> None:
    first = await clerk.ask("How did Russia vote on ES-11/1?", None, KENYA)
    answer = await clerk.ask("and we?", exchange(first), KENYA)
    assert answer.facts["member"] == "KEN"
    assert COUNTED_FOR in answer.notes


async def test_body_and_period_are_filled_in_and_said(clerk: Clerk) -> None:
    settings = Defaults(body=Body.SC, period=Period(date(2000, 1, 1)))
    question = await clerk.understand("how often do Russia and China agree", settings)
    assert (question.body, question.period.since, question.period.label) == (Body.SC, date(2000, 1, 1), "since 2000")
    assert question.notes == (
        "In the Security Council, as this server's settings say.",
        "From 2000 on, as this server's settings say.",
    )
    answer = await clerk.ask("how often do Russia and China agree", None, settings)
    assert "Security Council final votes since 2000" in answer.headline


@pytest.mark.parametrize(
    ("typed", "body", "since"),
    [
        ("how often do Russia and China agree in the General Assembly in 2023", Body.GA, date(2023, 1, 1)),
        ("how often do Russia and China agree in both bodies in 2023", None, date(2023, 1, 1)),
        ("overall agreement of Russia and China in the GA", Body.GA, None),
        ("how did Russia vote on ES-11/1", None, None),
    ],
)
async def test_what_a_question_names_itself_stands(
    clerk: Clerk, typed: str, body: Body | None, since: date | None
) -> None:
    question = await clerk.understand(typed, Defaults(body=Body.SC, period=Period(date(2000, 1, 1))))
    assert (question.body, question.period.since) == (body, since)
    assert not any("settings" in note for note in question.notes)


async def test_a_command_is_filled_in_alike(clerk: Clerk) -> None:
    settings = Defaults("KEN", Body.GA, Period(date(2015, 1, 1), date(2019, 12, 31)))
    question = await clerk.fill(Kind.RANKING, members=["our country"], defaults=settings)
    assert (question.members, question.body, question.period.until) == (("KEN",), Body.GA, date(2019, 12, 31))
    assert COUNTED_FOR in question.notes
    assert "From 1 January 2015 to 31 December 2019, as this server's settings say." in question.notes
    own = await clerk.fill(Kind.RANKING, members=["France"], since="2022", body="SC", defaults=settings)
    assert (own.members, own.body, own.period.since) == (("FRA",), Body.SC, date(2022, 1, 1))


async def test_a_command_without_a_home_asks_back(clerk: Clerk) -> None:
    question = await clerk.fill(Kind.RANKING, members=["our country"])
    assert question.kind is Kind.CLARIFY
    assert "/settings" in question.reason
