"""/map: the voting map, in a server."""

from __future__ import annotations

import pytest
import simcord

from tests.bot.test_cards import shown

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=30)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"since": "2023", "until": "2023"}, "186 members placed by how alike they voted in 88 votes"),
        ({"group": "eu", "since": "2020", "until": "2024"}, "of the EU in General Assembly"),
        ({"topic": "human rights"}, "on human rights from 2016 to 2025"),
        ({}, "in 2025"),
    ],
)
async def test_a_map(
    ada: simcord.MemberActor, channel: simcord.ChannelHandle, options: dict[str, str], says: str
) -> None:
    result = await ada.slash(channel, "map", **options)
    assert result.response is not None
    (embed,) = result.response.embeds
    assert says in shown(embed)
    assert "multidimensional scaling" in shown(embed)


async def test_too_little_to_draw(ada: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
    result = await ada.slash(channel, "map", group="benelux", since="2023")
    assert result.response is not None
    assert "none can be drawn" in shown(result.response.embeds[0])
    assert not result.response.attachments
