"""Cards of real answers, and of answers larger than any real one."""

from __future__ import annotations

from dataclasses import replace

import discord
import pytest

from bot import limits
from bot.buttons import choices
from bot.cards import card, plain_text
from bot.limits import safe, size
from db.archive import Archive
from handlers.answer import Answer, Link, Listing, Table
from handlers.clerk import Clerk
from handlers.question import Kind, Option
from tests.standin.limits import check_message


def checked(embed: discord.Embed) -> discord.Embed:
    """The embed, once it is known to keep all limits, counted in UTF-16 units."""
    check_message({"embeds": [embed.to_dict()]})
    texts = [embed.title or "", embed.description or "", embed.author.name or "", embed.footer.text or ""]
    texts += [text for field in embed.fields for text in (field.name or "", field.value or "")]
    assert sum(map(size, texts)) <= limits.EMBED
    assert size(embed.description or "") <= limits.DESCRIPTION
    assert all(size(field.value or "") <= limits.FIELD_VALUE for field in embed.fields)
    return embed


def shown(embed: discord.Embed) -> str:
    """All that a card says."""
    return "\n".join([embed.description or "", *(f"{field.name}\n{field.value}" for field in embed.fields)])


async def of(clerk: Clerk, kind: Kind, *decisions: str, members: tuple[str, ...] = ()) -> Answer:
    return await clerk.answer(await clerk.fill(kind, decisions=decisions, members=members))


async def test_tally(clerk: Clerk, archive: Archive) -> None:
    embed = checked(card(await of(clerk, Kind.TALLY, "A/RES/68/262"), archive))
    assert embed.title == "Territorial integrity of Ukraine"
    day = "27 March 2014".replace(" ", "\N{NO-BREAK SPACE}")
    assert embed.author.name == f"Adopted · A/RES/68/262 · General Assembly · {day}"
    assert embed.url
    assert embed.url.startswith("https://undocs.org/A/RES/68/262")
    rows = [line.split()[:2] for line in (embed.description or "").splitlines() if "█" in line]
    assert rows == [["Yes", "100"], ["No", "11"], ["Abstain", "58"], ["Absent", "24"]]
    assert (embed.description or "").startswith("**Adopted, 100 yes, 11 no, 58 abstentions, 24 not voting.**")
    assert "4 June 2026" in (embed.footer.text or "")
    assert [field.name for field in embed.fields] == ["Sources"]


async def test_the_outcome_is_a_word_and_a_colour(clerk: Clerk, archive: Archive) -> None:
    vetoed = checked(card(await of(clerk, Kind.TALLY, "S/2025/115"), archive))
    adopted = checked(card(await of(clerk, Kind.TALLY, "A/RES/68/262"), archive))
    assert (vetoed.author.name or "").startswith("Vetoed")
    assert vetoed.colour != adopted.colour


async def test_names_stand_once_and_with_flags(clerk: Clerk, archive: Archive) -> None:
    answer = await clerk.ask("Who voted against A/RES/68/262?")
    assert answer.kind == "who_voted"
    embed = checked(card(answer, archive))
    (field,) = [field for field in embed.fields if "(11)" in (field.name or "")]
    assert len((field.value or "").split(", ")) == 11
    assert "🇦🇲\N{NO-BREAK SPACE}Armenia" in (field.value or "")
    assert "Armenia" not in (embed.description or "")


async def test_a_long_list_is_told_by_region(clerk: Clerk, archive: Archive) -> None:
    answer = await clerk.ask("Who voted yes on A/RES/ES-11/1?")
    embed = checked(card(answer, archive))
    names = [field.name for field in embed.fields]
    assert names[:-1] == [
        "Voted yes (141): Africa (28)", "Asia-Pacific (37)", "Eastern Europe (19)", "GRULAC (28)", "WEOG (29)",
    ]  # fmt: skip
    assert sum(len((field.value or "").split(", ")) for field in embed.fields[:-1]) == 141


async def test_before_there_were_regions_a_long_list_is_split_by_letters(clerk: Clerk, archive: Archive) -> None:
    answer = await clerk.ask("who voted yes on A/RES/1514(XV)")
    embed = checked(card(answer, archive))
    fields = [field for field in embed.fields if "(89)" in (field.name or "")]
    assert [field.name for field in fields] == ["Voted yes (89): A–P", "Voted yes (89): P–Y"]
    assert sum(len((field.value or "").split(", ")) for field in fields) == 89


@pytest.mark.parametrize("code", ["DDR", "TWN", "YUG"])
async def test_a_former_member_has_no_flag(archive: Archive, clerk: Clerk, code: str) -> None:
    answer = replace(await of(clerk, Kind.TALLY, "A/RES/68/262"), listings=(Listing("Voted yes (1)", (code,)),))
    embed = card(answer, archive)
    assert embed.fields[0].value == archive.roster.common(code)


async def test_alignment_bars(clerk: Clerk, archive: Archive) -> None:
    answer = await of(clerk, Kind.ALIGNMENT, members=("FRA", "DEU"))
    block = (checked(card(answer, archive)).description or "").split("```")[1]
    assert f"{answer.facts['identical']:.0%}" in block
    assert f"{answer.facts['soft']:.0%}" in block
    assert len(block.strip().splitlines()) == 4


