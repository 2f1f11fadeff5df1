"""Questions about vetoes, extremes, numbers, searches and the latest votes."""

from __future__ import annotations

from typing import Any

from tests.questions import expected as facts
from tests.questions.expected import Row

VETO: list[tuple[str, dict[str, Any]]] = [
    ("How many vetoes has the US cast?", facts.veto_count("USA")),
    ("how often has russia used the veto", facts.veto_count("RUS")),
    ("chinese vetoes count", facts.veto_count("CHN")),
    ("how many times did france veto something", facts.veto_count("FRA")),
    ("total number of vetoes in the security council ever", facts.veto_count()),
    ("US vetoes since 2000", facts.veto_count("USA", "2000")),
    ("russian vetoes 2011-2020", facts.veto_count("RUS", "2011", "2020")),
    ("vetos in 2024", facts.veto_count("", "2024", "2024")),
    ("how many vetoes were there in the 1980s", facts.veto_count("", "1980", "1989")),
    ("was anything vetoed in 1992", {"count": 0}),
    ("list soviet vetoes in the 1950s", facts.veto_count("RUS", "1950", "1959")),
    ("When did the UK last use its veto?", facts.last_veto("GBR")),
    ("last time france vetoed on its own", facts.last_veto("FRA", alone=True)),
    ("what was the first ever veto in the UN", facts.last_veto(first=True)),
    ("the first US veto", facts.last_veto("USA", first=True)),
    ("most recent veto?", facts.last_veto()),
    ("what did china veto in 1972", facts.vetoed("S/10771", "S/10786")),
    ("Did Russia veto anything about Mali?", facts.vetoed("S/2023/638")),
    ("which draft on North Korea did Russia and China veto in 2022", facts.vetoed("S/2022/431")),
    ("us veto palestine membership 2024", facts.vetoed("S/2024/312")),
    ("vetoes by the united states in 2023", facts.veto_count("USA", "2023", "2023")),
    ("how many vetoes did britain cast between 1963 and 1989", facts.veto_count("GBR", "1963", "1989")),
    ("has china ever vetoed alone since 1990", facts.vetoed("S/1997/18", "S/1999/201")),
    ("how many times has the US vetoed in 2025", facts.veto_count("USA", "2025", "2025")),
    ("vetoes on Cyprus", facts.vetoed("S/11400 (as amended)", "S/25693", "S/2004/313")),
]

EXTREMES: list[tuple[str, dict[str, Any]]] = [
    ("which resolutions did only israel vote against", facts.rows_of(facts.lone_no("ISR")[-5:])),
    ("when was the US the only no vote in 2022", facts.rows_of(facts.lone_no("USA", "2022", "2022"))),
    ("resolutions where India was the lone no since 2020", facts.rows_of(facts.lone_no("IND", "2020"))),
    (
        "times when france stood alone against everyone else in the 1980s",
        facts.rows_of(facts.lone_no("FRA", "1980", "1989")),
    ),
    ("closest votes of all time in the GA", facts.closest(5)),
    ("closest vote in 2019", facts.closest(2, "2019", "2019")),
    ("what was the tightest vote of 1961", facts.closest(1, "1961", "1961")),
    ("most abstentions ever", facts.most("abstain", 2)),
    ("which resolution had the most abstentions in 2022", facts.most("abstain", 1, "2022", "2022")),
    ("resolutions with the most no votes since 2000", facts.most("no", 2, "2000")),
    ("what got the most votes against in 2023?", facts.most("no", 2, "2023", "2023")),
    ("most abstained on resolution in the 1990s", facts.most("abstain", 1, "1990", "1999")),
    ("which resolutions did Russia alone oppose", facts.rows_of(facts.lone_no("RUS")[-5:])),
    (
        "which resolutions did only albania vote against in the 1970s",
        facts.rows_of(facts.lone_no("ALB", "1970", "1979")),
    ),
    ("Resolutions where the only vote against was North Korea since 2015", facts.rows_of(facts.lone_no("PRK", "2015"))),
    ("narrowest votes in the 1950s", facts.closest(3, "1950", "1959")),
]


