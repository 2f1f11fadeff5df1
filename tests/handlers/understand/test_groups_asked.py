"""Groups and regions as voters: their members are counted and listed, and what the words stand for is said."""

from __future__ import annotations

from datetime import date

import pytest

from db.archive import Archive
from handlers.clerk import Clerk
from tests.handlers.edition_tables import decisions, votes

LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}


def members(archive: Archive, group: str, key: str, position: str) -> set[str]:
    """Of a group's members on the day of a decision those that took the position, by the edition."""
    row = votes().loc[key]
    held = archive.roster.groups[group].on(date.fromisoformat(str(decisions().loc[key, "date"])))
    return {iso3 for iso3 in held if row.get(iso3) == LETTERS[position]}


@pytest.mark.parametrize(
    ("typed", "group", "key", "position", "count"),
    [
        ("how many african states abstained on ES-11/1", "african", "A/RES/ES-11/1", "abstain", 17),
        ("which african country voted no on ES-11/1", "african", "A/RES/ES-11/1", "no", 1),
        ("which middle eastern countries abstained on ES-11/1", "middle_east_states", "A/RES/ES-11/1", "abstain", 2),
        ("caribbean countries that voted for ES-11/4", "caribbean", "A/RES/ES-11/4", "yes", 12),
        ("pacific islands that opposed ES-10/27", "pacific_islands", "A/RES/ES-10/27", "no", 7),
        ("how many pacific island states voted no on ES-10/21", "pacific_islands", "A/RES/ES-10/21", "no", 6),
        ("which west african countries abstained on ES-11/1", "western_africa", "A/RES/ES-11/1", "abstain", 2),
        ("which european countries voted against 67/19", "europe", "A/RES/67/19", "no", 1),
        ("which balkan countries abstained on 78/282", "balkan_states", "A/RES/78/282", "abstain", 1),
        ("south asian countries that abstained on ES-11/1", "southern_asia", "A/RES/ES-11/1", "abstain", 5),
        ("which central american countries voted no on ES-10/19", "central_america", "A/RES/ES-10/19", "no", 2),
        ("which countries in southern africa voted for ES-11/1", "southern_africa", "A/RES/ES-11/1", "yes", 2),
        ("who in latin america voted against ES-11/1", "grulac", "A/RES/ES-11/1", "no", 0),
        ("did any of the baltic states vote yes on 67/19", "baltic", "A/RES/67/19", "yes", 0),
        ("did any european country vote against ES-10/22", "europe", "A/RES/ES-10/22", "no", 2),
        ("how many eu members voted for ES-10/22", "eu", "A/RES/ES-10/22", "yes", 17),
        ("how many in nato voted no on 77/247", "nato", "A/RES/77/247", "no", 12),
        ("developing countries that voted against ES-11/1", "g77", "A/RES/ES-11/1", "no", 3),
        ("how many muslim states abstained on 68/262", "oic", "A/RES/68/262", "abstain", 21),
        ("which former soviet republics voted yes on ES-11/4", "post_soviet", "A/RES/ES-11/4", "yes", 6),
        ("spanish speaking countries that abstained on ES-11/1", "spanish_speaking", "A/RES/ES-11/1", "abstain", 5),
    ],
)
async def test_the_members_of_a_group(
    clerk: Clerk, archive: Archive, typed: str, group: str, key: str, position: str, count: int
) -> None:
    expected = members(archive, group, key, position)
    assert len(expected) == count
    answer = await clerk.ask(typed)
    assert answer.kind == "who_voted"
    assert answer.question.groups == (group,)
    assert (answer.facts["decision"], answer.facts["position"]) == (key, position)
    assert set(answer.facts["members"]) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("which middle eastern countries abstained on ES-11/1", "Western Asia by UN M49 without the Caucasus"),
        ("caribbean countries that voted for ES-11/4", "Caribbean (UN M49 region)"),
        ("developing countries that voted against ES-11/1", "is read as the Group of 77"),
        ("how many muslim states abstained on 68/262", "is read as the Organisation of Islamic Cooperation"),
    ],
)
async def test_what_the_words_stand_for_is_said(clerk: Clerk, typed: str, said: str) -> None:
    assert any(said in note for note in (await clerk.ask(typed)).notes)


@pytest.mark.parametrize("typed", ["how many eu members voted for ES-10/22", "how many nato states voted no on 77/247"])
async def test_a_group_by_its_own_name_needs_no_word(clerk: Clerk, typed: str) -> None:
    assert not any("is read as" in note for note in (await clerk.ask(typed)).notes)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("resolutions on the middle east in 2023", "search"),
        ("votes about the pacific", "search"),
        ("vetoes on the middle east", "veto"),
        ("vetoes on central america", "veto"),
    ],
)
async def test_a_region_that_votes_are_about_is_no_voter(clerk: Clerk, typed: str, kind: str) -> None:
    answer = await clerk.ask(typed)
    assert (answer.kind, answer.question.groups) == (kind, ())
