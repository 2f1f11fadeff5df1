"""The options that several commands share: what each suggests while a person types, its choices, and its wording."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.autocomplete import Suggested, SuggestedName

SINCE = "from when: a year, a month or a date, such as 2015 or March 2022"
UNTIL = "until when: a year, a month or a date"
TOPIC = "only votes on this: human rights, Palestine, nuclear weapons …"
BODY = "the General Assembly unless you pick the other"
RESOLUTION = "a symbol, a name or words: ES-11/7, the Cuba embargo, partition plan"


class OneOf(app_commands.Transformer):
    """One of a few values, shown by their labels."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    @property
    def choices(self) -> list[Choice[str | int | float]]:
        """The labels and their values."""
        return [Choice(name=label, value=value) for value, label in self._labels.items()]

    async def transform(self, interaction: discord.Interaction, value: str, /) -> str:
        """The value as picked."""
        return value


Party = app_commands.Transform[
    str, SuggestedName(lambda suggestions, typed, language: suggestions.parties(typed, language=language))
]
"""A member or a group; picked, an ISO code or a group's id."""
Member = app_commands.Transform[
    str, SuggestedName(lambda suggestions, typed, language: suggestions.members(typed, language=language))
]
Group = app_commands.Transform[
    str, SuggestedName(lambda suggestions, typed, language: suggestions.groups(typed, language=language))
]
Topic = app_commands.Transform[str, Suggested(lambda suggestions, typed, _: suggestions.topics(typed))]
Resolution = app_commands.Transform[str, Suggested(lambda suggestions, typed, _: suggestions.decisions(typed))]
"""A decision; picked, its key."""
Yearly = app_commands.Transform[str, Suggested(lambda suggestions, typed, _: suggestions.series(typed))]
"""A yearly resolution; picked, a series' key or a decision's."""
Time = app_commands.Range[str, 1, 100]
Limit = app_commands.Range[int, 1, 25]

Body = app_commands.Transform[str, OneOf({"GA": "General Assembly", "SC": "Security Council"})]
Order = app_commands.Transform[str, OneOf({"closest": "closest first", "furthest": "furthest first"})]
Position = app_commands.Transform[
    str, OneOf({"yes": "voted yes", "no": "voted no", "abstain": "abstained", "absent": "did not vote"})
]
Measure = app_commands.Transform[
    str,
    OneOf(
        {
            "soft": "agreement: an abstention against a yes or no counts half",
            "identical": "identical: the same vote",
            "opposite": "opposite: yes against no",
            "coincidence": "voting coincidence, as the US State Department counts",
        }
    ),
]
Extreme = app_commands.Transform[
    str,
    OneOf(
        {
            "closest": "closest: yes and no nearly level",
            "most_contested": "most contested: yes, no and abstentions most evenly split",
            "lone_no": "lone no: one member against all others",
            "unanimous": "unanimous: every member that voted said yes",
            "most_yes": "most yes votes",
            "fewest_yes": "fewest yes votes",
            "most_no": "most no votes",
            "most_abstain": "most abstentions",
        }
    ),
]
