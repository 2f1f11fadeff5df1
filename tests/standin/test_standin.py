"""The stand-in against a real discord.py client in a process of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from . import Person, Standin
from .gateway import HEARTBEAT, IDENTIFY, MESSAGE_CONTENT, RESUME
from .limits import Refusal
from .payloads import Json, dm_channel

CLIENT = """
import io, os, sys
import discord, yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE = os.environ["DISCORD_API_URL"]
intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
intents.message_content = "--read-all" in sys.argv
OVER = "Over|" * 500


class Client(discord.AutoShardedClient):
    def __init__(self):
        patience = float(os.environ.get("HEARTBEAT_TIMEOUT", "60"))
        super().__init__(intents=intents, heartbeat_timeout=patience, guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self):
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL((await self.http.get_bot_gateway())[1])
        await self.tree.sync()

    async def before_identify_hook(self, shard_id, *, initial=False):
        pass  # Discord's five seconds between shards are not what is tested

    async def on_ready(self):
        print("ready", self.user, len(self.guilds), self.shard_count, flush=True)

    async def on_resumed(self):
        print("resumed", flush=True)

    async def on_message(self, message):
        if message.author != self.user:
            async with message.channel.typing():
                await message.reply(f"you said: {message.content!r}", mention_author=False)


client = Client()


class More(discord.ui.View):
    @discord.ui.button(label="More", custom_id="more")
    async def more(self, interaction, button):
        await interaction.response.edit_message(content="more of it", view=None)


@client.tree.command()
@app_commands.describe(member="whose votes")
async def tally(interaction: discord.Interaction, member: str, year: int = 0):
    "Count votes."
    await interaction.response.defer(thinking=True)
    chart = discord.File(io.BytesIO(b"PNG"), "chart.png", description="A chart")
    embed = discord.Embed(title=member, description=str(year)).set_image(url="attachment://chart.png")
    await interaction.followup.send("counted", embed=embed, file=chart, view=More())


@tally.autocomplete("member")
async def members(interaction: discord.Interaction, current: str):
    names = ("France", "Fiji", "Ghana")
    return [app_commands.Choice(name=n, value=n.upper()) for n in names if n.startswith(current)]


@client.tree.command()
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def quick(interaction: discord.Interaction):
    "Answer at once."
    sent = await interaction.response.send_message("quick", ephemeral=True)
    await interaction.followup.send(f"after {sent.message_id}", ephemeral=True)


@client.tree.context_menu(name="Votes in here")
async def votes_in_here(interaction: discord.Interaction, message: discord.Message):
    await interaction.response.send_message(f"in {message.content!r}")


client.run(os.environ["DISCORD_TOKEN"])
"""

Start = Callable[..., Awaitable[Process]]


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin() as running:
        yield running


@pytest.fixture
async def ada(standin: Standin) -> Person:
    return standin.person("ada")


@pytest.fixture
async def room(standin: Standin, ada: Person) -> Json:
    channel: Json = standin.guild(ada)["channels"][0]
    return channel


@pytest.fixture
async def start(standin: Standin, room: Json) -> AsyncIterator[Start]:
    """Give a function that starts the client; what it started is ended with the test."""
    started: list[Process] = []

    async def run(*arguments: str, ready: bool = True, **environment: str) -> Process:
        settings = {"DISCORD_API_URL": standin.base_url, "DISCORD_TOKEN": standin.token} | environment
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", CLIENT, *arguments, env=os.environ | settings, stdout=PIPE, stderr=STDOUT
        )
        started.append(process)
        if ready:
            await said(process, "ready")
        return process

    yield run
    for process in started:
        await stop(process)


async def stop(process: Process) -> None:
    """Interrupt a process; kill it if it goes on, as discord.py does when interrupted while it identifies anew."""
    if process.returncode is None:
        process.send_signal(signal.SIGINT)
    try:
        await asyncio.wait_for(process.communicate(), 5)
    except TimeoutError:
        process.kill()
        await process.communicate()


async def said(process: Process, word: str, seconds: float = 60) -> str:
    """Return the first line of a process's output that has a word in it."""
    assert process.stdout
    seen = ""
    async with asyncio.timeout(seconds):
        while line := (await process.stdout.readline()).decode():
            seen += line
            if word in line:
                return line
    raise AssertionError(f"no {word!r} in the output:\n{seen}")


