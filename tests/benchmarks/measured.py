"""A thin process that runs another one to its end: prints its exit status, seconds, and largest memory in bytes.

Thin, because a process counts the memory of the one that it was forked from as its own.
"""

import os
import sys
import time

started = time.perf_counter()
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ)
_, status, used = os.wait4(child, 0)
sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {time.perf_counter() - started} {used.ru_maxrss * 1024}\n")
