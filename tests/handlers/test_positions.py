"""Who voted how on a decision, against the edition's roll calls."""

from __future__ import annotations

import csv
import gzip
import random
from functools import cache

import pytest

from db.archive import Archive
from db.ingest.edition import DATA
from db.queries.decisions import decision
from db.records import Position
from handlers.answer import Answer
from handlers.positions import CHINA_SEAT, country_vote, who_voted
from handlers.question import Kind, Question

WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "?": "unknown", "": None}


@cache
def roll_calls() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "edition" / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row.pop("key"): row for row in csv.DictReader(file)}


def members_with(key: str, letter: str) -> list[str]:
    return sorted(code for code, cell in roll_calls()[key].items() if cell == letter)


async def vote_of(archive: Archive, key: str, *members: str) -> Answer:
    one = await decision(archive, key)
    assert one is not None
    return await country_vote(
        archive, Question(text="", kind=Kind.COUNTRY_VOTE, members=members, decisions=(one,), notes=("Assumed.",))
    )


async def voters(archive: Archive, key: str, *positions: Position, groups: tuple[str, ...] = ()) -> Answer:
    one = await decision(archive, key)
    assert one is not None
    return await who_voted(
        archive,
        Question(
            text="", kind=Kind.WHO_VOTED, decisions=(one,), positions=positions, groups=groups, notes=("Assumed.",)
        ),
    )


@pytest.mark.parametrize("key", random.Random(77).sample(sorted(roll_calls()), 15))
async def test_each_member_of_fifteen_roll_calls(archive: Archive, key: str) -> None:
    codes = sorted(roll_calls()[key])
    got = await vote_of(archive, key, *codes)
    assert got.facts["positions"] == {code: WORDS[roll_calls()[key][code]] for code in codes}
    assert (got.facts["decision"], got.facts["member"]) == (key, codes[0])
    assert got.facts["position"] == WORDS[roll_calls()[key][codes[0]]]


@pytest.mark.parametrize(
    ("key", "member", "position", "words"),
    [
        ("A/RES/ES-11/7", "HUN", "no", "Hungary voted no on A/RES/ES-11/7"),
        ("A/RES/ES-11/7", "USA", "no", "The United States voted no on A/RES/ES-11/7"),
        ("A/RES/ES-11/7", "PAK", "unknown", "Pakistan: position unknown"),
        ("A/RES/ES-11/9", "FRA", "unknown", "France: position unknown"),
        ("A/RES/68/262", "NAM", "abstain", "Namibia abstained on A/RES/68/262"),
        ("A/RES/68/262", "SRB", "absent", "Serbia did not vote on A/RES/68/262"),
        ("A/RES/68/262", "CSK", None, "Czechoslovakia was not a member at the time"),
        ("A/RES/3379(XXX)", "SSD", None, "South Sudan was not a member at the time"),
        ("S/RES/2774(2025)", "DEU", None, "Germany was not on the Security Council"),
        ("S/RES/2774(2025)", "FRA", "abstain", "France abstained on S/RES/2774(2025)"),
        ("S/2022/155", "RUS", "no", "Russia voted no on draft S/2022/155"),
    ],
)
async def test_one_member_s_position(archive: Archive, key: str, member: str, position: str | None, words: str) -> None:
    got = await vote_of(archive, key, member)
    assert got.facts == {"decision": key, "member": member, "position": position}
    assert got.headline.startswith(words)
    assert got.notes[0] == "Assumed."
    assert got.sources


async def test_a_text_adopted_without_a_vote_has_no_position(archive: Archive) -> None:
    got = await vote_of(archive, "A/RES/77/217", "FRA")
    assert got.facts["position"] is None
    assert "adopted without a vote" in got.headline


async def test_a_vote_known_by_its_outcome_alone(archive: Archive) -> None:
    got = await vote_of(archive, "S/516", "FRA")
    assert got.facts["position"] in {None, "unknown"}
    assert "was not on the Security Council" not in got.text, "a permanent member was"


# ---------------------------------------------------------------- China


@pytest.mark.parametrize(
    ("key", "china", "republic"),
    [
        ("V127", None, "yes"),  # 10 December 1948
        ("A/RES/2758(XXVI)", None, "absent"),  # 25 October 1971: the delegation had left the hall
        ("A/RES/3379(XXX)", "yes", None),
        ("S/RES/83(1950)", "yes", None),  # in the Council the seat's votes stand under CHN throughout
    ],
)
async def test_china_before_1971(archive: Archive, key: str, china: str | None, republic: str | None) -> None:
    for code, position in (("CHN", china), ("TWN", republic)):
        got = await vote_of(archive, key, code)
        assert got.facts["position"] == position
        assert (CHINA_SEAT in got.notes) == (key != "A/RES/3379(XXX)")


async def test_the_assembly_of_1960_knows_no_people_s_republic(archive: Archive) -> None:
    key = "V658"  # Declaration on the granting of independence, 14 December 1960
    got = await vote_of(archive, key, "CHN")
    assert got.facts["position"] is None
    assert "was not a member at the time" in got.headline
    assert CHINA_SEAT in got.notes
    assert (await vote_of(archive, key, "TWN")).facts["position"] == WORDS[roll_calls()[key]["TWN"]]


# ---------------------------------------------------------------- lists


