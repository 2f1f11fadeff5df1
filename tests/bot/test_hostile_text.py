"""What a person types, by whatever path, never pings, runs no SQL, leaves no code block, and dresses up no link.

The messages that the bot sends are read as Discord's clients read them: what stands in code is literal, a backslash
takes the meaning from the sign after it, and what is left of mentions and masked links works.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from db.archive import Archive
from db.store import Store
from tests.bot.test_conversation import mention
from tests.bot.test_decision_buttons import tally, typed
from tests.standin.limits import walk

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)

EVIL = "evil.example"
LINK = f"[un.org](https://{EVIL}/a)"
HOSTILE = [
    "@everyone @here <@1456074443980800000> <@&1456074443980800026> how did France vote on 68/262",
    f"{LINK} how did Hungary vote on ES-11/7",
    f"how did France vote on {LINK}",
    f"France {LINK} Germany since 2015 alignment",
    f"[A/RES/68/262]( https://{EVIL} ) <https://{EVIL}> \\[x\\](https://{EVIL}) votes on nukes",
    f"votes on `nukes` ``` @everyone {LINK} ```",
    f"```\n@everyone {LINK}\n``` resolutions on water",
    f"</ask:123> <#1456074443980800031> <t:0:R> <:x:1> <id:home> {LINK} tally 68/262",
    f"> quote\n# big @everyone\n-# small\n- [ ] {LINK}\n||spoiler||",
    f"\u202e{LINK} \u200b@everyone\u2066 @\u200beveryone who vetoed 2014/189",
    f"‘{LINK}’ “@everyone” how many votes on {LINK} since 2000",
    "'; DROP TABLE decision; -- how did France vote on 68/262",
    'votes on " OR 1=1 -- NEAR( * AND \x00 UNION SELECT value FROM watch',
    "%' OR '1'='1",
]
TYPED = "TYPED"
COMMANDS: list[tuple[str, dict[str, str]]] = [
    ("ask", {"question": TYPED}),
    ("search", {"text": TYPED}),
    ("tally", {"resolution": TYPED}),
    ("summary", {"resolution": TYPED}),
    ("vote", {"resolution": TYPED, "country": TYPED}),
    ("compare resolutions", {"a": TYPED, "b": "ES-11/1"}),
    ("compare countries", {"a": TYPED, "b": "France"}),
    ("series", {"resolution": TYPED}),
    ("alignment", {"a": TYPED, "b": "France", "topic": TYPED}),
    ("allies", {"country": TYPED}),
    ("record", {"country": TYPED}),
    ("record", {"country": "France", "since": TYPED}),
    ("record", {"country": "France", "until": TYPED, "topic": TYPED}),
    ("brief", {"country": "France", "topic": TYPED}),
    ("latest", {"topic": TYPED}),
    ("vetoes", {"topic": TYPED}),
    ("bloc", {"group": TYPED}),
    ("map", {"group": TYPED}),
]
"""Commands with options that take any text."""
CODE = re.compile(r"(?<!\\)(`{1,3})(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
ESCAPED = re.compile(r"\\[^\w\s]")
MASKED = re.compile(r"\[[^\[\]]*\]\(\s*<?[^)]*", re.DOTALL)
# A channel's mention pings nobody and looks like what it is.
MENTION = re.compile(r"<(?:@[!&]?|/[\w -]+:|t:|a?:\w+:|id:)")


def parts(payload: dict[str, Any]) -> Iterator[str]:
    """The texts of a message in which Discord reads formatting."""
    yield payload.get("content") or ""
    yield from (part["content"] for part in walk(payload.get("components") or []) if part.get("content"))
    for embed in payload.get("embeds") or ():
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        for field in embed.get("fields") or ():
            yield field["name"]
            yield field["value"]


def at_work(text: str) -> str:
    """What is left of a text that Discord would act on."""
    return ESCAPED.sub("", CODE.sub(" ", text))


def harmful(payload: dict[str, Any]) -> list[str]:
    """What a message does that what was typed must not make it do."""
    found = []
    for text in parts(payload):
        left = at_work(text)
        found += [f"link: {link}" for link in MASKED.findall(left) if EVIL in link]
        found += [f"mention: {one} in {left!r}" for one in MENTION.findall(left)]
        found += [f"half a code block: {text!r}"] * (left.count("```") % 2)
    for embed in payload.get("embeds") or ():
        found += [f"address: {embed[key]}" for key in ("url",) if EVIL in (embed.get(key) or "")]
    if payload.get("allowed_mentions", {}).get("parse") != []:
        found.append("mentions are allowed")
    return found


def sent(env: simcord.Env, since: int = 0) -> list[dict[str, Any]]:
    """The messages that the bot has sent."""
    return [
        request.json.get("data") or {} if request.path.endswith("/callback") else request.json
        for request in env.http_requests[since:]
        if request.method in {"POST", "PATCH"}
        and isinstance(request.json, dict)
        and (request.path.endswith("/messages") or "/webhooks/" in request.path or request.json.get("type") == 4)
    ]


def assert_harmless(env: simcord.Env, at_least: int) -> None:
    messages = sent(env)
    assert len(messages) >= at_least
    assert [one for message in messages for one in harmful(message)] == []


def test_the_reader_of_this_test_sees_harm() -> None:
    quiet: dict[str, Any] = {"allowed_mentions": {"parse": []}}
    for text in (f"a {LINK}", f"**[x]( https://{EVIL} )**", f"`a` {LINK} `b`", f"\\\\{LINK}", f"[x](<https://{EVIL}>)"):
        assert harmful(quiet | {"content": text}), text
    for text in ("<@1>", "<@&1>", "</ask:1>", "```", "\\\\<@1>"):
        assert harmful(quiet | {"embeds": [{"description": text}]}), text
    assert harmful({"content": "hello"})
    for text in (f"\\[un.org\\](https://{EVIL}/a)", "```\n<@1>\n```", "`<@1>`", "\\<@1\\>", "[x](https://undocs.org/)"):
        assert harmful(quiet | {"content": text}) == [], text


@pytest.mark.parametrize("text", HOSTILE)
async def test_in_messages(
    simcord_env: simcord.Env,
    ada: simcord.MemberActor,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    text: str,
) -> None:
    assert simcord_env.bot.user
    bare = guild.create_text_channel(
        "bare", overwrites={simcord_env.bot.user: discord.PermissionOverwrite(embed_links=False)}
    )
    for place in (channel, bare):
        await mention(simcord_env, ada, place, text)
    await simcord_env.create_user("bo").send_dm(text)
    assert_harmless(simcord_env, 3)


@pytest.mark.parametrize("text", HOSTILE)
async def test_in_commands(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, text: str
) -> None:
    for command, options in COMMANDS:
        filled = {name: text[:100] if value is TYPED else value for name, value in options.items()}
        await ada.slash(channel, command, **filled)
    assert_harmless(simcord_env, len(COMMANDS))


@pytest.mark.parametrize("text", HOSTILE)
async def test_in_forms_and_in_messages_that_are_searched(
    simcord_env: simcord.Env, ada: simcord.MemberActor, channel: simcord.ChannelHandle, text: str
) -> None:
    card = await tally(ada, channel, "A/RES/79/7")
    await typed(ada, card, "One country…", text[:100])
    await typed(ada, card, "Compare with…", text[:200])
    await ada.send(channel, f"{text} A/RES/68/262 and A/RES/ES-11/1 {LINK}")
    assert channel.last_message
    await ada.context_menu(channel, "Find the votes in this", channel.last_message)
    assert_harmless(simcord_env, 4)


@pytest.mark.parametrize("text", HOSTILE)
async def test_in_watches_and_suggestions(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle, text: str
) -> None:
    boss = guild.add_member(
        simcord_env.create_user("boss"),
        roles=[guild.create_role("boss", permissions=discord.Permissions(manage_guild=True))],
    )
    for what in ("member", "group", "topic"):
        await boss.slash(channel, "watch add", what=what, value=text[:100])
    await boss.slash(channel, "watch add", what="member", value="France")
    await boss.slash(channel, "watch list")
    await boss.slash(channel, "watch remove", watch=text[:100])
    for choice in await boss.autocomplete(channel, "tally", "resolution", text[:100]):
        assert 0 < len(choice["name"]) <= 100
    assert_harmless(simcord_env, 4)


async def test_no_sql_is_run(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    archive: Archive,
    store: Store,
) -> None:
    def state() -> list[Any]:
        found: list[Any] = []
        for engine in (archive.engine, store.engine):
            with closing(sqlite3.connect(Path(engine.url.database or ""))) as connection:
                tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                found += [(table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()) for table in tables]  # noqa: S608
        return found

    before = state()
    assert len(before) > 20
    for number, text in enumerate(HOSTILE):
        person = guild.add_member(simcord_env.create_user(f"p{number}"))
        await person.slash(channel, "search", text=text[:100])
        await person.slash(channel, "ask", question=text)
    assert state() == before
    assert "no such" not in " ".join(str(part) for message in sent(simcord_env) for part in parts(message))
