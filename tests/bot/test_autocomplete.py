"""What is suggested while a person types, in the reader's language."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.app import RollcallBot
from handlers.clerk import Clerk
from handlers.local_names import names_in
from handlers.question import Kind
from handlers.suggestions import FIRST, FIRST_TOPICS, Suggestions
from tests.bot.elsewhere import coming
from tests.bot.test_cards import shown
from tests.standin.limits import check_choices

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


@pytest.mark.parametrize(
    ("command", "option", "typed", "value"),
    [
        ("vote", "country", "Hung", "HUN"),
        ("alignment", "a", "france", "FRA"),
        ("alignment", "b", "russia", "RUS"),
        ("allies", "country", "brazil", "BRA"),
        ("record", "country", "burma", "MMR"),
        ("record", "country", "european un", "eu"),
        ("brief", "country", "Hungray", "HUN"),
        ("bloc", "group", "non-al", "nam"),
        ("bloc", "group", "visegrad", "visegrad"),
        ("brief", "topic", "nuclear", "nuclear_weapons"),
        ("record", "topic", "climate", "climate_change"),
        ("vetoes", "topic", "gaza strip", "gaza"),
        ("trend", "topic", "human rihgts", "human_rights"),
        ("series", "resolution", "cuba", "cuba-embargo"),
        ("series", "resolution", "cluster munitons", "cluster-munitions"),
        ("series", "resolution", "68/262", "A/RES/68/262"),
        ("tally", "resolution", "68/262", "A/RES/68/262"),
        ("summary", "resolution", "ES-11/1", "A/RES/ES-11/1"),
        ("compare resolutions", "b", "ES-11/1", "A/RES/ES-11/1"),
        ("compare countries", "b", "pola", "POL"),
        ("vote", "resolution", "territorial integrity of ukraine", "A/RES/68/262"),
    ],
)
async def test_finds(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, typed: str, value: str
) -> None:
    found = await ada.autocomplete(channel, command, option, typed)
    check_choices(found)
    assert value in [choice["value"] for choice in found]


@pytest.mark.parametrize(
    ("command", "option", "first"),
    [
        ("vote", "country", "USA"),
        ("bloc", "group", "eu"),
        ("brief", "topic", "human_rights"),
        ("series", "resolution", "cuba-embargo"),
    ],
)
async def test_an_empty_box_offers_the_usual(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, first: str
) -> None:
    found = await ada.autocomplete(channel, command, option, "")
    check_choices(found)
    assert found[0]["value"] == first
    assert len(found) >= 15


async def test_a_brief_is_for_a_country_and_a_bloc_is_a_group(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    assert "eu" not in [one["value"] for one in await ada.autocomplete(channel, "brief", "country", "european")]
    assert "african" in [one["value"] for one in await ada.autocomplete(channel, "bloc", "group", "african")]
    assert await ada.autocomplete(channel, "bloc", "group", "France") == []


@pytest.mark.parametrize(
    ("locale", "typed", "label", "value"),
    [
        ("fr", "alle", "Allemagne", "DEU"),
        ("fr", "Cote d'Iv", "Côte d’Ivoire", "CIV"),
        ("fr", "union eur", "Union européenne (group)", "eu"),
        ("de", "ungarn", "Ungarn", "HUN"),
        ("es-ES", "estados", "Estados Unidos", "USA"),
        ("es-419", "alem", "Alemania", "DEU"),
        ("pt-BR", "paises", "Países Baixos", "NLD"),
        ("ru", "венг", "Венгрия", "HUN"),
        ("zh-CN", "法", "法国", "FRA"),
        ("zh-TW", "法", "法國", "FRA"),
        ("ja", "ハン", "ハンガリー", "HUN"),
        ("hi", "जर्म", "जर्मनी", "DEU"),
        ("fr", "hungary", "Hongrie", "HUN"),
        ("en-US", "germany", "Germany", "DEU"),
        ("en-GB", "germany", "Germany", "DEU"),
        ("fr", "yugoslavia", "Yugoslavia", "YUG"),
    ],
)
async def test_in_the_readers_language(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    typed: str,
    label: str,
    value: str,
) -> None:
    coming(monkeypatch, locale=locale)
    found = await ada.autocomplete(channel, "vote", "country", typed)
    check_choices(found)
    assert (label, value) in [(choice["name"], choice["value"]) for choice in found]


@pytest.mark.parametrize(
    ("locale", "typed", "says"),
    [
        ("sv-SE", "Kina", "China voted yes"),
        ("de", "Island", "Iceland voted yes"),
        ("fr", "dominique", "Dominica voted yes"),
        ("bg", "Белгия", "Belgium voted yes"),
        ("es-ES", "Corea del Sur", "South Korea voted yes"),
        ("de", "Guinea", "could be several members"),  # an English name too, of four
        ("fr", "Union européenne", "The EU was united"),
    ],
)
async def test_what_was_typed_in_the_readers_language_and_not_picked(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    typed: str,
    says: str,
) -> None:
    coming(monkeypatch, locale=locale)
    answer = await ada.slash(channel, "vote", country=typed, resolution="A/RES/78/7")
    assert answer.response
    assert says in shown(answer.response.embeds[0])
    card = await ada.slash(channel, "tally", resolution="A/RES/78/7")
    assert card.response
    form = await ada.click(card.response, label="One country…")
    assert form.modal
    box = form.modal["components"][0]["component"]["custom_id"]
    asked = await ada.submit_modal(form, {box: typed})
    assert asked.response
    assert says in shown(asked.response.embeds[0])


async def test_every_name_in_every_language_can_be_typed(clerk: Clerk) -> None:
    """Each is read as its member, or asked about where English has it too; never as another."""
    members = clerk.archive.roster.members
    for locale in discord.Locale:
        for iso3, member in members.items():
            name = names_in(locale.value).get(member.iso2, "")
            key = clerk.suggestions.in_language(name, locale.value)
            assert key in {iso3, ""}, (locale, name)
            if name and not key:
                asked = await clerk.fill(Kind.RECORD, members=[name])
                assert asked.members in {(iso3,), ()}, (locale, name)


@pytest.mark.parametrize("typed", ["", " ", "the", "zzzzqqq", "*" * 100, "🇭🇺", 'A/RES/"; DROP', "ES-"])
@pytest.mark.parametrize(
    ("command", "option"),
    [("vote", "country"), ("tally", "resolution"), ("bloc", "group"), ("brief", "topic"), ("series", "resolution")],
)
async def test_takes_whatever_is_typed(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, command: str, option: str, typed: str
) -> None:
    check_choices(await ada.autocomplete(channel, command, option, typed))


@pytest.mark.parametrize(("command", "option"), [("vote", "country"), ("tally", "resolution")])
async def test_a_failure_is_logged_and_suggests_nothing(
    ada: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    command: str,
    option: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the roster fell down")

    monkeypatch.setattr(Suggestions, "parties", fail)
    monkeypatch.setattr(Suggestions, "decisions", fail)
    assert await ada.autocomplete(channel, command, option, "x") == []
    assert "the roster fell down" in caplog.text


async def test_what_discord_would_refuse_is_left_out(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [("x" * 300, f"K{n}") for n in range(60)] + [("", "E"), ("long", "v" * 101), ("twice", "K1")]
    monkeypatch.setattr(Suggestions, "parties", lambda *_, **__: many[::-1])
    found = await ada.autocomplete(channel, "vote", "country", "x")
    check_choices(found)
    assert len(found) == 25
    assert len({choice["value"] for choice in found}) == 25


def test_what_an_empty_box_offers_exists(simcord_bot: RollcallBot) -> None:
    suggestions = simcord_bot.clerk.suggestions
    assert [key for _, key in suggestions.parties("")] == list(FIRST)
    assert [key for _, key in suggestions.topics("")] == list(FIRST_TOPICS)


def test_every_language_of_discord_has_names_but_english() -> None:
    without = {locale.value for locale in discord.Locale if "DE" not in names_in(locale.value)}
    assert without == {"en-US", "en-GB"}
    assert names_in("tlh") == names_in("not a language") == {}
