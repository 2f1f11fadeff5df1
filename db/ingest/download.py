"""Fetching the newest voting data of the UN Digital Library: resumed, retried, checked, and kept with its checksum."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp

from db.ingest.edition import DATA, load_toml
from db.ingest.fetched import Fetched, finish, is_whole, read_about, write_about
from db.ingest.source_file import Progress

ATTEMPTS = 5
PAUSE = 2.0
"""Seconds before the second attempt; each further pause is twice as long, with a little chance in it."""
PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=20, sock_read=60)
CHUNK = 1 << 18
PAGE_LIMIT = 4 << 20
LONGEST_WAIT = 300
"""Seconds that we wait at most when the server asks for a pause."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""
CHALLENGED = frozenset({202, 403, 405})
"""How the library answers scripts when it wants to see a browser (202 comes with an empty or scripted page)."""
BROWSER = "The library wants to see a browser, and sent a challenge page instead of data."
CHALLENGE = re.compile(r"awswaf|captcha|just a moment\.\.\.|verify you are human", re.IGNORECASE)
HEADERS = {"User-Agent": "rollcall-bot", "Accept-Encoding": "identity"}
HREF = re.compile(r"""href\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
Found = TypeVar("Found")
DATED = re.compile(r"(\d{4})[_-](\d{1,2})[_-](\d{1,2})")


class UpdateFailed(Exception):
    """The files could not be fetched. The text is one sentence for the operator, with the way that is left."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the library: its page lists the files of a data set."""

    key: str
    title: str
    url: str


def records(library: str = "") -> tuple[Record, ...]:
    """The records of the General Assembly's and the Security Council's voting data, of the library at that address."""
    return tuple(
        Record(entry["key"], entry["title"], urljoin(library or entry["url"], urlsplit(entry["url"]).path))
        for entry in load_toml(DATA / "sources.toml")["import"]
    )


async def fetch_newest(folder: Path, progress: Progress, wanted: Sequence[Record], pause: float = PAUSE) -> list[Path]:
    """The newest file of each record, in the folder; what is there whole is not fetched again. Raises UpdateFailed."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with aiohttp.ClientSession(timeout=PATIENCE, headers=HEADERS) as session:
        return [await _Fetching(session, record, folder, progress, pause).newest() for record in wanted]


def newest_link(page: str, base: str) -> str | None:
    """The address of the newest CSV file that a record's page links to, by the date in its name; None without one."""
    links = dict.fromkeys(urljoin(base, unescape(found)) for found in HREF.findall(page))
    files = [link for link in links if re.search(r"\.csv(\.gz)?$", urlsplit(link).path, re.IGNORECASE)]
    files = [link for link in files if urlsplit(link).netloc == urlsplit(base).netloc]
    return max(files, key=lambda link: (_date_in(link), files.index(link)), default=None)


def _date_in(link: str) -> tuple[int, ...]:
    found = DATED.search(unquote(urlsplit(link).path.rsplit("/", 1)[-1]))
    return tuple(map(int, found.groups())) if found else ()


class _Passing(Exception):
    """Something that may be over at the next attempt; `wait` are the seconds that the server asks for."""

    def __init__(self, sentence: str, wait: float = 0) -> None:
        super().__init__(sentence)
        self.wait = wait


class _Fetching:
    """Fetches the newest file of one record."""

    def __init__(
        self, session: aiohttp.ClientSession, record: Record, folder: Path, progress: Progress, pause: float
    ) -> None:
        self._session = session
        self._record = record
        self._folder = folder
        self._progress = progress
        self._pause = pause

    async def newest(self) -> Path:
        """The path of the newest file, fetched unless it is there whole."""
        link = newest_link(await self._patiently(self._page), self._record.url)
        if link is None:
            raise UpdateFailed(f"{self._record.url} links to no CSV file. {self._by_hand}")
        path = self._folder / re.sub(r"[^\w.-]", "_", unquote(urlsplit(link).path.rsplit("/", 1)[-1]))
        if not await asyncio.to_thread(is_whole, path, link):
            await self._patiently(lambda: self._file(link, path))
        return path

    @property
    def _by_hand(self) -> str:
        return f"Open {self._record.url} in a browser, download the newest CSV file, and run `rollcall import` on it."

    async def _patiently(self, attempt: Callable[[], Awaitable[Found]]) -> Found:
        """Try again after what may pass, each time after a longer pause; raises UpdateFailed in the end."""
        for number in range(1, ATTEMPTS + 1):
            try:
                return await attempt()
            except (_Passing, aiohttp.ClientError, TimeoutError) as error:
                cause = str(error) or type(error).__name__
                wait = error.wait if isinstance(error, _Passing) else 0
            if number < ATTEMPTS:
                pause = self._pause * 2 ** (number - 1)
                await asyncio.sleep(max(wait, pause * random.uniform(0.8, 1.2)))  # noqa: S311 (no secret)
        raise UpdateFailed(f"The library could not be reached in {ATTEMPTS} attempts ({cause}). {self._by_hand}")

    def _check(self, answer: aiohttp.ClientResponse) -> None:
        """Raise for an answer that is not what was asked for."""
        if answer.status in PASSING:
            wait = answer.headers.get("Retry-After", "")
            raise _Passing(f"it answered {answer.status}", min(int(wait), LONGEST_WAIT) if wait.isdigit() else 0)
        if answer.status in CHALLENGED:
            raise UpdateFailed(f"{BROWSER} {self._by_hand}")
        if answer.status == 404:
            raise UpdateFailed(f"The library has nothing at {answer.url}. {self._by_hand}")
        if answer.status not in (200, 206):
            raise UpdateFailed(f"The library answered {answer.status}. {self._by_hand}")

    async def _page(self) -> str:
        async with self._session.get(self._record.url) as answer:
            self._check(answer)
            page = (await answer.content.read(PAGE_LIMIT)).decode("utf-8", "replace")
            if CHALLENGE.search(page):
                raise UpdateFailed(f"{BROWSER} {self._by_hand}")
            return page

    async def _file(self, link: str, path: Path) -> Path:
        """Fetch the file, going on where an earlier attempt broke off, if the server still has the same one."""
        part = path.with_name(f"{path.name}.part")
        begun = await asyncio.to_thread(read_about, part)
        start = part.stat().st_size if begun and begun.url == link and part.exists() else 0
        headers = {"Range": f"bytes={start}-", "If-Range": begun.mark} if begun and start and begun.mark else {}
        async with self._session.get(link, headers=headers) as answer:
            self._check(answer)
            if answer.content_type == "text/html":
                raise UpdateFailed(f"The library sent a web page instead of the file. {self._by_hand}")
            if answer.status == 200:
                start = 0
            size = start + int(answer.headers["Content-Length"]) if "Content-Length" in answer.headers else 0
            mark = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
            await asyncio.to_thread(write_about, part, Fetched(link, size, "", mark))
            with part.open("ab" if start else "wb") as out:
                async for chunk in answer.content.iter_chunked(CHUNK):
                    await asyncio.to_thread(out.write, chunk)
                    self._progress(f"fetching {path.name}", out.tell(), size)
        got = part.stat().st_size
        if size and got != size:
            raise _Passing(f"{path.name} broke off after {got:,} of {size:,} bytes")
        await asyncio.to_thread(finish, part, path, Fetched(link, got, "", mark))
        return path
