"""What is told on which series of Neo4j, for each telling takes a server seconds.

What a series may do otherwise, a store does, and the contract is asked of both, read by read. A
story is about what lies above: one in four needs a real Neo4j, and not the same one twice. So
does what Graphiti's own client reads and writes, which knows no difference between the series.
With `--every-series` all of it is told on both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from zlib import crc32

SERIES = ("neo4j-5.26", "neo4j-2026")
ONE_OF = 4  # stories
_TESTS = Path(__file__).parent
_STORIES, _GRAPHITI = _TESTS / "stories", _TESTS / "graphiti"


class Named(Protocol):
    """A test, by its file and its name with the engine in it."""

    path: Path
    name: str
    nodeid: str


def is_left_out(item: Named) -> bool:
    """Whether a test is told on a series only where all is told on every one."""
    if item.path.is_relative_to(_GRAPHITI):
        return "[2026" in item.name
    series = next((one for one in SERIES if one in item.name), None)
    is_story = item.path.is_relative_to(_STORIES)
    return is_story and series is not None and series != series_for(item.nodeid)


def series_for(test: str) -> str | None:
    """The series for a story by its name, whichever it names itself; None where it is told on the
    embedded engine alone."""
    plain = test.replace(SERIES[0], "").replace(SERIES[1], "")
    place = crc32(plain.encode()) % (ONE_OF * len(SERIES))
    return SERIES[place // ONE_OF] if place % ONE_OF == 0 else None
