"""The archive: members, groups, decisions and votes of the United Nations, kept in SQL and read as frozen records."""

import os

# Read when numpy is loaded: on matrices as small as ours a second thread waits longer than it works.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
