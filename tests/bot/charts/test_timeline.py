"""Charts over the years and the voting map: what is written on them, what they tell in words, where lines break."""

from __future__ import annotations

from datetime import date

import numpy as np

from bot.charts import CHARTS, cohesion, picture_of, style, voting_map, years
from bot.charts.course import Course, course, runs
from bot.charts.events import Event
from bot.charts.sheet import width_of
from bot.charts.timeline import Point, Timeline
from handlers.clerk import Clerk
from tests.bot.charts.test_pictures import drawn

SOURCE = (
    "Source: Erik Voeten, United Nations General Assembly Voting Data (2024); United Nations DGACM, General Assembly "
    "resolutions (UNxml), July 2026; United Nations Digital Library, by way of mohazed/GAI. General Assembly data "
    "reach 4 June 2026."
)
HEADING = ("Agreement", "by year", "Source")


async def test_two_members(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, years, "agreement of Russia and Ukraine by year from 2012 to 2018")
    assert " ".join(texts) == " ".join(  # lines as they wrap
        [
            "Agreement of Russia and Ukraine, year by year",
            "General Assembly final votes from 2012 to 2018. Agreement counts the same vote as 1, an abstention "
            "against a yes or no as ½, opposite votes as 0, over the votes in which both cast one.",
            SOURCE,
            "2014 Assembly vote on Crimea",
            *map(str, range(2012, 2019)),
            "0% 25% 50% 75% 100%",
            "shared votes (most in a year: 91)",
            "63% 70%",
            "hollow: some months are not in the data",
        ]
    )
    assert picture.alt == (
        "Agreement of Russia and Ukraine, year by year, General Assembly final votes from 2012 to 2018: 2012 70%, 2013 "
        "66%, 2014 65%, 2015 65%, 2016 63%, 2017 66%, 2018 66%."
    )
    assert picture.name == "rus-ukr-by-year.png"


async def test_one_member(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, years, "how has the US voted year by year from 2021 to 2025")
    assert " ".join(texts).startswith(
        "How the United States voted, year by year General Assembly final votes from 2021 to 2025, as shares of those "
        "in which there was a seat. Source: "
    )
    assert [text for text in texts if text in {"Trump", "Biden", "Obama"}] == ["Biden", "Trump"]
    assert texts[-4:] == ["Yes", "Abstain", "No", "Absent"]
    assert picture.alt.endswith("2024 32-51-11, 2025 9-170-7.")


async def test_a_group(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, cohesion, "how united were the Nordic countries from 2011 to 2014")
    assert texts[0] == "Cohesion of the Nordics, year by year"
    assert texts[-2:] == ["0.95", "0.98"]
    assert picture.alt.endswith("2011 0.97, 2012 0.97, 2013 0.98, 2014 0.95.")


async def test_the_map_of_members(clerk: Clerk) -> None:
    picture, texts = await drawn(clerk, voting_map, "voting map of the Security Council in 2024")
    assert " ".join(texts).startswith(
        "Voting map: Security Council final votes in 2024 15 members, 53 votes: the nearer two of them lie, the more "
        "alike they voted. The plane holds 99% of the variation. Source: Benoît Martin, UNSC votes since 1946 "
        "Database, Sciences Po, 2026. Security Council data reach 29 December 2025."
    )
    assert {"CHN", "FRA", "GBR", "RUS", "USA"} <= set(texts)
    assert [t for t in texts if t[-1].isdigit() and t[0].isalpha()][-5:] == [
        *("Africa 3", "Asia-Pacific 3", "Eastern Europe 2", "GRULAC 2", "WEOG 5"),
    ]
    assert "so far apart: about 5 percentage points less agreement" in texts
    assert "Method: classical multidimensional scaling (Torgerson) of the distances 1 − agreement" in " ".join(texts)
    assert picture.alt.startswith(
        "Voting map: Security Council final votes in 2024. Places as x, y, the plane holding "
    )
    assert "-0.00" not in picture.alt


async def test_the_map_shows_who_was_asked_about(clerk: Clerk) -> None:
    _, texts = await drawn(clerk, voting_map, "where do Senegal and Togo sit on the map of 2023")
    assert {"SEN", "TGO"} <= set(texts)  # in the thick of it


async def test_which_answers_have_one(clerk: Clerk) -> None:
    for question, name in (
        ("agreement of the US and Russia by year", "years"),
        ("how aligned are France and Germany", "years"),
        ("how united is the EU", "cohesion"),
        ("voting map of 2023", "voting_map"),
    ):
        answer = await clerk.ask(question)
        assert [one for one, chart in CHARTS.items() if chart.at_once and chart.fits(answer)] == [name]
        assert await picture_of(answer, clerk)
    for question in (
        "how aligned are France and Germany in 2023",  # one year is no course
        "how did the EU vote on ES-10/21",
        "voting map of the Benelux in 2023",
    ):
        assert await picture_of(await clerk.ask(question), clerk) is None


def points(*shares: float | None) -> tuple[Point, ...]:
    return tuple(Point(1990 + number, share, 10) for number, share in enumerate(shares))


def test_a_line_breaks_where_a_year_is_missing() -> None:
    course_of = points(0.1, 0.2, None, 0.4, None, None, 0.7, 0.8)
    assert [[point.year for point in run] for run in runs(course_of)] == [[1990, 1991], [1993], [1996, 1997]]
    gap = (*points(0.1), Point(1995, 0.5, 10), Point(1996, 0.5, 10))
    assert [[point.year for point in run] for run in runs(gap)] == [[1990], [1995, 1996]]


def test_dots_of_years_not_whole_are_hollow() -> None:
    some = (Point(2015, 0.5, 80), Point(2016, 0.6, 40, whole=False), Point(2017, 0.7, 80))
    texts = course(Course("a", "b", "c", "d", "e", some, "votes")).texts()
    assert "hollow: some months are not in the data" in texts
    whole = course(Course("a", "b", "c", "d", "e", points(0.1, 0.2, 0.3), "votes")).texts()
    assert not any("hollow" in text for text in whole)


def test_event_labels_never_meet() -> None:
    rng = np.random.default_rng(2025)
    for _ in range(40):
        found = sorted(
            (
                Event(date(int(year), 7, 1), "x" * int(rng.integers(8, 28)), frozenset({"USA"}), "")
                for year in rng.choice(np.arange(1946, 2026), 5, replace=False)
            ),
            key=lambda event: event.date,
        )
        axis = Timeline(HEADING, (1946, 2026), found, terms=False)
        labels = axis._labels(found)
        assert [label.event for label in labels] == found
        for number, label in enumerate(labels):
            assert not any(label.meets(other) for other in labels[:number])
            assert label.start >= style.MARGIN
            assert label.start + label.width <= style.WIDTH - style.MARGIN


async def test_a_long_legend_stays_on_the_map(clerk: Clerk) -> None:
    question = "voting map of the Commonwealth, the Arab League, ASEAN, the Nordics and Mercosur in 2023"
    drawing = await voting_map.of(await clerk.ask(question), clerk.archive)
    sheet = voting_map.compose(*drawing.args)
    keys = [text for text in sheet.canvas.texts if text.get_text().startswith(("Commonwealth ", "ASEAN ", "Mercosur "))]
    assert len(keys) == 3
    for text in keys:
        place = text.get_position()[0]
        assert sheet.left <= place
        assert place + width_of(text.get_text()) <= sheet.right
