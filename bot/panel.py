"""The panel of `/settings`: what is set, and the controls that change it. It works on after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, Unpack, cast

import discord
from discord import ui

from bot import limits
from bot.autocomplete import as_picked
from bot.buttons.pressed import told
from bot.cards import BLUE
from bot.limits import escaped
from bot.listings import named
from bot.preferences import MANAGERS_ONLY, NOTHING_SET, Preferences, change, forget, may_manage, owner_of, set_for
from bot.replies import MINUTES
from db.queries.preferences import Changes, Owner, Scope
from db.records import Body
from handlers.question import Kind, Period
from handlers.watching import Unclear, member
from handlers.wording import span

if TYPE_CHECKING:
    from bot.app import RollcallBot

ANY = "any"
CHANNELS = 25
"""As many channels as one menu of Discord can hold."""
CHANNEL_TYPES = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]


class Panel(ui.LayoutView):
    """What is set for a server or a person, with a control beside each setting."""

    def __init__(self, bot: RollcallBot, owner: Owner, found: Preferences) -> None:
        super().__init__(timeout=None)
        home = named(bot.clerk.archive, found.defaults.home) if found.defaults.home else "not set"
        parts: list[ui.Item[Any]] = []
        if owner.scope is Scope.USER:
            parts += [
                _text(
                    "## Your settings", "They hold in direct messages with me, and fill in the forms that only you see."
                )
            ]
            parts += [_row("Your home country", home, "What “we”, “us” and “our country” mean.", _button("home"))]
        else:
            guild = bot.get_guild(owner.id)
            name = escaped(guild.name) if guild else "this server"
            parts += [_text(f"## Settings of {name}", "They hold for everyone here.")]
            parts += [_row("Home country", home, "What “we”, “us” and “our country” mean.", _button("home"))]
            # Discord would not take a channel that is gone for one that is chosen.
            chosen = [id_ for id_ in sorted(found.channels) if guild and guild.get_channel(id_)]
            parts += _for_servers(found, chosen)
        clear = _button("forget", "Forget all settings", discord.ButtonStyle.danger, disabled=found == NOTHING_SET)
        parts += [ui.Separator(), ui.ActionRow(cast("Any", clear))]
        self.add_item(ui.Container(*parts, accent_colour=BLUE))


def page(title: str, *paragraphs: str, controls: Sequence[ui.Item[Any]] = ()) -> ui.LayoutView:
    """A page of text in the looks of the panel, with buttons below."""
    parts: list[ui.Item[Any]] = [ui.TextDisplay(f"## {title}")]
    for text in paragraphs:
        parts += [ui.TextDisplay(text), ui.Separator(visible=False)]
    parts += [ui.ActionRow(*controls)] if controls else []
    return ui.LayoutView(timeout=None).add_item(ui.Container(*parts, accent_colour=BLUE))


class Control(ui.DynamicItem[ui.Item[Any]], template=r"settings:(?P<what>[a-z]+)"):
    """A button or menu of the panel."""

    def __init__(self, item: ui.Item[Any], what: str) -> None:
        super().__init__(item)
        self.what = what

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The control as used."""
        return cls(item, match["what"])

    @told("settings {0.what}")
    async def callback(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Make the change, or open the form that asks for it."""
        if await allowed(interaction):
            await self._use(interaction)

    async def _use(self, interaction: discord.Interaction[RollcallBot]) -> None:
        found = await set_for(interaction)
        match self.what:
            case "home":
                home, roster = found.defaults.home, interaction.client.clerk.archive.roster
                await interaction.response.send_modal(HomeForm(roster.common(home) if home else ""))
            case "period":
                await interaction.response.send_modal(PeriodForm(found.defaults.period))
            case "body":
                (picked,) = cast("ui.Select[Any]", self.item).values
                await _set(interaction, body="" if picked == ANY else picked)
            case "channels":
                chosen = cast("ui.ChannelSelect[Any]", self.item).values
                await _set(interaction, channels=frozenset(channel.id for channel in chosen))
            case "quiet":
                await _set(interaction, quiet=not found.quiet)
            case "forget":
                await forget(interaction.client, _owner(interaction))
                await show(interaction)


class HomeForm(ui.Modal, title="Home country"):
    """Asks for the home country."""

    def __init__(self, home: str) -> None:
        super().__init__(timeout=MINUTES * 60)
        self.name = _box("Country", "A member of the United Nations; empty for none.", "Kenya", home)
        self.add_item(self.name)

    @told("form home")
    async def on_submit(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Set the country that was named."""
        if not await allowed(interaction):
            return
        typed = _typed(self.name)
        try:
            home = await member(interaction.client.clerk, await as_picked(interaction, typed)) if typed else ""
        except Unclear as unclear:
            await interaction.response.send_message(escaped(str(unclear)), ephemeral=True)
        else:
            await _set(interaction, home=home)


class PeriodForm(ui.Modal, title="Period"):
    """Asks for the period that is counted where a question names none."""

    def __init__(self, period: Period) -> None:
        super().__init__(timeout=MINUTES * 60)
        since, until = (day.isoformat() if day else "" for day in (period.since, period.until))
        self.first = _box("From", "A year, a month or a day; both empty for all years.", "2015", since)
        self.last = _box("Until", "The same, or empty for today.", "March 2022", until)
        for label in (self.first, self.last):
            self.add_item(label)

    @told("form period")
    async def on_submit(self, interaction: discord.Interaction[RollcallBot]) -> None:  # type: ignore[override]
        """Set the period that was named."""
        if not await allowed(interaction):
            return
        clerk = interaction.client.clerk
        asked = await clerk.fill(Kind.LATEST, since=_typed(self.first), until=_typed(self.last))
        if asked.kind is Kind.LATEST:
            await _set(interaction, since=asked.period.since, until=asked.period.until)
        else:
            await interaction.response.send_message(escaped(asked.reason), ephemeral=True)


async def allowed(interaction: discord.Interaction[RollcallBot]) -> bool:
    """Whether the person may change settings; told where not. The panel can have been open for a long time."""
    if may_manage(interaction):
        return True
    await interaction.response.send_message(MANAGERS_ONLY, ephemeral=True)
    return False


async def show(interaction: discord.Interaction[RollcallBot]) -> None:
    """Send the panel to the person, or bring the one they used up to date."""
    panel = Panel(interaction.client, _owner(interaction), await set_for(interaction))
    if interaction.message is None:
        await interaction.response.send_message(view=panel, ephemeral=True)
    else:
        await interaction.response.edit_message(view=panel)


async def _set(interaction: discord.Interaction[RollcallBot], **changes: Unpack[Changes]) -> None:
    """Make a change and show it."""
    await change(interaction.client, _owner(interaction), **changes)
    await show(interaction)


def _owner(interaction: discord.Interaction[RollcallBot]) -> Owner:
    return owner_of(interaction.client, interaction.guild_id, interaction.user.id)


def _for_servers(found: Preferences, chosen: Sequence[int]) -> list[ui.Item[Any]]:
    """What only a server can set; `chosen` are the allowed channels that there are."""
    defaults = found.defaults
    bodies = [discord.SelectOption(label="No preference", value=ANY, default=defaults.body is None)]
    bodies += [discord.SelectOption(label=body.title, value=body.value, default=defaults.body is body) for body in Body]
    body = Control(ui.Select(custom_id="settings:body", options=bodies), "body")
    channels = Control(
        ui.ChannelSelect(
            custom_id="settings:channels",
            channel_types=CHANNEL_TYPES,
            placeholder="Everywhere",
            min_values=0,
            max_values=CHANNELS,
            default_values=[
                discord.SelectDefaultValue(id=id_, type=discord.SelectDefaultValueType.channel) for id_ in chosen
            ],
        ),
        "channels",
    )
    years = span(defaults.period) if defaults.period else "all years"
    quiet, other = ("on", "Turn off") if found.quiet else ("off", "Turn on")
    return [
        _row("Period", years, "What is counted where a question names no time.", _button("period")),
        _row("Quiet replies", quiet, "Answers to commands are seen only by who asked.", _button("quiet", other)),
        ui.Separator(),
        _text("**Body**", "Which votes are counted where a question names none."),
        ui.ActionRow(cast("Any", body)),
        _text("**Channels**", "Where I answer. Choose none for everywhere."),
        ui.ActionRow(cast("Any", channels)),
    ]


def _text(head: str, explained: str) -> ui.TextDisplay[Any]:
    return ui.TextDisplay(f"{head}\n-# {explained}")


def _row(name: str, value: str, explained: str, control: Control) -> ui.Section[Any]:
    return ui.Section(_text(f"**{name}** · {value}", explained), accessory=control)


def _button(
    what: str,
    label: str = "Change",
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    disabled: bool = False,
) -> Control:
    return Control(ui.Button(label=label, style=style, custom_id=f"settings:{what}", disabled=disabled), what)


def _box(name: str, explained: str, example: str, held: str) -> ui.Label[Any]:
    """A box of a form, with what is set now."""
    box = ui.TextInput[Any](placeholder=example, default=held or None, required=False, max_length=limits.CHOICE)
    return ui.Label(text=name, description=explained, component=box)


def _typed(label: ui.Label[Any]) -> str:
    return cast("ui.TextInput[Any]", label.component).value.strip()
