"""The numbers of resolutions that the archive has."""

from __future__ import annotations

import re

from sqlalchemy import or_, select

from db import models
from db.archive import Archive

TABLE = models.table(models.Decision)


async def numbers_under(archive: Archive, stem: str) -> list[int]:
    """The numbers behind a stem such as `S/RES/` or `A/RES/ES-10/`, each once, in their order."""
    like = f"{stem}%"
    query = select(TABLE.c.key, TABLE.c.symbol).where(or_(TABLE.c.key.like(like), TABLE.c.symbol.like(like)))
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    found = (re.match(rf"{re.escape(stem)}(\d+)", symbol) for row in rows for symbol in row)
    return sorted({int(one[1]) for one in found if one})
