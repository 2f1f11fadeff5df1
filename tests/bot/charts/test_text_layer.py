"""What is written on the gallery's charts is what was written when somebody last looked, and its figures are right.

The texts are in texts/ (see text_layer.py); the figures in them are compared with the bundled edition, read by pandas.
"""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest

from db.archive import Archive
from handlers.clerk import Clerk
from tests import exhibits
from tests.bot.charts.text_layer import FOLDER, stored, texts
from tests.exhibits import Drawn
from tests.handlers.edition import of_group
from tests.handlers.edition_tables import counted, decisions, votes
from tests.handlers.test_cohesion import expected as cohesion_of
from tests.handlers.test_trend import pairs
from tests.handlers.test_voting_map import enough, placed_by_hand

WORDS = {"Y": "Yes", "A": "Abstain", "N": "No", "X": "Absent"}
VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}
REGIONS = {
    "Africa": "african", "Asia-Pacific": "asia_pacific", "Eastern Europe": "eastern_european", "GRULAC": "grulac",
    "WEOG": "weog",
}  # fmt: skip


def cast(key: str) -> dict[str, str]:
    """The letters of one vote by member."""
    return {str(iso3): letter for iso3, letter in votes().loc[key].items() if letter}


@pytest.mark.parametrize("drawn", exhibits.CHARTS, ids=lambda drawn: drawn.name)
async def test_the_text_is_as_it_was(clerk: Clerk, drawn: Drawn) -> None:
    assert await texts(drawn, clerk) == stored(drawn.name), "look at the chart; python -m tests.bot.charts.text_layer"


def test_there_is_no_text_without_a_chart() -> None:
    assert {path.stem for path in FOLDER.glob("*")} == {drawn.name for drawn in exhibits.CHARTS}


@pytest.mark.parametrize(
    ("name", "key"),
    [("hemicycle", "A/RES/ES-11/1"), ("hemicycle-of-the-council", "S/2022/155"), ("world-map", "A/RES/ES-11/1")],
)
def test_the_figures_of_one_vote(name: str, key: str) -> None:
    row = cast(key)
    letters = Counter(row.values())
    told = {text for text in stored(name) if text.partition(" ")[0] in WORDS.values()}
    assert told == {f"{word} {letters[letter]}" for letter, word in WORDS.items() if letters[letter]}
    assert str(decisions().loc[key, "title"]).startswith(stored(name)[0])
    if name != "hemicycle":  # whose seats are too many for codes
        codes = Counter(text for text in stored(name) if re.fullmatch("[A-Z]{3}", text))
        assert codes == Counter(list(row))


def test_the_map_of_1947_has_the_members_of_today_that_were_none() -> None:
    row = cast("V77")
    letters = Counter(row.values())
    codes = {text for text in stored("world-map-of-1947") if re.fullmatch("[A-Z]{3}", text)}
    assert set(row) < codes
    assert not {"DDR", "CZE", "SRB", "CHN"} & codes, "their squares are taken by the Czechoslovakia, … of the day"
    assert [text for text in stored("world-map-of-1947") if re.search(r" \d+$", text) and text[:2] in "YeNoAb"] == [
        f"{WORDS[letter]} {letters[letter]}" for letter in "YNAX"
    ]


def test_the_ranking(archive: Archive) -> None:
    table = votes().loc[counted().index]
    names = {archive.roster.common(iso3): iso3 for iso3 in table.columns}
    own = table["CIV"].map(VALUE)
    others = table.drop(columns="CIV").apply(lambda column: column.map(VALUE))
    both = others.notna().mul(own.notna(), axis=0)
    soft = (1 - others.sub(own, axis=0).abs() / 2).where(both).mean()
    rows = re.findall(r"\n(\D+)\n([\d.]+)%\n([\d,]+) votes", "\n".join(stored("ranking")))
    assert len(rows) == 10
    for name, share, shared in rows:
        assert float(share) == pytest.approx(100 * soft[names[name]], abs=0.051)
        assert int(shared.replace(",", "")) == both[names[name]].sum()
    often = enough(table.loc[own.notna()]).columns.drop("CIV")
    assert soft[often].nlargest(10).index.tolist() == [names[name] for name, *_ in rows]


