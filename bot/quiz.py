"""The quiz as it is played: rounds, answers, the clock, the score.

A quiz goes on after a restart (see `bot.quiz_table`); only the answers to the round on the table are lost then.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Self

import discord

from bot.buttons.pressed import GONE, Button, Pressed, button, told
from bot.cards import card
from bot.errors import recorded
from bot.preferences import hushed
from bot.quiz_cards import Score, question_card, result, score_in, standing
from bot.quiz_table import ANSWER, NEXT, Game, Place, Table, tables_of
from bot.replies import permissions
from db.archive import Archive
from db.records import Position
from handlers.question import Kind, Period, Question
from handlers.quiz import CHOICES, Round, rounds
from handlers.ticket import from_ticket, ticket

if TYPE_CHECKING:
    from bot.app import RollcallBot

SECONDS = 20
"""Time for an answer."""
SEEDS = 10_000
LABELS = {Position.YES: "Yes", Position.NO: "No", Position.ABSTAIN: "Abstained"}
OVER = "This round is over."
RUNNING = "A quiz is being played in this channel already. It moves on by itself, or when its host presses Next."
NO_CARDS = "The quiz is played with cards: here it needs the permission *Embed Links*."
TOO_FEW = "I know too few contested votes within these limits. Try another topic or country, or an earlier year."


def lot() -> int:
    """The number by which the questions are drawn."""
    return secrets.randbelow(SEEDS)


async def play(interaction: Pressed, question: Question) -> None:
    """Start a quiz within the limits of a question, unless one is being played there."""
    private, tables = await hushed(interaction), tables_of(interaction.client)
    place, allowed = _place(interaction, private), permissions(interaction)
    refusal = RUNNING if place in tables.held else ""
    if allowed is not None and not allowed.embed_links:
        refusal = NO_CARDS
    if refusal:
        await interaction.response.send_message(refusal, ephemeral=True)
        return
    tables.put(place, None)
    try:
        await interaction.response.defer(thinking=True, ephemeral=private)
        within = Period(question.period.since, question.period.until)  # without its label, which an id has no room for
        about = Question("", Kind.RECORD, question.members, question.groups, topic=question.topic, period=within)
        game = Game(-1, interaction.user.id, lot(), ticket(about))
        if not await _deal(interaction, place, game, Counter()):
            await interaction.followup.send(TOO_FEW, ephemeral=private)
    finally:
        tables.free(place)


async def _deal(interaction: Pressed, place: Place, game: Game, score: Score) -> bool:
    """Put the round after a game's on the table. Returns whether there was one."""
    bot = interaction.client
    found = await _round_after(bot.clerk.archive, game)
    if found is None:
        return False
    game, one, count = found
    view = discord.ui.View(timeout=None)
    for position in CHOICES:
        view.add_item(AnswerButton(position, game.member, game.key))
    view.add_item(NextButton(game))
    heading = f"Quiz · round {game.number + 1} of {count}"
    embed = question_card(bot.clerk.archive, one, heading, SECONDS)
    message = await interaction.followup.send(
        standing(score), embed=embed, view=view, ephemeral=bool(place[1]), wait=True
    )
    table = Table(game, message, interaction, score)
    tables_of(bot).put(place, table)
    table.clock = asyncio.create_task(_run_out(bot, place, table))
    return True


async def _round_after(archive: Archive, game: Game) -> tuple[Game, Round, int] | None:
    """The round that follows a game's, and how many there are; the lot draws the same ones each time."""
    question = await from_ticket(archive, game.line)
    drawn = await rounds(archive, question, Random(game.seed)) if question else []  # noqa: S311 (a game)
    number = game.number + 1
    if number >= len(drawn):
        return None
    one = drawn[number]
    return replace(game, number=number, member=one.member, key=one.decision.key), one, len(drawn)


async def _run_out(bot: RollcallBot, place: Place, table: Table) -> None:
    """End a round when its time is over, and with it a quiz that nobody plays."""
    await asyncio.sleep(SECONDS)
    if bot.is_closed():
        return
    try:
        await _end(place, table, go_on=bool(table.answers))
    except Exception as error:  # nobody waits for this task
        recorded(error, f"the quiz in channel {place[0]} ended early")


