"""On which series of Neo4j a story is told: on one of them, chosen by its name.

What a series may do otherwise, a store does, and the contract is asked of both, read by read. A
story is about what lies above: it needs a real Neo4j, and not the same one twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from zlib import crc32

SERIES = ("neo4j-5.26", "neo4j-2026")
_STORIES = Path(__file__).parent / "stories"


class Named(Protocol):
    """A test, by its file and its name with the engine in it."""

    path: Path
    name: str
    nodeid: str


def is_told_on_the_other_series(item: Named) -> bool:
    """Whether a test is a story on the series that is not its own."""
    series = next((one for one in SERIES if one in item.name), None)
    is_story = item.path.is_relative_to(_STORIES)
    return is_story and series is not None and series != series_for(item.nodeid)


def series_for(test: str) -> str:
    """The series for a test by its name, whichever series it names itself."""
    plain = test.replace(SERIES[0], "").replace(SERIES[1], "")
    return SERIES[crc32(plain.encode()) % len(SERIES)]
