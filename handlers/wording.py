"""Phrases that many answers share: dates, counts, lists of names, decisions in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from db.archive import Archive
from db.records import Body, Decision, Position, RollCall
from db.series import all_series
from db.titles import is_proper
from db.topics import topics
from handlers.answer import Link, document, unique
from handlers.question import Bound, Period, Question

VERBS = {
    Position.YES: "voted yes",
    Position.NO: "voted no",
    Position.ABSTAIN: "abstained",
    Position.ABSENT: "did not vote",
    Position.UNKNOWN: "unknown",
}
MISSING_YEARS = (2016, 2018, 2019, 2020)
"""Of these the sources have no Assembly votes of January to September."""
COMMON_STARTS = frozenset({"A", "Credentials", "Special", "The"})
"""First words of topics that are no names, though titles have them with a capital."""
PLACES = frozenset({"Africa", "Bosnia", "Crimea", "Darfur", "Donetsk", "Holocaust", "Kosovo", "Nagorno-Karabakh"})
"""Names that topics begin with and that are no members'."""
WITH_ARTICLE = frozenset(
    {"ARE", "BHS", "CAF", "COD", "COG", "COM", "DOM", "GBR", "GMB", "MDV", "MHL", "NLD", "PHL", "SLB", "TWN", "USA"}
)
GROUPS_WITHOUT_ARTICLE = frozenset(
    {"nato", "brics", "asean", "mercosur", "opec", "sids", "scandinavia", "benelux", "central_asia", "african",
     "asia_pacific", "eastern_european", "grulac", "weog", "caricom", "ecowas", "aukus", "apec", "celac", "alba",
     "saarc", "ibsa", "mikta", "canz", "visegrad", "south_america", "northern_america", "northern_africa",
     "western_africa", "eastern_africa", "middle_africa", "sub_saharan_africa", "europe", "western_europe",
     "northern_europe", "southern_europe", "southern_asia", "eastern_asia", "south_eastern_asia", "western_asia",
     "oceania"}
)  # fmt: skip


def day(decision: Decision) -> str:
    """The date of a decision, to the precision of its source: "24 February 2025", "December 1974"."""
    if decision.month_only:
        return f"{decision.day:%B %Y}"
    return f"{decision.day.day} {decision.day:%B %Y}"


def full_date(when: date) -> str:
    """ "4 June 2026"."""
    return f"{when.day} {when:%B %Y}"


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 member", "3 members"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """ "91.1%"."""
    return f"{share * 100:.1f}%"


def with_article(archive: Archive, iso3: str) -> str:
    """A member's name inside a sentence: "the United States", "France"."""
    name = archive.roster.common(iso3)
    return f"the {name}" if iso3 in WITH_ARTICLE else name


def group_name(archive: Archive, group: str) -> str:
    """A group's short name inside a sentence: "the EU", "NATO"."""
    short = archive.roster.groups[group].short
    return short if group in GROUPS_WITHOUT_ARTICLE else f"the {short}"


def is_plural(archive: Archive, group: str) -> bool:
    """Whether a group's short name is a plural: "the Baltics", "the Sahel countries"."""
    short = archive.roster.groups[group].short
    return short.endswith("s") and not short.isupper() and short not in {"Americas", "Five Eyes", "Visegrád"}


def of_members(archive: Archive, groups: Sequence[str], count: int) -> str:
    """So many members of groups: "3 members of the EU", "3 of the Balkan states", "no member of NATO"."""
    names = series(group_name(archive, group) for group in groups)
    if all(archive.roster.groups[group].short.endswith(("states", "countries", "members")) for group in groups):
        return f"{count or 'none'} of {names}"
    return f"{plural(count, 'member') if count else 'no member'} of {names}"


def topic_name(topic: str) -> str:
    """A topic's name inside a sentence: "human rights", "Ukraine", "South Sudan"."""
    name, about = topics()[topic].name, topics()[topic].places
    first, *rest = name.split()
    plain = first.strip(",:").removesuffix("'s")
    if first in COMMON_STARTS:
        return name[:1].lower() + name[1:]
    named = about or plain in PLACES or (rest and rest[0][:1].isupper()) or is_proper(plain) or plain.isupper()
    return name if named else name[:1].lower() + name[1:]


def topics_named(question: Question) -> str:
    """The topics of a question inside a sentence: "Syria or Mali", "chemical weapons and on Syria"."""
    listed = series(map(topic_name, (question.topic, *question.or_topics)), "or")
    return " and on ".join((listed, *map(topic_name, question.and_topics)))


