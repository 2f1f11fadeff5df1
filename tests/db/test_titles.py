"""What people are shown as the title of a decision."""

from __future__ import annotations

import csv
import gzip
import io
from functools import cache
from pathlib import Path

import pytest

from db.titles import MAX_LENGTH, NO_TITLE, readable_title

EDITION = Path(__file__).parents[2] / "db" / "data" / "edition" / "decisions.csv.gz"

# Decisions of the edition, by key, with the title that must be shown.
SHOWN = {
    "V30": (
        "To adopt the Trusteeship Agreement for French Togoland submitted by France; said agreement "
        "approved in 4th Comm draft resol. (A/258 and Add.1, Corr.2, Corr.3 and Rev.1)."
    ),
    "V47": (
        "To adopt a UK amendment (A/417) to the 3rd Comm. draft resol. (A/412) approving the "
        "herein-annexed Protocols effecting transfer to the UN of the League of Nations functions and "
        "powers over traffic in…"
    ),
    "V117": (
        "To adopt Ad Hoc Political Comm. draft resol. J (A/771) for Security Council consideration of the"
        " admission of Ceylon to the UN; as amended by joint proposal (A/761) facilitating the admission."
    ),
    "V198": (
        "To adopt paragraph 1 of the USSR draft resolution (A/1120) on the international control of "
        "atomic energy. Para. 1 places full responsibility for the failure of Assembly resolutions "
        "regarding atomic…"
    ),
    "V246": (
        "To adopt operative paragraph 4 of the 5-power draft resol. (A/1426), providing for the election "
        "of a joint parity commission by North and South Korean assemblies in joint session, to organize "
        "and…"
    ),
    "V293": "To adopt Bolivian motion to adjourn the meeting.",
    "V324": "To adopt Credentials Committee draft resolution (A/234).",
    "V367": (
        "To adopt 3rd Committee draft resolution (A/2494) approving technical assistance in promoting and"
        " safeguarding women's rights, to Member-States who so request it."
    ),
    "V397": (
        "To adopt this phrase in operative paragraph 2 of 4th Comm. draft resol. A (A/2747): 2. Adopts, "
        "subject to the acceptance by the Union of S. Africa, as the mandatory procedure for the "
        "Territory of…"
    ),
    "V430": (
        "To adopt whole U.S. proposal for adjourning Security Council elections and proceeding with "
        "UNESCO and Trusteeship Council elections."
    ),
    "V479": "To adopt 4-power draft resolution (A/3374) minus preambular paragraph 1.",
    "V507": (
        "To adopt a General Comm. recommendation (A/3670) that item 61 on the treatment of Indians in "
        "South Africa be included in the agenda."
    ),
    "V541": (
        "To adopt 7-power amendment (A/L.245) to General Comm. recommendation (A/3926) on China "
        "representation, substituting accede to for reject. The General Comm. recommendation rejects the "
        "Indian request…"
    ),
    "V580": ("To adopt Argentine proposal for one more Security Council vote, then proceed to E.S.C. elections."),
    "V731": "To adopt a Nepal motion to adjourn the meeting.",
    "V823": (
        "To adopt Special Political Comm. draft resolution (A/5285) commending the report of the UN "
        "Scientific Committee on the Effects of Atomic Radiation and inviting the World Meteorological "
        "Organization…"
    ),
    "A/RES/1964(XVIII)": (
        "To adopt 1st Committee draft resolution (A/5666) reaffirming previous UN resolutions on UN "
        "objectives in Korea and urging North Korea to accept said objectives, while requesting UN "
        "Commission for…"
    ),
    "V879": (
        "To adopt an Albanian appeal against President's ruling that a decision had been made on 8 Feb. "
        "1965 by the General Assembly adopting the no-objection procedure so as to be able to proceed on "
        "a…"
    ),
    "V887": (
        "To adopt 1st Committee draft resolution (A/6119) convening a world conference on disarmament and"
        " urging international consultations to create a Preparatory Committee for the convening of said…"
    ),
    "V928": (
        "To adopt 1st Comm. draft resol. B (A/6509) providing to convene a conference of "
        "non-nuclear-weapon States in order that these States could exchange views on the needs of their "
        "common security in the…"
    ),
    "V9048": (
        "To adopt operative parag. 3 of the U.S.S.R. draft resol. (A/L.519) on Palestine, said paragraph "
        "demanding that Israel make good in full all damage inflicted upon the U.A.R., Syria and Jordan "
        "(during…"
    ),
    "A/RES/2393(XXIII)": (
        "To adopt the draft convention on non-applicability of statutory limitations to war crimes and "
        "crimes against humanity (A/7342 and Corr.1)."
    ),
    "V1093": (
        "To adopt draft resol. (A/7774 and Add.1), as amended, suggesting that a special top level "
        "International Conference of the UNIDO be held, but not in the same year as the 3rd UNCTAD, and "
        "requesting the…"
    ),
    "A/RES/2668(XXV)": (
        "To adopt the draft resol. (A/8185) reaffirming UN objectives in Korea, requesting the UNCURK to "
        "continue its work and noting that the greater part of UN forces have already withdrawn from "
        "Korea."
    ),
    "A/RES/2770(XXVI)": (
        "To adopt resol., i.a., req SYG to invite comments from govts on question of Declaration on "
        "promotion among youth of the ideals of peace, mutual respect & understanding betw peoples, & dec"
        " to consider…"
    ),
    "A/RES/2964(XXVII)": (
        "Res affirming that people of Palestine are entitled to equal rights & self-determ, in accord "
        "with UN Charter, & that full respect for their inalienable rights is an indespensable element in"
        " the estab…"
    ),
    "V1444": (
        "Decision by 5th Comte approving arts VIII & IX of draft charter of university (A/9149/Add.2) & "
        "endorsing adv Comte's interpretation of budget administration (A/9368)."
    ),
    "A/RES/3213(XXIX)": (
        "Res, recog imp of int'l conf on nuclear power & its fuel cycle, 1977; commending IAEA on estab "
        "an intl service for nuclear explosions for peaceful purposes; & urging all ratify or accede to "
        "Treaty on…"
    ),
    "A/RES/3471(XXX)": (
        "To agree that implementation of the Declaration of the African heads of State and Government on "
        "the denuclearization of Africa will be a significant measure to prevent the proliferation of "
        "nuclear…"
    ),
    "A/RES/31/148": (
        "To call upon those States which have not yet done so to comply with the relevant provisions of "
        "the resolutions of the General Assembly and the Security Council concerning Namibia and the "
        "advisory…"
    ),
    "A/RES/32/12": (
        "To take note of the report of the Secretary-General on the status of the International "
        "Convention on the Suppression and Punishment of the Crime of Apartheid, and to express its "
        "satifaction with the…"
    ),
    "A/RES/33/65": (
        "To approve a resolution urging once again the States of South Asia and such other neighbouring "
        "non-nuclear-weapon States as may be interested to continue to make all possible efforts to "
        "establish a…"
    ),
    "A/RES/34/7B": (
        "To approve a resolution deciding to appropriate to the Special Account the amount of $18,202,000"
        " for the operation of liquidating the United Nations Emergency Force as from July 25, 1979."
    ),
    "A/RES/35/146B": (
        "To approve a resolution reiterating the call to all States to consider and respect the continent"
        " of Africa as a nuclear-weapon-free zone and therefore calling upon States and other actors to…"
    ),
    "A/RES/36/157": (
        "To approve a resolution reiterating grave concern at the persistence and, in some respects, the "
        "deterioration of the human rights situation in Chile."
    ),
    "A/RES/37/88D": (
        "To demand once more that the Government of Israel, the occupying Power, rescind the illegal "
        "measures taken by the Israeli military occupation authorities in expelling and imprisoning the "
        "mayors of…"
    ),
    "A/RES/38/79G": (
        "To denounce Israeli practices against Palestinian students and faculty and to condemn the "
        "restrictions imposed by Israel on academic freedoms in occupied Palestinian Israel."
    ),
    "A/RES/39/71": (
        "To appropriate funding for the United Nations Interim Force in Lebanon for the period April "
        "through mid-December 1984. The Assembly invited Member States to make voluntary contributions in"
        " the form…"
    ),
    "V5918": "Separate vote (the source has only meeting text)",
    "V5860": "Separate vote (the source has only meeting text)",
    "V5991": (
        "Separate vote on the sixth preambular paragraph of draft resolution XVII: Nuclear-weapon-free "
        "southern hemisphere and adjacent areas"
    ),
    "V5669": (
        "Separate votes on the fifth preambular paragraph and on paragraphs 2, 5(b) and 7 of draft "
        "resolution U: Transparency in armaments"
    ),
    "V5809": "Separate vote (the source has only meeting text)",
    "V5977": "Separate vote (the source has only meeting text)",
    "V5704": "Separate vote (the source has only meeting text)",
    "V5967": "Separate vote on the seventh preambular paragraph",
    "V5766": "Separate vote on operative paragraph 9 (c) of draft resolution I",
    "V5999": "Separate vote (the source has only meeting text)",
    "V5731": "Separate vote on operative paragraph 26 (b)…: Rights of the child",
    "V5974": "Vote on the motion for division",
    "V5653": "Vote on a proposed amendment (A/54/L.65)",
    "V5971": "Vote on the proposed draft amendment",
    "V5972": "Vote on an amendment (the source has only meeting text)",
    "V5973": "Vote on an amendment (the source has only meeting text)",
    "V5747": (
        "Vote on the motion submitted by the representative of Turkmenistan that no action be taken on "
        "draft resolution III"
    ),
    "V6006": "Vote on a motion or separate vote (the source has only meeting text)",
    "V5866": (
        "Vote on the motion submitted by the representative of the Russian Federation that no action be "
        "taken on draft resolution A/64/L.62"
    ),
    "V5888": (
        "Vote on the motion submitted by the representative of Angola that action on the draft resolution"
        " contained in the report of the Credentials Committee (A/66/360) be deferred"
    ),
    "V5817": "Vote on draft resolution III as a whole",
    "V5740": "Vote on a motion or separate vote (the source has only meeting text)",
    "A/RES/72/43": (
        "Implementation of the Convention on the Prohibition of the Development, Production, Stockpiling "
        "and Use of Chemical Weapons and on Their Destruction"
    ),
    "A/RES/71/33": "The Hague Code of Conduct against Ballistic Missile Proliferation",
    "A/RES/72/250": "Further practical measures for the prevention of an arms race in outer space",
    "A/RES/73/31": "No first placement of weapons in outer space",
    "A/RES/71/179": (
        "Combating glorification of Nazism, neo-Nazism and other practices that contribute to fuelling "
        "contemporary forms of racism, racial discrimination, xenophobia and related intolerance"
    ),
    "A/RES/41/63A": (
        "Calls upon Israel to release all Arabs arbitrarily detained or imprisoned as a result of their "
        "struggle for self-determination and for the liberation of their territories"
    ),
    "A/RES/58/97": (
        "Applicability of the Geneva Convention relative to the Protection of Civilian Persons in Time of"
        " War, of 12 August 1949, to the Occupied Palestinian Territory, including East Jerusalem, and "
        "the other…"
    ),
    "A/RES/52/38J": "Endorses the recommendations contained in the report on small arms",
    "A/RES/61/117": (
        "Applicability of the Geneva Convention relative to the Protection of Civilian Persons in Time of"
        " War, of 12 August 1949, to the Occupied Palestinian Territory, including East Jerusalem, and "
        "other…"
    ),
    "A/RES/67/243": (
        "Financing of the International Tribunal for the Prosecution of Persons Responsible for Serious "
        "Violations of International Humanitarian Law Committed in the Territory of the Former Yugoslavia"
        " since…"
    ),
    "A/RES/42/50": (
        "National experience in achieving far-reaching social and economic changes for the purpose of social progress"
    ),
    "A/RES/61/128A": (
        "Question of American Samoa, Anguilla, Bermuda, the British Virgin Islands, the Cayman Islands, "
        "Guam, Montserrat, Pitcairn, Saint Helena, the Turks and Caicos Islands and the United States "
        "Virgin…"
    ),
    "A/RES/66/77": (
        "Applicability of the Geneva Convention relative to the Protection of Civilian Persons in Time of"
        " War, of 12 August 1949, to the Occupied PalestinianTerritory, including East Jerusalem, and the"
        " other…"
    ),
    "A/RES/51/45S": "An international agreement to ban anti-personnel landmines",
    "S/RES/431(1978)": "Requesting the Secretary-General to appoint a Special Representative for Namibia",
    "S/RES/1548(2004)": "Extension of the mandate of the UN Peacekeeping Force in Cyprus (UNFICYP)",
    "S/RES/49(1948)": "Calling for a cease-fire and maintenance of the truce in Jerusalem",
    "S/RES/314(1972)": "Urging all States to implement sanctions against Southern Rhodesia",
    "S/RES/444(1979)": "Renewing the mandate of the UN Interim Force in Lebanon",
    "S/RES/331(1973)": (
        "Inviting the Special Representative of the Secretary-General to be available during the Council's meetings on…"
    ),
    "S/RES/380(1975)": "Calling upon Morocco to withdraw its troops from Western Sahara",
    "S/RES/409(1977)": (
        "Deciding that all Member States shall prohibit the use or transfer of any funds in their "
        "territories by Southe…"
    ),
    "S/RES/91(1951)": (
        "Deciding to appoint a UN Representative for India and Pakistan in succession to Sir Owen Dixon, who resigned"
    ),
    "S/RES/740(1992)": "The political settlement of the situation in Yugoslavia",
    "S/RES/498(1981)": "Renewal of the mandate of the UN Interim Force in Lebanon",
    "S/RES/977(1995)": "The decision to designate Arusha as the seat of the International Tribunal for Rwanda",
    "S/RES/2414(2018)": (
        "Extension of the mandate of the UN Mission for the Referendum in Western Sahara (MINURSO) until 31 Oct. 20…"
    ),
    "S/RES/580(1985)": "South Africa's military activities against Lesotho and compensation for Lesotho",
    "S/1260": "Appointment of a Governor of the Free Territory of Trieste",
    "V610": (
        "To adopt 3rd preambular paragraph of Pakistan draft resolution (A/L.276), recalling resolution "
        '1184 (XII) on the use of "pourparlers" and other means, in effecting solutions to international '
        "problems."
    ),
    "V614": 'To adopt operative paragraph 2 of the Pakistan draft through "pourparlers".',
    "V6027": "(no title in the source)",
    "A/RES/79/9": "(no title in the source)",
}