async def test_login_and_ready(standin: Standin, start: Start) -> None:
    process = await start(ready=False)
    assert "rollcall" in (line := await said(process, "ready"))
    assert line.split()[-2:] == ["1", "1"]
    sync = await standin.next_request("PUT", "/applications/*/commands")
    assert {command["name"] for command in sync.json} == {"tally", "quick", "Votes in here"}
    assert standin.unknown == []
    assert standin.gateway.received[1]["d"]["intents"] == 1 << 0 | 1 << 9 | 1 << 12


async def test_two_shards(ada: Person) -> None:
    async with Standin(shards=2) as standin:
        guilds = [standin.guild(ada) for _ in range(4)]
        settings = {"DISCORD_API_URL": standin.base_url, "DISCORD_TOKEN": standin.token}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", CLIENT, env=os.environ | settings, stdout=PIPE, stderr=STDOUT
        )
        line = await said(process, "ready")
        assert line.split()[-2:] == [str(len(guilds)), "2"]
        await stop(process)


async def test_slash_round_trip(standin: Standin, start: Start, ada: Person, room: Json) -> None:
    await start()
    use = ada.slash("tally", room, member="GHA", year=2022)
    assert (await use.callback())["type"] == 5
    request = await standin.next_request("POST", f"/webhooks/*/{use.pending.payload['token']}")
    assert [(file.filename, file.data) for file in request.files] == [("chart.png", b"PNG")]
    answer = await use.answer()
    assert answer["content"] == "counted"
    assert answer["attachments"][0]["description"] == "A chart"
    assert answer["embeds"][0]["image"]["url"] == answer["attachments"][0]["url"]

    click = ada.click("More", answer)
    assert (await click.callback())["type"] == 7
    assert (await click.answer())["content"] == "more of it"
    assert standin.unknown == []


async def test_callback_with_response(start: Start, ada: Person) -> None:
    await start()
    use = ada.slash("quick", user_install=True)
    answer = await use.answer()
    assert answer["flags"] & 64
    await use.world.changed.until(lambda: use.followups or None, 5, lambda: "no follow-up")
    assert use.followups[0]["content"] == f"after {answer['id']}"


async def test_user_install_in_a_private_channel(standin: Standin, start: Start, ada: Person) -> None:
    await start()
    between_others = dm_channel(standin.person("bob").user)
    assert (await ada.slash("quick", between_others, user_install=True).answer())["content"] == "quick"
    with pytest.raises(AssertionError, match="guilds only"):
        ada.slash("tally", between_others, user_install=True, member="GHA")


async def test_message_menu(start: Start, ada: Person, room: Json) -> None:
    await start()
    use = ada.use_on_message("Votes in here", ada.write("A/RES/77/1", room), room)
    assert (await use.answer())["content"] == "in 'A/RES/77/1'"


async def test_autocomplete(start: Start, ada: Person, room: Json) -> None:
    await start()
    choices = await ada.complete("tally", "member", room, member="F").choices()
    assert choices == [{"name": "France", "value": "FRANCE"}, {"name": "Fiji", "value": "FIJI"}]


async def test_direct_message_is_answered(standin: Standin, start: Start, ada: Person) -> None:
    await start()
    asked = ada.write("how did Ghana vote?")
    reply = await standin.next_request("POST", f"/channels/{ada.dm['id']}/messages")
    assert reply.json["content"] == "you said: 'how did Ghana vote?'"
    assert str(reply.json["message_reference"]["message_id"]) == asked["id"]
    assert reply.status == 200
    assert standin.journal.find("POST", "/channels/*/typing")
    assert standin.unknown == []


async def test_content_is_for_messages_that_concern_the_bot(
    standin: Standin, start: Start, ada: Person, room: Json
) -> None:
    await start()
    ada.write("among ourselves", room)
    assert (await standin.next_request("POST", "/channels/*/messages")).json["content"] == "you said: ''"
    asked = ada.write("and you?", room, mention=True)
    assert "and you?" in (await standin.next_request("POST", "/channels/*/messages")).json["content"]
    answer = next(m for m in standin.world.messages.values() if m.get("referenced_message") == asked)
    ada.write("thanks", room, reply_to=answer)
    assert "thanks" in (await standin.next_request("POST", "/channels/*/messages")).json["content"]
    ada.write("and no ping", room, reply_to=answer, ping=False)
    assert (await standin.next_request("POST", "/channels/*/messages")).json["content"] == "you said: ''"


