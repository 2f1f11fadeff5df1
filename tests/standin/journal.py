"""The record of every request that reached the stand-in, in order."""

import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .waiting import Signal


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request; `field` is its name in the form, such as `files[0]`."""

    field: str
    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Request:
    """One request: its path begins after `/api/v10`; `when` is on the clock of `time.monotonic`."""

    method: str
    path: str
    query: dict[str, str]
    json: Any
    files: tuple[Upload, ...] = ()
    authorized: bool = False
    when: float = field(default_factory=time.monotonic)
    status: int | None = None
    """What was answered; None while it is not, or where the connection was cut."""
    known: bool = True
    """Whether the stand-in knows the route."""
    taken: bool = False
    """Whether `Journal.next` gave it out already."""

    def matches(self, method: str, path: str) -> bool:
        """Tell whether the method is the same and the path fits a pattern, in which `*` stands for anything."""
        return self.method == method.upper() and fnmatchcase(self.path, path)

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status}"


class Journal:
    """All requests so far, and a way to wait for the next."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._signal = Signal()

    def add(self, request: Request) -> None:
        """Write down a request whose body has been read, before it is answered."""
        self.requests.append(request)
        self._signal.ring()

    def find(self, method: str, path: str) -> list[Request]:
        """Return the requests of a route so far, whether taken or not."""
        return [request for request in self.requests if request.matches(method, path)]

    async def next(self, method: str, path: str, seconds: float) -> Request:
        """Return the oldest request of a route not given out before, waiting for one to come."""

        def untaken() -> Request | None:
            return next((request for request in self.find(method, path) if not request.taken), None)

        def complaint() -> str:
            seen = "\n".join(f"  {request}" for request in self.requests[-20:]) or "  nothing"
            return f"no {method} {path} within {seconds} s; the last requests were\n{seen}"

        request = await self._signal.until(untaken, seconds, complaint)
        request.taken = True
        return request
