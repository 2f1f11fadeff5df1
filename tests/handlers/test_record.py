"""Records over many votes, against the bundled edition read by pandas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from db.archive import Archive
from db.queries.decisions import by_ids, by_keys, topic_ids
from db.records import Body, Position
from handlers import record
from handlers.answer import Answer
from handlers.question import Kind, Period, Question
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import counted, votes

IN_2022 = Period(date(2022, 1, 1), date(2022, 12, 31), "in 2022")
LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}
POSITIONS = {"yes": Position.YES, "no": Position.NO, "abstain": Position.ABSTAIN, "absent": Position.ABSENT}


async def ask(archive: Archive, **slots: Any) -> Answer:  # noqa: ANN401 (any slot of a Question)
    return await record.answer(archive, Question("", Kind.RECORD, **slots))


def table(body: str = "GA", since: str = "", until: str = "9999") -> pd.DataFrame:
    """The roll calls that statistics count, a column a member."""
    return votes().loc[counted(body, since, until).index]


async def test_the_counts_of_a_member(archive: Archive) -> None:
    here = table(since="2022", until="2022-12-31")
    for iso3 in ("USA", "HUN", "NRU"):
        answer = await ask(archive, members=(iso3,), period=IN_2022)
        assert {word: answer.facts[word] for word in LETTERS} == {
            word: (here[iso3] == letter).sum() for word, letter in LETTERS.items()
        }
        assert answer.facts["member"] == iso3
        assert (answer.facts["since"], answer.facts["until"]) == ("2022-01-01", "2022-12-31")
        assert set(answer.facts["decisions"]) == set(here.index)
    assert answer.headline.startswith("Nauru in General Assembly final votes in 2022: ")
    assert answer.table is not None
    assert len(answer.table.rows) == 15


async def test_the_list_of_a_position_is_whole_and_newest_first(archive: Archive) -> None:
    column = table()["USA"]
    cast = column.isin(list("YNA")).sum()
    for word, letter in LETTERS.items():
        answer = await ask(archive, members=("USA",), positions=(POSITIONS[word],))
        assert set(answer.facts["decisions"]) == set(column.index[column == letter])
        assert answer.facts["of"] == ((column != "").sum() if word == "absent" else cast)
        days = [one.day for one in await by_keys(archive, answer.facts["decisions"][:500])]
        assert days == sorted(days, reverse=True)
    no = (column == "N").sum()
    answer = await ask(archive, members=("USA",), positions=(Position.NO,), limit=4)
    assert f"voted no in {no / cast:.1%} of the {cast:,} votes it cast ({no:,})" in answer.headline
    assert answer.table is not None
    assert [row[0] for row in answer.table.rows] == answer.facts["decisions"][:4]
    assert answer.sources[0].url.startswith("https://undocs.org/")
    first = await ask(archive, members=("USA",), positions=(Position.NO,), order="first")
    assert first.facts["decisions"] == answer.facts["decisions"][::-1]


async def test_without_a_position_a_long_record_has_no_list(archive: Archive) -> None:
    answer = await ask(archive, members=("FRA",))
    assert answer.facts["total"] == (table()["FRA"] != "").sum()
    assert answer.facts["decisions"] == []


async def test_on_a_topic(archive: Archive) -> None:
    on_topic = {one.key for one in await by_ids(archive, await topic_ids(archive, "ukraine"))}
    column = table()["HUN"]
    column = column[column.index.isin(on_topic)]
    answer = await ask(archive, members=("HUN",), topic="ukraine")
    assert {word: answer.facts[word] for word in LETTERS} == {
        word: (column == letter).sum() for word, letter in LETTERS.items()
    }
    assert answer.facts["topic"] == "ukraine"
    # the edition has Hungary's no on ES-11/7, but not the whole roll call
    assert votes().loc["A/RES/ES-11/7", "HUN"] == "N"
    assert "A/RES/ES-11/7" not in answer.facts["decisions"]
    assert "A/RES/ES-11/7 (24 February 2025): no" in answer.text
    assert "A/RES/ES-11/7" in answer.facts["not_counted"]


async def test_what_no_source_gives_is_said_to_be_unknown(archive: Archive) -> None:
    assert votes().loc["A/RES/ES-11/8", "HUN"] == "?"
    day = date(2025, 2, 24)
    answer = await ask(archive, members=("HUN",), period=Period(day, day, "on 24 February 2025"))
    assert "Not known, as our sources do not give a position that matters: A/RES/ES-11/8" in answer.text
    assert answer.facts["no"] == 0


async def test_alone(archive: Archive) -> None:
    here = table()
    alone = here.index[(here["USA"] == "N") & ((here == "N").sum(axis=1) == 1)]
    answer = await ask(archive, members=("USA",), positions=(Position.NO,), measure="alone")
    assert set(answer.facts["decisions"]) == set(alone)
    assert answer.facts["lone_no"] == len(alone)
    assert answer.headline.startswith(f"The United States alone voted no {len(alone):,} times, ")
    plain = await ask(archive, members=("USA",))
    assert plain.facts["lone_no"] == len(alone)
    two = here.index[(here["USA"] == "N") & (here["ISR"] == "N") & ((here == "N").sum(axis=1) == 2)]
    both = await ask(archive, members=("USA", "ISR"), positions=(Position.NO,), measure="alone")
    assert set(both.facts["decisions"]) == set(two)
    assert "exactly these members" in both.text


async def test_together_against_another(archive: Archive) -> None:
    here = table()
    yes = (here.USA == "Y") & (here.RUS == "Y") & (here.GBR == "N")
    no = (here.USA == "N") & (here.RUS == "N") & (here.GBR == "Y")
    answer = await ask(archive, members=("USA", "RUS"), against=("GBR",))
    assert set(answer.facts["decisions"]) == set(here.index[yes | no])
    assert (answer.facts["yes"], answer.facts["no"]) == (yes.sum(), no.sum()) == (25, 24)
    assert answer.facts["of"] == (here[["USA", "RUS", "GBR"]].isin(list("YNA"))).all(axis=1).sum()
    assert "A/RES/ES-11/7 (24 February 2025)" in answer.text
    only_no = await ask(archive, members=("USA", "RUS"), against=("GBR",), positions=(Position.NO,))
    assert set(only_no.facts["decisions"]) == set(here.index[no])
    assert "both voted no while the United Kingdom voted yes 24 times" in only_no.headline
    abstained = await ask(archive, members=("USA",), against=("GBR",), positions=(Position.ABSTAIN,))
    assert abstained.facts["decisions"] == []
    assert "no opposite" in abstained.text


async def test_several_together(archive: Archive) -> None:
    here = table(since="2022", until="2022-12-31")
    answer = await ask(archive, members=("CHN", "RUS", "IRN"), period=IN_2022)
    same = (here.CHN == here.RUS) & (here.RUS == here.IRN) & here.CHN.isin(list("YNA"))
    assert set(answer.facts["decisions"]) == set(here.index[same])
    abstained = await ask(archive, members=("CHN", "IND"), positions=(Position.ABSTAIN,), period=IN_2022)
    assert set(abstained.facts["decisions"]) == set(here.index[(here.CHN == "A") & (here.IND == "A")])
    assert abstained.headline.startswith("China and India both abstained")


async def test_a_group(archive: Archive) -> None:
    members = sorted(of_group("eu", "2022-07-01"))  # nobody joined or left in 2022
    here = table(since="2022", until="2022-12-31")
    counts = {letter: (here[members] == letter).sum(axis=1) for letter in "YNA"}
    most = pd.DataFrame(counts)
    lead = most.eq(most.max(axis=1), axis=0)
    clear = lead.sum(axis=1) == 1
    answer = await ask(archive, groups=("eu",), period=IN_2022)
    for word in ("yes", "no", "abstain"):
        assert answer.facts[word] == (lead[LETTERS[word]] & clear).sum()
    assert answer.facts["level"] == (~clear).sum()
    assert answer.facts["absent"] == 0
    assert answer.facts["member"] == "eu"
    assert "most of its members" in answer.text


async def test_a_group_is_absent_when_none_of_it_voted(archive: Archive) -> None:
    here = table(since="1991-10")
    silent = (here[["EST", "LVA", "LTU"]] == "X").all(axis=1)
    period = Period(date(1991, 10, 1), None, "since October 1991")
    answer = await ask(archive, groups=("baltic",), positions=(Position.ABSENT,), period=period)
    assert set(answer.facts["decisions"]) == set(here.index[silent])


async def test_the_council(archive: Archive) -> None:
    column = table("SC")["RUS"]
    answer = await ask(archive, members=("RUS",), body=Body.SC, positions=(Position.NO,))
    assert set(answer.facts["decisions"]) == set(column.index[column == "N"])
    assert "Security Council" in answer.headline
    assert "Soviet Union" in answer.text
    none = await ask(archive, members=("DEU",), body=Body.SC, period=IN_2022)
    assert none.headline == "Germany has no position in any of the 61 Security Council final votes in 2022."


async def test_nothing_to_count(archive: Archive) -> None:
    in_1990 = Period(date(1990, 1, 1), date(1990, 12, 31), "in 1990")
    answer = await ask(archive, members=("SSD",), period=in_1990)
    assert answer.facts["yes"] == answer.facts["absent"] == 0
    assert "South Sudan was not a member of the United Nations then." in answer.text
    assert "no General Assembly final votes" in (await ask(archive, members=("BRA",), words="zzzxxx")).headline
    never = await ask(archive, members=("USA",), positions=(Position.ABSENT,), period=IN_2022)
    assert never.headline.startswith("The United States did not vote in 0 of the 90 votes in which it had a seat")
    assert (await ask(archive)).facts == {"options": []}


async def test_scope_and_gaps_are_said(archive: Archive) -> None:
    in_2018 = Period(date(2018, 1, 1), date(2018, 12, 31), "in 2018")
    answer = await ask(archive, members=("BRA",), period=in_2018)
    assert "January to September of 2018" in answer.text
    assert "General Assembly data reach" in answer.text
    assert "early sessions" not in answer.text
    assert "early sessions" in (await ask(archive, members=("BRA",))).text
