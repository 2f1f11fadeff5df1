"""The first schema: members, groups, sources, editions, decisions, votes, corrections, topics and the search index."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("short", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("note", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "correction",
        sa.Column("decision", AutoString(), nullable=False),
        sa.Column("field", AutoString(), nullable=False),
        sa.Column("value", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("decision", "field"),
    )
    op.create_table(
        "edition",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", AutoString(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "member",
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("iso2", AutoString(), nullable=False),
        sa.Column("m49", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("common", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("iso3"),
    )
    op.create_table(
        "source",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("url", AutoString(), nullable=False),
        sa.Column("terms", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "bloc_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bloc", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bloc"],
            ["bloc.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_bloc_name_bloc"), "bloc_name", ["bloc"], unique=False)
    op.create_table(
        "bloc_span",
        sa.Column("bloc", AutoString(), nullable=False),
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bloc"],
            ["bloc.id"],
        ),
        sa.ForeignKeyConstraint(
            ["iso3"],
            ["member.iso3"],
        ),
        sa.PrimaryKeyConstraint("bloc", "iso3", "since"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.Column("symbol", AutoString(), nullable=False),
        sa.Column("draft", AutoString(), nullable=False),
        sa.Column("session", AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("month_only", sa.Boolean(), nullable=False),
        sa.Column("source_date", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("display_title", AutoString(), nullable=False),
        sa.Column("short_title", AutoString(), nullable=False),
        sa.Column("agenda_item", AutoString(), nullable=False),
        sa.Column("subjects", AutoString(), nullable=False),
        sa.Column("issue_codes", AutoString(), nullable=False),
        sa.Column("committee", AutoString(), nullable=False),
        sa.Column("meeting", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("adoption", AutoString(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=True),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("abstain", sa.Integer(), nullable=True),
        sa.Column("absent", sa.Integer(), nullable=True),
        sa.Column("vetoed_by", AutoString(), nullable=False),
        sa.Column("roll_call", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_ref", AutoString(), nullable=False),
        sa.Column("edition", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["edition.key"],
        ),
        sa.ForeignKeyConstraint(
            ["source"],
            ["source.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index(op.f("ix_decision_day"), "decision", ["day"], unique=False)
    op.create_index(op.f("ix_decision_draft"), "decision", ["draft"], unique=False)
    op.create_index(op.f("ix_decision_symbol"), "decision", ["symbol"], unique=False)
    op.create_table(
        "member_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["iso3"],
            ["member.iso3"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_member_name_iso3"), "member_name", ["iso3"], unique=False)
    op.create_table(
        "member_span",
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["iso3"],
            ["member.iso3"],
        ),
        sa.PrimaryKeyConstraint("iso3", "since"),
    )
    op.create_table(
        "successor",
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("successor", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["iso3"],
            ["member.iso3"],
        ),
        sa.ForeignKeyConstraint(
            ["successor"],
            ["member.iso3"],
        ),
        sa.PrimaryKeyConstraint("iso3", "successor"),
    )
    op.create_table(
        "decision_topic",
        sa.Column("topic", AutoString(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic", "decision_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_topic_decision", "decision_topic", ["decision_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("iso3", AutoString(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["iso3"],
            ["member.iso3"],
        ),
        sa.PrimaryKeyConstraint("decision_id", "iso3"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE decision_text USING fts5("
            'title, agenda_item, subjects, tokenize = "porter unicode61 remove_diacritics 2")'
        )
    else:
        op.execute(
            "CREATE TABLE decision_text (rowid INTEGER PRIMARY KEY REFERENCES decision (id) ON DELETE CASCADE, "
            "words TSVECTOR NOT NULL)"
        )
        op.execute("CREATE INDEX ix_decision_text_words ON decision_text USING gin (words)")
