"""An answer as a card: one embed that keeps to Discord's limits by how it is built."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot import limits
from bot.blocks import shares_block, vote_block
from bot.limits import cut, escaped, packed, safe, size
from bot.listings import SPARE, fields, sections
from bot.tables import documents, is_narrow, rows_at_once, table_block
from db.archive import Archive
from db.records import Body, Decision, Outcome, Position
from handlers.answer import Answer
from handlers.question import Kind
from handlers.roll import NO_ROLL, Roll
from handlers.spreadsheet import total
from handlers.tally import outcome, result
from handlers.wording import VERBS, day, reach, series, start

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
    "brief": "A delegate's brief",
    "cohesion": "How united they vote",
    "comparison": "Two votes compared",
    "count": "How many",
    "ranking": "Who votes alike",
    "record": "Voting record",
    "trend": "Year by year",
    "veto": "Vetoes",
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
WITH_GROUPS = frozenset({Kind.TALLY, Kind.COUNTRY_VOTE, Kind.SUMMARY})
"""Kinds of answers about one decision that leave room for the regional groups."""
PROSE = frozenset({"clarify", "definition", "help", "not_found", "out_of_scope"})
"""Kinds of answers whose sentences are a text; those of others are points, each of its own."""
NO_BREAK = "\N{NO-BREAK SPACE}"
WITH_PICTURE = 5
"""Rows of a list below which a chart stands."""


def card(answer: Answer, archive: Archive, roll: Roll = NO_ROLL, *, pictured: bool = False) -> discord.Embed:
    """The card of an answer; with its decision's roll that of the permanent members and groups too.

    `pictured` says that a chart goes with the card, which then needs less of the table.
    """
    embed = frame(answer, archive)
    last = {"Notes": _notes(answer, archive), "Sources": _sources(answer)}
    lists = [section for one in answer.listings for section in sections(archive, answer.decision, one)]
    left = limits.EMBED - size(f"{embed.title}{embed.author.name or ''}{embed.footer.text}")
    left -= sum(size(name) + size(value) for name, value in last.items() if value)
    wanted = sum(size(name) + 2 for _, names in lists for name in names) + 2 * SPARE * len(lists)
    room = min(limits.DESCRIPTION, max(left - wanted, left // 3))
    embed.description = _description(answer, archive, roll, room, pictured)
    left -= size(embed.description)
    for head, names in lists:
        for name, value in fields(head, names, left)[: limits.FIELDS - len(last) - len(embed.fields)]:
            embed.add_field(name=name, value=value, inline=False)
            left -= size(name) + size(value)
    for name, value in last.items():
        if value:
            embed.add_field(name=name, value=value, inline=False)
    return embed


def frame(answer: Answer, archive: Archive, page: str = "") -> discord.Embed:
    """The title, the place and date of a decision, and how far the data reach; `page` says which part this is."""
    decision = answer.decision
    embed = discord.Embed(
        title=cut(escaped(_title(answer)), limits.TITLE),
        colour=COLOURS[decision.outcome] if decision else BLUE,
        url=safe(answer.sources[0].url) if decision and answer.sources else None,
    )
    if decision:
        embed.set_author(name=cut(_where(decision), limits.TITLE))
    return embed.set_footer(text=" · ".join(part for part in (page, reach(archive, None)) if part))


def plain_text(answer: Answer) -> str:
    """The answer as a message without a card, for a place where cards are not allowed."""
    links = "\n".join(f"<{safe(link.url)}>" for link in answer.sources[:2])
    return cut(escaped(answer.text), limits.MESSAGE - size(links) - 1) + (f"\n{links}" if links else "")


def spoken(embed: discord.Embed) -> str:
    """A card as the text of a message, for a place where cards are not allowed."""
    fields = (f"**{field.name}**\n{field.value}" for field in embed.fields)
    return cut("\n".join(filter(None, (embed.title, embed.description, *fields, embed.footer.text))), limits.MESSAGE)


def rows_shown(answer: Answer, *, pictured: bool = False) -> int:
    """How many rows of its table an answer's card has room for; none where a chart draws a table of figures."""
    if answer.table is None:
        return 0
    if pictured:
        return 0 if is_narrow(answer.table) else WITH_PICTURE
    return rows_at_once(answer.table)


def _title(answer: Answer) -> str:
    if answer.decision:
        return answer.decision.title
    if answer.kind == Kind.SERIES and (title := answer.facts.get("title")):
        return str(title)
    return HEADINGS.get(answer.kind) or start(answer.kind.replace("_", " "))


def _where(decision: Decision) -> str:
    """The line above the title: "Adopted · A/RES/ES-11/7 · General Assembly · 24 February 2025"."""
    name = decision.symbol if decision.official else decision.key
    # No line ends within a date.
    return " · ".join([start(outcome(decision)), name, decision.body.title, day(decision).replace(" ", NO_BREAK)])


