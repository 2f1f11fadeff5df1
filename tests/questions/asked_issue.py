"""The questions that the project set out with, in other words and with the same facts."""

from __future__ import annotations

from typing import Any

from tests.questions import expected as facts

ISSUE: list[tuple[str, str, dict[str, Any]]] = [
    (
        "In February 2025, how many states voted for the European text on Ukraine?",
        "tally",
        facts.tally("A/RES/ES-11/7"),
    ),
    (
        "which countries joined Russia and the United States in voting no on the Ukraine resolution of Feb 2025",
        "who_voted",
        facts.voters("A/RES/ES-11/7", "no"),
    ),
    ("What was Hungary's vote on A/RES/ES-11/7?", "country_vote", facts.position("A/RES/ES-11/7", "HUN")),
    (
        'is it true that the United States abstained on its own "path to peace" text',
        "country_vote",
        facts.position("A/RES/ES-11/8", "USA"),
    ),
    ("abstentions on UNSC resolution 2774?", "who_voted", facts.voters("S/RES/2774(2025)", "abstain")),
    ("s/res/2774 (2025)", "summary", facts.tally("S/RES/2774(2025)")),
    ("What amendments about Ukraine were vetoed by Russia on 24 Feb 2025", "veto", {"count": 2}),
    (
        "since 2022, has moscow used its veto on Ukraine?",
        "veto",
        {
            "by": facts.veto_count("RUS", "2022", fits=lambda row: "Ukr" in row["title"] or row["key"] == "S/2022/155")[
                "by"
            ]
        },
    ),
    ("is a General Assembly resolution legally binding", "definition", {}),
    ("which countries can veto in the Security Council?", "definition", {}),
    ("what was the outcome of the vote on 68/262", "tally", facts.tally("A/RES/68/262")),
    ("How did voting on A/RES/ES-11/1 turn out?", "tally", facts.tally("A/RES/ES-11/1")),
    ("77/7 vote count", "tally", facts.tally("A/RES/77/7")),
    (
        "what was Türkiye's vote on Palestine's status in 2012 (A/RES/67/19)?",
        "country_vote",
        facts.position("A/RES/67/19", "TUR"),
    ),
    ("german abstention on palestine status 2012?", "country_vote", facts.position("A/RES/67/19", "DEU")),
    (
        "which countries abstained on the Universal Declaration of Human Rights",
        "who_voted",
        facts.voters("V127", "abstain"),
    ),
    (
        'countries that voted no on the 1975 "zionism is racism" resolution',
        "who_voted",
        facts.voters("A/RES/3379(XXX)", "no"),
    ),
    ("Who were the no votes on Crimea in 2014?", "who_voted", facts.voters("A/RES/68/262", "no")),
    ("ES-10/21: how did the European Union vote", "cohesion", {"group": "eu"}),
    ("votes on the embargo against Cuba, year by year", "series", {}),
    ("what did brazil vote on the embargo of Cuba in 2025?", "country_vote", facts.position("A/RES/80/4", "BRA")),
    (
        "how often were the votes of France and Germany the same in the GA in 2022",
        "alignment",
        facts.agreement("FRA", "DEU", "2022", "2022"),
    ),
    ("how much did the US and Israel agree, 2021-2023", "alignment", facts.agreement("USA", "ISR", "2021", "2023")),
    ("alignment of Russia with China from 2015 on", "alignment", facts.agreement("RUS", "CHN", "2015")),
    ("In 2023, who voted most similarly to the US?", "ranking", facts.ranking_top("USA", "2023", "2023")),
    (
        "which country has been furthest away from India since 2010?",
        "ranking",
        facts.ranking_top("IND", "2010", furthest=True),
    ),
    ("African Union unity on human rights", "cohesion", {"group": "african_union"}),
    ("who breaks ranks most in the EU?", "cohesion", {"group": "eu"}),
    ("How often has Britain cast a veto?", "veto", facts.veto_count("GBR")),
    ("which country has used the most vetoes", "veto", facts.veto_count()),
    ("what was the last French veto", "veto", facts.last_veto("FRA")),
    ("resolutions that the US alone voted against", "extremes", facts.rows_of(facts.lone_no("USA")[-3:])),
    ("the closest General Assembly votes", "extremes", facts.closest(5)),
    ("who changed position from ES-11/1 to ES-11/6?", "comparison", facts.moved("A/RES/ES-11/1", "A/RES/ES-11/6")),
    (
        "how did the alignment of the US with Israel change over the years",
        "trend",
        facts.year_of_agreement("USA", "ISR", 1990, 2021),
    ),
    ("South Africa's no votes in 2023", "record", facts.listed("ZAF", "no", "2023", "2023")),
    ("the latest votes in the Security Council", "latest", {}),
    ("any resolutions on killer robots?", "search", {}),
    ("number of votes on nuclear weapons in 2019", "count", {}),
    ("for what reason did India abstain on ES-11/1?", "out_of_scope", {"reason": "why_question"}),
    ("in the secret ballot for seats on the Security Council, who won", "out_of_scope", {"reason": "secret_ballot"}),
    ("what's the capital of france?", "out_of_scope", {"reason": "not_about_votes"}),
    ("80/4: what did Korea vote?", "clarify", {}),
    ("congo on ES-11/4?", "clarify", {}),
]