async def test_a_summary_has_its_groups_once(clerk: Clerk, archive: Archive) -> None:
    embed = checked(card(await of(clerk, Kind.SUMMARY, "A/RES/68/262"), archive))
    text = embed.description or ""
    assert text.count("GRULAC") == 1
    assert "Unknown" not in text


async def test_rows_found_link_to_their_documents(clerk: Clerk, archive: Archive) -> None:
    answer = await clerk.answer(await clerk.fill(Kind.SEARCH, words="right to food"))
    embed = checked(card(answer, archive))
    text = embed.description or ""
    first = answer.facts["rows"][0]["decision"]
    assert f"1. **[{first}](https://undocs.org/" in text
    assert first not in "".join(field.value or "" for field in embed.fields)


async def test_an_answer_larger_than_any_card(clerk: Clerk, archive: Archive) -> None:
    answer = await of(clerk, Kind.TALLY, "A/RES/ES-11/1")
    assert answer.decision
    everyone = tuple(archive.roster.members)
    huge = replace(
        answer,
        decision=replace(answer.decision, title="A *very* long title " * 60),
        headline="words " * 900,
        lines=("sentence " * 300,) * 9,
        notes=("note " * 100,) * 30,
        listings=tuple(Listing(f"Voted {number} ({len(everyone)})", everyone) for number in range(12)),
        table=Table(("Symbol", "Title"), tuple((f"A/RES/{n}", "title " * 20) for n in range(500))),
        sources=tuple(Link(f"Source {n}", f"https://example.org/{n}/" + "x" * 80) for n in range(60)),
    )
    embed = checked(card(huge, archive))
    names = [field.name for field in embed.fields]
    assert names[-2:] == ["Notes", "Sources"]
    assert "more" in (embed.fields[-1].value or "")
    assert (embed.title or "").endswith("…")


@pytest.mark.parametrize("lists", range(1, 7))
async def test_a_cut_list_counts_what_is_missing(clerk: Clerk, archive: Archive, lists: int) -> None:
    answer = await of(clerk, Kind.TALLY, "A/RES/ES-11/1")
    everyone = tuple(archive.roster.members)
    large = replace(answer, listings=(Listing("All", everyone),) * lists)
    fields = checked(card(replace(large, decision=None), archive)).fields[:-1]
    listed = sum((field.value or "").count(", ") + 1 for field in fields)
    missing = sum(int((field.value or "").rsplit(" ", 2)[1]) for field in fields if "more" in (field.value or ""))
    whole = lists if lists == 1 else listed // len(everyone) + 1
    assert listed + missing == whole * len(everyone)


async def test_a_long_table_counts_what_is_missing(clerk: Clerk, archive: Archive) -> None:
    answer = await clerk.answer(await clerk.fill(Kind.SEARCH, words="right to food"))
    rows = tuple((f"A/RES/{n}", "1 May 2000", "title " * 9, "1-2-3") for n in range(300))
    text = checked(card(replace(answer, lines=(), table=Table(answer.table.columns, rows)), archive)).description or ""  # type: ignore[union-attr]
    listed = text.count("**A/RES/")
    assert listed == 10
    assert f"… and {300 - listed} more" in text


async def test_what_people_type_formats_nothing(clerk: Clerk, archive: Archive) -> None:
    typed = "[free](https://example.org) `x` ||y|| *z*"
    kept = "\\[free\\](https://example.org) \\`x\\` \\|\\|y\\|\\| \\*z\\*"
    answer = await of(clerk, Kind.TALLY, "A/RES/68/262")
    assert answer.decision
    answer = replace(
        answer, headline=typed, lines=(typed,), notes=(typed,), decision=replace(answer.decision, title=typed)
    )
    embed = checked(card(answer, archive))
    assert embed.title == kept
    assert f"**{kept}**" in (embed.description or "")
    assert shown(embed).count(kept) == 3
    assert kept in plain_text(answer)


async def test_every_button_fits(clerk: Clerk) -> None:
    answer = await of(clerk, Kind.TALLY, "A/RES/68/262")
    options = tuple(Option("label " * 40, f"{'long ' * (number % 30)} question {number}?") for number in range(40))
    view = choices(replace(answer, options=options))
    check_message({"components": view.to_components()})


def test_parentheses_do_not_end_a_link() -> None:
    assert safe("https://undocs.org/A/RES/3379(XXX)") == "https://undocs.org/A/RES/3379%28XXX%29"
    assert safe("https://undocs.org/A/RES/3379%28XXX%29") == "https://undocs.org/A/RES/3379%28XXX%29"


async def test_plain_text_fits_a_message(clerk: Clerk) -> None:
    answer = await of(clerk, Kind.SUMMARY, "A/RES/68/262")
    assert size(plain_text(replace(answer, lines=("sentence " * 300,) * 9))) <= limits.MESSAGE
    assert "100 yes" in plain_text(answer)