def _description(answer: Answer, archive: Archive, roll: Roll, room: int, pictured: bool) -> str:
    head = [f"**{escaped(start(_headline(answer, archive)))}**"]
    if answer.decision and roll.permanent and not _lists_all(answer):
        head.append(_permanent(roll))
    if answer.decision and answer.decision.tally:
        head.append(vote_block(answer.decision.tally, roll.splits if answer.kind in WITH_GROUPS else {}))
    if shares := {word: answer.facts[key] for key, word in SHARES.items() if _is_share(answer, key)}:
        head.append(shares_block(shares))
    fixed = cut("\n".join(head), room)
    middle = room - size(fixed) - 2
    kept = [escaped(line) for line in answer.lines if not _repeats(answer, roll, line)]
    lines = cut("\n".join(kept) if answer.kind in PROSE else _points(kept), middle) if middle > SPARE else ""
    table = ""
    if answer.table and answer.table.rows and not _is_split(answer, roll) and middle - size(lines) > 3 * SPARE:
        table = _table(answer, archive, middle - size(lines) - 1, rows_shown(answer, pictured=pictured))
    return "\n".join(part for part in (fixed, lines, table) if part)


def _permanent(roll: Roll) -> str:
    """ "Permanent members: France voted yes · Russia and the United States voted no · China abstained"."""
    said = [
        f"position of {series(names)} unknown" if position is Position.UNKNOWN else f"{series(names)} {VERBS[position]}"
        for position, names in roll.permanent.items()
    ]
    return f"**Permanent members:** {escaped(' · '.join(said))}"


def _table(answer: Answer, archive: Archive, room: int, most: int) -> str:
    rows = answer.table.rows if answer.table else ()
    block, done = table_block(answer, archive, room - SPARE, range(most)) if most else ("", 0)
    there_are = len(rows) if answer.question.limit else total(answer)
    more = f"… and {there_are - done:,} more" if done and done < len(rows) else ""
    return "\n".join(part for part in (block, more) if part)


def _is_share(answer: Answer, key: str) -> bool:
    return answer.kind == "alignment" and isinstance(answer.facts.get(key), float)


def _is_split(answer: Answer, roll: Roll) -> bool:
    """Whether the answer's table is the regional groups' split, which the card's block has."""
    return answer.kind == Kind.SUMMARY and answer.decision is not None and bool(roll.splits)


def _lists_all(answer: Answer) -> bool:
    """Whether the lists of the answer have the permanent members among them, as a whole roll call does."""
    return len(answer.listings) > 1


def _repeats(answer: Answer, roll: Roll, line: str) -> bool:
    """Whether a line only repeats what the card shows as title, date, outcome and tally, or in its table."""
    decision = answer.decision
    if decision and (line.startswith(f"“{decision.title}”") or f"({day(decision)}): {result(decision)}" in line):
        return True
    if answer.kind == Kind.NOT_FOUND:  # how far the archive reaches, and "Nearest:"
        return True
    if roll.permanent and line.startswith("Permanent members: "):
        return True
    rows = answer.table.rows if answer.table else ()
    return any(line.startswith(f"{row[0]} (") for row in rows) or (
        len(rows) > 1 and all(f"{row[0]} " in line for row in rows)
    )


def _headline(answer: Answer, archive: Archive) -> str:
    """The headline without what the card shows elsewhere: title and date, and names that it lists."""
    headline = answer.headline
    if answer.kind == Kind.SERIES:
        headline = headline.removeprefix(f"“{answer.facts.get('title')}”, ")
    if answer.decision:
        headline = headline.replace(f", “{answer.decision.title}”", "")
        if answer.kind in {Kind.TALLY, Kind.SUMMARY}:
            headline = headline.rpartition(f"({day(answer.decision)}): ")[2]
    before, colon, names = headline.rpartition(": ")
    listed = [archive.roster.common(iso3) for one in answer.listings for iso3 in one.members]
    if colon and listed and all(name in names for name in listed):
        return f"{before}."
    return headline


def _points(sentences: Sequence[str]) -> str:
    """Sentences, each a point of its own where there are several."""
    return "\n".join(f"- {one}" for one in sentences) if len(sentences) > 1 else "".join(sentences)


def _notes(answer: Answer, archive: Archive) -> str:
    # How far the data reach stands in the footer of every card.
    reaches = {reach(archive, body) for body in (None, Body.GA, Body.SC)}
    return cut(_points([escaped(note) for note in answer.notes if note not in reaches]), limits.FIELD_VALUE)


def _sources(answer: Answer) -> str:
    """Links to the sources, without those that the table already has."""
    links = [link for link in answer.sources if link.title not in documents(answer)]
    runs = packed([f"[{escaped(link.title)}]({safe(link.url)})" for link in links], limits.FIELD_VALUE - SPARE, " · ")
    if not runs:
        return ""
    more = len(links) - len(runs[0])
    return " · ".join(runs[0]) + (f" … and {more} more" if more else "")