@pytest.mark.parametrize("code", [None, 1000, 4000])
async def test_reconnect_after_drop(standin: Standin, start: Start, ada: Person, code: int | None) -> None:
    process = await start()
    await standin.gateway.drop(code)
    ada.write("while you were away")
    await said(process, "resumed")
    reply = await standin.next_request("POST", "/channels/*/messages")
    assert reply.json["content"] == "you said: 'while you were away'"


@pytest.mark.parametrize(("resumable", "op", "word"), [(True, RESUME, "resumed"), (False, IDENTIFY, "ready")])
async def test_invalid_session(standin: Standin, start: Start, resumable: bool, op: int, word: str) -> None:
    process = await start()
    before = len(standin.gateway.received)
    await standin.gateway.invalidate(resumable=resumable)
    await standin.gateway.next_frame(op, before)
    await said(process, word)


async def test_restart_of_discord(standin: Standin, start: Start, ada: Person) -> None:
    process = await start()
    await standin.close()
    await standin.start()
    await said(process, "resumed", 120)
    ada.write("again")
    assert (await standin.next_request("POST", "/channels/*/messages")).status == 200


async def test_asked_to_reconnect(standin: Standin, start: Start) -> None:
    process = await start()
    await standin.gateway.ask_to_reconnect()
    await said(process, "resumed")


async def test_heartbeats_without_answer_end_in_a_new_connection(standin: Standin, start: Start) -> None:
    standin.gateway.heartbeat_seconds = 0.4
    standin.gateway.acknowledge = False
    await start(HEARTBEAT_TIMEOUT="1")
    assert await standin.gateway.next_frame(HEARTBEAT)
    assert await standin.gateway.next_frame(RESUME)


async def test_refused_at_the_gateway(standin: Standin, start: Start) -> None:
    process = await start("--read-all", ready=False)
    assert "PrivilegedIntentsRequired" in await said(process, "PrivilegedIntentsRequired")
    assert await process.wait() == 1
    standin.gateway.granted = MESSAGE_CONTENT
    await start("--read-all")


async def test_wrong_token(start: Start) -> None:
    process = await start(ready=False, DISCORD_TOKEN="x.y.z")  # noqa: S106 - that is the point
    await said(process, "LoginFailure")
    assert await process.wait() == 1


async def test_rate_limit_is_waited_out(standin: Standin, start: Start, ada: Person) -> None:
    await start()
    standin.fail("POST", "/channels/*/messages", status=429, retry_after=0.3, times=2)
    ada.write("hello")
    requests = [await standin.next_request("POST", "/channels/*/messages") for _ in range(3)]
    assert [request.status for request in requests[:2]] == [429, 429]
    assert requests[2].when - requests[0].when >= 0.6


async def test_server_error_and_dropped_connection(standin: Standin, start: Start, ada: Person) -> None:
    await start()
    standin.fail("POST", "/webhooks/*", status=502)
    use = ada.slash("tally", member="GHA")
    assert (await use.answer())["content"] == "counted"
    standin.fail("POST", "/channels/*/messages", drop=True)
    ada.write("lost")
    assert (await standin.next_request("POST", "/channels/*/messages")).status is None
    ada.write("found")
    assert "found" in (await standin.next_request("POST", "/channels/*/messages")).json["content"]


async def test_a_late_callback_is_an_unknown_interaction(standin: Standin, start: Start, ada: Person) -> None:
    await start()
    fault = standin.fail("POST", "/interactions/*/callback", delay=3.1)
    ada.slash("quick")
    request = await standin.next_request("POST", "/interactions/*/callback")
    await asyncio.sleep(fault.delay + 0.2)
    assert request.status == 404


async def test_unknown_routes_are_recorded(standin: Standin, start: Start) -> None:
    assert standin.unknown == []
    reader, writer = await asyncio.open_connection("127.0.0.1", int(standin.base_url.split(":")[2].split("/")[0]))
    writer.write(b"GET /api/v10/nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b"404" in await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert [request.path for request in standin.unknown] == ["/nowhere"]


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2001},
        {"content": ""},
        {"embeds": [{"description": "x" * 4096}, {"description": "x" * 2000}]},
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        {"components": [{"type": 1, "components": [{"type": 2, "custom_id": "same", "label": "a"}] * 2}]},
    ],
)
async def test_what_discord_refuses_is_refused(standin: Standin, room: Json, body: Json) -> None:
    with pytest.raises(Refusal, match="400"):
        standin.world.post(body, (), room)
