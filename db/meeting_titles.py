"""Titles of sessions 52 to 72 that are the bare text of a meeting: what they say was voted on."""

from __future__ import annotations

import re

from db.title_text import mend

MEETING_TEXT_ONLY = "the source has only meeting text"

IS_MEETING = re.compile(
    r"<d3|The (?:Acting |Temporary )?(?:Co-)?President\s*(?:\([^)]*\))?\s*:|recorded\s*vote\s*has been requested"
)
_TARGET = re.compile(
    r"(?:put to the vote(?: first)?(?:, together,)?|votes? (?:has|have) (?:also )?been requested on|votes? on"
    r"|(?:take|taking) (?:a decision|action)(?: first)? on|decision (?:first )?on|vote first on|proceed to vote on"
    r"|requests? for (?:a )?(?:separate,? )?(?:recorded )?votes? on)"
    r"\s+(?P<what>[^?]+?)"
    r"(?=,? (?:on|for) which|,? which I shall|,? has been requested|,? as to which|\.\s|\.?$|\?|,? entitled"
    r"|: A recorded|, as orally revised)",
)
_LABEL = r"(?:[IVXL]+|[A-Z]{1,2}|A/\d+/L\.\d+(?:/Rev\.\d+)?(?:/Add\.\d+)?)"
_DRAFT = re.compile(rf"[Dd]raft (?:resolution|decision) (?P<label>{_LABEL})\b(?!/)")
_ENTITLED = re.compile(
    rf"(?:[Dd]raft ?(?:resolution|decision)s?(?: (?P<label>{_LABEL}))?\b[^“”.]{{0,60}}?)?entitled\s*“(?P<title>[^“”]+)”"
)
_AGENDA = re.compile(
    r"Agenda items? \d+(?: \(continued\))? (?P<title>(?!\()[A-Z][^.:?“”()]{8,180}?)"
    r" (?=Report of the|Draft resolution|\((?:a|b|c|d|continued)\)|The (?:Acting )?President)"
)
_DONE = re.compile(r"was adopted \(|were adopted \(|was rejected|It was so decided")
_RUN_TOGETHER = [
    (re.compile(pattern), better)
    for pattern, better in (
        (r"(?:\b\d\d-\d{5} )?\b\d{0,3}A/(?:ES-)?\d+/PV\.\d+\b(?: \d+/\d+)?", " "),
        (r"\b\d{1,3} \d+(?:st|nd|rd|th) plenary meeting \d+ [A-Z][a-z]+ \d{4}\b", " "),
        (r"(?<=[a-z])(?=(?:operative|preambular) ?paragraph)", " "),
        (r"(?<=\d)(?=of draft)", " "),
        (r"\b([Dd]raft|operative|preambular|[Aa])(resolution|paragraph|separate|recorded)", r"\1 \2"),
        (r"\b(vote|of|the|on|to|and|that)(draft|paragraph)", r"\1 \2"),
        (
            r"\b(vote|has|have|requested|put|been|on|view|all|peace|[Hh]uman|resolution)"
            r"(has|been|on|to|requested|which|its|through|rights|recommended)\b",
            r"\1 \2",
        ),
        (r"\b(shall)(now)\b|\b(vote)(the)\b|\b(the)(end)\b|\b(The)(right)\b", r"\1\3\5\7 \2\4\6\8"),
        (r"\b(representative|taken|[Pp]aragraph)(of|on)\b", r"\1 \2"),
        (r"\bput the vote\b", "put to the vote"),
        (r"\b(vote) (has|have)been\b", r"\1 \2 been"),
        (r"\b(new|nuclear)(agenda|disarmament)\b", r"\1 \2"),
        (r"\bdraft \d+ resolution\b", "draft resolution"),
        (r"\bof draft of draft\b", "of draft"),
        (r"\bwihch\b", "which"),
        (r"(?<=[a-z]{2})- (?!and |or )(?=[a-z])", "-"),
        (r"(?<=[a-z]{2})(?=(?<!Mc)[A-Z][a-z]{2})", " "),
        (r"(?<=[a-z0-9)])\.(?=[A-Z][a-z])", ". "),
        (r"\s+(?:\d\d-\d{5}\s+)?A$", ""),
        (r",”", "”,"),
    )
]
_MOTION_ALONE = re.compile(r"(?:the|that|this|its) (?:oral |draft |proposed )?(?:motion|amendments?|paragraphs?)$")


