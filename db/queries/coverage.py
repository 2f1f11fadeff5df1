"""What the archive covers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from db import models
from db.archive import Archive

TABLE = models.table(models.Decision)


async def sessions(archive: Archive) -> dict[int, tuple[date, date]]:
    """The first and last day of each regular session of the Assembly, as far as there are decisions."""
    query = select(TABLE.c.session, func.min(TABLE.c.day), func.max(TABLE.c.day)).where(TABLE.c.session != "")
    async with archive.engine.connect() as connection:
        rows = (await connection.execute(query.group_by(TABLE.c.session))).all()
    return {int(session): (first, last) for session, first, last in rows if session.isdigit()}
