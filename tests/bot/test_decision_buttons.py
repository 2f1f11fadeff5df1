"""The buttons under a decision's card: one country, another vote, charts, the votes beside it; by anyone, anywhere."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
import simcord

from db.queries import preferences
from db.queries.preferences import Owner, Scope
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.processes import Restart
from tests.bot.test_cards import checked, shown
from tests.standin.limits import check_message

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
EMBARGO = "A/RES/79/7"


def rows(message: simcord.ResponseMessage) -> list[list[str]]:
    """The labels of a message's buttons, row by row."""
    return [[button["label"] for button in row["components"]] for row in message.components]


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What a press brought, within Discord's limits."""
    message = result.followups[-1] if result.followups else result.response
    assert message
    check_message({"embeds": [one.to_dict() for one in message.embeds], "components": message.components})
    return message


async def tally(person: simcord.MemberActor, channel: simcord.ChannelHandle, key: str) -> simcord.ResponseMessage:
    return answered(await person.slash(channel, "tally", resolution=key))


async def typed(
    person: simcord.MemberActor | simcord.UserHandle, message: simcord.ResponseMessage, label: str, text: str
) -> simcord.ResponseMessage:
    """What filling in the form behind a button brings."""
    form = await person.click(message, label=label)
    return answered(await person.submit_modal(form, {_box(form): text}))


def _box(form: simcord.InteractionResult) -> str:
    assert form.modal
    (label,) = form.modal["components"]
    box: dict[str, Any] = label["component"]
    return str(box["custom_id"])


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            EMBARGO,
            [
                ["Yes 187", "No 2", "Abstained 1", "Absent 3"],
                ["One country…", "Compare with…", "Map", "Hemicycle", "CSV"],
                ["‹ 2023", "2025 ›", "All 32 votes"],
            ],
        ),
        (
            "S/RES/2774(2025)",
            [["Yes 10", "Abstained 5"], ["One country…", "Compare with…", "Hemicycle", "CSV"]],
        ),
        (
            "A/RES/ES-11/7",
            [
                ["Yes 93", "No 18", "Abstained 65", "Unknown 61"],
                ["One country…", "Compare with…", "Map", "Hemicycle", "CSV"],
            ],
        ),
        ("A/RES/76/1", []),
    ],
)
async def test_which_there_are(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, key: str, expected: list[list[str]]
) -> None:
    assert rows(await tally(ada, channel, key)) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("France", "France voted yes"),
        ("Frnace", "France voted yes"),
        ("the Americans", "The United States voted no"),
        ("Moldawien", "Moldova abstained"),
        ("EU", "The EU"),
        ("Korea", "“Korea” could be several members"),
        ("Atlantis", "no member called “Atlantis”"),
        ("[x](http://e.example) @everyone", "\\[x\\](http"),
    ],
)
async def test_one_country(ada: simcord.MemberActor, channel: simcord.ChannelHandle, text: str, says: str) -> None:
    answer = await typed(ada, await tally(ada, channel, EMBARGO), "One country…", text)
    assert answer.ephemeral
    assert says in shown(answer.embeds[0])


@pytest.mark.parametrize(
    ("own", "servers", "filled"), [("", "", None), ("", "HUN", "Hungary"), ("KEN", "HUN", "Kenya")]
)
async def test_the_form_is_filled_in_with_ones_own_country(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    store: Store,
    own: str,
    servers: str,
    filled: str | None,
) -> None:
    await preferences.put(store, Owner(Scope.USER, ada.id), home=own)
    await preferences.put(store, Owner(Scope.GUILD, guild.id), home=servers)
    form = await ada.click(await tally(ada, channel, EMBARGO), label="One country…")
    assert form.modal
    assert form.modal["components"][0]["component"].get("value") == filled


