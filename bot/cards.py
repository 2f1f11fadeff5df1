"""An answer as a card: one embed that keeps to Discord's limits by how it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import discord

from bot import limits
from bot.blocks import shares_block, table_block, tally_block
from bot.flags import flag
from bot.limits import cut, escaped, packed, size
from db.records import Body, Decision, Outcome
from handlers.answer import Answer, Listing
from handlers.tally import outcome
from handlers.wording import day, reach, start

if TYPE_CHECKING:
    from db.archive import Archive

COLOURS = {
    Outcome.ADOPTED: discord.Colour(0x2E8B57),
    Outcome.VETOED: discord.Colour(0xB03A2E),
    Outcome.FAILED: discord.Colour(0xB03A2E),
    Outcome.UNKNOWN: discord.Colour(0x7F8C8D),
}
BLUE = discord.Colour(0x009EDB)
"""The colour of a card that is about no single decision."""
HEADINGS = {
    "alignment": "How alike they vote",
    "ranking": "Who votes alike",
    "search": "Decisions found",
    "latest": "Latest decisions",
    "definition": "What it means",
    "help": "What you can ask",
    "clarify": "Which one do you mean?",
    "not_found": "Not found",
    "out_of_scope": "Not in the voting record",
}
SHARES = {
    "identical": "Same vote",
    "soft": "Abstentions ½",
    "opposite": "Opposite",
    "coincidence": "Coincidence",
}
"""The measures of an agreement, as the bars call them; the sentences below the bars explain each."""
SPARE = 40
"""Characters kept for a sentence that says what was left out."""


def card(answer: Answer, archive: Archive) -> discord.Embed:
    """The card of an answer."""
    decision = answer.decision
    embed = discord.Embed(
        title=cut(escaped(_title(answer)), limits.TITLE),
        colour=COLOURS[decision.outcome] if decision else BLUE,
        url=safe(answer.sources[0].url) if decision and answer.sources else None,
    )
    if decision:
        embed.set_author(name=cut(_where(decision), limits.TITLE))
    embed.set_footer(text=reach(archive, None))
    last = {"Notes": _notes(answer, archive), "Sources": _sources(answer)}
    lists = [(one, [named(archive, iso3) for iso3 in one.members]) for one in answer.listings]
    left = limits.EMBED - size(f"{embed.title}{embed.author.name or ''}{embed.footer.text}")
    left -= sum(size(name) + size(value) for name, value in last.items() if value)
    wanted = sum(size(name) + 2 for _, names in lists for name in names) + 2 * SPARE * len(lists)
    embed.description = _description(answer, archive, min(limits.DESCRIPTION, max(left - wanted, left // 3)))
    left -= size(embed.description)
    for one, names in lists:
        for name, value in _fields(one, names, left)[: limits.FIELDS - len(last) - len(embed.fields)]:
            embed.add_field(name=name, value=value, inline=False)
            left -= size(name) + size(value)
    for name, value in last.items():
        if value:
            embed.add_field(name=name, value=value, inline=False)
    return embed


def named(archive: Archive, iso3: str) -> str:
    """A member with its flag of today, where it has one: "🇭🇺 Hungary", "Yugoslavia"."""
    member = archive.roster.members[iso3]
    # No line ends between a flag and its name.
    return f"{flag(member.iso2)}\N{NO-BREAK SPACE}{escaped(member.common)}".strip()


def safe(url: str) -> str:
    """An address that can stand in a markdown link: a parenthesis would end it early."""
    return quote(url, safe=":/?#[]@!$&'*+,;=%~").replace("(", "%28").replace(")", "%29")


def plain_text(answer: Answer) -> str:
    """The answer as a message without a card, for a place where cards are not allowed."""
    links = "\n".join(f"<{safe(link.url)}>" for link in answer.sources[:2])
    return cut(escaped(answer.text), limits.MESSAGE - size(links) - 1) + (f"\n{links}" if links else "")


def _title(answer: Answer) -> str:
    if answer.decision:
        return answer.decision.title
    return HEADINGS.get(answer.kind) or start(answer.kind.replace("_", " "))


def _where(decision: Decision) -> str:
    """The line above the title: "Adopted · A/RES/ES-11/7 · General Assembly · 24 February 2025"."""
    return " · ".join([start(outcome(decision)), decision.key, decision.body.title, day(decision)])


def _description(answer: Answer, archive: Archive, room: int) -> str:
    head = [f"**{escaped(start(_headline(answer, archive)))}**"]
    if answer.decision and answer.decision.tally:
        head.append(tally_block(answer.decision.tally))
    if shares := {word: answer.facts[key] for key, word in SHARES.items() if _is_share(answer, key)}:
        head.append(shares_block(shares))
    fixed = cut("\n".join(head), room)
    middle = room - size(fixed) - 2
    lines = "\n".join(escaped(line) for line in answer.lines if not _repeats(answer, line))
    lines = cut(lines, middle) if lines and middle > SPARE else ""
    table = ""
    if answer.table and answer.table.rows and middle - size(lines) > 3 * SPARE:
        codes = {member.common: member.iso2 for member in archive.roster.members.values()}
        table = table_block(answer.table, middle - size(lines) - 1, codes, _urls(answer))
    return "\n".join(part for part in (fixed, lines, table) if part)


def _urls(answer: Answer) -> dict[str, str]:
    """The documents that the rows of the table name, by their symbol."""
    named = {row[0] for row in answer.table.rows} if answer.table else set()
    return {link.title: safe(link.url) for link in answer.sources if link.title in named}


def _is_share(answer: Answer, key: str) -> bool:
    return answer.kind == "alignment" and isinstance(answer.facts.get(key), float)


def _repeats(answer: Answer, line: str) -> bool:
    """Whether a line only repeats what the card shows as title, date, outcome and tally, or in its table."""
    if answer.decision and line.startswith(f"“{answer.decision.title}”"):
        return True
    rows = answer.table.rows if answer.table else ()
    return any(line.startswith(f"{row[0]} (") for row in rows) or (
        len(rows) > 1 and all(f"{row[0]} " in line for row in rows)
    )


def _headline(answer: Answer, archive: Archive) -> str:
    """The headline, without the title, and without the names that it counts up where the card lists them below."""
    headline = answer.headline.replace(f", “{answer.decision.title}”", "") if answer.decision else answer.headline
    before, colon, names = headline.rpartition(": ")
    listed = [archive.roster.common(iso3) for one in answer.listings for iso3 in one.members]
    if colon and listed and all(name in names for name in listed):
        return f"{before}."
    return headline


def _fields(listing: Listing, names: list[str], room: int) -> list[tuple[str, str]]:
    """A list of members as fields; a list that needs several says from which letter to which each goes."""
    title = cut(listing.title, limits.FIELD_NAME - SPARE)
    runs = packed(names, limits.FIELD_VALUE - SPARE)
    fields: list[tuple[str, str]] = []
    done = 0
    for run in runs or [["–"]]:
        name = title
        if len(runs) > 1:
            first, last = (_letter(member) for member in (run[0], run[-1]))
            name = f"{title}: {first}" if first == last else f"{title}: {first}–{last}"
        value = ", ".join(run)
        if size(name) + size(value) + SPARE > room:
            kept = packed(run, room - size(name) - SPARE)[0] if room > 4 * SPARE else []
            done += len(kept)
            if kept:
                fields.append((name, f"{', '.join(kept)} … and {len(names) - done} more"))
            elif fields:
                fields[-1] = (fields[-1][0], f"{fields[-1][1]} … and {len(names) - done} more")
            break
        fields.append((name, value))
        room -= size(name) + size(value)
        done += len(run)
    return fields


def _letter(name: str) -> str:
    """The first letter of a member's name, after its flag."""
    return next((letter.upper() for letter in name if letter.isalpha()), "")


def _notes(answer: Answer, archive: Archive) -> str:
    # How far the data reach stands in the footer of every card.
    reaches = {reach(archive, body) for body in (None, Body.GA, Body.SC)}
    return cut("\n".join(escaped(note) for note in answer.notes if note not in reaches), limits.FIELD_VALUE)


def _sources(answer: Answer) -> str:
    """Links to the sources, without those that the table already has."""
    links = [link for link in answer.sources if link.title not in _urls(answer)]
    runs = packed([f"[{escaped(link.title)}]({safe(link.url)})" for link in links], limits.FIELD_VALUE - SPARE, " · ")
    if not runs:
        return ""
    more = len(links) - len(runs[0])
    return " · ".join(runs[0]) + (f" … and {more} more" if more else "")