def test_the_record(archive: Archive) -> None:
    letters = votes().loc[counted().index, "HUN"].value_counts()
    held = letters[list("YANX")].sum()
    lines = stored("record-by-topic")
    at = lines.index("All of these votes")
    assert lines[at + 1 : at + 4] == [f"{letters[letter] / held:.0%}" for letter in "YAN"]
    assert lines[at + 4] == f"{held:,} votes"
    sizes = [int(text.split()[0].replace(",", "")) for text in lines[at + 4 :] if text.endswith(" votes")]
    assert sizes == sorted(sizes, reverse=True)


def test_the_yearly_resolution() -> None:
    frame = counted()
    # One title in the source has "Unites States".
    embargo = frame.title.str.contains(r"embargo imposed by the Unite[ds] States .*against Cuba", case=False)
    rows = frame[embargo].sort_values("date")
    lines = stored("yearly-resolution")
    assert f"{len(rows)} recorded votes in the General Assembly, 1992–2025." in " ".join(lines)
    figures = [int(text) for text in lines[lines.index("150") + 1 : lines.index("2025")]]
    # By year, from the foot up; abstentions only where the bar has room for them.
    assert figures == [
        n for yes, abstain in zip(rows.yes, rows.abstain, strict=True) for n in (yes, abstain)[: 1 + (abstain >= 25)]
    ]
    last = rows.iloc[-1]
    assert {f"Yes {last.yes} in 2025", f"Abstain {last.abstain} in 2025", f"No {last.no} in 2025"} <= set(lines)
    assert set(votes().loc[rows.index, "UKR"]) == {"Y", "A", "N", "X"}, "all four are in the legend"


def test_two_members_by_year() -> None:
    frame = counted()
    table = votes().loc[frame.index]
    years = pairs(table["USA"], table["RUS"], frame.date.str[:4])
    lines = stored("two-members-by-year")
    assert f"shared votes (most in a year: {years.shared.max()})" in lines
    named = years[years.shared >= 10].soft
    assert lines[-3:-1] == [f"{named.min():.0%}", f"{named.max():.0%}"]


def test_one_member_by_year() -> None:
    frame = counted()
    held = (votes().loc[frame.index, "USA"] != "").groupby(frame.date.str[:4]).sum()
    assert f"votes held (most in a year: {held.max()})" in stored("one-member-by-year")


def test_cohesion_by_year() -> None:
    frame = counted(since="1958")
    table = votes().loc[frame.index]
    days = frame.date.where(frame.date.str.len() == 10, frame.date + "-01")
    of_day = {day: of_group("eu", day) for day in days.unique()}
    own = pd.DataFrame(
        [row.where(row.index.isin(of_day[day]), "") for (_, row), day in zip(table.iterrows(), days, strict=True)]
    )
    found = {year: cohesion_of(own[frame.date.str[:4] == year]) for year in sorted(set(frame.date.str[:4]))}
    means = {year: mean for year, (number, _, mean, _) in found.items() if number >= 10}
    lines = stored("cohesion")
    assert f"decisions (most in a year: {max(number for number, *_ in found.values())})" in lines
    assert lines[-3:-1] == [f"{min(means.values()):.2f}", f"{max(means.values()):.2f}"]


def test_the_voting_map() -> None:
    frame = counted(since="2023", until="2023-12-31")
    table = enough(votes().loc[frame.index])
    _, held = placed_by_hand(table)
    said = " ".join(stored("voting-map"))
    assert f"{len(table.columns)} members, {len(frame)} votes:" in said
    assert f"The plane holds {held.sum():.0%} of the variation." in said
    for name, group in REGIONS.items():
        assert f"{name} {len(of_group(group, '2023-12-31') & set(table.columns))}" in stored("voting-map")


def test_the_voting_map_of_ten_years() -> None:
    frame = counted(since="1980", until="1989-12-31")
    members = enough(votes().loc[frame.index]).columns
    lines = stored("voting-map-of-the-eighties")
    assert f"{len(members)} members, {len(frame):,} votes:" in " ".join(lines)
    for name, group in REGIONS.items():
        assert f"{name} {len(of_group(group, '1989-12-31') & set(members))}" in lines
