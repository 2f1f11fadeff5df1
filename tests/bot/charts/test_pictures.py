"""The pictures themselves: what is written on them, their alt text, their size, and how long they take."""

from __future__ import annotations

import time
from types import ModuleType

import pytest

from bot.charts import bars, cohesion, hemicycle, record, series, style, tile_map, voting_map, years
from bot.charts.picture import ALT, Picture
from bot.charts.sheet import Sheet, fitted, width_of, wrapped
from handlers.clerk import Clerk
from handlers.question import Kind

QUESTIONS = [
    (hemicycle, "tally of A/RES/ES-11/1"),
    (hemicycle, "tally of A/RES/181(II)"),
    (hemicycle, "tally of S/2022/155"),
    (tile_map, "how did Hungary vote on A/RES/ES-11/7"),
    (tile_map, "tally of A/RES/2758(XXVI)"),
    (bars, "25 members that vote least like the United States since 2010"),
    (series, "how did Ukraine vote on the Cuba embargo every year"),
    (record, "Hungary's voting record"),
    (years, "agreement of the US and Russia by year"),
    (years, "how aligned are France and the EU"),
    (years, "US voting record by year"),
    (cohesion, "how united is the EU"),
    (voting_map, "voting map since 1946"),
    (voting_map, "voting map of the EU and the African Union in 2022"),
]


async def drawn(clerk: Clerk, chart: ModuleType, question: str) -> tuple[Picture, list[str]]:
    """The picture of a question, and the texts on it."""
    drawing = await chart.of(await clerk.ask(question), clerk.archive)
    return drawing(), chart.compose(*drawing.args).texts()


@pytest.mark.parametrize(("chart", "question"), QUESTIONS, ids=[question for _, question in QUESTIONS])
async def test_a_picture_is_sharp_light_and_quick(clerk: Clerk, chart: ModuleType, question: str) -> None:
    answer = await clerk.ask(question)
    assert chart.fits(answer)
    drawing = await chart.of(answer, clerk.archive)
    times = []
    for _ in range(3):
        start = time.thread_time()
        picture: Picture = drawing()
        times.append(time.thread_time() - start)
    assert picture.png.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture.png[at : at + 4], "big") for at in (16, 20))
    assert width == style.WIDTH * style.DENSITY
    assert 0.5 < height / width < 1.4
    assert len(picture.png) < 300_000
    assert min(times) < 0.4
    assert 50 < len(picture.alt) <= ALT


async def test_a_vetoed_draft(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, hemicycle, "tally of S/2022/155")
    assert texts == [
        "Letter dated 28 February 2014 from the Permanent",
        "Representative of Ukraine to the United Nations",
        "addressed to the President of the Security Council…",
        "Draft S/2022/155 · Security Council · 25 February 2022 · vetoed by Russia",
        "Source: Benoît Martin, UNSC votes since 1946 Database, Sciences Po, 2026. Security Council data reach",
        "29 December 2025.",
        *("ALB", "BRA", "FRA", "GAB", "GBR", "GHA", "IRL", "KEN", "MEX", "NOR", "USA"),
        *("ARE", "CHN", "IND"),
        *("RUS", "veto"),
        "11–1–3",
        "yes – no – abstain",
        "Yes 11",
        "Abstain 3",
        "No 1",
    ]
    assert picture.alt == (
        "Seats by vote of draft S/2022/155, 25 February 2022: vetoed, 11 yes, 1 no, 3 abstentions. Voted no: Russia. "
        "Abstained: China, India, United Arab Emirates. Voted yes: Albania, Brazil, France, Gabon, Ghana, Ireland, "
        "Kenya, Mexico, Norway, United Kingdom, United States."
    )
    assert picture.name == "s-2022-155-seats.png"


