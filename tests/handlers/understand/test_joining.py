"""Periods that begin or end with a membership."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.clerk import Clerk

EU_2004, EU_2013, NATO_2024, UN_2002 = date(2004, 5, 1), date(2013, 7, 1), date(2024, 3, 7), date(2002, 9, 10)


@pytest.mark.parametrize(
    ("text", "members", "groups", "since", "until"),
    [
        ("does hungary vote with the EU since joining", ("HUN",), ("eu",), EU_2004, None),
        ("how did sweden vote since joining nato", ("SWE",), (), NATO_2024, None),
        ("is sweden closer to the US since it joined NATO", ("SWE", "USA"), (), NATO_2024, None),
        ("how often did Croatia vote with Serbia since joining the EU", ("HRV", "SRB"), (), EU_2013, None),
        ("who does Switzerland vote with most since joining", ("CHE",), (), UN_2002, None),
        ("poland and germany agreement before poland joined the EU", ("POL", "DEU"), (), None, date(2004, 4, 30)),
        ("did South Sudan's accession change anything", ("SSD",), (), None, None),
    ],
)
async def test_since_joining(
    clerk: Clerk,
    text: str,
    members: tuple[str, ...],
    groups: tuple[str, ...],
    since: date | None,
    until: date | None,
) -> None:
    question = await clerk.understand(text)
    assert (question.members, question.groups) == (members, groups)
    assert (question.period.since, question.period.until) == (since, until)