def _mend_meeting(text: str) -> str:
    text = mend(text)
    for pattern, better in _RUN_TOGETHER:
        text = pattern.sub(better, text)
    return re.sub(r"\s+", " ", text).strip()


def _is_cut(title: str) -> bool:
    """Whether the text of the meeting stops before the vote that it leads up to."""
    return len(title) >= 590 and not re.search(r"(?:\s|\.|\d)A\s*$", title)


def _about(text: str, what: str) -> str:
    """The title of the draft that `what` belongs to, when the text before the vote names it."""
    draft = _DRAFT.search(what)
    done = [match.end() for match in _DONE.finditer(text)]
    open_text = text[done[-1] :] if done else text
    entitled = list(_ENTITLED.finditer(open_text))
    if draft is not None:
        same = [match for match in entitled if match.group("label") == draft.group("label")]
        unlabelled = [match for match in entitled if match.group("label") is None]
        entitled = same or (unlabelled if len(entitled) == len(unlabelled) else [])
    if entitled:
        return entitled[-1].group("title").strip(" ,.;")
    agenda = list(_AGENDA.finditer(open_text)) if draft is None else []
    return agenda[-1].group("title").strip(" ,.;") if agenda else ""


def _is_target(what: str, kind: str) -> bool:
    if what.startswith("any or all"):
        return False
    if kind == "paragraph":
        what = re.sub(r"in paragraphs? \d+ of (?:its|the|that) report", "", what)
        return bool(re.search(r"paragraphs?\b|\bwords?\b|amendments?\b|phrase|sentence|\bsection\b|\bmotion\b", what))
    if kind == "amendment":
        return bool(re.search(r"amendments?\b|motion", what))
    return bool(re.search(r"motion|amendment|paragraph|draft (?:resolution|decision)", what))


def meeting_title(title: str, kind: str) -> str:
    """What the text of a meeting says was voted on, in the words of that text."""
    text = _mend_meeting(title)
    noun = {"amendment": "Vote on an amendment", "motion_or_separate_vote": "Vote on a motion or separate vote"}
    bare = f"{noun.get(kind, 'Separate vote')} ({MEETING_TEXT_ONLY})"
    done = [match.end() for match in _DONE.finditer(text)]
    last_done = done[-1] if done else 0
    found = [m for m in _TARGET.finditer(text) if m.start() >= last_done and _is_target(m.group("what"), kind)]
    if not found:
        return bare
    target = next((m for m in reversed(found) if not _MOTION_ALONE.match(m.group("what"))), found[-1])
    what = re.sub(r"\s+", " ", target.group("what")).strip(" ,.;:")
    what = re.sub(r"^its ", "the ", what)
    what = re.sub(r"^(?:(?:first|now|jointly|next),? )+", "", what)
    if len(what) > 190 or what.count("“") != what.count("”"):
        return bare
    if _is_cut(title) and kind == "paragraph" and not re.search(r"paragraph|words", what):
        return bare
    label = _DRAFT.search(what)
    about = _about(text, what)
    if _is_cut(title) and target.end() == len(text):
        what = re.sub(
            r"(?: (?:of|on|in|and|the|draft|operative|draft resolution \w+ on))+$", "", what.rpartition(" ")[0]
        )
        what = f"{what}…"
    elif label is None and about:
        named = [m.group("label") for m in _ENTITLED.finditer(text) if m.group("title").strip(" ,.;") == about]
        if named and named[-1] and "draft resolution" not in what:
            what = f"{what} of draft resolution {named[-1]}"
    if kind == "amendment" and (symbol := re.search(r"A/(?:ES-)?\d+/L\.\d+(?:/Rev\.\d+)?", what)):
        head = f"Vote on a proposed amendment ({symbol.group()})" if "amendment" in what[: symbol.start()] else ""
        if head and not re.search(r"amendments\b", what):
            return f"{head}: {about}" if about else head
    if re.search(r"paragraphs?\b|\bwords?\b|phrase|sentence|^section", what) and "amendment" not in what:
        several = target.group().lower().startswith("votes")
        opening = "Separate votes on" if several else "Separate vote on"
    else:
        opening = "Vote on"
    return f"{opening} {what}: {about}" if about else f"{opening} {what}"
