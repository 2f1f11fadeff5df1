"""Every setting, read from the environment or a `.env` file. `.env.example` and the README list them all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.shards import shard_ids


class Settings(BaseSettings):
    """The operator's settings."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = Field(
        default=None, description="The bot's token from the Discord developer portal; only `rollcall run` needs it."
    )
    database_url: str = Field(
        default_factory=lambda: default_database_url(),
        description="Where the archive lives. The default is a SQLite file in your user data folder.",
    )
    update_every: float = Field(
        default=0, ge=0, description="Hours between two fetches of new data from the UN Digital Library; 0 is never."
    )
    library_url: str = Field(
        default="", description="Another address of the UN Digital Library, for a mirror or a test. Leave empty."
    )
    shard_count: int | None = Field(
        default=None, ge=1, le=100_000, description="How many shards there are in all processes; Discord says without."
    )
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = Field(
        default=None, description="The shards of this process, as `0-3,8`; without them it runs all."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged, on standard error."
    )
    log_format: Literal["readable", "json"] = Field(
        default="readable", description="How it is logged: lines to read, or a JSON object a line."
    )
    status_port: int | None = Field(
        default=None, ge=1, le=65535, description="The port of `/health` and `/metrics`; without one there are none."
    )
    status_host: str = Field(
        default="127.0.0.1", description="The address that the port is opened on; `0.0.0.0` opens it to other machines."
    )
    discord_api_url: str | None = Field(
        default=None, description="Another address of Discord's REST API, for a proxy or a test. Leave empty."
    )

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _shards(cls, value: object, info: ValidationInfo) -> object:
        # A count that was wrong itself is not in the data: it is what is complained of.
        known = "shard_count" in info.data
        return shard_ids(value, info.data["shard_count"]) if isinstance(value, str) and known else value


def default_database_url() -> str:
    """A SQLite file in the user's data folder."""
    folder: Path = user_data_path("rollcall", appauthor=False)
    return f"sqlite+aiosqlite:///{folder / 'rollcall.sqlite3'}"
