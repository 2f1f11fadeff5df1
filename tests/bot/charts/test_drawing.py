"""The drawing room: one worker, no picture drawn twice, and no answer that fails for a picture.

How it keeps its pictures is tested with a worker in a thread, which can be held up; what it draws with is a process.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import pytest

from bot.charts import CHARTS, Chart, chart_names, picture_of
from bot.charts.drawing import Busy, DrawingRoom
from bot.charts.picture import Picture
from db.archive import Archive
from handlers.answer import Answer
from handlers.clerk import Clerk


def thread() -> Executor:
    return ThreadPoolExecutor(1, thread_name_prefix="charts")


def process_number() -> Picture:
    return Picture(b"", "", str(os.getpid()))


def dies() -> Picture:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still here")


class Artist:
    """Draws when it is let, and counts how often and where."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.may = threading.Event()

    def picture(self, name: str = "one") -> Callable[[], Picture]:
        def draw() -> Picture:
            assert self.may.wait(5)
            self.drawn.append(threading.current_thread().name)
            return Picture(b"", "", name)

        return draw


async def test_two_that_ask_at_once_get_one_picture_from_the_worker() -> None:
    room, artist = DrawingRoom(hire=thread), Artist()
    asked = [asyncio.create_task(room.picture("key", artist.picture())) for _ in range(2)]
    await asyncio.sleep(0)
    artist.may.set()
    first, second = await asyncio.gather(*asked)
    assert first is second
    assert await room.picture("key") is first
    assert artist.drawn == ["charts_0"]


async def test_one_that_gives_up_does_not_take_the_picture_from_another() -> None:
    room, artist = DrawingRoom(hire=thread), Artist()
    leaving, staying = (asyncio.create_task(room.picture("key", artist.picture())) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    artist.may.set()
    assert (await staying).name == "one"


async def test_only_so_many_are_kept_and_the_last_asked_for_stay() -> None:
    room, artist = DrawingRoom(kept=2, hire=thread), Artist()
    artist.may.set()
    for name in ("a", "b", "a", "c"):
        await room.picture(name, artist.picture(name))
    assert ["a" in room, "b" in room, "c" in room] == [True, False, True]
    assert len(artist.drawn) == 3


async def test_a_full_room_says_so() -> None:
    room, artist = DrawingRoom(waiting=2, hire=thread), Artist()
    asked = [asyncio.create_task(room.picture(name, artist.picture(name))) for name in ("a", "b")]
    await asyncio.sleep(0)
    with pytest.raises(Busy, match="2 pictures are waiting"):
        await room.picture("c", artist.picture("c"))
    artist.may.set()
    await asyncio.gather(*asked)
    assert (await room.picture("c", artist.picture("c"))).name == "c"


async def test_what_failed_is_tried_again() -> None:
    room, artist = DrawingRoom(hire=thread), Artist()
    artist.may.set()

    def fails() -> Picture:
        raise ValueError("no ink")

    with pytest.raises(ValueError, match="no ink"):
        await room.picture("key", fails)
    assert "key" not in room
    assert (await room.picture("key", artist.picture())).name == "one"


async def test_pictures_are_drawn_in_a_process_of_their_own_and_a_dead_one_is_replaced() -> None:
    room = DrawingRoom()
    first = await room.picture("first", process_number)
    assert first.name not in {"", str(os.getpid())}
    assert (await room.picture("again", process_number)).name == first.name
    with pytest.raises(BrokenProcessPool):
        await room.picture("dies", dies)
    assert (await room.picture("later", process_number)).name not in {first.name, str(os.getpid())}


async def test_a_chart_that_fails_is_logged_with_a_code_and_the_answer_has_none(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def of(answer: Answer, archive: Archive) -> Callable[[], Picture]:
        raise ValueError("no ink")

    monkeypatch.setitem(CHARTS, "broken", Chart(lambda answer: True, of))
    answer = await clerk.ask("tally of A/RES/ES-11/1")
    with caplog.at_level(logging.ERROR):
        assert await picture_of(answer, clerk, "broken") is None
    assert caplog.messages[0].startswith("RC-")
    assert caplog.messages[0].endswith(": chart broken of a tally")


async def test_the_same_question_gets_the_same_picture(clerk: Clerk) -> None:
    first = await picture_of(await clerk.ask("tally of A/RES/68/262"), clerk, "hemicycle")
    again = await picture_of(await clerk.ask("how did A/RES/68/262 go?"), clerk, "hemicycle")
    assert first is again
    assert first is not None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("tally of A/RES/ES-11/1", ("hemicycle", "map")),
        ("how did Hungary vote on A/RES/ES-11/1", ("hemicycle", "map")),
        ("tally of S/2022/155", ("hemicycle",)),
        ("A/RES/77/1", ()),  # adopted without a vote
        ("who votes most like Hungary", ("ranking",)),
        ("why did Hungary vote no?", ()),
    ],
)
async def test_which_charts_an_answer_has(clerk: Clerk, question: str, names: tuple[str, ...]) -> None:
    answer = await clerk.ask(question)
    assert chart_names(answer) == names
    assert await picture_of(answer, clerk, "nothing of the kind") is None


async def test_charts_of_one_decision_wait_to_be_asked_for(clerk: Clerk) -> None:
    assert await picture_of(await clerk.ask("tally of A/RES/ES-11/1"), clerk) is None


def test_matplotlib_is_not_loaded_at_the_start() -> None:
    code = "import sys, bot.__main__, bot.charts; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