async def test_a_full_assembly(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, hemicycle, "tally of A/RES/ES-11/1")
    assert texts == [
        "Aggression against Ukraine",
        "A/RES/ES-11/1 · General Assembly · 2 March 2022 · adopted",
        "Source: United Nations DGACM, General Assembly resolutions (UNxml), July 2026. General Assembly data",
        "reach 4 June 2026.",
        "141–5–35",
        "yes – no – abstain",
        "Yes 141",
        "Abstain 35",
        "No 5",
        "Absent 12",
    ]
    assert picture.alt.startswith(
        "Seats by vote of A/RES/ES-11/1, 2 March 2022: adopted, 141 yes, 5 no, 35 abstentions, 12 not voting. "
        "Voted no: Belarus, Eritrea, North Korea, Russia, Syria. Did not vote: Azerbaijan, "
    )
    assert picture.alt.endswith("…")


@pytest.mark.parametrize("number", [1, 2, 11, 15, 51, 60, 131, 159, 188, 193])
def test_seats_are_shared_out_without_overlap(number: int) -> None:
    places, between = hemicycle.seats(number)
    assert len(places) == number
    assert all(y >= -1e-9 and x**2 + y**2 <= hemicycle.RADIUS**2 + 1e-6 for x, y in places)
    distances = [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for i, (x, y) in enumerate(places) for u, v in places[:i]]
    assert all(distance >= between * hemicycle.GAP for distance in distances)


async def test_the_map_of_a_vote_of_which_only_part_is_known(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, tile_map, "tally of A/RES/ES-11/7")
    assert texts[-5:] == ["Yes 93", "No 18", "Abstain 65 (21 known)", "Absent 17 (0 known)", "Unknown 61"]
    assert sorted(texts[5:-5]) == sorted(
        iso3 for iso3, member in clerk.archive.roster.members.items() if member.present
    )
    assert picture.alt.startswith(
        "World map of A/RES/ES-11/7, 24 February 2025: adopted, 93 yes, 18 no, 65 abstentions, 17 not voting. "
        "Voted no: Belarus, Burkina Faso, Burundi, "
    )


async def test_the_map_of_an_early_vote_has_the_members_of_its_time(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, tile_map, "tally of A/RES/181(II)")
    assert texts[-5:] == ["Yes 33", "No 13", "Abstain 10", "Absent 1", "Not a member then"]
    assert {"CSK", "YUG", "TWN", "RUS"} <= set(texts)
    assert not {"CZE", "SRB", "CHN", "DDR"} & set(texts)
    assert picture.alt == (
        "World map of A/RES/181(II), 29 November 1947: adopted, 33 yes, 13 no, 10 abstentions, 1 not voting. Did not "
        "vote: Thailand. Abstained: Argentina, Chile, Colombia, El Salvador, Ethiopia, Honduras, Mexico, Republic of "
        "China, United Kingdom, Yugoslavia. Voted no: Afghanistan, Cuba, Egypt, Greece, India, Iran, Iraq, Lebanon, "
        "Pakistan, Saudi Arabia, Syria, Türkiye, Yemen. Voted yes: Australia, Belarus, Belgium, Bolivia, Brazil, "
        "Canada, Costa Rica, Czechoslovakia, Denmark, Dominican Republic, Ecuador, France, Guatemala, Haiti, Iceland, "
        "Liberia, Luxembourg, Netherlands, New Zealand, Nicaragua, Norway, Panama, Paraguay, Peru, Philippines, "
        "Poland, Russia, South Africa, Sweden, Ukraine, United States, Uruguay, Venezuela."
    )


async def test_who_is_missing_in_the_source_is_not_said_to_have_been_no_member(clerk: Clerk) -> None:
    # A separate vote of 1997, of which the source has no position of Seychelles, a member since 1976.
    answer = await clerk.answer(await clerk.fill(Kind.TALLY, decisions=["V6011"]))
    drawing = await tile_map.of(answer, clerk.archive)
    assert drawing is not None
    assert "SYC" in drawing.args[1]
    assert tile_map.compose(*drawing.args).texts()[-1] == "Not a member, or no record"


