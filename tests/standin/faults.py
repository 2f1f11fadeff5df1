"""Faults on demand: what goes wrong with which requests, and how often."""

from dataclasses import dataclass
from typing import Any

from .journal import Request


@dataclass(slots=True)
class Fault:
    """A fault of a route.

    A request that it meets is held for `delay` seconds; then its connection is cut (`drop`), or `status` is answered
    in place of what it asked for, or, with neither, it is served as usual. `times` counts down to nought; None is for
    ever. A 429 carries what discord.py looks for: `Retry-After`, `retry_after` in the body, and a `Via` header, without
    which it takes the answer for a ban and gives up.
    """

    method: str
    path: str
    status: int | None = None
    retry_after: float = 0.1
    everywhere: bool = False
    """Whether a 429 is for all routes (a global rate limit)."""
    body: Any = None
    delay: float = 0
    drop: bool = False
    times: int | None = 1

    def headers(self) -> dict[str, str]:
        """Return the headers of the faulty answer."""
        if self.status != 429:
            return {}
        scope = "global" if self.everywhere else "user"
        return {"Via": "1.1 standin", "Retry-After": str(self.retry_after), "X-RateLimit-Scope": scope}

    def answer(self) -> Any:  # noqa: ANN401 - whatever JSON a test wants
        """Return the body of the faulty answer."""
        if self.body is not None:
            return self.body
        if self.status == 429:
            message = "You are being rate limited."
            return {"message": message, "retry_after": self.retry_after, "global": self.everywhere}
        return {"message": f"{self.status}: made to fail", "code": 0}


class Faults:
    """The faults that are in force."""

    def __init__(self) -> None:
        self._all: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault into force."""
        self._all.append(fault)

    def clear(self) -> None:
        """Let everything work again."""
        self._all.clear()

    def meet(self, request: Request) -> Fault | None:
        """Return the fault that a request meets, using up one of its times."""
        for fault in self._all:
            if fault.times != 0 and request.matches(fault.method, fault.path):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
