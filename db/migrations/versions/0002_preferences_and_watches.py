"""What people store: preferences of servers and persons, watches, and the decisions that watches have been told of."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("scope", AutoString(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("home", AutoString(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("channels", AutoString(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "owner_id"),
    )
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("what", AutoString(), nullable=False),
        sa.Column("value", AutoString(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("paused", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("guild_id", "channel_id", "owner_id"):
        op.create_index(f"ix_watch_{column}", "watch", [column], unique=False)
    op.create_table(
        "arrival",
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("decision"),
    )
    op.create_index("ix_arrival_number", "arrival", ["number"], unique=False)
