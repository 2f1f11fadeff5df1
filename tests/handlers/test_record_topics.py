"""Records by topic. The figures were counted in the database with SQL."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from db.archive import Archive
from db.records import Position
from handlers.question import Kind, Period, Question
from handlers.record_topics import by_topic

IN_2022 = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")


async def counts(archive: Archive, question: Question) -> dict[str, tuple[int, ...]]:
    return {
        one.topic: (one.counts[Position.YES], one.counts[Position.NO], one.counts[Position.ABSTAIN], one.votes)
        for one in await by_topic(archive, question)
    }


async def test_a_members_record_on_the_widest_topics(archive: Archive) -> None:
    found = await counts(archive, Question("", Kind.RECORD, members=("FRA",), period=IN_2022))
    assert found[""] == (53, 22, 15, 90)
    assert found["disarmament"] == (18, 12, 3, 33)
    assert found["human_rights"] == (10, 7, 3, 20)
    assert found["middle_east"] == (13, 0, 5, 18)
    assert found["ukraine"] == (6, 0, 0, 6)
    assert "crimea" not in found  # within Ukraine


async def test_the_first_row_is_of_all_votes_and_the_most_voted_on_topics_follow(archive: Archive) -> None:
    found = await by_topic(archive, Question("", Kind.RECORD, members=("FRA",), period=IN_2022))
    assert [one.topic for one in found[:4]] == ["", "disarmament", "human_rights", "middle_east"]
    assert all(before.votes >= one.votes for before, one in pairwise(found))
    assert all(one.votes for one in found)


async def test_a_topic_is_taken_apart(archive: Archive) -> None:
    found = await counts(archive, Question("", Kind.RECORD, members=("UKR",), topic="ukraine"))
    assert found == {"": (25, 0, 0, 25), "crimea": (15, 0, 0, 15), "donbas": (1, 0, 0, 1)}


async def test_a_group_is_counted_as_one(archive: Archive) -> None:
    found = await counts(archive, Question("", Kind.RECORD, groups=("eu",), topic="ukraine", period=IN_2022))
    assert found[""] == (6, 0, 0, 6)


async def test_without_a_seat_nothing_is_counted(archive: Archive) -> None:
    question = Question("", Kind.RECORD, members=("SSD",), period=Period(None, date(2000, 12, 31)))
    assert await counts(archive, question) == {"": (0, 0, 0, 0)}