async def test_a_ranking(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, bars, "3 members that vote most like Hungary in 2023")
    assert texts[:3] == [
        "Who votes closest to Hungary",
        "General Assembly final votes in 2023. Agreement: the same vote counts 1, an",
        "abstention against a yes or no ½; absences are left out.",
    ]
    assert texts[6:] == [
        *("0%", "50%", "100%"),
        *("Czechia", "98.3%", "88 votes"),
        *("Croatia", "96.0%", "88 votes"),
        *("Denmark", "96.0%", "88 votes"),
    ]
    assert picture.alt == (
        "Bars. Who votes closest to Hungary. General Assembly final votes in 2023. Agreement: the same vote counts "
        "1, an abstention against a yes or no ½; absences are left out. Czechia 98.3% of 88 votes; Croatia 96.0% of 88 "
        "votes; Denmark 96.0% of 88 votes."
    )


async def test_a_long_ranking_says_that_it_is_cut(clerk: Clerk) -> None:
    _, texts = await drawn(clerk, bars, "25 members that vote least like the United States since 2010")
    assert texts[1].startswith("The first 20 of 25. General Assembly final votes since 2010. ")
    assert len([text for text in texts if text.endswith(" votes")]) == 20


async def test_a_ranking_within_a_group_names_it(clerk: Clerk) -> None:
    _, texts = await drawn(clerk, bars, "which EU country votes most like Hungary")
    assert texts[0] == "Who in the EU votes closest to Hungary"


async def test_members_and_groups_that_are_named_are_ranked_under_a_title_of_their_own(clerk: Clerk) -> None:
    _, texts = await drawn(clerk, bars, "does Hungary vote closer to the EU or to Russia")
    assert texts[0] == "Which of these votes closest to Hungary"
    assert {"EU", "Russia"} <= set(texts)


async def test_a_series_with_a_members_positions(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, series, "nuclear ban treaty over the years: how did India vote")
    assert texts[2] == "8 recorded votes in the General Assembly, 2018–2025."
    assert texts[-4:] == ["How India voted:", "Yes 119 in 2025", "Abstain 12 in 2025", "No 45 in 2025"]
    assert {"126", "16", "41", "2018", "2025"} <= set(texts)
    assert picture.alt == (
        "Stacked bars. Treaty on the Prohibition of Nuclear Weapons (yearly since 2018). 8 recorded votes in the "
        "General Assembly, 2018–2025. Yes-no-abstain and India's position, newest first: 2025 119-45-12 (no); "
        "2024 127-44-13 (no); 2023 123-43-17 (no); 2022 119-44-13 (no); 2021 128-42-16 (no); 2020 130-42-14 (no); "
        "2019 123-41-16 (no); 2018 126-41-16 (no)."
    )


async def test_a_series_shows_the_years_that_are_missing(clerk: Clerk) -> None:
    _, texts = await drawn(clerk, series, "Cuba embargo over the years")
    said = " ".join(texts)
    assert "32 recorded votes in the General Assembly, 1992–2025. Empty years have none in our sources." in said
    years = [text for text in texts if len(text) == 4 and text.isdigit()]
    assert years == [str(year) for year in range(2025, 1994, -5)]


async def test_a_record_by_topic(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, record, "Nauru's voting record on Ukraine")
    assert texts[6:] == [
        *("All of these votes", "32%", "40%", "28%", "25 votes"),
        *("Crimea and Sevastopol", "67%", "33%", "15 votes"),
        *("Donetsk, Luhansk and the Minsk", "agreements", "100%", "1 vote"),
        *("Yes", "Abstain", "No", "Absent"),
    ]
    assert picture.alt == (
        "Stacked bars. How Nauru voted, by topic. General Assembly final votes on Ukraine, all years since 1946. A "
        "vote can belong to several topics. All of these votes: 8 yes, 10 abstain, 0 no, 7 absent; Crimea and "
        "Sevastopol: 0 yes, 10 abstain, 0 no, 5 absent; Donetsk, Luhansk and the Minsk agreements: 1 yes, 0 abstain, "
        "0 no, 0 absent."
    )


def test_words_are_wrapped_and_cut_to_their_room() -> None:
    words = "On the $5 question of the defence of the Charter and the maintenance of international peace " * 5
    lines = wrapped(words, 200, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 200 for line in lines)
    assert fitted("short", 200) == "short"
    assert wrapped("", 200, 3) == []
    # Matplotlib would read two dollars as mathematics.
    assert Sheet("$5 and $6_2", "", "", 10).texts() == ["$5 and $6_2"]