async def _end(place: Place, table: Table, *, go_on: bool) -> None:
    """Show the right answer and who had it, then deal the next round or call the final score."""
    bot = table.interaction.client
    if not tables_of(bot).end(place, table):
        return
    if table.clock and table.clock is not asyncio.current_task():
        table.clock.cancel()
    try:
        await _answered(bot, table, go_on=go_on)
        if go_on:
            await _deal(table.interaction, place, table.game, table.score)
    finally:
        tables_of(bot).free(place)


async def _answered(bot: RollcallBot, table: Table, *, go_on: bool) -> None:
    """Put the answer with its tally and source in place of the question."""
    game, archive = table.game, bot.clerk.archive
    question = await from_ticket(archive, f"{Kind.COUNTRY_VOTE}~m{game.member}~d{game.key}")
    if question is None:
        await table.message.edit(content=GONE, embed=None, view=None)
        return
    answer = await bot.clerk.answer(question)
    right = [user for user, position in table.answers.items() if position.word == answer.facts["position"]]
    table.score.update(right)
    last = not go_on or await _round_after(archive, game) is None
    said = result(right, len(table.answers), table.score, last=last)
    await table.message.edit(content=said, embed=card(answer, archive), view=None)


def _place(interaction: Pressed, private: bool) -> Place:
    return interaction.channel_id or 0, interaction.user.id if private else 0


async def _table(interaction: Pressed) -> tuple[Place, Table] | None:
    """The round that a button belongs to; taken up again from its message after a restart, and None once it is over."""
    message, tables = interaction.message, tables_of(interaction.client)
    game = Game.of(message)
    await interaction.response.defer()
    if message is None or game is None:
        await interaction.followup.send(GONE, ephemeral=True)
        return None
    place = _place(interaction, message.flags.ephemeral)
    original = message if place in tables.held else await interaction.original_response()
    table = tables.held.get(place)
    if table and table.message.id == message.id:
        table.interaction = interaction
        return place, table
    if place in tables.held or message.id in tables.over:
        await interaction.followup.send(OVER, ephemeral=True)
        return None
    table = Table(game, original, interaction, score_in(message.content))
    tables.put(place, table)
    table.clock = asyncio.create_task(_run_out(interaction.client, place, table))
    return place, table


class AnswerButton(discord.ui.DynamicItem[Button], template=ANSWER):
    """One answer. Each person has one in a round; nobody sees those of the others before its end."""

    def __init__(self, position: Position, member: str, key: str) -> None:
        super().__init__(button(LABELS[position], f"quiz:{int(position)}:{member}:{key}"))
        self.position = position

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(Position(int(match["position"])), match["member"], match["key"])

    @told("quiz answer")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Take the answer; who plays alone sees at once whether it is right."""
        found = await _table(interaction)
        if found is None:
            return
        place, table = found
        given = table.answers.setdefault(interaction.user.id, self.position)
        if place[1] or isinstance(interaction.channel, discord.DMChannel):
            await _end(place, table, go_on=True)
            return
        said = "Your answer" if given is self.position else "You have answered already"
        await interaction.followup.send(f"{said}: {LABELS[given].lower()}.", ephemeral=True)


class NextButton(discord.ui.DynamicItem[Button], template=NEXT):
    """Ends the round before its time. Only the host may."""

    def __init__(self, game: Game) -> None:
        super().__init__(button("Next ›", f"quiz-next:{game.number}:{game.host:x}:{game.seed}:{game.line}"))
        self.game = game

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[discord.ui.View], match: re.Match[str], /
    ) -> Self:
        """The button as pressed."""
        return cls(Game(int(match["number"]), int(match["host"], 16), int(match["seed"]), match["line"]))

    @told("quiz next")
    async def callback(self, interaction: Pressed) -> None:  # type: ignore[override]
        """Go on."""
        if interaction.user.id != self.game.host:
            only = f"Only <@{self.game.host}>, who started the quiz, can do that."
            await interaction.response.send_message(only, ephemeral=True)
        elif found := await _table(interaction):
            await _end(*found, go_on=True)
