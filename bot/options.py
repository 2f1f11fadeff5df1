"""Option texts and choices that several commands share."""

from __future__ import annotations

from discord.app_commands import Choice

SINCE = "from when: a year, a month or a date, such as 2015 or March 2022"
UNTIL = "until when: a year, a month or a date"
TOPIC = "only votes on this: human rights, Palestine, nuclear weapons …"
BODIES = [Choice(name="General Assembly", value="GA"), Choice(name="Security Council", value="SC")]
ORDERS = [Choice(name="closest first", value="closest"), Choice(name="furthest first", value="furthest")]
