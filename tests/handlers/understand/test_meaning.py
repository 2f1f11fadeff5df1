"""Questions on law and procedure lead to a term however they are worded; questions about votes never do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.understand.meaning import asked_term
from handlers.understand.slots import Slots

RULES: list[tuple[str, str]] = [
    ("when is a two thirds majority needed", "two-thirds-majority"),
    ("what do you need a 2/3 majority for", "two-thirds-majority"),
    ("can a general assembly resolution be vetoed", "assembly-veto"),
    ("can russia veto a general assembly resolution", "assembly-veto"),
    ("is it possible for the US to veto something in the GA", "assembly-veto"),
    ("who can vote in the general assembly", "right-to-vote"),
    ("is voting compulsory at the un", "right-to-vote"),
    ("what is the difference between GA and SC votes", "assembly-and-council"),
    ("can the general assembly overrule the security council", "assembly-and-council"),
    ("what do Y N A X mean", "recorded-letters"),
    ("what happens if theres a tie in the general assembly", "tie-vote"),
    ("what if a vote is tied?", "tie-vote"),
    ("who has the casting vote", "tie-vote"),
    ("can a permanent member be expelled", "removal-of-permanent-member"),
    ("could russia be thrown off the security council", "removal-of-permanent-member"),
    ("can you kick china out of the security council", "removal-of-permanent-member"),
    ("Article 19 arrears", "article-19"),
    ("can a country lose its voting rights", "article-19"),
    ("which countries can't vote because of arrears", "article-19"),
    ("how many votes to pass", "majority-needed"),
    ("how many votes do you need to pass a resolution", "majority-needed"),
    ("how many votes does it take to pass a security council resolution", "nine-votes"),
    ("what is a quorum", "quorum"),
    ("is abstaining the same as voting no", "abstention"),
    ("does an abstention by a permanent member count as a veto", "abstention"),
    ("whats the difference between abstaining and not voting", "absent"),
    ("why would a country not show up for a vote", "absent"),
    ("can a country change its vote after the vote", "change-of-vote"),
    ("can you reopen a vote", "reconsideration"),
    ("who elects the secretary general", "elections"),
    ("who elects the judges of the ICJ", "elections"),
    ("can the secretary-general be vetoed", "elections"),
    ("who elects the non permanent members", "elected-members"),
    ("how many african seats are on the security council", "elected-members"),
    ("can an observer state vote", "observer-state"),
    ("what happens to a draft resolution after a veto", "veto-initiative"),
    ("can a veto be overridden", "uniting-for-peace"),
    ("can a member be suspended from the un", "suspension-expulsion"),
    ("has anyone ever left the UN", "withdrawal-from-un"),
    ("does the president of the general assembly vote", "assembly-president"),
    ("can a resolution be repealed", "revocation"),
    ("do un resolutions expire", "revocation"),
    ("who enforces un resolutions", "enforcement"),
    ("what happens if a country ignores a security council resolution", "enforcement"),
    ("what does 'decides' mean in a resolution", "preamble"),
    ("can a country vote by proxy", "remote-voting"),
    ("can a non-member of the council speak at the security council", "council-guests"),
    ("article 27(3)", "veto"),
    ("what is chapter XVIII", "charter-amendment"),
    ("how do you amend the un charter", "charter-amendment"),
    ("which order are amendments voted in", "order-of-voting"),
    ("who pays for the UN", "budget"),
    ("are un resolutions binding", "legal-force"),
    ("do countries have to obey general assembly votes", "ga-binding"),
    ("what makes a sc resolution binding", "sc-binding"),
    ("are presidential statements binding", "presidential-statement"),
    ("who decides if something is procedural", "procedural-vote"),
    ("is voting secret at the UN", "recorded-vote"),
    ("how does a country become a member of the UN", "admission"),
    ("what does the A in A/RES mean", "symbol"),
    ("how do I cite a UN resolution", "symbol"),
    ("can the us kick a country out of the un", "suspension-expulsion"),
    ("do resolutions have to be followed", "legal-force"),
    ("whats the difference between a resolution and a treaty", "treaty"),
    ("why does russia have a veto", "veto-origin"),
    ("how did the P5 get the veto", "veto-origin"),
    ("what's the difference between a veto and a no vote", "veto"),
    ("is there a limit on how many times a country can veto", "veto"),
    ("explain the veto to a 10 year old", "veto"),
    ("can the veto be removed", "charter-amendment"),
    ("can the secretary general vote", "right-to-vote"),
    ("can NGOs vote at the UN", "right-to-vote"),
    ("does the EU have a vote at the UN", "european-union"),
    ("who counts the votes at the UN", "recorded-vote"),
    ("can a vote be postponed", "no-action-motion"),
    ("how often does the general assembly meet", "regular-session"),
]

VOTES = (
    "abstentions on ES-11/1",
    "how many abstentions did ES-11/7 get",
    "has russia ever been expelled from anything by vote",
    "how many vetoes has russia cast",
    "can you show me the votes on Cuba",
    "did the general assembly pass a resolution on iraq with a two thirds majority",
    "which countries were absent on ES-11/4",
    "does the US vote with Israel",
    "security council vetoes on admission of new members",
    "how many resolutions were adopted without a vote in 2022",
    "what was the vote on suspending russia from the human rights council",
    "sanctions votes in the security council 2018",
    "who vetoed the most",
    "difference between how france and germany vote",
    "how often does india abstain",
    "who voted against expelling south africa",
    "closest votes in the security council",
    "is es-11/1 legally binding on russia",
    "how many votes did 68/262 get",
    "who can be counted as Russia's allies in the general assembly",
    "how many vetoes in the security council",
    "who vetoes",
    "which permanent member has used the veto the least",
    "which permanent member never vetoed",
    "which countries vetoed resolutions",
    "what vetoes are there",
    "how often was the veto used",
    "how many members abstained",
    "how many resolutions does the general assembly pass",
    "who changed its vote",
    "how did the EU vote on 67/19",
    "should the US leave the UN",
)


@pytest.mark.parametrize(("typed", "term"), RULES)
def test_a_question_on_rules(read: Callable[[str], Slots], typed: str, term: str) -> None:
    assert asked_term(read(typed)) == term


@pytest.mark.parametrize("typed", VOTES)
def test_a_question_about_votes_asks_for_no_term(read: Callable[[str], Slots], typed: str) -> None:
    assert asked_term(read(typed)) == ""
