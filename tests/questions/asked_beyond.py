"""Questions about words of the field, and questions that votes cannot answer or that are not clear."""

from __future__ import annotations

from typing import Any

DEFINITION: list[tuple[str, dict[str, Any]]] = [
    ("what is a veto", {"term": "veto"}),
    ("define abstention", {"term": "abstention"}),
    ("what does it mean to abstain", {"term": "abstention"}),
    ("whats consensus at the UN", {"term": "consensus"}),
    ("What is a two-thirds majority?", {"term": "two-thirds-majority"}),
    ("when does the GA need 2/3", {}),
    ("what is an emergency special session", {}),
    ("what does uniting for peace mean", {}),
    ("how many votes does it take to pass a Security Council resolution", {}),
    ("whats a procedural vote in the security council", {"term": "procedural-vote"}),
    ("what is an observer state", {}),
    ("are security council resolutions binding", {}),
    ("what is the P5", {"term": "permanent-members"}),
    ("difference between abstaining and being absent?", {}),
    ("what is a roll call vote", {"term": "roll-call-vote"}),
    ("explain the credentials committee", {}),
    ("what is a quorum", {"term": "quorum"}),
    ("what does 'adopted without a vote' mean", {"term": "adopted-without-a-vote"}),
    ("do abstentions count as votes", {}),
    ("what's an explanation of vote", {"term": "explanation-of-vote"}),
    ("who are the non permanent members, what does that mean", {}),
]

CLARIFY: list[tuple[str, dict[str, Any]]] = [
    ("what was the vote on guinea 68/262? I mean how Guinea voted", {}),
    ("how did the korean delegation vote on ES-10/22", {}),
    ("how did korea vote on ES-11/1", {}),
    ("congo's vote on 68/262", {}),
    ("Did Guinea vote for ES-10/22... the Guineas I mean", {}),
    ("how did it go?", {}),
    ("how did the dominicans vote on 77/7", {}),
    ("who voted against it", {}),
    ("how did they vote on Ukraine", {}),
    ("who abstained", {}),
    ("compare france", {}),
]

NOT_FOUND: list[str] = [
    "how did france vote on A/RES/99/12",
    "tally of A/RES/81/400",
    "S/RES/9999",
    "who voted against A/RES/ES-11/55",
    "resolutions about the flying spaghetti monster",
    "how did Wakanda vote on ES-11/1",
    "result of S/2025/9999",
    "how did atlantis vote on 68/262",
    "resolutions on quidditch",
    "how many voted for A/RES/70/999",
    "tell me about A/RES/78/999",
]

OUT_OF_SCOPE: list[tuple[str, dict[str, Any]]] = [
    ("why did china abstain on es-11/1", {"reason": "why_question"}),
    ("Why does the US always vote against the Cuba resolution?", {"reason": "why_question"}),
    ("what were hungary's reasons for voting no on ES-11/7", {"reason": "why_question"}),
    ("what did the Russian ambassador say in his speech on ES-11/1", {"reason": "speech"}),
    ("what did zelensky say at the general assembly", {"reason": "speech"}),
    ("how did the third committee vote on the Iran draft", {"reason": "committee"}),
    ("vote in the first committee on killer robots", {"reason": "committee"}),
    ("how did india vote in the human rights council on sri lanka", {"reason": "other_body"}),
    ("how did the european parliament vote on migration", {"reason": "other_body"}),
    ("how did the US senate vote on ukraine aid", {"reason": "other_body"}),
    ("who voted for Pakistan in the security council election", {"reason": "secret_ballot"}),
    ("who did brazil vote for as secretary-general", {"reason": "secret_ballot"}),
    ("what's the weather in geneva", {"reason": "not_about_votes"}),
    ("who won the world cup in 2022", {"reason": "not_about_votes"}),
    ("write me a poem about cats", {"reason": "not_about_votes"}),
    ("how will india vote on the next ukraine resolution", {}),
    ("has the US ratified the convention on the rights of the child", {}),
    ("what's the population of nigeria", {"reason": "not_about_votes"}),
    ("UNESCO vote on palestine membership 2011", {"reason": "other_body"}),
    ("best pizza in new york", {"reason": "not_about_votes"}),
]
