"""Official symbols in the place of the archive's own keys, where the source of a well-known text gives it none."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from db.named import named_decisions
from handlers.answer import Answer, Table


def in_symbols(answer: Answer) -> Answer:
    """The answer whose facts and table name decisions by the United Nations' symbols wherever there is one."""
    table = answer.table
    if table is not None:
        known = symbols()
        table = Table(table.columns, tuple((known.get(row[0], row[0]), *row[1:]) for row in table.rows))
    return replace(answer, facts=_shown(answer.facts), table=table)


@cache
def symbols() -> dict[str, str]:
    """The official symbols of well-known decisions by the archive's keys, where these differ."""
    return {named.decision: named.symbol for named in named_decisions().values() if named.symbol}


def _shown(value: Any) -> Any:  # noqa: ANN401 (facts are JSON)
    if isinstance(value, str):
        return symbols().get(value, value)
    if isinstance(value, dict):
        return {key: _shown(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(inner) for inner in value]
    return value
