"""Each slash command, in a server, in a direct message, and installed by a person; and what it makes of bad input."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot.app import RollcallBot
from bot.registration import mention
from bot.settings import Settings
from db.store import Store
from handlers.clerk import Clerk
from tests.bot.elsewhere import coming
from tests.bot.test_cards import checked, shown
from tests.standin.limits import check_message

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)

CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("ask", {"question": "How did Hungary vote on ES-11/7?"}, ["Advancing a comprehensive", "Hungary voted no"]),
    ("tally", {"resolution": "A/RES/68/262"}, ["Territorial integrity of Ukraine", "Yes     100", "Abstain  58"]),
    ("tally", {"resolution": "es-11/1"}, ["Aggression against Ukraine", "141", "35 abstentions"]),
    ("tally", {"resolution": "the Cuba embargo"}, ["165-7-12 in A/RES/80/4"]),
    (
        "summary",
        {"resolution": "S/RES/1973(2011)"},
        ["Establishment of a ban on flights", "China and Russia abstained"],
    ),
    ("summary", {"when": "2021"}, ["The General Assembly in 2021: 86 recorded final votes"]),
    ("summary", {"when": "77th session"}, ["The General Assembly in session 77"]),
    ("summary", {"country": "JPN", "when": "2021"}, ["54 yes, 11 no, 19 abstentions, 2 absences"]),
    ("summary", {"topic": "gaza", "body": "SC"}, ["on Gaza", "Security Council"]),
    ("summary", {"resolution": "ES-11/7", "country": "Hungary"}, ["Hungary voted no on A/RES/ES-11/7"]),
    ("summary", {"resolution": "ES-11/7", "topic": "gaza"}, ["the time, topic and body given are left out"]),
    ("summary", {"country": "brics"}, ["BRICS voted as one"]),
    ("vote", {"country": "FRA", "resolution": "A/RES/68/262"}, ["Territorial integrity", "France voted yes"]),
    (
        "vote",
        {"country": "the Americans", "resolution": "68/262"},
        ["Territorial integrity", "United States voted yes"],
    ),
    ("vote", {"country": "Hungary, Poland", "resolution": "ES-11/7"}, ["Hungary voted no", "Poland voted yes"]),
    ("vote", {"country": "ハンガリー", "resolution": "ES-11/7"}, ["Hungary voted no"]),
    ("vetoes", {}, ["… and 260 more"]),
    (
        "vote",
        {"country": "eu", "resolution": "ES-10/21"},
        ["Protection of civilians", "8 voted yes, 4 voted no and 15 abstained"],
    ),
    ("alignment", {"a": "FRA", "b": "DEU", "since": "2015"}, ["since 2015", "Same vote"]),
    ("alignment", {"a": "France", "b": "China", "body": "SC"}, ["Security Council"]),
    (
        "alignment",
        {"a": "USA", "b": "CHN", "topic": "jerusalem settlements"},
        ["on Jerusalem and on Israeli settlements"],
    ),
    (
        "alignment",
        {"a": "USA", "b": "RUS", "since": "2023", "until": "2023"},
        ["in 2023", "15.9% of the 88 votes", "62.5%"],
    ),
    ("allies", {"country": "BRA", "order": "furthest", "since": "2010"}, ["Furthest from Brazil"]),
    ("record", {"country": "HUN", "topic": "palestine", "since": "2020"}, ["35 yes, 32 no, 4 abstentions"]),
    (
        "record",
        {"country": "Ungarn", "topic": "the war in Gaza", "position": "no", "since": "2020"},
        ["Hungary voted no in 60.0% of the 5 votes it cast (3)", "A/RES/ES-10/21"],
    ),
    ("brief", {"country": "KEN", "topic": "palestine", "since": "2020"}, ["62 yes, 1 no, 3 abstentions, 5 absences"]),
    ("series", {"resolution": "cuba-embargo"}, ["latest 165-7-12 in A/RES/80/4"]),
    ("series", {"resolution": "79/7", "country": "Brazil"}, ["no to abstain in 2021"]),
    ("compare resolutions", {"a": "68/262", "b": "ES-11/1"}, ["71 members changed"]),
    ("compare resolutions", {"a": "68/262", "b": "ES-11/1", "country": "Türkiye"}, ["Türkiye", "yes"]),
    (
        "compare countries",
        {"a": "HUN", "b": "POL", "since": "2010"},
        ["different votes 107 times in the 1,421 votes", "25 opposite"],
    ),
    ("bloc", {"group": "eu", "resolution": "A/RES/ES-10/21"}, ["Protection of civilians", "8 voted yes, 4 voted no"]),
    ("bloc", {"group": "Visegrad", "topic": "gaza", "since": "2020"}, ["Visegrád", "on Gaza"]),
    ("vetoes", {"country": "RUS", "topic": "ukraine", "since": "2022"}, ["Russia vetoed 4 drafts"]),
    ("vetoes", {"topic": "palestine", "since": "2010", "until": "2020"}, ["from 2010 to 2020: 3"]),
    ("trend", {"a": "FRA", "since": "2011", "until": "2012"}, ["60.3% in 2011 (of 68 votes cast)"]),
    ("trend", {"a": "HUN", "b": "POL", "since": "2010", "measure": "opposite"}, ["Opposite votes of Hungary"]),
    (
        "extremes",
        {"what": "closest", "since": "2000", "topic": "human_rights"},
        ["A/RES/65/224, 79-67-40", "A/RES/55/114, 67-54-46"],
    ),
    ("extremes", {"what": "lone_no", "since": "2023", "until": "2023"}, ["only one member voted no: 8"]),
    ("search", {"text": "right to food"}, ["ight to food", "undocs.org"]),
    ("search", {"text": "nuclear weapons 2019"}, ["in 2019", "A/RES/74/78"]),
    ("search", {"text": "A/RES/ES-11/1"}, ["Aggression against Ukraine", "141 yes"]),
    ("search", {"text": "resolution 242"}, ["A peaceful and accepted settlement", "15 yes"]),
    ("latest", {"body": "SC"}, ["Security Council", "1. **"]),
    ("latest", {}, ["1. **"]),
    ("about", {}, ["About Rollcall", "no side", "CC BY 4.0"]),
]


@pytest.mark.parametrize(("command", "options", "says"), CASES)
async def test_command(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    command: str,
    options: dict[str, Any],
    says: list[str],
) -> None:
    embed = one(await ada.slash(channel, command, **options))
    for words in says:
        assert words in f"{embed.title}\n{shown(embed)}"


@pytest.mark.parametrize(
    ("command", "options", "title", "says", "offers"),
    [
        ("vote", {"country": "Korea", "resolution": "68/262"}, "Which", "several members", ["North Korea"]),
        ("allies", {"country": "Hungary and Poland"}, "Which", "says more than the name of one", ["Hungary", "Poland"]),
        ("vote", {"country": "EU except Hungary", "resolution": "ES-11/7"}, "Which", "says more", ["European Union"]),
        ("vote", {"country": "all but Hungary", "resolution": "ES-11/7"}, "Which", "says more", ["Hungary"]),
        ("record", {"country": "not Hungary"}, "Which", "says more", ["Hungary"]),
        ("compare resolutions", {"a": "cuba embargo", "b": "47/19"}, "Which", "… (29 October 2025)", []),
        ("bloc", {"group": "France"}, "Which", "France is one country", ["European Union"]),
        ("brief", {"country": "EU", "topic": "gaza"}, "Which", "The EU is a group", []),
        ("alignment", {"a": "Türkiye", "b": "Turkey"}, "Which", "Both are the same", []),
        ("compare countries", {"a": "HUN", "b": "Hungary"}, "Which", "Both are the same", []),
        ("trend", {"a": "HUN", "b": "Hungary"}, "Which", "Both are the same", []),
        ("brief", {"country": "KEN", "topic": "jerusalem settlements"}, "Which", "several topics", ["Jerusalem"]),
        ("summary", {}, "Which", "A summary of what?", []),
        ("tally", {"resolution": "A/RES/99/999"}, "Not found", "99/999", []),
        ("series", {"resolution": "olympic"}, "Which", "Several decisions fit", ["1. A/RES/78/10"]),
        ("record", {"country": "Palestine"}, "Not found", "non-member observer State", []),
        ("record", {"country": "Atlantis"}, "Not found", "no member called “Atlantis”", []),
        ("record", {"country": "HUN", "topic": "nuclear cheese"}, "Not found", "“nuclear cheese”", []),
        ("record", {"country": "HUN", "since": "whenever"}, "Not found", "“whenever” as a time", []),
        ("record", {"country": "HUN", "since": "2015", "until": "2010"}, "Not found", "ends before it begins", []),
    ],
)  # fmt: skip
async def test_what_is_not_clear_is_asked_back(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    command: str,
    options: dict[str, Any],
    title: str,
    says: str,
    offers: list[str],
) -> None:
    result = await ada.slash(channel, command, **options)
    embed = one(result)
    assert (embed.title or "").startswith(title)
    assert says in shown(embed)
    assert set(offers) <= set(labels(result))


@pytest.mark.parametrize(
    ("command", "options", "label", "says"),
    [
        (
            "vote",
            {"country": "Korea", "resolution": "68/262"},
            "South Korea",
            "South Korea voted yes on A/RES/68/262",
        ),
        (
            "record",
            {"country": "Korea", "topic": "human_rights", "position": "no", "since": "2010", "until": "2015"},
            "North Korea",
            "North Korea voted no in",
        ),
        ("bloc", {"group": "Hungary", "since": "2020", "topic": "gaza"}, "Visegrád Group", "on Gaza since 2020"),
        ("record", {"country": "HUN", "topic": "nuclear cheese"}, "Treaty on", "Prohibition of Nuclear Weapons"),
    ],
)
async def test_a_button_keeps_the_other_options(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    command: str,
    options: dict[str, Any],
    label: str,
    says: str,
) -> None:
    asked = await ada.slash(channel, command, **options)
    assert asked.response
    answered = await ada.click(asked.response, label=next(one for one in labels(asked) if one.startswith(label)))
    assert says in shown(one(answered))


@pytest.mark.parametrize(("evil", "word"), [("[free](https://example.org)", "free"), ("**zzzq** `qqqz`", "zzzq")])
@pytest.mark.parametrize(
    ("command", "option"), [("tally", "resolution"), ("record", "country"), ("series", "resolution")]
)
async def test_what_is_typed_is_said_again_but_formats_nothing(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, evil: str, word: str
) -> None:
    text = shown(one(await ada.slash(channel, command, **{option: evil})))
    assert word in text
    assert evil not in text


@pytest.mark.parametrize("command", ["about", "help", "tally", "compare resolutions"])
async def test_in_a_direct_message(simcord_env: simcord.Env, command: str) -> None:
    one(await simcord_env.create_user("bo").slash(command, **SOME[command]))


@pytest.mark.parametrize("command", ["help", "tally", "compare resolutions"])
async def test_installed_by_a_person(simcord_env: simcord.Env, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a conversation between others the bot is not there: it answers all the same."""
    bo = simcord_env.create_user("bo")
    coming(monkeypatch, context=2, authorizing_integration_owners={"1": str(bo.id)})
    one(await bo.slash(command, **SOME[command]))