# (title, short title, kind, body, shown): titles as in the source.
WRITTEN = [
    (
        "TO ADOPT 4TH COMM. DRAFT RESOLUTION VI (A/1546) REQUESTING THE SECRETARY-GENERAL TO PREPARE A REPORT",
        "",
        "resolution",
        "GA",
        "To adopt 4th Comm. draft resolution VI (A/1546) requesting the Secretary-General to prepare a report…",
    ),
    (
        "TO CONDEMN ZIONISM AND THE PORTUGUESE REGIME IN SOUTHERN RHODESIA ON 1 MAY 1975 AS THE U.K. MAY REQUEST.",
        "",
        "resolution",
        "GA",
        "To condemn Zionism and the Portuguese regime in Southern Rhodesia on 1 May 1975 as the U.K. may request.",
    ),
    (
        "TO ADOPT 4TH COMM. DRAFT RESOL. A (A/L. 427 AND ADD. 1) ON ECOSOC'S AND UNRWA'S WORK. THE USSR ABSTAINED.",
        "",
        "resolution",
        "GA",
        "To adopt 4th Comm. draft resol. A (A/L.427 and Add.1) on ECOSOC's and UNRWA's work. The USSR abstained.",
    ),
    (
        "A/71/251 68c - Human rights situations and reports of special rapporteurs and representatives. "
        "- HUMAN RIGHTS--REPORTS",
        "Situation of human rights in the Islamic Republic of Iran",
        "resolution_or_motion",
        "GA",
        "Situation of human rights in the Islamic Republic of Iran",
    ),
    (
        "A/72/251 15 - Culture of peace. - PEACE",
        "",
        "resolution_or_motion",
        "GA",
        "Culture of peace",
    ),
    (
        "The Acting President: Draft resolution XXII is entitled _Towards a nuclear-weapon-free world: accelerating "
        "the implementation of nuclear disarmament commitments<d3>. A separate, recorded vote has been requested on "
        "operative paragraph 14. A",
        "",
        "paragraph",
        "GA",
        "Separate vote on operative paragraph 14 of draft resolution XXII: Towards a nuclear-weapon-free world: "
        "accelerating the implementation of nuclear disarmament commitments",
    ),
    (
        "The President (spoke in Spanish): A recorded vote has been requested. A",
        "",
        "paragraph",
        "GA",
        "Separate vote (the source has only meeting text)",
    ),
    (
        "The Acting President: I shall now put to the votethe motion submitted by the representative of the Islamic "
        "Republic of Iran that no action be taken on draft resolution III. A recorded vote on the motion hasbeen "
        "requested. 08-66066 A/63/PV.71 A",
        "",
        "motion_or_separate_vote",
        "GA",
        "Vote on the motion submitted by the representative of the Islamic Republic of Iran that no action be taken "
        "on draft resolution III",
    ),
    (
        "The Acting President: Draft resolution I, entitled _Regional disarmament<d3>, was adopted by the First "
        "Committee. Draft resolution I was adopted (resolution 66/36). The Acting President: We now turn to the "
        "next. I shall now put to the vote operative paragraph 2. A",
        "",
        "paragraph",
        "GA",
        "Separate vote on operative paragraph 2",
    ),
    (
        "International trade and development : resolution / adopted by the General assembly",
        "",
        "resolution",
        "GA",
        "International trade and development",
    ),
    (
        "strongly condemns the continuing collaboration of Israel with the racist regime of South Africa;",
        "",
        "paragraph",
        "GA",
        "Strongly condemns the continuing collaboration of Israel with the racist regime of South Africa",
    ),
    (
        "Security Council resolution 451 (1979) [extending the stationing in Cyprus of the UN Peace-keeping Force",
        "",
        "resolution",
        "SC",
        "Extending the stationing in Cyprus of the UN Peace-keeping Force",
    ),
    (
        'Security Council resolution 554 (1984) <on the "new constitution" of South Africa>',
        "",
        "resolution",
        "SC",
        'The "new constitution" of South Africa',
    ),
    (
        "admission of Ivory Coast (C@o3te d'Ivoire) to membership in the United Nations",
        "",
        "resolution",
        "SC",
        "Admission of Ivory Coast (Côte d'Ivoire) to membership in the United Nations",
    ),
    ("", "PALESTINE, REFUGEES", "resolution", "GA", "Palestine, refugees"),
    ("", "", "resolution", "GA", NO_TITLE),
]


