"""Alembic migrations, run by the program itself on start."""
