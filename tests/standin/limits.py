"""What Discord refuses in a message, so that a bot that passes here would pass there."""

from collections.abc import Iterator
from typing import Any

from .payloads import Json

COMPONENTS_V2 = 1 << 15
"""The flag of a message made of components alone."""

EMBED_TEXTS = {"title": 256, "description": 4096}
FIELD_TEXTS = {"name": 256, "value": 1024}


class Refusal(Exception):
    """An answer other than success: HTTP status, Discord's own code, and words."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} ({code}): {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code} | ({"errors": errors} if errors else {})


def _invalid(where: str, what: str) -> Refusal:
    found = {"_errors": [{"code": "BASE_TYPE_BAD_LENGTH", "message": what}]}
    return Refusal(400, 50035, "Invalid Form Body", {where: found})


def _at_most(where: str, value: Any, limit: int) -> int:  # noqa: ANN401 - a text, a list or nothing
    size = len(value or "")
    if size > limit:
        raise _invalid(where, f"Must be {limit} or fewer in length, is {size}.")
    return size


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield components with all that they hold, in reading order."""
    for part in components:
        yield part
        yield from walk(part.get("components") or [])
        if accessory := part.get("accessory"):
            yield from walk([accessory])


def check_message(body: Json, files: int = 0) -> None:
    """Refuse a message that Discord would refuse for its size; `files` is how many come with it."""
    _at_most("content", body.get("content"), 2000)
    _at_most("files", range(files), 10)
    _check_embeds(body.get("embeds") or [])
    _check_components(body.get("components") or [])
    if (body.get("flags") or 0) & COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        raise _invalid("flags", "A message of components carries neither content nor embeds.")


def check_not_empty(body: Json, files: int = 0) -> None:
    """Refuse a new message that says nothing."""
    parts = ("content", "embeds", "components", "sticker_ids", "poll", "attachments")
    if not files and not any(body.get(part) for part in parts):
        raise Refusal(400, 50006, "Cannot send an empty message")


def check_choices(choices: list[Json]) -> None:
    """Refuse an autocomplete answer with too many choices, or with names or values too long."""
    _at_most("choices", choices, 25)
    for choice in choices:
        name, value = choice["name"], choice["value"]
        if not name or value == "":
            raise _invalid("choices", "Must be between 1 and 100 in length.")
        _at_most("choices", name, 100)
        _at_most("choices", value if isinstance(value, str) else "", 100)


def _check_embeds(embeds: list[Json]) -> None:
    _at_most("embeds", embeds, 10)
    total = 0
    for embed in embeds:
        total += sum(_at_most(f"embeds.{key}", embed.get(key), limit) for key, limit in EMBED_TEXTS.items())
        total += _at_most("embeds.footer", embed.get("footer", {}).get("text"), 2048)
        total += _at_most("embeds.author", embed.get("author", {}).get("name"), 256)
        _at_most("embeds.fields", embed.get("fields"), 25)
        for entry in embed.get("fields") or []:
            for key, limit in FIELD_TEXTS.items():
                if not entry.get(key):
                    raise _invalid(f"embeds.fields.{key}", "This field is required")
                total += _at_most(f"embeds.fields.{key}", entry[key], limit)
    _at_most("embeds", range(total), 6000)


def _check_components(components: list[Json]) -> None:
    every = list(walk(components))
    _at_most("components", every, 40)
    ids = [part["custom_id"] for part in every if "custom_id" in part]
    if len(ids) != len(set(ids)):
        raise _invalid("components", "Component custom id cannot be duplicated")
    for part in every:
        if part["type"] == 1 and not 1 <= len(part["components"]) <= 5:
            raise _invalid("components", "Must be between 1 and 5 in length.")
        if "custom_id" in part and not 1 <= len(part["custom_id"]) <= 100:
            raise _invalid("components.custom_id", "Must be between 1 and 100 in length.")
        _at_most("components.label", part.get("label"), 80)
        _at_most("components.placeholder", part.get("placeholder"), 150)
        if part["type"] == 3 and not 1 <= len(part["options"]) <= 25:
            raise _invalid("components.options", "Must be between 1 and 25 in length.")
        for choice in part.get("options") or []:
            for key in ("label", "value", "description"):
                _at_most(f"components.options.{key}", choice.get(key), 100)
    _at_most("components", "".join(part["content"] for part in every if part["type"] == 10), 4000)
