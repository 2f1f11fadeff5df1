"""Opening a file of votes, plain, `.gz` or `.zip`, or standard input, as numbered lines of text."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from db.ingest.problems import ImportFailed, Problem

STANDARD_INPUT = "-"
CHUNK = 1 << 20
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
AGAIN = "Download it again: "
AS_CSV = "Save it as CSV in UTF-8."


class Progress(Protocol):
    """Called with what is being done, how much of it is done, and how much there is."""

    def __call__(self, what: str, done: int, total: int, /) -> None:
        """Show it."""


class SourceFile:
    """An open file: its name as messages call it, and its lines."""

    def __init__(self, name: str, stream: BinaryIO, total: int, position: Callable[[], int]) -> None:
        self.name = name
        self._stream = stream
        self._total = total
        self._position = position

    def lines(self, progress: Progress) -> Iterator[str]:
        """The lines, decoded one by one, so that a wrong byte can be named. Raises ImportFailed."""
        number, started = 0, False
        try:
            for number, raw in enumerate(self._stream, 1):
                if not started:
                    raw = self._start(raw)
                    started = bool(raw.strip())
                elif number % 20_000 == 0:
                    progress(f"reading {self.name}", self._position(), self._total)
                yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = f"byte {error.object[error.start]:#04x} at position {error.start + 1} is not UTF-8."
            raise ImportFailed([Problem(self.name, number, None, byte, AS_CSV)]) from None
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            sentence = f"the packed file breaks off or is damaged after this line ({error})."
            raise ImportFailed([Problem(self.name, number, None, sentence, f"{AGAIN}it is not whole.")]) from None
        progress(f"reading {self.name}", self._total, self._total)

    def _start(self, raw: bytes) -> bytes:
        """The first line without a byte order mark; raises ImportFailed for what is no CSV file."""
        if raw.startswith(WIDE_MARKS):
            raise ImportFailed([Problem(self.name, 1, None, "the text is in UTF-16.", AS_CSV)])
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.lstrip()[:1] == b"<":
            sentence = "this is a web page, not a CSV file."
            remedy = f"{AGAIN}the library sometimes sends a page that checks for browsers; open the link in one."
            raise ImportFailed([Problem(self.name, 1, None, sentence, remedy)])
        return raw


@contextmanager
def opened(path: str) -> Iterator[list[SourceFile]]:
    """The CSV files of a path, or of standard input for `-`; a `.zip` can hold several. Raises ImportFailed."""
    with ExitStack() as stack:
        if path == STANDARD_INPUT:
            yield [SourceFile("standard input", sys.stdin.buffer, 0, lambda: 0)]
            return
        try:
            file = stack.enter_context(Path(path).open("rb"))
            total = Path(path).stat().st_size
        except OSError as error:
            raise ImportFailed([Problem(path, None, None, f"cannot be read: {error.strerror}.")]) from None
        name = Path(path).name
        kind = file.read(4)
        file.seek(0)
        if kind[:2] == b"\x1f\x8b":
            unpacked = io.BufferedReader(stack.enter_context(gzip.GzipFile(fileobj=file)), CHUNK)
            yield [SourceFile(name, cast(BinaryIO, unpacked), total, file.tell)]
        elif kind == b"PK\x03\x04":
            yield _zipped(stack, name, file, total)
        else:
            yield [SourceFile(name, file, total, file.tell)]


def _zipped(stack: ExitStack, name: str, file: BinaryIO, total: int) -> list[SourceFile]:
    try:
        packed = stack.enter_context(zipfile.ZipFile(file))
        inside = [entry for entry in packed.infolist() if entry.filename.lower().endswith(".csv")]
        if not inside:
            raise ImportFailed([Problem(name, None, None, "there is no .csv file in it.")])
        return [
            SourceFile(
                f"{name}/{entry.filename}", cast(BinaryIO, stack.enter_context(packed.open(entry))), total, file.tell
            )
            for entry in inside
        ]
    except zipfile.BadZipFile:
        sentence = "the zip file breaks off or is damaged."
        raise ImportFailed([Problem(name, None, None, sentence, f"{AGAIN}it is not whole.")]) from None


def fingerprint(path: str) -> str:
    """The SHA-256 of a file, by which a second import of the same is known; raises OSError."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
