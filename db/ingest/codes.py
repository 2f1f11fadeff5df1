"""Which member a code or a name in a file of votes stands for."""

from __future__ import annotations

from datetime import date

from db.ingest.edition import DATA, load_toml
from db.names import fold
from db.records import Body
from db.roster import Roster

CHINA_SEAT = date(1971, 10, 25)
"""The day on which A/RES/2758(XXVI) gave China's seat to the People's Republic."""


class Codes:
    """Members by code, today's or an earlier one, and by name where a file has no code that we know."""

    def __init__(self, roster: Roster) -> None:
        self.members = tuple(sorted(roster.members))
        self._place = {iso3: number for number, iso3 in enumerate(self.members)}
        self._codes = dict(self._place)
        for code, iso3 in load_toml(DATA / "member_codes.toml")["codes"].items():
            self._codes[code] = self._place[iso3]
        names: dict[str, set[str]] = {}
        for name in roster.member_names:
            if name.kind in {"name", "former", "alias"}:
                names.setdefault(fold(name.text), set()).add(name.key)
        self._names = {name: self._place[min(keys)] for name, keys in names.items() if len(keys) == 1}
        self._spans = {self._place[iso3]: member.spans for iso3, member in roster.members.items()}
        self._spans[self._place["CHN"]] += self._spans[self._place["TWN"]]  # one seat, as the Council's votes have it
        self._before: dict[int, list[int]] = {}
        for iso3, member in roster.members.items():
            for after in member.successors:
                self._before.setdefault(self._place[after], []).append(self._place[iso3])

    def place(self, code: str, name: str) -> int | None:
        """The member's number in `members`, None where neither code nor name is known."""
        found = self._codes.get(code)
        return found if found is not None else self._names.get(fold(name)) if name else None

    def voter(self, place: int, body: Body, day: date) -> int:
        """The member under whose code we keep a vote of that day that a file gives to a state that came later.

        In the General Assembly China's seat was the Republic of China's until 1971. (In the Security Council we keep
        the seat's votes under one code, as our source does.) A successor's votes of before its time are those of the
        state that it followed: Czechia's of 1964 are Czechoslovakia's.
        """
        if self.members[place] == "CHN":
            return self._place["TWN"] if body is Body.GA and day < CHINA_SEAT else place
        if self.belonged(place, day):
            return place
        return next((before for before in self._before.get(place, ()) if self.belonged(before, day)), place)

    def belonged(self, place: int, day: date) -> bool:
        """Whether the member belonged to the United Nations on the day."""
        return any(span.covers(day) for span in self._spans[place])
