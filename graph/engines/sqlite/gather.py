"""Everything one search needs, from one read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from quipu.graph.engines.sqlite.arms import Scored, arms_of
from quipu.graph.engines.sqlite.around import around
from quipu.graph.engines.sqlite.history import last_sequence
from quipu.graph.engines.sqlite.mentions import possible_names
from quipu.graph.engines.sqlite.ranking import term_weights
from quipu.graph.engines.sqlite.reads import entities, named
from quipu.graph.engines.sqlite.rows import episode_of, fact_of, json_list
from quipu.graph.engines.sqlite.scopes import Chain, chain_of
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import terms_of
from quipu.schema.errors import Invalid
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity, Episode, Fact
from quipu.schema.ports import Reach
from quipu.schema.recall import Candidate, Candidates, ItemKind, Neighbourhood, Wanted

_ROOTS = 20  # facts from whose ends the neighbourhood grows


def check_wanted(wanted: Wanted, dimensions: int) -> None:
    """Raises Invalid for a question whose vector does not fit this memory."""
    if wanted.vector.shape != (dimensions,):
        raise Invalid(
            f"question vector of shape {wanted.vector.shape}",
            hint=f"this memory holds {dimensions} dimensions",
        )


def gather(
    connection: sqlite3.Connection, shelves: Shelves, scope: Scope, wanted: Wanted
) -> Candidates | None:
    """All of `GraphStore.gather`; None where it has to be tried in a newer transaction."""
    chain = chain_of(connection, scope, inherit=wanted.inherit)
    snapshots = shelves.snapshots(connection, chain)
    if snapshots is None:
        return None
    scored = _scored(snapshots, wanted)
    facts = _facts(connection, chain, scored[ItemKind.FACT])
    episodes = _episodes(connection, chain, scored[ItemKind.EPISODE])
    # Entities of wider scopes have names even where only the narrow scope's facts are wanted.
    known = _ends(connection, chain_of(connection, scope), facts.values())
    names = _named(connection, chain, wanted)
    beside = _around(connection, chain, wanted, [*names, *_roots(facts, known)])
    known |= {one.id: one for one in (*names, *beside.entities)}
    return Candidates(
        found=(
            *_candidates(ItemKind.FACT, scored[ItemKind.FACT], facts),
            *_candidates(ItemKind.EPISODE, scored[ItemKind.EPISODE], episodes),
        ),
        facts={fact.id: fact for fact in (*facts.values(), *beside.facts)},
        episodes={episode.id: episode for episode in episodes.values()},
        entities=known,
        named=tuple(one.id for one in names),
        around=beside,
        is_exact=True,
        sequence=last_sequence(connection, chain),
    )


def _scored(snapshots: Sequence[Snapshot], wanted: Wanted) -> dict[ItemKind, list[Scored]]:
    """Candidates of each kind asked for, none of the others."""
    weights = term_weights(snapshots, terms_of(wanted.text))
    found: dict[ItemKind, list[Scored]] = {ItemKind.FACT: [], ItemKind.EPISODE: []}
    for kind in found.keys() & wanted.kinds:
        mine = [snapshot for snapshot in snapshots if snapshot.kind is kind]
        found[kind] = arms_of(mine, weights, wanted).candidates(wanted.per_arm)
    return found


def _facts(
    connection: sqlite3.Connection, chain: Chain, scored: Sequence[Scored]
) -> dict[int, Fact]:
    """Fact rows by number, in the order of their scores."""
    numbers = [one.item for one in scored]
    rows = connection.execute(sql("facts_by_number"), [json_list(numbers)])
    found = {row["number"]: fact_of(row, chain.scopes[row["scope"]]) for row in rows}
    return {number: found[number] for number in numbers}


def _episodes(
    connection: sqlite3.Connection, chain: Chain, scored: Sequence[Scored]
) -> dict[int, Episode]:
    numbers = [one.item for one in scored]
    rows = connection.execute(sql("episodes_by_number"), [json_list(numbers)])
    found = {row["number"]: episode_of(row, chain.scopes[row["scope"]]) for row in rows}
    return {number: found[number] for number in numbers}


def _candidates(
    kind: ItemKind, scored: Sequence[Scored], items: dict[int, Fact] | dict[int, Episode]
) -> list[Candidate]:
    return [
        Candidate(items[one.item].id, kind, one.words, one.meaning, one.before, one.after)
        for one in scored
    ]


def _ends(
    connection: sqlite3.Connection, chain: Chain, facts: Iterable[Fact]
) -> dict[EntityId, Entity]:
    ends = {end for fact in facts for end in (fact.subject, fact.object)}
    return {entity.id: entity for entity in entities(connection, chain, ends)}


def _named(connection: sqlite3.Connection, chain: Chain, wanted: Wanted) -> list[Entity]:
    """Entities whose name or alias stands in the question, the longest names first."""
    found = named(connection, chain, possible_names(wanted.text))
    once = {entity.id: entity for some in found.values() for entity in some}
    return [entity for entity in once.values() if not entity.is_value]


def _roots(facts: dict[int, Fact], known: dict[EntityId, Entity]) -> list[Entity]:
    """The ends of the best facts that are no values, best first."""
    ends = [end for fact in list(facts.values())[:_ROOTS] for end in (fact.subject, fact.object)]
    return [known[end] for end in ends if end in known and not known[end].is_value]


def _around(
    connection: sqlite3.Connection, chain: Chain, wanted: Wanted, roots: Sequence[Entity]
) -> Neighbourhood:
    starts = list(dict.fromkeys(root.id for root in roots))
    reach = Reach(hops=wanted.depth, max_edges=wanted.max_edges)
    return around(connection, chain, starts, wanted.view, reach)
