"""The bundled edition read by pandas: figures to test handlers against, apart from the archive and its matrix."""

from __future__ import annotations

from functools import cache

import pandas as pd

from db.ingest.edition import DATA

EDITION = DATA / "edition"


@cache
def decisions() -> pd.DataFrame:
    """All decisions by key; tallies as numbers, missing ones as −1."""
    frame = pd.read_csv(EDITION / "decisions.csv.gz", dtype=str, keep_default_na=False).set_index("key")
    for column in ("yes", "no", "abstain", "absent"):
        frame[column] = frame[column].replace("", "-1").astype(int)
    return frame


@cache
def votes() -> pd.DataFrame:
    """Y, N, A, X, ? or nothing, by key and member."""
    return pd.read_csv(EDITION / "votes.csv.gz", dtype=str, keep_default_na=False).set_index("key")


def counted(body: str = "GA", since: str = "", until: str = "9999") -> pd.DataFrame:
    """The final decisions with whole roll calls of a body and of the dates between the two texts."""
    frame = decisions()
    keep = (frame.body == body) & (frame.final == "1") & (frame.roll_call == "complete")
    return frame[keep & (frame.date >= since) & (frame.date <= until)]


def vetoed() -> pd.DataFrame:
    """The vetoed drafts, with the vetoers as a set in `by`."""
    frame = decisions()
    frame = frame[frame.vetoed_by != ""].copy()
    frame["by"] = frame.vetoed_by.str.split("|").map(frozenset)
    return frame