def adopted(row: Row) -> bool:
    """Whether a text was adopted."""
    return row["outcome"] == "adopted"


def unanimous(row: Row) -> bool:
    """Whether everyone that voted said yes."""
    return facts.recorded(row) and row["yes"] != "0" and row["no"] == row["abstain"] == "0"


# questions of members' counts can be taken for a record as well: facts for either
COUNT: list[tuple[str, dict[str, Any] | list[dict[str, Any]]]] = [
    (
        "how many recorded votes were there in the General Assembly in 2022",
        facts.number("GA", "2022", "2022", facts.recorded),
    ),
    ("how many votes were held in the GA in 1985?", facts.number("GA", "1985", "1985", facts.recorded)),
    ("number of recorded GA votes in 2019", facts.number("GA", "2019", "2019", facts.recorded)),
    ("how many resolutions did the security council adopt in 2023", facts.number("SC", "2023", "2023", adopted)),
    ("how many SC resolutions were passed in 1993", facts.number("SC", "1993", "1993", adopted)),
    ("number of security council resolutions adopted since 2020", facts.number("SC", "2020", "", adopted)),
    ("how many security council resolutions were adopted in the 1990s", facts.number("SC", "1990", "1999", adopted)),
    ("how many unanimous security council votes in 2021", facts.number("SC", "2021", "2021", unanimous)),
    ("how many times did the us vote no in 2023", facts.times("USA", "no", "2023", "2023")),
    ("how many times did Germany abstain in 2022?", facts.times("DEU", "abstain", "2022", "2022")),
    ("how often did china vote against something in 2020", facts.times("CHN", "no", "2020", "2020")),
    ("how many times was venezuela absent in 2023", facts.times("VEN", "absent", "2023", "2023")),
    ("how many yes votes did Bangladesh cast in 2018", facts.times("BGD", "yes", "2018", "2018")),
    ("How many times has Israel voted no since 2010", facts.times("ISR", "no", "2010")),
    ("how many times did canada abstain in the 80s", facts.times("CAN", "abstain", "1980", "1989")),
    ("how many resolutions on climate change were voted on since 2015", {}),
    ("how many resolutions about palestine were voted on in 2023", {}),
]

SEARCH: list[tuple[str, dict[str, Any]]] = [
    ("resolutions about cluster munitions", facts.rows_of(["A/RES/80/52"])),
    ("find resolutions on autonomous weapons", facts.rows_of(["A/RES/80/57", "A/RES/79/62", "A/RES/78/241"])),
    ("any votes on depleted uranium?", {}),
    ("show me resolutions on the death penalty", facts.rows_of(["A/RES/79/179"])),
    ("search debt restructuring", {}),
    ("what resolutions are there on mercenaries", facts.rows_of(["A/RES/80/194"])),
    ("votes about outer space arms race", {}),
    ("is there a resolution about artificial intelligence in the military", facts.rows_of(["A/RES/79/239"])),
    ("un resolutions on LGBT rights", {}),
    ("resolutions concerning western sahara", {}),
    ("find votes on human cloning", facts.rows_of(["A/RES/59/280"])),
    ("resolutions on the rights of peasants", {}),
    ("find un resolutions about landmines", {}),
    ("resolutions about the Falklands", facts.rows_of(["A/RES/43/25"])),
    ("show security council resolutions on Haiti since 2020", {}),
    ("nukes resolutions 2024", {}),
    ("resolutions on water and sanitation", facts.rows_of(["A/RES/64/292"])),
]

LATEST: list[tuple[str, dict[str, Any]]] = [
    ("latest general assembly votes", facts.latest(3, "GA")),
    ("what did the UN vote on recently", {}),
    ("most recent security council resolutions", facts.latest(2, "SC")),
    ("newest votes", {}),
    ("what's new in the GA", facts.latest(3, "GA")),
    ("show me the last 5 votes in the general assembly", facts.latest(5, "GA")),
    ("recent unsc votes", facts.latest(2, "SC")),
    ("What was the latest vote on Ukraine?", {}),
    ("latest resolution on palestine", {}),
    ("last votes at the un", {}),
]