def start(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def series(items: Iterable[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def by_name(archive: Archive, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in the alphabetical order of the members' names."""
    return tuple(sorted(codes, key=lambda iso3: archive.roster.common(iso3)))


def label(decision: Decision) -> str:
    """How a sentence names a decision: its symbol, else a draft's, else "the vote of December 1948 (V118)"."""
    if decision.official:
        return decision.symbol
    if decision.draft.startswith("S/") and not decision.symbol:
        return f"draft {decision.draft}"
    if decision.draft and decision.body is Body.SC:
        return f"the {decision.draft[:1].lower()}{decision.draft[1:]} of {day(decision)} ({decision.key})"
    if decision.symbol and not decision.final:
        return f"a separate vote under {decision.symbol} ({decision.key})"
    return f"the {decision.body.title} vote of {day(decision)} ({decision.key})"


def described(decision: Decision) -> str:
    """Symbol, title and date: "A/RES/68/262, “Territorial integrity of Ukraine” (27 March 2014)"."""
    return f"{label(decision)}, “{decision.title}” ({day(decision)})"


def scope(archive: Archive, question: Question, body: Body | None) -> str:
    """The votes that a figure counts: "in General Assembly final votes in 2022 on Palestine"."""
    words = [f"in {body.title} final votes" if body else "in final votes of both bodies"]
    if question.topic:
        words.append(f"on {topics_named(question)}")
    if question.words:
        words.append(f"{'with' if question.topic else 'on'} “{question.words}”")
    elif question.series and not question.topic:
        words.append(f"on “{all_series()[question.series].name}”")
    if question.period.label:
        words.append(question.period.label)
    elif question.period:
        words.append(span(question.period))
    if question.bounds:
        words.append(bounded(question.bounds))
    return " ".join(words) + leaving_out(archive, question)


BOUNDED = {
    Position.YES: "yes vote", Position.NO: "no vote", Position.ABSTAIN: "abstention", Position.ABSENT: "absence",
}  # fmt: skip


def bounded(bounds: Sequence[Bound]) -> str:
    """Bounds on the counts of a vote: "with at most 4 no votes and without an abstention"."""
    return series(_bound(bound) for bound in bounds)


def _bound(bound: Bound) -> str:
    noun = BOUNDED[bound.position]
    if bound.most == 0:
        return f"without {'an' if noun[0] == 'a' else 'a'} {noun}"
    if bound.least is not None and bound.least == bound.most:
        return f"with {plural(bound.least, noun)}"
    ends = [f"at least {bound.least}"] if bound.least is not None else []
    ends += [f"at most {bound.most}"] if bound.most is not None else []
    last = bound.most if bound.most is not None else bound.least
    return f"with {' and '.join(ends)} {noun}{'' if last == 1 else 's'}"


def leaving_out(archive: Archive, question: Question) -> str:
    """What a figure does not count, behind the votes that it does: ", leaving out Israel and votes on human rights"."""
    groups = archive.roster.groups
    names = [group_name(archive, one) if one in groups else with_article(archive, one) for one in question.without]
    topics = [topic_name(topic) for topic in question.without_topics]
    parts = [*names, *([f"votes on {series(topics)}"] if topics else [])]
    return f", leaving out {series(parts)}" if parts else ""


def span(period: Period) -> str:
    """A period without a name of its own: "from 1 January 2015 to 4 June 2026"."""
    if period.since and period.until:
        return f"from {full_date(period.since)} to {full_date(period.until)}"
    if period.since:
        return f"since {full_date(period.since)}"
    return f"until {full_date(period.until)}" if period.until else ""


def sources_of(archive: Archive, decisions: Sequence[Decision]) -> tuple[Link, ...]:
    """The documents of the decisions, then the data sets that their figures come from."""
    links = [link for one in decisions if (link := document(one))]
    for key in dict.fromkeys(one.source for one in decisions):
        source = archive.sources[key]
        links.append(Link(source.title, source.url))
    return unique(links)


def data_sets(archive: Archive, body: Body | None) -> tuple[Link, ...]:
    """The data sets behind statistics on a body."""
    keys = {Body.GA: ("voeten", "dgacm", "undl_gai"), Body.SC: ("martin",)}
    wanted = keys[body] if body else (*keys[Body.GA], *keys[Body.SC])
    return tuple(Link(source.title, source.url) for key in wanted if (source := archive.sources.get(key)))


def missing_years(period: Period) -> list[str]:
    """Years of the period of which the sources have no Assembly votes of January to September."""
    since, until = period.since or date.min, period.until or date.max
    return [str(year) for year in MISSING_YEARS if since <= date(year, 9, 30) and until >= date(year, 1, 1)]


def reach(archive: Archive, body: Body | None) -> str:
    """How far the data reach, in a sentence."""
    coverage = archive.coverage
    ga, sc = full_date(coverage.ga_through), full_date(coverage.sc_through)
    if body is Body.GA:
        return f"General Assembly data reach {ga}."
    if body is Body.SC:
        return f"Security Council data reach {sc}."
    return f"Data reach {ga} (General Assembly) and {sc} (Security Council)."


def caveats(decision: Decision) -> list[str]:
    """What a reader must know about a decision's figures."""
    notes = []
    if decision.roll_call is RollCall.PARTIAL:
        notes.append("The full roll call is not in our sources: positions that no source gives are shown as unknown.")
    if decision.roll_call is RollCall.SUSPECT:
        notes.append("The source's roll call of this vote is visibly incomplete: do not take the figures as whole.")
    if decision.announced and decision.tally:
        notes.append(
            f"Announced at the time as {decision.announced}; the member votes in the source add up to "
            f"{decision.tally}. {decision.note}"
        )
    if decision.month_only:
        notes.append("The source gives only the month of this vote.")
    return notes