async def test_the_abstainers_on_the_universal_declaration(archive: Archive) -> None:
    got = await voters(archive, "V127", Position.ABSTAIN)
    assert got.facts == {
        "decision": "V127",
        "position": "abstain",
        "members": ["BLR", "CSK", "POL", "RUS", "SAU", "UKR", "YUG", "ZAF"],
        "complete": True,
    }
    assert "8 members abstained" in got.headline
    assert "Saudi Arabia" in got.headline


async def test_the_abstainers_on_resolution_2774(archive: Archive) -> None:
    got = await voters(archive, "S/RES/2774(2025)", Position.ABSTAIN)
    assert got.facts["members"] == ["DNK", "FRA", "GBR", "GRC", "SVN"]
    assert got.facts["complete"] is True


@pytest.mark.parametrize("key", random.Random(78).sample(sorted(roll_calls()), 12))
async def test_the_lists_of_twelve_roll_calls(archive: Archive, key: str) -> None:
    for letter, position in (("Y", Position.YES), ("N", Position.NO), ("A", Position.ABSTAIN), ("X", Position.ABSENT)):
        got = await voters(archive, key, position)
        assert got.facts["members"] == members_with(key, letter)
        assert got.facts["position"] == position.word


async def test_all_positions_when_none_is_named(archive: Archive) -> None:
    got = await voters(archive, "A/RES/68/262")
    assert got.facts["lists"] == {
        WORDS[letter]: members_with("A/RES/68/262", letter) for letter in ("Y", "N", "A", "X")
    }
    assert got.facts["position"] == "yes"
    assert got.facts["members"] == members_with("A/RES/68/262", "Y")
    assert got.facts["complete"] is True
    assert [listing.title for listing in got.listings] == [
        "Voted yes (100)", "Voted no (11)", "Abstained (58)", "Did not vote (24)"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "position", "count", "complete"),
    [
        ("A/RES/ES-11/7", Position.YES, 93, True),
        ("A/RES/ES-11/7", Position.NO, 18, True),
        ("A/RES/ES-11/7", Position.ABSTAIN, 21, False),
        ("A/RES/ES-11/7", Position.ABSENT, 0, False),
        ("A/RES/ES-11/8", Position.NO, 2, False),
        ("A/RES/ES-11/9", Position.YES, 0, False),
        ("A/RES/ES-11/10", Position.NO, 12, True),
        ("A/RES/ES-11/10", Position.YES, 1, False),
        ("V4171", Position.YES, None, False),  # visibly cut short in the source
    ],
)
async def test_a_list_says_whether_it_is_whole(
    archive: Archive, key: str, position: Position, count: int | None, complete: bool
) -> None:
    got = await voters(archive, key, position)
    assert got.facts["complete"] is complete
    assert count is None or len(got.facts["members"]) == count
    if not complete:
        assert "known to have" in got.headline
        assert len(got.notes) >= 2


async def test_the_unknown_are_listed_as_unknown(archive: Archive) -> None:
    got = await voters(archive, "A/RES/ES-11/7", Position.ABSTAIN)
    titles = {listing.title: listing.members for listing in got.listings}
    unknown = next(members for title, members in titles.items() if title.startswith("Unknown"))
    assert sorted(unknown) == members_with("A/RES/ES-11/7", "?")
    assert len(unknown) == 193 - 93 - 18 - 21


async def test_of_a_group(archive: Archive) -> None:
    got = await voters(archive, "A/RES/68/262", Position.ABSTAIN, groups=("brics",))
    assert got.facts["members"] == ["BRA", "CHN", "IND", "ZAF"]
    assert "BRICS" in got.headline
    eu = await voters(archive, "A/RES/ES-10/21", Position.NO, groups=("eu",))
    belonged = {code for code, spans in archive.roster.groups["eu"].spans.items() if spans[-1].until is None}
    assert eu.facts["members"] == sorted(set(members_with("A/RES/ES-10/21", "N")) & belonged)


async def test_a_group_s_part_of_a_whole_list_is_whole(archive: Archive) -> None:
    """All 18 that voted no on ES-11/7 are known, so are the Africans among them."""
    got = await voters(archive, "A/RES/ES-11/7", Position.NO, groups=("african",))
    assert got.facts["members"] == ["BDI", "BFA", "CAF", "ERI", "GNQ", "MLI", "NER", "SDN"]
    assert got.facts["complete"] is True


async def test_nobody_of_a_group_is_a_whole_answer(archive: Archive) -> None:
    """No member of ASEAN sat on the Council in February 2025, which the roll call shows."""
    got = await voters(archive, "S/RES/2774(2025)", Position.NO, groups=("asean",))
    assert got.facts["members"] == []
    assert got.facts["complete"] is True
    assert "not in our sources" not in got.text


async def test_a_group_is_that_of_the_day(archive: Archive) -> None:
    """The EU of 1971 had six members, and none of today's others."""
    got = await voters(archive, "A/RES/2758(XXVI)", groups=("eu",))
    named = {code for codes in got.facts["lists"].values() for code in codes}
    assert named <= {"BEL", "DEU", "FRA", "ITA", "LUX", "NLD"}
    assert "FRA" in got.facts["lists"]["yes"]


async def test_lists_of_a_text_adopted_without_a_vote(archive: Archive) -> None:
    got = await voters(archive, "A/RES/77/217", Position.NO)
    assert got.facts["members"] == []
    assert "without a vote" in got.headline
