"""Memory: a quarter of an hour, one exchange a key, no more entries than set."""

from __future__ import annotations

import datetime

from bot.memory import Memory, memory_of
from db.records import Coverage
from handlers.answer import Answer
from handlers.question import Kind, Option, Question

DAY = datetime.date(2026, 1, 1)
MINUTE = 60.0


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_exchange_is_held_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    memory = Memory(clock=clock)
    memory.put((1, 2), answered("a"))
    clock.now += 15 * MINUTE
    last = memory.get((1, 2))
    assert last
    assert last.question.text == "a"
    clock.now += 1
    assert memory.get((1, 2)) is None
    assert len(memory) == 0


def test_reading_does_not_renew_but_asking_does() -> None:
    clock = Clock()
    memory = Memory(clock=clock)
    memory.put("key", answered("a"))
    clock.now += 10 * MINUTE
    assert memory.get("key")
    memory.put("key", answered("b"))
    clock.now += 10 * MINUTE
    last = memory.get("key")
    assert last
    assert last.question.text == "b"


def test_persons_and_channels_are_apart() -> None:
    memory = Memory()
    memory.put((1, 2), answered("a"))
    assert memory.get((1, 3)) is None
    assert memory.get((2, 2)) is None


def test_the_oldest_goes_first() -> None:
    memory = Memory(entries=3)
    for key in "abc":
        memory.put(key, answered(key))
    memory.put("a", answered("a again"))
    memory.put("d", answered("d"))
    assert len(memory) == 3
    assert memory.get("b") is None
    assert memory.get("a")
    assert memory.get("d")


def test_what_is_too_old_is_dropped_though_nobody_asks_for_it() -> None:
    clock = Clock()
    memory = Memory(clock=clock)
    memory.put((1, 2), answered("a"))
    clock.now += 15 * MINUTE + 1
    memory.put((3, 4), answered("b"))
    assert len(memory) == 1


def test_a_person_is_forgotten_in_every_channel() -> None:
    memory = Memory()
    for key in ((1, 2), (1, 3), (2, 3)):
        memory.put(key, answered("a"))
    assert memory.forget(1) == 2
    assert memory.get((1, 2)) is None
    assert memory.get((2, 3))


def test_an_answer_that_asks_back_leaves_the_one_before_within_reach() -> None:
    memory = Memory()
    memory.put("key", answered("a", members=("HUN",)))
    memory.put("key", answered("which?", Kind.CLARIFY, options=(Option("x", "x"),)))
    memory.put("key", answered("thanks", Kind.HELP))
    last = memory.get("key")
    assert last
    assert last.earlier
    assert last.earlier.question.text == "a"
    assert last.earlier.earlier is None
    assert last.people == ("HUN",)


def test_each_bot_has_its_own() -> None:
    class Bot:
        pass

    one, other = Bot(), Bot()
    assert memory_of(one) is memory_of(one)
    assert memory_of(one) is not memory_of(other)


def answered(
    text: str, kind: Kind = Kind.RECORD, members: tuple[str, ...] = (), options: tuple[Option, ...] = ()
) -> Answer:
    question = Question(text, kind, members=members)
    return Answer(question, text, {}, Coverage("test", DAY, DAY), options=options)
