"""/settings: the panel, what each control changes, and what that changes in answers."""

from __future__ import annotations

from typing import Any

import pytest
import simcord

from bot.app import RollcallBot
from bot.preferences import preferences_for
from bot.settings import Settings
from db.queries import preferences
from db.queries.preferences import Owner, Preference, Scope
from db.store import Store
from tests.bot.processes import Restart
from tests.bot.test_cards import shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


@pytest.fixture
def server(guild: simcord.GuildHandle) -> Owner:
    return Owner(Scope.GUILD, guild.id)


async def opened(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> simcord.ResponseMessage:
    """The panel that the person sees."""
    result = await boss.slash(channel, "settings")
    assert result.response
    assert result.response.ephemeral
    return result.response


def said(panel: simcord.ResponseMessage) -> str:
    """The text of a panel or page."""
    return "\n".join(
        part["content"] for part in simcord.components.walk_components(panel.components) if "content" in part
    )


async def test_a_new_server_has_nothing_set(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    panel = await opened(boss, channel)
    text = said(panel)
    assert "Settings of Model UN" in text
    assert "**Home country** · not set" in text
    assert "**Period** · all years" in text
    assert "**Quiet replies** · off" in text


async def test_the_home_country(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, store: Store, server: Owner
) -> None:
    panel = await opened(boss, channel)
    form = await boss.click(panel, custom_id="settings:home")
    await boss.submit_modal(form, {field(form): "the hungarians"})
    assert "**Home country** · 🇭🇺 Hungary" in said(panel).replace("\N{NO-BREAK SPACE}", " ")
    assert await preferences.get(store, server) == Preference(home="HUN")
    result = await boss.slash(channel, "ask", question="How did we vote on ES-11/7?")
    assert result.response
    assert "Hungary voted no" in shown(result.response.embeds[0])
    form = await boss.click(panel, custom_id="settings:home")
    await boss.submit_modal(form, {field(form): ""})
    assert "**Home country** · not set" in said(panel)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("Korea", "North Korea or South Korea"), ("Narnia", "no member called “Narnia”"), ("Palestine", "observer State")],
)
async def test_an_unclear_country_changes_nothing(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, store: Store, server: Owner, typed: str, says: str
) -> None:
    panel = await opened(boss, channel)
    form = await boss.click(panel, custom_id="settings:home")
    told = await boss.submit_modal(form, {field(form): typed})
    assert told.response
    assert told.response.ephemeral
    assert says in told.response.content
    assert await preferences.get(store, server) is None


