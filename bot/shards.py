"""Which shards of the bot a process runs, where several processes share them."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

PART = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
HOW = "write them as 0,1,2 or 0-2, each below SHARD_COUNT"


def shard_ids(text: str, count: int | None) -> tuple[int, ...]:
    """The shards of a setting such as "0-3,8", in order. Raises PydanticCustomError with a sentence for a wrong one."""
    if count is None:
        raise _wrong("SHARD_COUNT must say how many shards there are in all processes")
    found: set[int] = set()
    for part in text.split(","):
        match = PART.fullmatch(part.strip())
        if match is None:
            raise _wrong(f"“{part.strip()}” is no shard: {HOW}")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise _wrong(f"{first}-{last} runs backwards: {HOW}")
        if last >= count:
            raise _wrong(f"there is no shard {last} of {count}: {HOW}")
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def _wrong(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("shards", "{sentence}", {"sentence": sentence})
