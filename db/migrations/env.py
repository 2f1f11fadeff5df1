"""Runs the migrations on the connection that the program hands over, or on DATABASE_URL for a developer."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlmodel import SQLModel

from db import models

TABLES = models.__name__  # the import itself is what makes the tables known


def include_object(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:  # noqa: ANN401
    """Leave the full-text tables, which SQLModel does not know, out of automatic comparison."""
    return not (kind == "table" and (name or "").startswith("decision_text"))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=SQLModel.metadata, include_object=include_object, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
