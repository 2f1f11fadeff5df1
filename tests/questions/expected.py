"""Facts computed from the bundled edition's files in plain Python, apart from the archive and its queries."""

from __future__ import annotations

import csv
import gzip
import tomllib
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "db" / "data"
WORDS = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "?": "unknown"}
VALUE = {"Y": 1.0, "A": 0.0, "N": -1.0}
Row = Mapping[str, str]
Facts = dict[str, Any]


@cache
def decisions() -> dict[str, dict[str, str]]:
    """All decisions by key, as text."""
    with gzip.open(DATA / "edition" / "decisions.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


@cache
def votes() -> dict[str, dict[str, str]]:
    """For each roll call the letters of its members: Y, N, A, X or ?."""
    with gzip.open(DATA / "edition" / "votes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        members = next(rows)[1:]
        return {
            key: {member: cell for member, cell in zip(members, cells, strict=True) if cell} for key, *cells in rows
        }


def days(date: str) -> tuple[str, str]:
    """The first and last day that a date of the edition (a day, or a month) can stand for."""
    if len(date) == 10:
        return date, date
    year, month = map(int, date.split("-"))
    return f"{date}-01", f"{date}-{monthrange(year, month)[1]}"


def within(date: str, since: str, until: str) -> bool:
    """Whether a vote is in a period; ends are years or days, both inclusive, empty where open."""
    first, last = days(date)
    return (not since or last >= since) and (not until or first <= until + "-12-31"[: 10 - len(until)])


@cache
def counted(body: str = "GA", since: str = "", until: str = "") -> tuple[str, ...]:
    """The keys of the final decisions with a whole roll call."""
    return tuple(
        key
        for key, row in decisions().items()
        if row["body"] == body
        and row["final"] == "1"
        and row["roll_call"] == "complete"
        and within(row["date"], since, until)
    )


def named(key: str) -> Facts:
    """The decision's symbol as a fact, none where the source's own number stands for it."""
    key = symbols().get(key, key)
    return {"decision": key} if key.startswith(("A/", "S/")) else {}


@cache
def symbols() -> dict[str, str]:
    """The symbols of well-known texts whose source gives them none, by the source's own number."""
    with (DATA / "named_decisions.toml").open("rb") as file:
        return {row["decision"]: row["symbol"] for row in tomllib.load(file)["decision"] if "symbol" in row}


def tally(key: str) -> Facts:
    """Yes, no and abstain."""
    row = decisions()[key]
    return named(key) | {name: int(row[name]) if row[name] else None for name in ("yes", "no", "abstain")}


def position(key: str, iso3: str) -> Facts:
    """What a member did; null where it had no vote."""
    letter = votes().get(key, {}).get(iso3)
    return named(key) | {"member": iso3, "position": WORDS[letter] if letter else None}


def voters(key: str, word: str, among: Iterable[str] = ()) -> Facts:
    """Everyone that took a position, among some members only if given."""
    chosen = set(among) or set(votes()[key])
    members = sorted(m for m, letter in votes()[key].items() if WORDS[letter] == word and m in chosen)
    return named(key) | {"position": word, "members": members}


@cache
def group(name: str) -> dict[str, list[tuple[str, str]]]:
    """A group's members with their spans of membership."""
    with (DATA / "groups.toml").open("rb") as file:
        found = next(one for one in tomllib.load(file)["group"] if one["id"] == name)
    spans: dict[str, list[tuple[str, str]]] = {}
    for line in found["members"]:
        iso3, since, *until = line.split()
        spans.setdefault(iso3, []).append((since, until[0] if until else "9999-12-31"))
    return spans


def members_on(name: str, date: str) -> set[str]:
    """A group's members on the day of a vote."""
    day = days(date)[0]
    return {iso3 for iso3, spans in group(name).items() if any(since <= day <= until for since, until in spans)}


def pairs(a: str, b: str, body: str, since: str, until: str) -> Iterator[tuple[str, str]]:
    """The votes of two members on the decisions on which both cast one."""
    for key in counted(body, since, until):
        cells = votes()[key]
        one, other = cells.get(a, ""), cells.get(b, "")
        if one in VALUE and other in VALUE:
            yield one, other


def agreement(a: str, b: str, since: str = "", until: str = "", body: str = "GA") -> Facts:
    """Shared votes, and the shares of them by three measures."""
    both = list(pairs(a, b, body, since, until))
    return {"a": a, "b": b, **shares(both)}


def shares(both: list[tuple[str, str]]) -> Facts:
    """Shared, identical, soft and opposite of pairs of votes."""
    n = len(both)
    return {
        "shared": n,
        "identical": round(sum(x == y for x, y in both) / n, 4) if n else None,
        "soft": round(sum(1 - abs(VALUE[x] - VALUE[y]) / 2 for x, y in both) / n, 4) if n else None,
        "opposite": round(sum({x, y} == {"Y", "N"} for x, y in both) / n, 4) if n else None,
    }


def ranking_top(of: str, since: str = "", until: str = "", n: int = 3, furthest: bool = False) -> Facts:
    """The members closest to one (or furthest from it) by `soft`, those that shared few votes left out.

    Members that are level with the first one that is cut off are left out too, as their order is a convention.
    """
    everyone = {member for key in counted("GA", since, until) for member in votes()[key]} - {of}
    found = {member: shares(list(pairs(of, member, "GA", since, until))) for member in everyone}
    most = max(one["shared"] for one in found.values())
    cast = [key for key in counted("GA", since, until) if votes()[key].get(of) in VALUE]
    seats = Counter(member for key in cast for member in votes()[key])
    ranked = sorted(
        (
            (one["soft"], member)
            for member, one in found.items()
            if one["shared"] and one["shared"] >= max(seats[member] / 2, most / 10)
        ),
        reverse=not furthest,
    )
    cut = ranked[n][0]
    return {
        "of": of,
        "order": "furthest" if furthest else "closest",
        "rows": [
            {"member": member, **{name: found[member][name] for name in ("shared", "identical", "soft")}}
            for soft, member in ranked[:n]
            if soft != cut
        ],
    }


def cohesion(name: str, since: str = "", until: str = "", body: str = "GA") -> Facts:
    """A group's mean Attinà–Hix agreement on decisions on which two members or more voted; its unanimous ones."""
    agreements = []
    unanimous = 0
    for key in counted(body, since, until):
        chosen = members_on(name, decisions()[key]["date"])
        sides = Counter(letter for member, letter in votes()[key].items() if member in chosen and letter in VALUE)
        total, most = sides.total(), max(sides.values(), default=0)
        if total < 2:
            continue
        agreements.append((most - (total - most) / 2) / total)
        unanimous += most == total
    return {
        "group": name,
        "decisions": len(agreements),
        "unanimous": unanimous,
        "cohesion": round(sum(agreements) / len(agreements), 4),
    }


def split(name: str, key: str) -> Facts:
    """How unanimous a group was on one decision."""
    chosen = members_on(name, decisions()[key]["date"])
    sides = Counter(letter for member, letter in votes()[key].items() if member in chosen and letter in VALUE)
    return {"group": name, "unanimous": int(len(sides) == 1)}


def record(member: str, since: str = "", until: str = "", body: str = "GA") -> Facts:
    """How often a member did what."""
    found = Counter(votes()[key].get(member, "") for key in counted(body, since, until))
    return {"member": member, **{WORDS[letter]: found[letter] for letter in "YNAX"}}


def listed(member: str, word: str, since: str = "", until: str = "", body: str = "GA") -> Facts:
    """A member's record, with the decisions on which it took a position."""
    keys = [key for key in counted(body, since, until) if WORDS.get(votes()[key].get(member, "")) == word]
    return record(member, since, until, body) | {"decisions": [symbols().get(key, key) for key in keys]}


def times(member: str, word: str, since: str = "", until: str = "", body: str = "GA") -> list[Facts]:
    """How often a member took a position, as the facts of a count and of a record."""
    facts = record(member, since, until, body)
    return [{"value": facts[word]}, {"member": member, word: facts[word]}]


def lone_no(member: str, since: str = "", until: str = "") -> list[str]:
    """The decisions on which a member alone voted no."""
    return [key for key in counted("GA", since, until) if dissenters(key) == [member]]


def dissenters(key: str) -> list[str]:
    """Everyone that voted no."""
    return [member for member, letter in votes()[key].items() if letter == "N"]


def rows_of(keys: Iterable[str]) -> Facts:
    """Tallies as rows."""
    return {"rows": [tally(key) for key in keys]}


def most(column: str, n: int, since: str = "", until: str = "", body: str = "GA") -> Facts:
    """The decisions with most yes, no or abstain; those level with the first one that is cut off are left out."""
    ranked = sorted(counted(body, since, until), key=lambda key: -int(decisions()[key][column]))
    cut = int(decisions()[ranked[n]][column])
    return rows_of(key for key in ranked[:n] if int(decisions()[key][column]) > cut)


def closest(n: int, since: str = "", until: str = "") -> Facts:
    """The decisions with least between yes and no, where there was either; ties at the cut are left out."""

    def gap(key: str) -> int:
        return abs(int(decisions()[key]["yes"]) - int(decisions()[key]["no"]))

    ranked = sorted((key for key in counted("GA", since, until) if _either(key)), key=gap)
    return rows_of(key for key in ranked[:n] if gap(key) < gap(ranked[n]))


def _either(key: str) -> bool:
    return decisions()[key]["yes"] != "0" or decisions()[key]["no"] != "0"


def moved(x: str, y: str) -> Facts:
    """Everyone that cast a vote on both decisions, and another one on the second."""
    first, second = votes()[x], votes()[y]
    both = [m for m in first if first[m] in VALUE and second.get(m, "") in VALUE and first[m] != second[m]]
    return {
        "a": x,
        "b": y,
        "switched": [{"member": m, "from": WORDS[first[m]], "to": WORDS[second[m]]} for m in both],
    }


def vetoes(
    by: str = "", since: str = "", until: str = "", fits: Callable[[Row], bool] = lambda row: True, alone: bool = False
) -> list[dict[str, str]]:
    """The drafts vetoed, by one member if named (together with others or not, or alone), oldest first."""
    found = []
    for row in decisions().values():
        casts = row["vetoed_by"].split("|") if row["vetoed_by"] else []
        if not casts or (by and by not in casts) or (alone and len(casts) > 1):
            continue
        if within(row["date"], since, until) and fits(row):
            found.append(row)
    return sorted(found, key=lambda row: row["date"])


def veto_count(by: str = "", since: str = "", until: str = "", fits: Callable[[Row], bool] = lambda row: True) -> Facts:
    """How many drafts were vetoed; by the member named, or by all."""
    found = vetoes(by, since, until, fits)
    casts = Counter(one for row in found for one in row["vetoed_by"].split("|"))
    facts: Facts = {"count": len(found)}
    if by:
        return facts | {"by": {by: casts[by]}}
    return facts | ({"by": dict(casts)} if casts else {})


def vetoed(*keys: str) -> Facts:
    """Some vetoed drafts as rows."""
    return {
        "rows": [
            {"decision": key, "date": decisions()[key]["date"], "vetoed_by": decisions()[key]["vetoed_by"].split("|")}
            for key in keys
        ]
    }


def last_veto(by: str = "", alone: bool = False, first: bool = False) -> Facts:
    """The last (or first) veto, as a row."""
    found = vetoes(by, alone=alone)
    return vetoed(found[0 if first else -1]["key"])


def number(body: str, since: str = "", until: str = "", fits: Callable[[Row], bool] = lambda row: True) -> Facts:
    """How many decisions of a body and period are such."""
    return {
        "value": sum(
            row["body"] == body and row["final"] == "1" and within(row["date"], since, until) and fits(row)
            for row in decisions().values()
        )
    }


def recorded(row: Row) -> bool:
    """Whether a decision has a tally."""
    return row["yes"] != ""


def year_of_agreement(a: str, b: str, *years: int) -> Facts:
    """The agreement of two members in some years, as rows."""
    rows = []
    for year in years:
        found = shares(list(pairs(a, b, "GA", str(year), str(year))))
        rows.append({"year": year, "shared": found["shared"], "identical": found["identical"], "soft": found["soft"]})
    return {"a": a, "b": b, "rows": rows}


def year_of_record(member: str, *years: int) -> Facts:
    """A member's record in some years, as rows."""
    rows = []
    for year in years:
        found = record(member, str(year), str(year))
        rows.append({"year": year, **{word: found[word] for word in ("yes", "no", "abstain", "absent")}})
    return {"member": member, "rows": rows}


def latest(n: int, body: str = "") -> Facts:
    """The last recorded final votes of a body, those of the same day as the first one cut off left out."""
    found = [r for r in decisions().values() if r["final"] == "1" and recorded(r) and body in {"", r["body"]}]
    found.sort(key=lambda row: row["date"], reverse=True)
    return rows_of(row["key"] for row in found[:n] if row["date"] > found[n]["date"])