async def test_body_and_period_narrow_a_count(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    panel = await opened(boss, channel)
    await boss.select(panel, ["SC"], custom_id="settings:body")
    form = await boss.click(panel, custom_id="settings:period")
    first, last = fields(form)
    await boss.submit_modal(form, {first: "2015", last: "march 2022"})
    assert "**Period** · from 1 January 2015 to 31 March 2022" in said(panel)
    for command, options in (("alignment", {"a": "FRA", "b": "CHN"}), ("ask", {"question": "France and China"})):
        result = await boss.slash(channel, command, **options)
        assert result.response
        text = shown(result.response.embeds[0])
        assert "Security Council" in text
        assert "2015" in text
        assert "as this server's settings say" in text
    await boss.select(panel, ["any"], custom_id="settings:body")
    result = await boss.slash(channel, "alignment", a="FRA", b="CHN")
    assert result.response
    assert "General Assembly" in shown(result.response.embeds[0])


async def test_a_period_that_is_none(boss: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    panel = await opened(boss, channel)
    for since, until, says in (("blue", "", "could not read “blue” as a time"), ("2022", "2015", "before it begins")):
        form = await boss.click(panel, custom_id="settings:period")
        first, last = fields(form)
        told = await boss.submit_modal(form, {first: since, last: until})
        assert told.response
        assert says in told.response.content
    assert "all years" in said(panel)


async def test_channels_are_kept_to(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    ada: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
) -> None:
    votes = guild.create_text_channel("votes")
    asked_before = await ada.slash(channel, "ask", question="How did Korea vote on 68/262?")
    panel = await opened(boss, channel)
    await boss.select(panel, [votes], custom_id="settings:channels")

    refused = await ada.slash(channel, "tally", resolution="68/262")
    assert refused.response
    assert refused.response.ephemeral
    assert refused.response.content == f"In this server I answer in {votes.mention}; please ask me there."
    answered = await ada.slash(votes, "tally", resolution="68/262")
    assert answered.response
    assert not answered.response.ephemeral

    assert simcord_env.bot.user
    call = f"{simcord_env.bot.user.mention} How did Hungary vote on ES-11/7?"
    await ada.send(channel, call)
    assert channel.last_message
    assert channel.last_message.content == refused.response.content
    await ada.send(votes, call)
    assert votes.last_message
    assert "Hungary voted no" in shown(votes.last_message.embeds[0])

    # A button under an old card still answers, but only who pressed it sees that.
    assert asked_before.response
    pressed = await ada.click(asked_before.response, label="South Korea")
    assert pressed.response
    assert pressed.response.ephemeral

    # Managers find the panel everywhere; choosing nothing opens all channels again.
    panel = await opened(boss, channel)
    await boss.select(panel, [], custom_id="settings:channels")
    answered = await ada.slash(channel, "tally", resolution="68/262")
    assert answered.response
    assert not answered.response.ephemeral


async def test_a_reply_to_a_card_elsewhere_is_left_alone(
    boss: simcord.MemberActor, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
) -> None:
    asked = await boss.slash(channel, "tally", resolution="68/262")
    await boss.select(await opened(boss, channel), [guild.create_text_channel("votes")], custom_id="settings:channels")
    assert asked.response
    await boss.send(channel, "well, well", reply_to=asked.response)
    assert channel.last_message
    assert channel.last_message.content == "well, well"


async def test_channels_that_are_gone(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    ada: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
) -> None:
    votes = guild.create_text_channel("votes")
    await boss.select(await opened(boss, channel), [votes], custom_id="settings:channels")
    simcord_env.backend.delete_channel(votes.id)
    await simcord_env.settle()
    refused = await ada.slash(channel, "tally", resolution="68/262")
    assert refused.response
    assert "are gone" in refused.response.content
    panel = await opened(boss, channel)
    chosen = [part.get("default_values") for part in simcord.components.walk_components(panel.components)]
    assert not any(chosen)


async def test_quiet_replies(
    boss: simcord.MemberActor, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    panel = await opened(boss, channel)
    await boss.click(panel, custom_id="settings:quiet")
    assert "**Quiet replies** · on" in said(panel)
    result = await ada.slash(channel, "tally", resolution="68/262")
    assert result.response
    assert result.response.ephemeral
    await boss.click(panel, custom_id="settings:quiet")
    result = await ada.slash(channel, "tally", resolution="68/262")
    assert result.response
    assert not result.response.ephemeral


async def test_everything_is_forgotten(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, store: Store, server: Owner
) -> None:
    panel = await opened(boss, channel)
    await boss.click(panel, custom_id="settings:quiet")
    assert await preferences.get(store, server)
    await boss.click(panel, custom_id="settings:forget")
    assert "**Quiet replies** · off" in said(panel)
    assert await preferences.get(store, server) is None


async def test_the_panel_works_on_after_a_restart(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, settings: Settings, restart: Restart
) -> None:
    panel = await opened(boss, channel)
    await boss.select(panel, ["SC"], custom_id="settings:body")
    await restart()
    await boss.click(panel, custom_id="settings:quiet")
    assert "**Quiet replies** · on" in said(panel)
    chosen = [
        option["label"]
        for part in simcord.components.walk_components(panel.components)
        for option in part.get("options", ())
        if option.get("default")
    ]
    assert chosen == ["Security Council"]


async def test_who_lost_manage_server_can_change_nothing_more(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    store: Store,
    server: Owner,
) -> None:
    panel = await opened(boss, channel)
    simcord_env.backend.get_member(guild.id, boss.id).role_ids.clear()
    told = await boss.click(panel, custom_id="settings:quiet")
    assert told.response
    assert "Manage Server" in told.response.content
    assert await preferences.get(store, server) is None


async def test_in_direct_messages_a_person_has_a_home_country(simcord_env: simcord.Env, store: Store) -> None:
    bo = simcord_env.create_user("bo")
    panel = (await bo.slash("settings")).response
    assert "Your home country" in said(panel)
    assert "Quiet" not in said(panel)
    form = await bo.click(panel, custom_id="settings:home")
    await bo.submit_modal(form, {field(form): "Kenya"})
    assert await preferences.get(store, Owner(Scope.USER, bo.id)) == Preference(home="KEN")
    await bo.send_dm("How did we vote on 68/262?")
    assert bo.dm_channel.last_message
    assert "Kenya" in shown(bo.dm_channel.last_message.embeds[0])


async def test_what_a_person_deletes_in_another_process_is_forgotten_here_too(
    simcord_env: simcord.Env, store: Store
) -> None:
    bo = simcord_env.create_user("bo")
    await preferences.put(store, Owner(Scope.USER, bo.id), home="KEN")
    for told in (True, False):
        await bo.send_dm("How did we vote on 68/262?")
        assert bo.dm_channel.last_message
        assert ("**Kenya abstained" in shown(bo.dm_channel.last_message.embeds[0])) is told
        await preferences.delete(store, Owner(Scope.USER, bo.id))


async def test_a_persons_home_is_not_the_servers(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, store: Store
) -> None:
    await preferences.put(store, Owner(Scope.USER, ada.id), home="KEN")
    assert simcord_env.bot.user
    await ada.send(channel, f"{simcord_env.bot.user.mention} How did we vote on 68/262?")
    assert channel.last_message
    assert "Kenya" not in shown(channel.last_message.embeds[0])


async def test_a_store_that_is_gone_does_not_stop_answers(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("db.queries.preferences.TABLE", None)
    result = await ada.slash(channel, "tally", resolution="68/262")
    assert result.response
    assert result.response.embeds[0].title == "Territorial integrity of Ukraine"
    assert "could not be read" in caplog.text


async def test_what_is_held_in_memory_follows_each_change(
    boss: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle, simcord_bot: RollcallBot
) -> None:
    panel = await opened(boss, channel)
    assert not (await preferences_for(simcord_bot, guild.id, boss.id)).quiet
    await boss.click(panel, custom_id="settings:quiet")
    assert (await preferences_for(simcord_bot, guild.id, boss.id)).quiet


async def test_leaving_a_server_deletes_its_settings(
    simcord_env: simcord.Env,
    boss: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    guild: simcord.GuildHandle,
    store: Store,
    server: Owner,
) -> None:
    await boss.click(await opened(boss, channel), custom_id="settings:quiet")
    simcord_env.backend.remove_guild(guild.id)
    await simcord_env.settle()
    assert await preferences.get(store, server) is None


def fields(form: simcord.InteractionResult) -> list[str]:
    """The ids of a form's boxes."""
    parts: list[dict[str, Any]] = list(simcord.components.walk_components((form.modal or {})["components"]))
    return [part["custom_id"] for part in parts if "custom_id" in part]


def field(form: simcord.InteractionResult) -> str:
    (only,) = fields(form)
    return only
