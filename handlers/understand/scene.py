"""The slots of a text as the table of intents asks about them."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.understand.slots import Slots
from handlers.understand.spans import Sort
from handlers.understand.wordlists import words

PLURAL = words("plural")
MEMBERS = frozenset({"countries", "members", "states", "nations", "country", "member", "state", "nation"})


@dataclass(frozen=True, slots=True)
class Scene:
    """The slots of a text with what is known of its decisions, as the table below asks for it."""

    slots: Slots
    decisions: int
    """Decisions that a symbol or name stands for."""
    single: bool
    """Whether words speak of one decision that still has to be found."""

    @property
    def parties(self) -> int:
        """Different voters named: members and groups."""
        return len({key for mention in self.slots.voters for key in mention.keys})

    @property
    def groups(self) -> int:
        """Groups among the voters."""
        return sum(1 for mention in self.slots.voters if mention.sort == "group")

    @property
    def members(self) -> int:
        """Members among the voters."""
        return self.parties - self.groups

    @property
    def refers(self) -> bool:
        """Whether one decision is spoken of."""
        return bool(self.decisions) or self.single

    @property
    def subject(self) -> bool:
        """Whether a topic or search words narrow the question."""
        return bool(self.slots.topics or self.slots.reference)

    @property
    def positions(self) -> bool:
        """Whether a position is named."""
        return bool(self.slots.positions)

    @property
    def sides(self) -> int:
        """Different voters named, those on the other side included."""
        return len({key for mention in (*self.slots.voters, *self.slots.opposed) for key in mention.keys})

    @property
    def paired(self) -> bool:
        """Whether two voters each have a position of their own ("China voted yes and the US no")."""
        return bool(self.slots.paired)

    @property
    def of_a_group(self) -> bool:
        """Whether members of a group are asked for by one member ("which EU countries voted against the US")."""
        groups = [mention for mention in self.slots.voters if mention.sort == "group"]
        if len(groups) != 1 or self.sides != 2 or not self.cue("agree", "opposes", "differ"):
            return False
        if [token.key for token in self.slots.text.tokens[: groups[0].span.i] if token.key != "the"][-1:] == ["rank"]:
            return True
        end = groups[0].span.j
        return bool(MEMBERS & {token.key for token in self.slots.text.tokens[end - 1 : end + 1]})

    @property
    def seeks_company(self) -> bool:
        """Whether the text ends with "with": "who do small island states side with"."""
        return self.cue("who") and [token.key for token in self.slots.text.tokens[-1:]] == ["with"]

    @property
    def likened(self) -> bool:
        """Whether a voter stands behind "with" or "like" ("who votes least with the US")."""
        keys = [token.key for token in self.slots.text.tokens]
        before = ([key for key in keys[: m.span.i] if key != "the"][-1:] for m in self.slots.voters)
        return any(word in (["with"], ["like"]) for word in before)

    def cue(self, *names: str) -> bool:
        """Whether one of the cues is there."""
        return any(name in self.slots.cues for name in names)

    def says(self, *keys: str) -> bool:
        """Whether one of the words is there."""
        return any(token.key in keys for token in self.slots.text.tokens)


def habit(scene: Scene) -> bool:
    """Whether the words ask for many votes ("how does India vote on …", "resolutions"), not for one."""
    said = {i for span in scene.slots.spans if span.has(Sort.POSITION) for i in range(span.i, span.j)}
    keys = {token.key for i, token in enumerate(scene.slots.text.tokens) if i not in said}
    plural = keys & PLURAL
    if plural == {"votes"} and keys & {"resolution", "declaration", "treaty"}:
        plural = set()  # "how many votes did the resolution get"
    return bool(plural) or bool(keys & {"does", "usually", "always", "normally", "generally", "tend", "often"})
