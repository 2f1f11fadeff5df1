"""The tables. They hold facts as their sources give them; readers get the records of `db.records` instead."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import BigInteger, Column, DateTime, Index, SmallInteger, Table
from sqlmodel import Field, SQLModel


class Source(SQLModel, table=True):
    """A published source, its address and terms."""

    key: str = Field(primary_key=True)
    title: str
    url: str
    terms: str


class Edition(SQLModel, table=True):
    """One load of facts: the bundled edition or a file that the operator imported. `fingerprint` is its SHA-256."""

    key: str = Field(primary_key=True)
    label: str
    version: int
    fingerprint: str
    loaded_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class Member(SQLModel, table=True):
    """A state with a seat and a vote."""

    iso3: str = Field(primary_key=True)
    iso2: str
    m49: str
    name: str
    common: str


class MemberSpan(SQLModel, table=True):
    """A span of membership, both ends inclusive."""

    __tablename__ = "member_span"
    iso3: str = Field(primary_key=True, foreign_key="member.iso3")
    since: date = Field(primary_key=True)
    until: date | None = None


class MemberName(SQLModel, table=True):
    """A name that people use for a member; dates on former names only."""

    __tablename__ = "member_name"
    id: int | None = Field(default=None, primary_key=True)
    iso3: str = Field(foreign_key="member.iso3", index=True)
    name: str
    kind: str
    since: date | None = None
    until: date | None = None


class Successor(SQLModel, table=True):
    """A state that followed one that ceased to exist."""

    iso3: str = Field(primary_key=True, foreign_key="member.iso3")
    successor: str = Field(primary_key=True, foreign_key="member.iso3")


class Bloc(SQLModel, table=True):
    """A group of members. (`group` is a reserved word of SQL.)"""

    id: str = Field(primary_key=True)
    name: str
    short: str
    kind: str
    note: str
    source: str


class BlocName(SQLModel, table=True):
    """A name that people use for a group."""

    __tablename__ = "bloc_name"
    id: int | None = Field(default=None, primary_key=True)
    bloc: str = Field(foreign_key="bloc.id", index=True)
    name: str


class BlocSpan(SQLModel, table=True):
    """A span of belonging to a group, both ends inclusive."""

    __tablename__ = "bloc_span"
    bloc: str = Field(primary_key=True, foreign_key="bloc.id")
    iso3: str = Field(primary_key=True, foreign_key="member.iso3")
    since: date = Field(primary_key=True)
    until: date | None = None


class Decision(SQLModel, table=True):
    """One thing that was voted on, or adopted without a vote. Lists are kept as text parted by `|`.

    `title` and `source_date` stand as in the source; `display_title`, `day` and `month_only` are what readers see,
    corrections applied.
    """

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    body: str
    symbol: str = Field(index=True)
    draft: str = Field(index=True)
    session: str
    day: date = Field(index=True)
    month_only: bool
    source_date: str
    title: str
    display_title: str
    short_title: str
    agenda_item: str
    subjects: str
    issue_codes: str
    committee: str
    meeting: str
    kind: str
    final: bool
    adoption: str
    outcome: str
    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    vetoed_by: str
    roll_call: str
    source: str = Field(foreign_key="source.key")
    source_ref: str
    edition: str = Field(foreign_key="edition.key")


class Vote(SQLModel, table=True):
    """One member's position on one decision; the numbers are those of `db.records.Position`."""

    decision_id: int = Field(primary_key=True, foreign_key="decision.id", ondelete="CASCADE")
    iso3: str = Field(primary_key=True, foreign_key="member.iso3")
    position: int = Field(sa_type=SmallInteger)

    __table_args__ = ({"sqlite_with_rowid": False},)


class Correction(SQLModel, table=True):
    """A correction of one field of one decision, with its reason and source."""

    decision: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    value: str
    reason: str
    source: str


class Change(SQLModel, table=True):
    """What an import changed: a column of a decision, or a member's position; `field` is "" for a new decision.

    Kept for `rollcall diff`, and to be made again after the bundled edition was replaced.
    """

    id: int | None = Field(default=None, primary_key=True)
    edition: str = Field(foreign_key="edition.key", index=True)
    decision: str = Field(index=True)
    field: str
    member: str
    old: str
    new: str


class DecisionTopic(SQLModel, table=True):
    """That a decision belongs to a topic of `db/data/topics.toml`."""

    __tablename__ = "decision_topic"
    topic: str = Field(primary_key=True)
    decision_id: int = Field(primary_key=True, foreign_key="decision.id", ondelete="CASCADE")

    __table_args__ = (Index("ix_decision_topic_decision", "decision_id"), {"sqlite_with_rowid": False})


class Preference(SQLModel, table=True):
    """What a server (`scope` "guild") or a person in direct messages ("user") has set; empty where nothing is.

    `channels` are the channel ids in which the bot may answer, parted by `|`; empty is everywhere.
    """

    scope: str = Field(primary_key=True)
    owner_id: int = Field(primary_key=True, sa_type=BigInteger)
    home: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    channels: str = ""
    quiet: bool = False


class Watch(SQLModel, table=True):
    """A wish to be told of new decisions in a channel.

    `what` is all, member, group, topic or vetoes, and `value` its ISO code or id. `through` is the number of the last
    arrival that was dealt with. `paused` says why nothing is posted, empty while all is well.
    """

    id: int | None = Field(default=None, primary_key=True)
    guild_id: int | None = Field(default=None, sa_type=BigInteger, index=True)
    channel_id: int = Field(sa_type=BigInteger, index=True)
    owner_id: int = Field(sa_type=BigInteger, index=True)
    what: str
    value: str = ""
    body: str = ""
    through: int = 0
    paused: str = ""


class Arrival(SQLModel, table=True):
    """A decision that the watches have been told of, in order of coming; number 0 is all that was there at first."""

    decision: str = Field(primary_key=True)
    number: int = Field(index=True)


def table(model: type[SQLModel]) -> Table:
    """The table behind a model, for statements that select columns instead of objects."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]
