"""The layout of the world map, read whole."""

from __future__ import annotations

import csv
from itertools import combinations

import pytest

from bot.charts.tile_map import LAYOUT, tiles
from db.archive import Archive

NEIGHBOURS = """
USA CAN  USA MEX  MEX GTM  GTM HND  CRI PAN  PAN COL  COL ECU  COL VEN  VEN GUY  GUY SUR  PER BOL  BRA PRY  BRA URY
ARG CHL  ARG URY  ARG PRY  PER ECU  HTI DOM  CUB JAM  CUB BHS  KNA ATG  TTO VEN  PRT ESP  ESP FRA  FRA DEU  DEU POL
DEU NLD  BEL NLD  BEL LUX  DNK DEU  NOR SWE  SWE FIN  FIN EST  EST LVA  LVA LTU  LTU POL  GBR IRL  GBR FRA  RUS EST
RUS UKR  RUS BLR  RUS KAZ  RUS FIN  RUS GEO  POL UKR  CZE SVK  AUT HUN  HUN ROU  ROU MDA  SRB HRV  SRB BIH  ALB GRC
GRC TUR  BGR TUR  ITA SMR  ITA CHE  ITA SVN  ITA MLT  MAR ESP  MAR DZA  DZA TUN  TUN LBY  LBY EGY  EGY ISR  EGY SDN
ISR LBN  ISR JOR  SYR IRQ  IRQ IRN  SYR LBN  TUR SYR  TUR ARM  ARM AZE  GEO ARM  SAU YEM  YEM OMN  OMN ARE  ARE QAT
SAU KWT  IRN AFG  AFG PAK  PAK IND  IND NPL  IND BGD  BGD MMR  MMR THA  THA LAO  LAO VNM  KHM THA  THA MYS  MYS SGP
MYS IDN  IDN TLS  IDN PNG  PNG SLB  AUS NZL  AUS PNG  VUT FJI  FJI TON  CHN MNG  CHN PRK  PRK KOR  KOR JPN  CHN KAZ
CHN VNM  CHN NPL  KAZ UZB  UZB TKM  KGZ TJK  TJK AFG  LKA IND  MDV LKA  SEN GMB  SEN MRT  GIN SLE  SLE LBR  LBR CIV
CIV GHA  GHA TGO  TGO BEN  BEN NGA  NGA CMR  NGA NER  NER MLI  TCD SDN  SDN SSD  ERI ETH  ETH SOM  ETH DJI  KEN SOM
KEN UGA  KEN TZA  UGA RWA  RWA BDI  COD COG  COD AGO  AGO NAM  NAM ZAF  ZAF LSO  ZAF BWA  BWA ZWE  ZWE MOZ  MOZ MWI
ZMB ZWE  MDG COM  MDG MUS  MDG MOZ  GAB COG  GNQ CMR  CAF TCD  CPV SEN  DDR DEU  DDR POL  YMD YEM  EAZ TZA  CSK POL
YUG HRV  TWN KOR  PHL PLW  FSM MHL  KIR NRU  TUV WSM
"""
FAR = {"CHN VNM", "GBR FRA", "RUS BLR", "RUS FIN", "RUS GEO"}
"""Neighbours that lie three squares apart; the others are at most two from each other."""
NORTH_TO_SOUTH = "CAN USA PAN COL PER CHL, NOR DNK DEU AUT ITA TUN NER NGA COG AGO NAM ZAF, RUS KAZ IRN OMN, MNG CHN IND LKA, PRK KOR PHL AUS NZL"  # noqa: E501
WEST_TO_EAST = "USA PRT ESP ITA GRC TUR IRN IND THA PHL, MEX CUB HTI SEN MLI TCD SDN ERI, ISL NOR SWE FIN RUS MNG PRK JPN, CHL ARG ZAF MDG AUS NZL"  # noqa: E501


def test_every_member_of_every_time_has_a_square(archive: Archive) -> None:
    assert set(tiles()) == set(archive.roster.members)
    assert len([iso3 for iso3 in tiles() if archive.roster.members[iso3].present]) == 193


def test_each_line_is_one_member(archive: Archive) -> None:
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    assert len(rows) == len(tiles()) == len(lines) - 1
    assert all(list(row) == ["iso3", "column", "row"] for row in rows)
    assert all(0 <= column < 26 and 0 <= row < 19 for column, row in tiles().values())


async def test_no_two_that_ever_voted_together_share_a_square(archive: Archive) -> None:
    cast = (await archive.matrix()).cells != 0
    members = (await archive.matrix()).members
    shared = [
        (a, b)
        for (i, a), (j, b) in combinations(enumerate(members), 2)
        if tiles()[a] == tiles()[b] and (cast[:, i] & cast[:, j]).any()
    ]
    assert shared == []
    today = [tiles()[iso3] for iso3 in members if archive.roster.members[iso3].present]
    assert len(set(today)) == 193


@pytest.mark.parametrize("pair", [pair.strip() for line in NEIGHBOURS.split("\n") for pair in line.split("  ") if pair])
def test_neighbours_are_near_each_other(pair: str) -> None:
    (x, y), (u, v) = (tiles()[iso3] for iso3 in pair.split())
    assert max(abs(x - u), abs(y - v)) <= (3 if pair in FAR else 2)


@pytest.mark.parametrize(("axis", "chains"), [(1, NORTH_TO_SOUTH), (0, WEST_TO_EAST)])
def test_the_compass_holds(axis: int, chains: str) -> None:
    for chain in chains.split(", "):
        along = [tiles()[iso3][axis] for iso3 in chain.split()]
        assert along == sorted(set(along)), chain
