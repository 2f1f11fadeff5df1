"""/watch: be told of new decisions in a channel or in direct messages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot import limits
from bot.autocomplete import Suggested, as_picked
from bot.errors import recorded
from bot.limits import cut, escaped
from bot.options import Body, OneOf
from bot.panel import allowed, page
from bot.preferences import MANAGERS_ONLY, may_manage, owner_of
from bot.registration import mention
from bot.watches import lacking, way_out, wish_of
from db import records
from db.queries import arrivals, watches
from db.queries.preferences import Scope
from db.queries.watches import Watch
from handlers.watching import Unclear, What, named, wish
from handlers.wording import plural, reach, series, start

if TYPE_CHECKING:
    from bot.app import RollcallBot

IN_A_CHANNEL, IN_A_SERVER = 10, 50
"""Watches of one channel and of one server: more would be noise."""
Whats = app_commands.Transform[
    str,
    OneOf(
        {
            "all": "all votes",
            "member": "a country",
            "group": "a group of countries",
            "topic": "a topic",
            "vetoes": "vetoes",
        }
    ),
]
SUGGESTED = {
    What.MEMBER: Suggested(lambda suggestions, typed, language: suggestions.members(typed, language=language)),
    What.GROUP: Suggested(lambda suggestions, typed, language: suggestions.groups(typed, language=language)),
    What.TOPIC: Suggested(lambda suggestions, typed, _: suggestions.topics(typed)),
}
LISTED, ROOM = 15, 3_500
"""Channels and characters of a list: a page of Discord holds 40 parts and 4,000 characters."""
NOT_HERE = "I can post only in servers that I am a member of, and in direct messages with me."

Channel = discord.abc.GuildChannel | discord.Thread

watch = app_commands.Group(
    name="watch",
    description="Be told of new votes as they come into the record.",
    default_permissions=discord.Permissions(manage_guild=True),
)


async def values(interaction: discord.Interaction[RollcallBot], typed: str) -> list[Choice[str]]:
    """Countries, groups or topics, by what is to be watched; countries as long as that is not said."""
    what = getattr(interaction.namespace, "what", "") or What.MEMBER.value
    return await SUGGESTED[What(what)].autocomplete(interaction, typed) if what in SUGGESTED else []


async def kept(interaction: discord.Interaction[RollcallBot], typed: str) -> list[Choice[str]]:
    """The watches of the server or of the direct messages."""
    try:
        if not may_manage(interaction):
            return []
        lines = {str(one.id): _label(interaction, one) for one in await _here(interaction)}
        fitting = {id_: label for id_, label in lines.items() if typed.lower() in label.lower()}
        return [Choice(name=cut(label, limits.CHOICE), value=id_) for id_, label in fitting.items()][: limits.CHOICES]
    except Exception as error:  # whatever it is, the person can still type on
        recorded(error, "no suggestions of watches")
        return []


@watch.command()
@app_commands.describe(
    what="what to be told of",
    value="which country, group or topic",
    body="both bodies unless you pick one",
)
@app_commands.autocomplete(value=values)
async def add(
    interaction: discord.Interaction[RollcallBot],
    what: Whats,
    value: app_commands.Range[str, 1, limits.CHOICE] = "",
    body: Body = "",
) -> None:
    """Post here when new votes come into the record."""
    if refusal := _refusal(interaction):
        await interaction.response.send_message(refusal, ephemeral=True)
        return
    await interaction.response.defer(thinking=True, ephemeral=True)
    clerk = interaction.client.clerk
    try:
        wished = await wish(
            clerk, What(what), await as_picked(interaction, value), records.Body(body) if body else None
        )
    except Unclear as unclear:
        await interaction.followup.send(escaped(str(unclear)), ephemeral=True)
        return
    new = Watch(
        id=0,
        guild_id=interaction.guild_id,
        channel_id=interaction.channel_id or 0,
        owner_id=interaction.user.id,
        what=wished.what.value,
        value=wished.value,
        body=wished.body.value if wished.body else "",
    )
    text = await _added(interaction.client, new)
    await interaction.followup.send(text, ephemeral=True)


@watch.command(name="list")
async def list_(interaction: discord.Interaction[RollcallBot]) -> None:
    """What is watched in this server, or in our direct messages."""
    if not await allowed(interaction):
        return
    by_channel: dict[str, list[str]] = defaultdict(list)
    for one in await _here(interaction):
        by_channel[_heading(interaction, one)].append(f"- {_line(interaction, one)}")
    lists = ["\n".join([f"**{place}**", *lines]) for place, lines in by_channel.items()]
    if not lists:
        lists = [f"Nothing is watched here yet: {mention(interaction.client, 'watch add')} starts."]
    shown = limits.packed(lists[:LISTED], ROOM, "\n")[0]
    if len(shown) < len(lists):
        shown.append(f"… and {plural(len(lists) - len(shown), 'more channel')}")
    reached = f"-# {reach(interaction.client.clerk.archive, None)}"
    await interaction.response.send_message(view=page("Watches", *shown, reached), ephemeral=True)


@watch.command()
@app_commands.rename(which="watch")
@app_commands.describe(which="the watch to end")
@app_commands.autocomplete(which=kept)
async def remove(interaction: discord.Interaction[RollcallBot], which: str) -> None:
    """Stop being told."""
    if not await allowed(interaction):
        return
    wanted, here = which.strip().lower(), await _here(interaction)
    whole = [one for one in here if wanted in {str(one.id), _label(interaction, one).lower()}]
    found = whole or [one for one in here if wanted in _label(interaction, one).lower()]
    if len(found) != 1:
        many = "Several watches fit" if found else "I know no such watch"
        await interaction.response.send_message(f"{many}: please pick one from the list.", ephemeral=True)
        return
    await watches.remove(interaction.client.store, found[0].id)
    await interaction.response.send_message(f"Ended: {escaped(_label(interaction, found[0]))}.", ephemeral=True)


async def _added(bot: RollcallBot, new: Watch) -> str:
    """Keep a new watch, or let the one that is there go on; what the person is told."""
    there = await watches.in_channel(bot.store, new.channel_id)
    what = escaped(named(bot.clerk.archive, wish_of(new)))
    same = next((one for one in there if wish_of(one) == wish_of(new)), None)
    if same and not same.paused:
        return f"This channel is told of {what} already."
    if same:
        await watches.resume(bot.store, same.id)
        bot.watcher.wake()
        return f"This channel is told of {what} again, also of what came meanwhile."
    if len(there) >= IN_A_CHANNEL:
        return (
            f"A channel can have {IN_A_CHANNEL} watches, and this one has: {mention(bot, 'watch remove')} makes room."
        )
    if new.guild_id is not None and len(await watches.in_guild(bot.store, new.guild_id)) >= IN_A_SERVER:
        return f"A server can have {IN_A_SERVER} watches, and this one has: {mention(bot, 'watch remove')} makes room."
    through = await arrivals.note(bot.store, bot.clerk.archive)
    await watches.add(bot.store, replace(new, through=through))
    return (
        f"From now on I post here when there are new {what.removeprefix('all ')}.\n"
        "-# Votes on whole texts and vetoes count, once they are in the record. " + reach(bot.clerk.archive, None)
    )


def _refusal(interaction: discord.Interaction[RollcallBot]) -> str:
    """Why nothing can be watched here by this person; empty where it can."""
    if not may_manage(interaction):
        return MANAGERS_ONLY
    if owner_of(interaction.client, interaction.guild_id, interaction.user.id).scope is Scope.USER:
        return "" if interaction.guild_id is None and interaction.context.dm_channel else NOT_HERE
    missing = lacking(interaction.app_permissions, interaction.channel)
    return f"I cannot post here: I need {series(missing)} in this channel." if missing else ""


async def _here(interaction: discord.Interaction[RollcallBot]) -> list[Watch]:
    """The server's watches, or the person's own in direct messages."""
    owner = owner_of(interaction.client, interaction.guild_id, interaction.user.id)
    if owner.scope is Scope.GUILD:
        return await watches.in_guild(interaction.client.store, owner.id)
    return [one for one in await watches.of_person(interaction.client.store, owner.id) if one.guild_id is None]


def _line(interaction: discord.Interaction[RollcallBot], one: Watch) -> str:
    """A watch in a list: what, and why it is paused."""
    text = escaped(start(named(interaction.client.clerk.archive, wish_of(one))))
    return f"{text} (paused: {one.paused}; {way_out(interaction.client, one.paused)})" if one.paused else text


def _label(interaction: discord.Interaction[RollcallBot], one: Watch) -> str:
    """A watch in a box, which shows no formatting."""
    text = start(named(interaction.client.clerk.archive, wish_of(one)))
    if one.guild_id is None:
        return text
    channel = _channel(interaction, one)
    return f"{text} in #{channel.name}" if channel else f"{text} in a channel that I do not see"


def _heading(interaction: discord.Interaction[RollcallBot], one: Watch) -> str:
    """The channel of a watch, above its list."""
    if one.guild_id is None:
        return "Direct messages"
    return f"<#{one.channel_id}>" if _channel(interaction, one) else "A channel that I do not see"


def _channel(interaction: discord.Interaction[RollcallBot], one: Watch) -> Channel | None:
    return interaction.guild.get_channel_or_thread(one.channel_id) if interaction.guild else None
