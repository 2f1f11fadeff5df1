"""What each import changed."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", AutoString(), nullable=False),
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("field", AutoString(), nullable=False),
        sa.Column("member", AutoString(), nullable=False),
        sa.Column("old", AutoString(), nullable=False),
        sa.Column("new", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.key"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_change_edition", "change", ["edition"], unique=False)
    op.create_index("ix_change_decision", "change", ["decision"], unique=False)
