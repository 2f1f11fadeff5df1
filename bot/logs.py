"""What is logged and how: readable lines or JSON, each with the id of the request it belongs to, none with a secret."""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from bot.settings import Settings

request: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is being served: it stands on each of its lines, and is the code shown if it fails."""

HIDDEN = "[hidden]"
SHORTEST = 4
"""Letters of a secret that is looked for everywhere; a shorter one would take half the log with it."""
IN_ADDRESSES = (
    (re.compile(r"(://[^\s:/@]*:)[^\s/]*(?=@)"), rf"\1{HIDDEN}"),  # a password
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]{20,}"), rf"\1{HIDDEN}"),  # what Discord answers are sent by
)
"""Secrets that are known by where they stand."""


def new_id() -> str:
    """An id such as RC-7F3A1C: short enough to be read out, and rarely the same twice in a log."""
    return f"RC-{secrets.token_hex(3).upper()}"


class Lines(logging.Formatter):
    """A line for a person to read. `hidden` are texts that must never appear."""

    def __init__(self, hidden: frozenset[str] = frozenset()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(of)s: %(message)s")
        self._hidden = sorted(hidden, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the traceback below it."""
        record.of = f" {id_}" if (id_ := request.get()) else ""
        return self.clean(super().format(record))

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._hidden:
            text = text.replace(secret, HIDDEN)
        for pattern, replacement in IN_ADDRESSES:
            text = pattern.sub(replacement, text)
        return text


class JsonLines(Lines):
    """One JSON object a line: time (UTC), level, logger, message; request, code and exception where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        """The object."""
        parts = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.clean(record.getMessage()),
            "request": request.get(),
            "code": getattr(record, "code", ""),
            "exception": self.clean(self.formatException(record.exc_info)) if record.exc_info else "",
        }
        return json.dumps({key: value for key, value in parts.items() if value}, ensure_ascii=False)


FORMATS = {"readable": Lines, "json": JsonLines}


def set_up(settings: Settings) -> None:
    """Log to standard error as the settings say, what ends the program included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FORMATS[settings.log_format](secrets_of(settings)))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=settings.log_level, handlers=[handler])
    sys.excepthook = _log_the_last


def secrets_of(settings: Settings) -> frozenset[str]:
    """The token and the database's password, as it is written in the address and as it is meant."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    written = re.search(r"://[^\s:/@]*:([^\s/]*)@", settings.database_url)
    passwords = {written[1], unquote(written[1])} if written else set()
    return frozenset(secret for secret in (token, *passwords) if len(secret) >= SHORTEST)


def _log_the_last(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("rollcall").critical("ended by an error", exc_info=(kind, error, trace))