@pytest.fixture
def bare(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    """A channel in which the bot may not show cards."""
    assert simcord_env.bot.user
    denied = discord.PermissionOverwrite(embed_links=False)
    return guild.create_text_channel("bare", overwrites={simcord_env.bot.user: denied})


@pytest.mark.parametrize("command", ["about", "help", "tally", "compare resolutions", "record"])
async def test_where_cards_are_not_allowed_it_answers_in_text(
    ada: simcord.MemberActor, bare: simcord.ChannelHandle, command: str
) -> None:
    answer = await ada.slash(bare, command, **SOME[command])
    assert answer.response
    assert not answer.response.embeds
    assert len(answer.response.content) > 100
    check_message({"content": answer.response.content, "components": answer.response.components})


async def test_a_bare_mention_where_cards_are_not_allowed(
    simcord_env: simcord.Env, ada: simcord.MemberActor, bare: simcord.ChannelHandle
) -> None:
    await ada.send(bare, f"<@{simcord_env.backend.bot_user.id}>")
    assert bare.last_message
    assert not bare.last_message.embeds
    assert "What you can ask" in bare.last_message.content


SOME: dict[str, dict[str, Any]] = {
    "about": {},
    "help": {},
    "tally": {"resolution": "A/RES/68/262"},
    "compare resolutions": {"a": "A/RES/68/262", "b": "A/RES/ES-11/1"},
    "record": {"country": "HUN"},
}


async def test_as_many_as_asked_for(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    for command, options in (
        ("allies", {"country": "BRA"}),
        ("extremes", {"what": "most_no"}),
        ("latest", {}),
    ):
        text = shown(one(await ada.slash(channel, command, limit=3, **options)))
        assert "3. " in text, command
        assert "4. " not in text, command


async def test_help_names_every_command_so_that_it_can_be_clicked(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, simcord_bot: RollcallBot
) -> None:
    result = await ada.slash(channel, "help")
    embed = one(result)
    assert embed.title == "What you can ask"
    known = {command.name: command.id for command in await simcord_bot.tree.fetch_commands()}
    for command in simcord_bot.tree.walk_commands():
        if isinstance(command, discord.app_commands.Command) and command.name != "help":
            assert f"</{command.qualified_name}:{known[command.qualified_name.split()[0]]}>" in shown(embed)
    assert "How did Hungary vote on ES-11/7?" in labels(result)


def test_a_command_without_an_id_is_shown_by_its_name(settings: Settings, clerk: Clerk, store: Store) -> None:
    assert mention(RollcallBot(settings, clerk, store), "compare countries") == "`/compare countries`"


def one(result: simcord.InteractionResult) -> discord.Embed:
    """The one card of the answer, public and within all limits."""
    assert result.response
    assert not result.response.ephemeral
    (embed,) = result.response.embeds
    return checked(embed)


def labels(result: simcord.InteractionResult) -> list[str]:
    """What the buttons under the answer say."""
    assert result.response
    return [button["label"] for row in result.response.components for button in row["components"]]