async def test_a_country_that_could_be_several_is_chosen_in_private(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    asked = await typed(ada, await tally(ada, channel, EMBARGO), "One country…", "Korea")
    chosen = answered(await ada.click(asked, label="South Korea"))
    assert "South Korea voted yes on A/RES/79/7" in shown(chosen.embeds[0])
    assert chosen.ephemeral


@pytest.mark.parametrize("text", ["A/RES/47/19", "47/19", "cuba embargo 1992"])
async def test_compare_with(ada: simcord.MemberActor, channel: simcord.ChannelHandle, text: str) -> None:
    answer = await typed(ada, await tally(ada, channel, EMBARGO), "Compare with…", text)
    assert not answer.ephemeral
    assert "117 members changed between A/RES/79/7" in shown(answer.embeds[0])
    assert "A/RES/47/19" in shown(answer.embeds[0])


async def test_compare_with_what_could_be_several(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    asked = await typed(ada, await tally(ada, channel, "A/RES/68/262"), "Compare with…", "nuclear weapon freeze")
    assert asked.embeds[0].title == "Which one do you mean?"
    first = rows(asked)[0][0]
    chosen = answered(await ada.click(asked, label=first))
    assert "changed between A/RES/68/262" in shown(chosen.embeds[0])


@pytest.mark.parametrize("label", ["Map", "Hemicycle"])
async def test_a_chart_goes_into_the_card(ada: simcord.MemberActor, channel: simcord.ChannelHandle, label: str) -> None:
    card = await tally(ada, channel, EMBARGO)
    await ada.click(card, label=label)
    assert channel.last_message
    (picture,) = channel.last_message.attachments
    assert "187" in (picture.description or "")
    (embed,) = channel.last_message.embeds
    assert checked(embed).title == card.embeds[0].title
    assert (embed.image.url or "").endswith(picture.filename)
    assert rows(card) == rows(answered(await ada.click(card, label=label)))


async def test_a_chart_that_fails_leaves_the_card(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await tally(ada, channel, EMBARGO)

    async def slow(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("bot.replies.PATIENCE", 0.01)
    monkeypatch.setattr("bot.replies.picture_of", slow)
    said = answered(await ada.click(card, label="Map"))
    assert said.ephemeral
    assert "could not be drawn" in said.content
    assert channel.last_message
    assert channel.last_message.embeds[0] == card.embeds[0]


async def test_the_votes_beside_it_are_a_private_walk(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    card = await tally(ada, channel, EMBARGO)
    before = answered(await ada.click(card, label="‹ 2023"))
    assert before.ephemeral
    assert "A/RES/78/7" in (before.embeds[0].author.name or "")
    assert rows(before)[-1] == ["‹ 2022", "2024 ›", "All 32 votes"]
    further = answered(await ada.click(before, label="‹ 2022"))
    assert further.id == before.id
    assert "A/RES/77/7" in (further.embeds[0].author.name or "")
    every = answered(await ada.click(card, label="All 32 votes"))
    assert not every.ephemeral
    assert "32 recorded General Assembly votes" in shown(every.embeds[0])


@pytest.mark.parametrize("label", ["Yes 187", "‹ 2023", "CSV", "Map"])
async def test_after_a_restart_by_another_person(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    label: str,
    restart: Restart,
) -> None:
    card = await tally(ada, channel, EMBARGO)
    await restart()
    bo = guild.add_member(simcord_env.create_user("bo"))
    answer = answered(await bo.click(card, label=label))
    assert answer.embeds or answer.attachments
    assert "RC-" not in answer.content


async def test_from_how_alike_two_vote_to_when_and_where_they_differed(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, restart: Restart
) -> None:
    card = answered(await ada.slash(channel, "alignment", a="HUN", b="POL", since="2010", topic="palestine"))
    assert rows(card) == [["Year by year", "Where they differed"]]
    await restart()
    by_year = answered(await ada.click(card, label="Year by year"))
    assert "Agreement of Hungary and Poland by year" in shown(by_year.embeds[0])
    assert not by_year.ephemeral
    differed = answered(await ada.click(card, label="Where they differed"))
    text = shown(differed.embeds[0])
    assert "Hungary and Poland cast different votes" in text
    assert "on Palestine since 2010" in text


@pytest.mark.parametrize(("label", "text"), [("One country…", "France"), ("Compare with…", "78/7")])
async def test_a_form_after_a_restart(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, label: str, text: str, restart: Restart
) -> None:
    card = await tally(ada, channel, EMBARGO)
    await restart()
    assert EMBARGO in shown((await typed(ada, card, label, text)).embeds[0])


async def test_in_a_direct_message(simcord_env: simcord.Env) -> None:
    user = simcord_env.create_user("bo")
    card = answered(await user.slash("tally", resolution=EMBARGO))
    listed = answered(await user.click(card, label="No 2"))
    assert "🇺🇸\N{NO-BREAK SPACE}United States" in shown(listed.embeds[0])
    assert "France voted yes" in shown((await typed(user, card, "One country…", "France")).embeds[0])
    await user.click(card, label="Hemicycle")
    assert user.dm_channel.last_message


async def test_where_files_are_not_allowed(
    simcord_env: simcord.Env, ada: simcord.MemberActor, guild: simcord.GuildHandle
) -> None:
    assert simcord_env.bot.user
    bare = guild.create_text_channel(
        "bare", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(attach_files=False)}
    )
    card = await tally(ada, bare, EMBARGO)
    for label in ("Map", "CSV"):
        said = answered(await ada.click(card, label=label))
        assert said.ephemeral
        assert "Attach Files" in said.content


async def test_a_button_of_a_decision_that_is_gone(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await tally(ada, channel, EMBARGO)

    async def nothing(*_: object) -> None:
        return None

    monkeypatch.setattr("bot.buttons.pressed.from_ticket", nothing)
    for label in ("Yes 187", "CSV"):
        assert "earlier edition" in answered(await ada.click(card, label=label)).content


async def test_a_fault_shows_its_code(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    card = await tally(ada, channel, EMBARGO)

    async def fail(*_: object) -> None:
        raise RuntimeError("the archive burnt down")

    monkeypatch.setattr(Clerk, "answer", fail)
    for label in ("Yes 187", "CSV", "Map"):
        assert "RC-" in answered(await ada.click(card, label=label)).content
    assert "RC-" in (await typed(ada, card, "One country…", "France")).content
    assert caplog.text.count("the archive burnt down") >= 4
