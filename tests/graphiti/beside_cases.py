"""What graphiti-core does in the cases of `tests/stories/test_cases.py`, where its own functions
can be called without a model and without a database: what a model would answer is scripted.

    PYTHONPATH=tests .venv/bin/python -m graphiti.beside_cases     prints the table of README.md
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from types import FrameType, SimpleNamespace
from typing import Any

os.environ["GRAPHITI_TELEMETRY_ENABLED"] = "false"

from graphiti_core.driver.driver import GraphProvider
from graphiti_core.edges import EntityEdge
from graphiti_core.nodes import EntityNode, EpisodeType, EpisodicNode
from graphiti_core.search.search_filters import (
    SearchFilters,
    edge_search_filter_query_constructor,
)
from graphiti_core.search.search_utils import fulltext_query
from graphiti_core.utils.maintenance import dedup_helpers as names
from graphiti_core.utils.maintenance import edge_operations as edges
from graphiti_core.utils.maintenance.community_operations import Neighbor, label_propagation

GROUP = "g"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def on(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


class Scripted:
    """A model that gives the verdict it was given, in the shape that graphiti-core asks for."""

    def __init__(self, duplicates: list[int], contradicted: list[int]) -> None:
        self.verdict = {"duplicate_facts": duplicates, "contradicted_facts": contradicted}

    async def generate_response(self, *args: object, **more: object) -> dict[str, Any]:
        return self.verdict


def edge(fact: str, since: str | None = None, until: str | None = None, **more: Any) -> EntityEdge:
    return EntityEdge(
        source_node_uuid="sam",
        target_node_uuid=more.pop("target", "acme"),
        name="WORKS_AT",
        fact=fact,
        group_id=GROUP,
        created_at=NOW,
        valid_at=on(since) if since else None,
        invalid_at=on(until) if until else None,
        **more,
    )


def resolved(
    new: EntityEdge, old: EntityEdge, *, is_same_pair: bool = False
) -> tuple[EntityEdge, list[EntityEdge]]:
    """A new edge beside an old one that the model rightly says it contradicts."""
    episode = EpisodicNode(
        name="e", group_id=GROUP, source=EpisodeType.text, source_description="", content="",
        created_at=NOW, valid_at=NOW,
    )  # fmt: skip
    related, others = ([old], []) if is_same_pair else ([], [old])
    model: Any = Scripted([], [0])
    found, ended, _ = asyncio.run(
        edges.resolve_extracted_edge(model, new, related, others, episode)
    )
    return found, ended


def node(name: str, label: str, uuid: str) -> EntityNode:
    return EntityNode(
        uuid=uuid, name=name, group_id=GROUP, labels=["Entity", label], created_at=NOW
    )


def merges(one: str, other: str, labels: tuple[str, str] = ("Thing", "Thing")) -> bool:
    """Whether a name is taken for one that is there, without asking anybody."""
    new, known = node(one, labels[0], "new"), node(other, labels[1], "known")
    state = names.DedupResolutionState(resolved_nodes=[None], uuid_map={}, unresolved_indices=[])
    names._resolve_with_similarity([new], names._build_candidate_indexes([known]), state)
    return state.uuid_map.get("new") == "known"


def said_again() -> str:
    old = edge("Sam works at Acme", "2020-01-01", "2022-01-01", expired_at=NOW)
    found, _ = resolved(edge("Sam works at Acme", "2024-01-01"), old, is_same_pair=True)
    return "stays expired" if found.expired_at else "holds again"


def equal_starts() -> str:
    for since in ("2024-01-01", None):
        old = edge("Sam works at Acme", since)
        _, ended = resolved(edge("Sam works at Beta", since, target="beta"), old)
        if ended:
            return "the verdict is obeyed"
    return "verdict dropped: both hold"


def until_a_date() -> str:
    found = edge("Sam works at Beta", "2026-01-01", "2030-01-01", target="beta")
    found, _ = resolved(found, edge("Sam works at Acme", "2020-01-01"))
    return "expired at once" if found.expired_at else "holds until then"


def a_change_to_come() -> str:
    old = edge("Ann is CEO of Acme", "2020-01-01")
    resolved(edge("Bob will be CEO of Acme", "2030-01-01", target="bob"), old)
    return "today's is expired now" if old.expired_at else "today's stays until then"


def in_the_middle() -> str:
    old = edge("Sam works at Acme", "2020-01-01", "2024-01-01")
    resolved(edge("Sam works at Beta", "2022-01-01", target="beta"), old)
    return "end overwritten in place" if old.invalid_at == on("2022-01-01") else "kept"


def company_and_fruit() -> str:
    return "merged" if merges("Apple", "Apple", ("Organization", "Fruit")) else "kept apart"


def numbers_and_versions() -> str:
    pairs = [
        ("SR-2023-052", "SR-2023-053"), ("Rev A", "Rev B"),
        tuple(f"Quarterly safety inspection report 2023-05{number}" for number in (2, 3)),
    ]  # fmt: skip
    merged = [one for one, other in pairs if merges(one, other)]
    return f"{len(merged)} of {len(pairs)} pairs merged without a question"


def two_of_one_name() -> str:
    return "merged" if merges("John Smith", "John Smith") else "kept apart"


def letters_left() -> str:
    left = [names._normalize_name_for_fuzzy(one) for one in ("Zoë Ångström", "Иван Петров", "李雷")]
    return "letters left: " + ", ".join(repr(one) for one in left)


def only_alike() -> str:
    old = edge("Sam plays the piano", "2020-01-01")
    _, ended = resolved(edge("Sam plays the violin", "2024-01-01", target="violin"), old)
    return "retired on the model's word" if ended else "kept"


def stale_ones() -> str:
    found, _ = edge_search_filter_query_constructor(SearchFilters(), GraphProvider.NEO4J)
    return "found by default: no filter" if not found else "filtered"


def several_groups() -> str:
    driver: Any = SimpleNamespace(provider=GraphProvider.NEO4J, fulltext_syntax="")
    asked = fulltext_query("tea", ["a", "b"], driver)
    return f"asks for `{asked}`: AND binds the last group only"


def communities_of_two() -> str:
    projection = {
        "a": [Neighbor(node_uuid="b", edge_count=2)],
        "b": [Neighbor(node_uuid="a", edge_count=2)],
    }
    try:
        with _at_most(1.0):
            label_propagation(projection)
    except TimeoutError:
        return "does not end (stopped after 1 s)"
    return "ends"


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def over(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True)
class Case:
    number: int
    asked: str
    ours: str
    does: Callable[[], str] | None = None


CASES = [
    Case(1, "A → B → A: A is told again", "A holds again", said_again),
    Case(2, "two values of one start, or of none", "one is shown, a conflict opens", equal_starts),
    Case(3, "works at Beta until 2030", "holds until 2030", until_a_date),
    Case(4, "Bob will be CEO from 2030", "takes effect in 2030", a_change_to_come),
    Case(5, "two contradicting facts in a batch", "settled together"),
    Case(6, "two contradicting facts in an episode", "settled together"),
    Case(7, "a value inserted in the middle", "what was believed stays readable", in_the_middle),
    Case(8, "Apple, a company and a fruit", "two", company_and_fruit),
    Case(9, "names that differ in a number", "two", numbers_and_versions),
    Case(10, "two people named John Smith", "two, where a mark parts them", two_of_one_name),
    Case(11, "names in other letters", "all letters count", letters_left),
    Case(12, "facts that are only alike", "nothing is retired", only_alike),
    Case(13, "an episode is taken back", "what it ended comes back"),
    Case(14, "the default group", "a scope reads its own and wider ones"),
    Case(15, "stale facts in a search", "hidden by default", stale_ones),
    Case(16, "words in several groups", "all scopes that are inherited", several_groups),
    Case(17, "a model call that fails", "the text is kept"),
    Case(18, "the same message twice", "kept once"),
    Case(19, "communities of two who share two facts", "end", communities_of_two),
]  # fmt: skip


def table() -> list[str]:
    """The lines of the table, in the order of the cases."""
    logging.disable(logging.WARNING)
    try:
        rows = [
            f"| {one.number} | {one.asked} | {one.ours} | {(one.does or _not_run)()} |"
            for one in CASES
        ]
    finally:
        logging.disable(logging.NOTSET)
    head = f"| case | told or asked | Quipu | graphiti-core {version('graphiti-core')} |"
    return [head, "|---|---|---|---|", *rows]


def _not_run() -> str:
    return "needs a database or a model: not run"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*table(), ""]))
