"""Fetching the library's files, from a server on this machine that behaves well and badly."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from db.ingest.download import ATTEMPTS, Record, UpdateFailed, fetch_newest, newest_link, records
from db.ingest.fetched import about_path, read_about
from tests.db.ingest.test_importing import silent

NAME = "2026_11_02_ga_voting.csv"
DATA = b"undl_id,ms_code\n" + b"1,FRA\n" * 50_000
PAGE = f"""<html><a href="/record/1/files/2025_12_30_ga_voting.csv?ln=en">old</a>
<a href='/record/1/files/{NAME}?ln=en&amp;v=2'>new</a> <a href="/record/1/files/readme.txt">text</a>
<a href="https://elsewhere.example/2027_01_01.csv">elsewhere</a></html>"""
PAUSE = 0.01
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Library:
    """A library with one record, whose behaviour is a list: each request takes the next, the last one stays."""

    def __init__(self) -> None:
        self.page: list[Handler] = [self.good_page]
        self.file: list[Handler] = [self.good_file]
        self.asked: list[web.Request] = []
        app = web.Application()
        app.router.add_get("/record/1", self._next("page"))
        app.router.add_get("/record/1/files/{name}", self._next("file"))
        self.server = TestServer(app)

    def _next(self, which: str) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.asked.append(request)
            steps: list[Handler] = getattr(self, which)
            return await (steps.pop(0) if len(steps) > 1 else steps[0])(request)

        return answer

    @property
    def record(self) -> Record:
        return Record("undl_ga", "General Assembly", str(self.server.make_url("/record/1")))

    async def good_page(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def good_file(self, request: web.Request) -> web.StreamResponse:
        """The file or the rest of it, as a server that knows ranges gives it."""
        start = 0
        if request.headers.get("If-Range") == '"v1"':
            start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        return web.Response(
            body=DATA[start:], status=206 if start else 200, content_type="text/csv", headers={"ETag": '"v1"'}
        )

    async def broken_off(self, request: web.Request) -> web.StreamResponse:
        """Half of the file, then the connection is gone."""
        answer = web.StreamResponse(headers={"Content-Length": str(len(DATA)), "ETag": '"v1"'})
        await answer.prepare(request)
        await answer.write(DATA[: len(DATA) // 2])
        assert request.transport
        await asyncio.sleep(0.05)
        request.transport.close()
        return answer

    async def slow(self, request: web.Request) -> web.StreamResponse:
        """The whole file, in drops."""
        answer = web.StreamResponse(headers={"Content-Length": str(len(DATA)), "ETag": '"v1"'})
        await answer.prepare(request)
        for start in range(0, len(DATA), 60_000):
            await answer.write(DATA[start : start + 60_000])
            await asyncio.sleep(0.02)
        return answer


def says(status: int, text: str = "", **headers: str) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, content_type="text/html", headers=headers)

    return answer


@pytest.fixture
async def library() -> AsyncIterator[Library]:
    running = Library()
    await running.server.start_server()
    yield running
    await running.server.close()


async def fetched(library: Library, folder: Path) -> Path:
    return (await fetch_newest(folder, silent, [library.record], PAUSE))[0]


async def test_the_newest_file_comes_with_its_checksum(library: Library, tmp_path: Path) -> None:
    path = await fetched(library, tmp_path / "cache")
    assert path.name == NAME
    assert path.read_bytes() == DATA
    about = read_about(path)
    assert about
    assert (about.size, about.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert sorted(one.name for one in path.parent.iterdir()) == [NAME, f"{NAME}.json"]


async def test_what_is_there_whole_is_not_fetched_again(library: Library, tmp_path: Path) -> None:
    await fetched(library, tmp_path)
    await fetched(library, tmp_path)
    assert [request.path for request in library.asked].count(f"/record/1/files/{NAME}") == 1


async def test_what_was_changed_on_the_disk_is_fetched_again(library: Library, tmp_path: Path) -> None:
    path = await fetched(library, tmp_path)
    path.write_bytes(DATA[:-1] + b"X")
    assert (await fetched(library, tmp_path)).read_bytes() == DATA


async def test_a_slow_file(library: Library, tmp_path: Path) -> None:
    library.file = [library.slow]
    assert (await fetched(library, tmp_path)).read_bytes() == DATA


async def test_a_broken_off_file_is_resumed(library: Library, tmp_path: Path) -> None:
    library.file = [library.broken_off, library.good_file]
    assert (await fetched(library, tmp_path)).read_bytes() == DATA
    assert library.asked[-1].headers["Range"] == f"bytes={len(DATA) // 2}-"


async def test_it_is_resumed_by_a_later_run_too(library: Library, tmp_path: Path) -> None:
    library.file = [library.broken_off, says(404)]
    with pytest.raises(UpdateFailed):
        await fetched(library, tmp_path)
    library.file = [library.good_file]
    assert (await fetched(library, tmp_path)).read_bytes() == DATA
    assert library.asked[-1].headers["Range"].startswith("bytes=")


async def test_a_part_of_another_edition_is_not_joined(library: Library, tmp_path: Path) -> None:
    library.file = [library.broken_off, says(404)]
    with pytest.raises(UpdateFailed):
        await fetched(library, tmp_path)
    part = tmp_path / f"{NAME}.part"
    note = about_path(part)
    note.write_text(note.read_text(encoding="utf-8").replace("v1", "v0"), encoding="utf-8")
    library.file = [library.good_file]
    assert (await fetched(library, tmp_path)).read_bytes() == DATA


@pytest.mark.parametrize("status", [429, 500, 502, 503])
@pytest.mark.parametrize("which", ["page", "file"])
async def test_what_passes_is_waited_for(library: Library, tmp_path: Path, which: str, status: int) -> None:
    good = library.good_page if which == "page" else library.good_file
    setattr(library, which, [says(status), says(status), good])
    assert (await fetched(library, tmp_path)).read_bytes() == DATA


async def test_a_pause_that_is_asked_for_is_kept(library: Library, tmp_path: Path) -> None:
    library.page = [says(429, **{"Retry-After": "1"}), library.good_page]
    start = asyncio.get_running_loop().time()
    await fetched(library, tmp_path)
    assert asyncio.get_running_loop().time() - start >= 1


async def test_it_gives_up_in_the_end(library: Library, tmp_path: Path) -> None:
    library.page = [says(500)]
    with pytest.raises(UpdateFailed, match=r"5 attempts \(it answered 500\).*rollcall import"):
        await fetched(library, tmp_path)
    assert len(library.asked) == ATTEMPTS


@pytest.mark.parametrize(
    ("page", "file", "sentence"),
    [
        (says(202), None, "wants to see a browser"),
        (says(403), None, "wants to see a browser"),
        (says(200, "<script src='https://x.token.awswaf.com/challenge.js'>"), None, "wants to see a browser"),
        (says(200, "<p>Nothing here"), None, "links to no CSV file"),
        (says(404), None, "has nothing at"),
        (says(418), None, "answered 418"),
        (None, says(202), "wants to see a browser"),
        (None, says(200, "<html>please wait"), "a web page instead of the file"),
        (None, says(404), "has nothing at"),
    ],
)
async def test_one_sentence_names_the_way_by_hand(
    library: Library, tmp_path: Path, page: Handler | None, file: Handler | None, sentence: str
) -> None:
    library.page = [page or library.good_page]
    library.file = [file or library.good_file]
    with pytest.raises(UpdateFailed) as raised:
        await fetched(library, tmp_path)
    assert sentence in str(raised.value)
    assert f"Open {library.record.url} in a browser" in str(raised.value)
    assert "`rollcall import`" in str(raised.value)


async def test_a_server_that_is_not_there(library: Library, tmp_path: Path) -> None:
    record = library.record
    await library.server.close()
    with pytest.raises(UpdateFailed, match="could not be reached"):
        await fetch_newest(tmp_path, silent, [record], PAUSE)


def test_the_newest_link_is_by_the_date_in_the_name() -> None:
    page = "<a href='a/2025_9_30_x.csv'><a href='a/2025_12_1_x.csv?ln=en'><a href='a/2025_2_11_x.csv'>"
    assert (
        newest_link(page, "https://library.example/record/1")
        == "https://library.example/record/a/2025_12_1_x.csv?ln=en"
    )
    assert newest_link("<a href='/b.csv'>", "https://library.example/record/1") == "https://library.example/b.csv"
    assert newest_link("<a href='/b.pdf'>", "https://library.example/record/1") is None


def test_the_records_can_be_those_of_a_mirror() -> None:
    assert [record.url for record in records()] == [
        "https://digitallibrary.un.org/record/4060887",
        "https://digitallibrary.un.org/record/4055387",
    ]
    assert records("http://127.0.0.1:8080")[0].url == "http://127.0.0.1:8080/record/4060887"
