"""Everything one search needs, from one read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from quipu.graph.engines.sqlite.arms import Arms, Asked, Ranked, Scored, arms_of
from quipu.graph.engines.sqlite.around import beside
from quipu.graph.engines.sqlite.columns import vectors_of
from quipu.graph.engines.sqlite.fact_columns import FactTable, Mask, Places, are_stale
from quipu.graph.engines.sqlite.held import held_in, once
from quipu.graph.engines.sqlite.history import last_sequence
from quipu.graph.engines.sqlite.late import fact_rows, late_episodes
from quipu.graph.engines.sqlite.ranking import term_weights
from quipu.graph.engines.sqlite.reads import entities, named
from quipu.graph.engines.sqlite.recent import OutlinedRow
from quipu.graph.engines.sqlite.rows import json_list
from quipu.graph.engines.sqlite.scopes import Chain, chain_of
from quipu.graph.engines.sqlite.shelf import Snapshot
from quipu.graph.engines.sqlite.shelves import Shelves
from quipu.graph.engines.sqlite.sifting import Passing, passing
from quipu.graph.engines.sqlite.sql import sql
from quipu.graph.engines.sqlite.words import keys_of
from quipu.graph.texts.mentions import possible_names
from quipu.graph.texts.terms import terms_of
from quipu.schema.identity import EpisodeId, FactId, Scope
from quipu.schema.intervals import micros
from quipu.schema.knowledge import Entity, EpisodeKind
from quipu.schema.queries import Reach
from quipu.schema.recall import Candidate, Candidates, ItemKind, Wanted

_ROOTS = 10  # facts from whose ends the neighbourhood grows


def gather(
    connection: sqlite3.Connection, shelves: Shelves, scope: Scope, wanted: Wanted
) -> Candidates | None:
    """All of `GraphStore.gather`; None where it has to be tried in a newer transaction."""
    chain = chain_of(connection, scope, inherit=wanted.inherit)
    snapshots = shelves.snapshots(connection, chain)
    if snapshots is None:
        return None
    held = held_in(snapshots)
    wide = chain if wanted.inherit else chain_of(connection, scope)
    passes = passing(connection, wide, snapshots, wanted)
    arms = _arms(connection, snapshots, wanted, passes)
    scored: dict[ItemKind, list[Scored]] = {ItemKind.FACT: [], ItemKind.EPISODE: []} | {
        kind: one.candidates(ranked, wanted.most_facts if kind is ItemKind.FACT else None)
        for kind, (one, ranked) in arms.items()
    }
    places = _places(scored)
    over = _are_over(held.table(places), wanted)
    if wanted.most_facts is not None and 2 * int(over.sum()) > len(over):
        one, ranked = arms[ItemKind.FACT]
        scored[ItemKind.FACT] = one.candidates(ranked)
        places = _places(scored)
        over = _are_over(held.table(places), wanted)
    episode_keys = [one.key for one in scored[ItemKind.EPISODE]]
    episodes = shelves.episodes.items(connection, episode_keys, chain)
    texts = [text.id for text, _ in episodes]
    names = _named(connection, chain, wanted)
    starts = np.concatenate((keys_of([one.id for one in names]), held.ends(places[:_ROOTS])))
    reach = Reach(wanted.depth, wanted.max_edges, wanted.max_fanout)
    around = beside(held, once(starts), wanted.view, reach)
    if wanted.most_facts is not None and not any(map(_is_document, episodes)):
        # Half of what is found, often, and each costs its row; documents are weighed by it, too.
        scored[ItemKind.FACT] = list(compress(scored[ItemKind.FACT], (~over).tolist()))
        places = places[~over]
    if ItemKind.FACT in passes:
        around.places = around.places[passes[ItemKind.FACT][around.places]]
    rows = fact_rows(connection, chain, held, np.concatenate((places, around.places)))
    ids = rows.ids
    return Candidates(
        found=(
            *_candidates(ItemKind.FACT, scored[ItemKind.FACT], ids[: len(places)]),
            *_candidates(ItemKind.EPISODE, scored[ItemKind.EPISODE], texts),
        ),
        facts=rows.facts(),
        episodes=late_episodes({text.id: row for text, row in episodes}, chain),
        entities={one.id: one for one in names},
        named=tuple(one.id for one in names),
        values=rows.values_among(len(places)),
        is_exact=all(one.is_exact for one, _ in arms.values()),
        sequence=last_sequence(connection, chain),
        beside=tuple(ids[len(places) :]),
        is_cut=around.is_cut,
        outlines=rows.outlines(wanted.view),
        text_outlines={text.id: text for text, _ in episodes},
    )


def _are_over(found: FactTable, wanted: Wanted) -> Mask:
    """Which facts no search will show, for they do not hold at the asked moment."""
    if wanted.include_stale or wanted.sieve.statuses:
        return np.zeros(len(found.flags), np.bool_)
    over = are_stale(found.statuses(micros(wanted.view.valid.start)))
    return over | found.are_later(wanted.view)


def _is_document(episode: OutlinedRow) -> bool:
    outline, _ = episode
    return outline.kind is EpisodeKind.DOCUMENT


def _places(scored: Mapping[ItemKind, Sequence[Scored]]) -> Places:
    return np.array([one.place for one in scored[ItemKind.FACT]], dtype=np.intp)


def _arms(
    connection: sqlite3.Connection, snapshots: Sequence[Snapshot], wanted: Wanted, passes: Passing
) -> dict[ItemKind, tuple[Arms, Ranked]]:
    """The arms of each kind asked for, and what they find."""
    terms = list(dict.fromkeys(terms_of(wanted.text)))
    standing = [snapshot.places_of(terms) for snapshot in snapshots]
    weights = term_weights(snapshots, standing, terms)
    found = {}
    for kind in {ItemKind.FACT, ItemKind.EPISODE} & wanted.kinds:
        heard = _heard(wanted, kind)
        mine = [n for n, snapshot in enumerate(snapshots) if snapshot.kind is kind]
        arms = arms_of(
            [snapshots[n] for n in mine],
            [standing[n] for n in mine],
            Asked(weights, heard, partial(_cosines, connection, heard.vector), passes.get(kind)),
        )
        found[kind] = (arms, arms.ranked(wanted.most(kind)))
    return found


def _heard(wanted: Wanted, kind: ItemKind) -> Wanted:
    """What is wanted of one kind, by the vector that measures it."""
    if kind is not ItemKind.EPISODE or wanted.said is None:
        return wanted
    return replace(wanted, vector=wanted.said)


def _cosines(
    connection: sqlite3.Connection, vector: NDArray[np.float32], units: Sequence[int]
) -> dict[int, float]:
    """How near some units are to a unit vector, by their vectors in the file."""
    rows = connection.execute(sql("vectors_of_units"), [json_list(units)]).fetchall()
    if not rows:
        return {}
    measured = np.vecdot(vectors_of([row[1] for row in rows], len(vector)), vector)
    return dict(zip([row[0] for row in rows], measured.tolist(), strict=True))


def _candidates(
    kind: ItemKind, scored: Sequence[Scored], ids: Sequence[FactId | EpisodeId]
) -> list[Candidate]:
    return [
        Candidate(id, kind, one.words, one.meaning, one.before, one.after)
        for one, id in zip(scored, ids, strict=True)
    ]


def _named(connection: sqlite3.Connection, chain: Chain, wanted: Wanted) -> list[Entity]:
    """Entities whose name or alias stands in the question, the longest names first; whom one of
    them is taken for comes before it, for what was known of it before."""
    found = named(connection, chain, possible_names(wanted.text))
    met = [entity for some in found.values() for entity in some if not entity.is_value]
    wider = [one.merged_into for one in met if one.merged_into is not None]
    roots = {one.id: one for one in entities(connection, chain, wider)} if wider else {}
    pairs = [(roots.get(one.merged_into or one.id), one) for one in met]
    return list({one.id: one for pair in pairs for one in pair if one is not None}.values())
