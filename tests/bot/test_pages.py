"""Private looks in pages: long lists of members by region and by letter, long tables; and lists as files."""

from __future__ import annotations

import csv
import io
import re

import discord
import pytest
import simcord

from bot.csv_file import file_name, harmless, in_csv
from db.archive import Archive
from handlers.clerk import Clerk
from handlers.spreadsheet import Sheet
from tests.bot.processes import Restart
from tests.bot.test_cards import checked, shown
from tests.bot.test_decision_buttons import answered, rows, tally

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)
NAME = re.compile("\N{NO-BREAK SPACE}([^,\n]+)")
"""A name after its flag."""
MANY = "A/RES/79/7"


async def walk(person: simcord.MemberActor, page: simcord.ResponseMessage) -> list[discord.Embed]:
    """The pages from one on to the last, by pressing ›."""
    found = [checked(page.embeds[0])]
    while any(b["label"] == "›" and not b.get("disabled") for row in page.components for b in row["components"]):
        page = answered(await person.click(page, label="›"))
        found.append(checked(page.embeds[0]))
        assert len(found) < 30
    return found


def names(*pages: discord.Embed) -> list[str]:
    return [name for page in pages for name in NAME.findall(page.description or "")]


async def test_a_long_list_by_region(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    first = answered(await ada.click(await tally(ada, channel, MANY), label="Yes 187"))
    assert first.ephemeral
    assert rows(first) == [["‹", "›", "A–Z", "CSV"]]
    assert "**Africa (54)**" in shown(first.embeds[0])
    pages = await walk(ada, first)
    heads = [head for page in pages for head in re.findall(r"\*\*(.+) \(\d+\)\*\*", page.description or "")]
    assert heads == ["Africa", "Asia-Pacific", "Eastern Europe", "GRULAC", "WEOG"]
    found = names(*pages)
    assert len(found) == len(set(found)) == 187
    assert "Israel" not in found
    assert (pages[-1].footer.text or "").startswith(f"Page {len(pages)} of {len(pages)}")
    assert max(len(names(page)) for page in pages) <= 65


async def test_a_long_list_by_letter_and_back(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    first = answered(await ada.click(await tally(ada, channel, MANY), label="Yes 187"))
    page = answered(await ada.click(first, label="A–Z"))
    pages = await walk(ada, page)
    found = names(*pages)
    assert (found[0], found[-1], len(found)) == ("Albania", "Zimbabwe", 187)
    assert found == sorted(found)
    back = answered(await ada.click(page, label="‹"))
    assert names(back.embeds[0])[-1] < names(pages[-1])[0]
    assert "Africa" in shown(answered(await ada.click(back, label="By region")).embeds[0])


async def test_a_page_turns_in_place_and_others_have_their_own(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, guild: simcord.GuildHandle
) -> None:
    card = await tally(ada, channel, MANY)
    first = answered(await ada.click(card, label="Yes 187"))
    assert answered(await ada.click(first, label="›")).id == first.id
    bo = guild.add_member(simcord_env.create_user("bo"))
    assert answered(await bo.click(card, label="Yes 187")).id != first.id


async def test_a_short_list_is_one_page(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    listed = answered(await ada.click(await tally(ada, channel, MANY), label="No 2"))
    assert rows(listed) == [["CSV"]]
    assert names(listed.embeds[0]) == ["Israel", "United States"]


async def test_before_there_were_regions(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    listed = answered(await ada.click(await tally(ada, channel, "V252"), label="Yes 52"))
    assert rows(listed) == [["CSV"]]
    assert "Republic of China" in shown(listed.embeds[0])


async def test_pages_after_a_restart(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, restart: Restart
) -> None:
    first = answered(await ada.click(await tally(ada, channel, MANY), label="Yes 187"))
    await restart()
    assert len(names(*await walk(ada, first))) == 187


@pytest.mark.parametrize(
    ("question", "label", "count"),
    [
        ("cuba embargo vote history", "All 32", 32),
        ("What did the United States vote against in 2022?", "All 47", 47),
        ("US vetoes since 2000", "All 23", 23),
        ("resolutions about cluster munitions", "All 11", 11),
        ("which resolutions did only israel vote against", "All 152", 152),
        ("who changed their vote between ES-11/1 and ES-11/4", "All 22", 22),
        ("who votes most like france in 2023", "All members", 185),
        ("list votes in which Hungary and Poland differ since 2010", "All 107", 107),
    ],
)
async def test_a_long_table(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, question: str, label: str, count: int
) -> None:
    card = answered(await ada.slash(channel, "ask", question=question))
    first = answered(await ada.click(card, label=label))
    text = "\n".join(page.description or "" for page in await walk(ada, first))
    assert [int(n) for n in re.findall(r"^(\d+)\. ", text, re.M)] == list(range(1, count + 1))
    file = answered(await ada.click(first, label="CSV")).attachments[0]
    assert len(table_of(await file.read())) == count + 1


def table_of(content: bytes) -> list[list[str]]:
    """The rows of a file below the lines that say what it is."""
    return [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) if not row[0].startswith("#")]


async def test_a_roll_call_as_a_file(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    sent = answered(await ada.click(await tally(ada, channel, MANY), label="CSV"))
    assert sent.ephemeral
    (file,) = sent.attachments
    assert file.filename == "tally-a-res-79-7.csv"
    content = await file.read()
    assert content.startswith(b"\xef\xbb\xbf# Title,")
    text = content.decode("utf-8-sig")
    for line in (
        '# Title,"Necessity of ending the economic, commercial and financial embargo',
        "# Decision,A/RES/79/7",
        "# Date,2024-10-30",
        '# Question,"tally, A/RES/79/7"',
        "# Source,A/RES/79/7: https://undocs.org/A/RES/79/7",
        "4 June 2026 (General Assembly)",
    ):
        assert line in text
    head, *body = table_of(content)
    assert head == ["iso3", "member", "position", "regional_group"]
    assert len(body) == 193
    assert ["CUB", "Cuba", "yes", "GRULAC"] in body
    assert ["USA", "United States", "no", "WEOG"] in body
    assert ["MDA", "Moldova", "abstain", "Eastern Europe"] in body
    assert ["CIV", "Côte d'Ivoire", "yes", "Africa"] in body


async def test_who_is_in_no_source_is_unknown_in_the_file(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    (file,) = answered(await ada.click(await tally(ada, channel, "A/RES/ES-11/7"), label="CSV")).attachments
    body = table_of(await file.read())[1:]
    assert len(body) == 193
    assert sum(row[2] == "unknown" for row in body) == 61


async def test_figures_stay_figures_in_a_file(
    clerk: Clerk, ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    card = answered(await ada.slash(channel, "ask", question="cuba embargo vote history"))
    (file,) = answered(await ada.click(card, label="CSV")).attachments
    assert file.filename == "series-cuba-embargo.csv"
    head, first, *_ = table_of(await file.read())
    assert head == ["decision", "date", "yes", "no", "abstain", "absent", "title"]
    assert first[:6] == ["A/RES/47/19", "1992-11-24", "58", "3", "71", "46"]
    assert first[6].startswith("Necessity of ending")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_no_cell_is_a_formula(clerk: Clerk, cell: str) -> None:
    answer = await clerk.ask("tally of A/RES/79/7")
    content = in_csv(Sheet(("title",), ((cell,),)), answer)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[-1] == [f"'{cell}"]
    assert harmless("165-7-12") == "165-7-12"


async def test_a_file_name_is_plain_whatever_is_asked(clerk: Clerk, archive: Archive) -> None:
    for text in ("resolutions about ../../etc/passwd and “Köln”", "how did the US vote on cluster munitions " * 9):
        assert re.fullmatch(r"[a-z0-9-]{3,64}\.csv", file_name((await clerk.ask(text)).question))


async def test_a_list_as_a_file_has_those_listed(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    listed = answered(await ada.click(await tally(ada, channel, MANY), label="No 2"))
    (file,) = answered(await ada.click(listed, label="CSV")).attachments
    assert file.filename == "who-voted-a-res-79-7-no.csv"
    assert table_of(await file.read())[1:] == [
        ["ISR", "Israel", "no", "WEOG"],
        ["USA", "United States", "no", "WEOG"],
    ]


async def test_no_tally_becomes_a_date(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    card = answered(await ada.slash(channel, "ask", question="norways voting record on cluster munitions"))
    (file,) = answered(await ada.click(card, label="CSV")).attachments
    head, first, *_ = table_of(await file.read())
    assert head == ["Decision", "Date", "Title", "Yes", "No", "Abstain", "Vote"]
    assert first[0] == "A/RES/80/52"
    assert first[3:] == ["138", "2", "35", "yes"]


async def test_a_file_says_what_it_leaves_out(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    card = answered(await ada.slash(channel, "ask", question="norways voting record"))
    (file,) = answered(await ada.click(card, label="CSV")).attachments
    content = await file.read()
    assert re.search(r"^# Rows,the first 1000 of \d{4}\r$", content.decode("utf-8-sig"), re.M)
    assert len(table_of(content)) == 1001


async def test_a_long_record_is_there_in_full(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    card = answered(await ada.slash(channel, "ask", question="norways voting record on human rights"))
    count = int(rows(card)[0][0].removeprefix("All "))
    assert count > 800
    (file,) = answered(await ada.click(card, label="CSV")).attachments
    assert len(table_of(await file.read())) == count + 1