@cache
def edition() -> list[dict[str, str]]:
    with gzip.open(EDITION, "rb") as packed:
        return list(csv.DictReader(io.StringIO(packed.read().decode("utf-8"))))


@cache
def shown() -> dict[str, str]:
    return {row["key"]: readable_title(row["title"], row["short_title"], row["kind"], row["body"]) for row in edition()}


@pytest.mark.parametrize("key", SHOWN)
def test_titles_of_the_edition(key: str) -> None:
    assert shown()[key] == SHOWN[key]


@pytest.mark.parametrize(("title", "short_title", "kind", "body", "expected"), WRITTEN)
def test_titles_as_the_source_writes_them(title: str, short_title: str, kind: str, body: str, expected: str) -> None:
    assert readable_title(title, short_title, kind, body) == expected


def test_no_title_is_empty_or_too_long() -> None:
    wrong = {key: title for key, title in shown().items() if not title.strip() or len(title) > MAX_LENGTH}
    assert not wrong


def test_no_title_is_all_capitals() -> None:
    assert not {key: title for key, title in shown().items() if title.isupper() and len(title.split()) > 3}


def test_no_title_has_the_odd_codes_of_the_source() -> None:
    codes = ("<d3", "<90", "_", "@", "\\", " :", "  ")
    assert not {key: title for key, title in shown().items() if any(code in title for code in codes)}


def test_every_title_begins_with_a_capital_or_a_sign() -> None:
    assert not {key: title for key, title in shown().items() if title[0].islower()}


def test_a_long_title_is_cut_at_a_word() -> None:
    title = readable_title("Cooperation " * 40)
    assert len(title) <= MAX_LENGTH
    assert title.endswith("Cooperation…")


def test_a_readable_title_is_left_as_it_is() -> None:
    title = "Comprehensive Nuclear-Test-Ban Treaty"
    assert readable_title(title) == title
