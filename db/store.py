"""What people store: preferences and watches. Apart from the archive, which can be thrown away and filled again.

On SQLite the store is a file of its own beside the archive's; on PostgreSQL it shares the archive's database. The
schema is the same in both, so one line of migrations serves them; each uses its own tables only.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from db.engine import create_engine, migrate

SUFFIX = ".kept"


class Store:
    """An open store; `db.queries.preferences` and `db.queries.watches` read and write it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @classmethod
    async def open(cls, archive_url: str) -> Store:
        """Open the store that belongs to the archive of the URL, and bring its schema up to date."""
        engine = create_engine(store_url(archive_url))
        try:
            await migrate(engine)
        except BaseException:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Give the database's connections back."""
        await self.engine.dispose()


def store_url(archive_url: str) -> str:
    """The URL of the store of an archive: `rollcall.kept.sqlite3` beside `rollcall.sqlite3`; else the same URL."""
    parsed = make_url(archive_url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return archive_url
    path = Path(parsed.database or "")
    kept = path.with_name(f"{path.stem}{SUFFIX}{path.suffix}")
    return parsed.set(database=str(kept)).render_as_string(hide_password=False)
