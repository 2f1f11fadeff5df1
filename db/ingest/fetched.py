"""Files as they were fetched: beside each stands where it came from, its size and its checksum."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from db.ingest.source_file import fingerprint


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it was fetched. `mark` is the server's ETag or date, by which a later part is known to fit."""

    url: str
    size: int
    sha256: str
    mark: str


def is_whole(path: Path, link: str) -> bool:
    """Whether the file of that address is there, with the size and the checksum that it was fetched with."""
    about = read_about(path)
    return (
        about is not None
        and about.url == link
        and path.exists()
        and path.stat().st_size == about.size
        and fingerprint(str(path)) == about.sha256
    )


def finish(part: Path, path: Path, about: Fetched) -> None:
    """Make a whole part the file, and note its size and checksum."""
    part.replace(path)
    about_path(part).unlink(missing_ok=True)
    write_about(path, replace(about, sha256=fingerprint(str(path))))


def about_path(path: Path) -> Path:
    """Where it is noted how a file was fetched."""
    return path.with_name(f"{path.name}.json")


def read_about(path: Path) -> Fetched | None:
    """How a file was fetched; None where that was not noted, or not whole."""
    try:
        return Fetched(**json.loads(about_path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_about(path: Path, about: Fetched) -> None:
    """Note how a file was fetched."""
    about_path(path).write_text(json.dumps(asdict(about)), encoding="utf-8")
