"""How fast it is, and how much memory it takes, on the full bundled edition: `python -m pytest tests/benchmarks`.

Not part of the tests: a plain `python -m pytest` leaves this folder out. A run of the whole folder takes some minutes
and writes its table to docs/performance.md, above the part that is written by hand. What is compared is measured in
turns, in one run, since machines differ.
"""
