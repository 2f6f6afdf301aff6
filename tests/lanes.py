"""All tests in four lanes side by side, for most of the time of two of them is Neo4j's, and types
in a fifth, for they keep one core busy only.

`PYTHONPATH=tests python -m lanes`. What the first lane says is seen at once, what the others say
when all are over, and then what each took: CPU counts, for the lanes wait for each other.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

from in_memory import new_folder

ROOT = Path(__file__).parents[1]
_TESTS = ("pytest", "-q", "--durations", "15")
# Two thirds of the tests, in a third of the time: one core idled at the end while they ran last.
# The other lanes need not even read them.
_BY_THEMSELVES = ("tests/unit", "tests/architecture")
_OTHERS = (*_TESTS, *(f"--ignore={one}" for one in _BY_THEMSELVES), "-m")
# Together all tests but those that measure our own work: these run alone.
LANES = {
    "stories": (*_OTHERS, "not neo4j and not timed"),
    "units": (*_TESTS, "-m", "not timed", *_BY_THEMSELVES),
    "neo4j 5.26": (*_OTHERS, "neo4j", "-k", "not 2026"),
    "neo4j 2026": (*_OTHERS, "neo4j", "-k", "2026"),
    "types": ("mypy", "--no-error-summary"),
}


def main() -> int:
    """The worst exit status of the lanes; all of them end with this process."""
    began, worst = time.monotonic(), 0
    with ExitStack() as until_over:
        folder = new_folder("quipu-tests-")
        until_over.callback(shutil.rmtree, folder, ignore_errors=True)
        said = [until_over.enter_context(TemporaryFile()) for _ in LANES]
        running = {}
        for name, out in zip(LANES, (None, *said[1:]), strict=True):
            words = [sys.executable, "-m", *LANES[name]]
            if "pytest" in words:
                words += ["--basetemp", str(folder / name.replace(" ", "-"))]
            one = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
            until_over.callback(one.wait)
            until_over.callback(one.terminate)  # first; nothing happens to one that is over
            running[one.pid] = name, one
        took = []
        while running:
            pid, status, used = os.wait4(-1, 0)
            name, one = running.pop(pid)
            one.returncode = os.waitstatus_to_exitcode(status)
            worst = max(worst, abs(one.returncode))
            took.append((name, time.monotonic() - began, used.ru_utime + used.ru_stime))
        for out in said[1:]:
            out.seek(0)
            sys.stdout.write(out.read().decode(errors="replace"))
    for name, wall, cpu in took:
        sys.stdout.write(f"{name:14} {wall:4.0f} s, {cpu:4.0f} s of CPU\n")
    return worst


if __name__ == "__main__":
    sys.exit(main())
