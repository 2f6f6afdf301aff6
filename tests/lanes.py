"""All tests in four lanes side by side, for most of the time of two of them is Neo4j's, and types
in a fifth, for they keep one core busy only.

`PYTHONPATH=tests python -m lanes`. What the first lane says is seen at once, what the others say
when all are over.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).parents[1]
_TESTS = ("pytest", "-q", "--durations", "15")
# Two thirds of the tests, in a third of the time: one core idled at the end while they ran last.
_BY_THEMSELVES = ("tests/unit", "tests/architecture")
# Together all tests but those that measure our own work: these run alone.
LANES = (
    (*_TESTS, "-m", "not neo4j and not timed", *(f"--ignore={one}" for one in _BY_THEMSELVES)),
    (*_TESTS, "-m", "not neo4j and not timed", *_BY_THEMSELVES),
    (*_TESTS, "-m", "neo4j", "-k", "not 2026"),
    (*_TESTS, "-m", "neo4j", "-k", "2026"),
    ("mypy", "--no-error-summary"),
)


def main() -> int:
    """The worst exit status of the lanes; all of them end with this process."""
    with ExitStack() as until_over:
        said = [until_over.enter_context(TemporaryFile()) for _ in LANES[1:]]
        running = []
        for lane, out in zip(LANES, (None, *said), strict=True):
            words = [sys.executable, "-m", *lane]
            one = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
            until_over.callback(one.wait)
            until_over.callback(one.terminate)  # first; nothing happens to one that is over
            running.append(one)
        statuses = [one.wait() for one in running]
        for out in said:
            out.seek(0)
            sys.stdout.buffer.write(out.read())
    return max(abs(status) for status in statuses)


if __name__ == "__main__":
    sys.exit(main())
