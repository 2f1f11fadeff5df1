"""What the gallery shows: a command with its options and a chart with its question, and the page that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "gallery.md"
PICTURES = DOCS / "gallery"
HEAD = """# What Rollcall's answers look like

Made by `python -m tests.gallery` from the bundled data: every command as the simulator's Discord shows it, then every
chart. Charts are drawn for Discord's dark and light themes alike, carry their figures in words as alt text, and tell
nothing by colour alone.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as it is used in the gallery; `said` is a message that it is used on, from the menu of that message."""

    name: str
    command: str
    options: Mapping[str, str] = field(default_factory=dict)
    said: str = ""

    @property
    def typed(self) -> str:
        """The command as a person types it."""
        if self.said:
            return f"Apps → {self.command}"
        return " ".join([f"/{self.command}", *(f"{option}:{value}" for option, value in self.options.items())])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, and the question whose answer it draws."""

    name: str
    chart: str
    question: str


NEWS = (
    "On 24 February 2025 the UN General Assembly passed a Ukrainian text 93-18 with 65 abstentions. The same day the "
    "Security Council adopted resolution 2774 by 10-0."
)
COMMANDS = (
    Shown("ask", "ask", {"question": "How did Hungary vote on ES-11/7?"}),
    Shown("tally", "tally", {"resolution": "A/RES/68/262"}),
    Shown("summary-of-a-resolution", "summary", {"resolution": "S/RES/1973(2011)"}),
    Shown("summary-of-a-country", "summary", {"country": "Japan", "when": "2021"}),
    Shown("summary-of-a-session", "summary", {"when": "77th session"}),
    Shown("vote", "vote", {"country": "EU", "resolution": "A/RES/ES-10/21"}),
    Shown("alignment", "alignment", {"a": "France", "b": "Germany", "since": "2015"}),
    Shown("allies", "allies", {"country": "Brazil"}),
    Shown("record", "record", {"country": "Hungary", "topic": "Palestine", "since": "2020"}),
    Shown("brief", "brief", {"country": "Kenya", "topic": "Ukraine"}),
    Shown("series", "series", {"resolution": "the Cuba embargo", "country": "Ukraine"}),
    Shown("compare-resolutions", "compare resolutions", {"a": "A/RES/68/262", "b": "A/RES/ES-11/1"}),
    Shown("compare-countries", "compare countries", {"a": "Hungary", "b": "Poland", "since": "2010"}),
    Shown("bloc", "bloc", {"group": "EU"}),
    Shown("map", "map", {"since": "2023", "until": "2023"}),
    Shown("vetoes", "vetoes", {"country": "Russia", "topic": "Ukraine"}),
    Shown("trend", "trend", {"a": "United States", "b": "Russia"}),
    Shown("extremes", "extremes", {"what": "lone_no", "since": "2023"}),
    Shown("search", "search", {"text": "right to food"}),
    Shown("latest", "latest"),
    Shown("find-the-votes", "Find the votes in this", said=NEWS),
    Shown("quiz", "quiz"),
    Shown("watch-add", "watch add", {"what": "member", "value": "Hungary"}),
    Shown("watch-list", "watch list"),
    Shown("watch-remove", "watch remove", {"watch": "Votes of Hungary"}),
    Shown("settings", "settings"),
    Shown("help", "help"),
    Shown("about", "about"),
    Shown("privacy", "privacy"),
)
CHARTS = (
    Drawn("hemicycle", "hemicycle", "tally of A/RES/ES-11/1"),
    Drawn("hemicycle-of-the-council", "hemicycle", "tally of S/2022/155"),
    Drawn("world-map", "map", "how did India vote on A/RES/ES-11/1"),
    Drawn("world-map-of-1947", "map", "tally of A/RES/181(II)"),
    Drawn("ranking", "ranking", "who votes most like Côte d'Ivoire"),
    Drawn("record-by-topic", "record", "Hungary's voting record"),
    Drawn("yearly-resolution", "series", "how did Ukraine vote on the Cuba embargo every year"),
    Drawn("two-members-by-year", "years", "agreement of the US and Russia by year"),
    Drawn("one-member-by-year", "years", "US voting record by year"),
    Drawn("cohesion", "cohesion", "how united is the EU"),
    Drawn("voting-map", "voting_map", "voting map of 2023"),
    Drawn("voting-map-of-the-eighties", "voting_map", "voting map of the 1980s"),
)


def page(alt: Mapping[str, str]) -> str:
    """The page in Markdown; `alt` gives each picture's text by its name."""
    return "\n".join([HEAD, *_section("Commands", alt, COMMANDS), *_section("Charts", alt, CHARTS)]).rstrip() + "\n"


def _section(title: str, alt: Mapping[str, str], shown: tuple[Shown, ...] | tuple[Drawn, ...]) -> Iterator[str]:
    yield f"## {title}\n"
    for one in shown:
        yield f"`{one.typed if isinstance(one, Shown) else one.question}`\n"
        yield f"![{_plain(alt[one.name])}](gallery/{one.name}.png)\n"


def _plain(text: str) -> str:
    """Text that Markdown takes as it stands between the brackets of a picture."""
    return " ".join(text.replace("[", "(").replace("]", ")").replace("\\", "").split())
