"""Everything one search needs, from one statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quipu.graph.engines.late import Late
from quipu.graph.engines.neo4j.around import walk_values
from quipu.graph.engines.neo4j.cypher import cypher
from quipu.graph.engines.neo4j.database import Database, Found
from quipu.graph.engines.neo4j.ladder import FETCHED, LAST_RUNG, Limits, first_rung, is_short
from quipu.graph.engines.neo4j.late import outlines_of_rows, searched_row, text_of_row
from quipu.graph.engines.neo4j.lists import chain_of
from quipu.graph.engines.neo4j.properties import keys_of, said_text, scope_mark
from quipu.graph.engines.neo4j.reads import first_of_each
from quipu.graph.engines.neo4j.rows import Row, entity_of, episode_of, fact_of, unpacked
from quipu.graph.engines.neo4j.settled import settled_text
from quipu.graph.engines.neo4j.words import word_scores
from quipu.graph.texts.mentions import possible_names
from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.identity import EntityId, EpisodeId, FactId, Scope
from quipu.schema.intervals import DAWN, micros
from quipu.schema.ports import Reach
from quipu.schema.recall import (
    Candidate,
    Candidates,
    ItemKind,
    Wanted,
)

_ROOTS = 10  # facts from whose ends the neighbourhood grows
_WORD = re.compile(r"\w+")
_MOST_WORDS = 256  # Lucene refuses a question of more than 1,024


@dataclass(frozen=True, slots=True)
class Searching:
    """How this database is searched: whether its vector indexes filter, and what is read whole."""

    is_filtered: bool = False
    limits: Limits = FETCHED


async def gather(database: Database, how: Searching, scope: Scope, wanted: Wanted) -> Candidates:
    """All of `GraphStore.gather`: one trip, and more only while a write is coming in or where an
    index has to be asked for more."""
    is_sifted = not wanted.sieve.is_open
    text = cypher("gather", is_filtered=how.is_filtered, is_walking=wanted.depth > 0)
    bound = _bound(scope, wanted)
    most = {"facts": wanted.most(ItemKind.FACT), "episodes": wanted.most(ItemKind.EPISODE)}
    rung = LAST_RUNG if is_sifted else first_rung(how.limits, **most)
    while True:
        found = await settled_text(database, text, bound | rung.values())
        if rung.is_last or not _is_short(found, wanted):
            return _candidates(found, wanted, bound["wide"])
        rung = rung.wider()


def _is_short(found: Found, wanted: Wanted) -> bool:
    """Whether an index gave fewer than it could have: the rest lay behind what was dropped."""
    facts, episodes = found["fact_count"], found["episode_count"]
    shorts = {
        ItemKind.FACT: not found["are_facts_few"]
        and is_short(found["near_facts"], min(wanted.most(ItemKind.FACT), facts)),
        ItemKind.EPISODE: not found["are_episodes_few"]
        and is_short(found["near_episodes"], min(wanted.most(ItemKind.EPISODE), episodes)),
    }
    return any(shorts[kind] for kind in shorts.keys() & wanted.kinds)


def _bound(scope: Scope, wanted: Wanted) -> dict[str, Any]:
    chain = chain_of(scope, inherit=wanted.inherit)
    words = " ".join(_words(wanted.text))
    marks = " ".join(f"scope_mark:{scope_mark(key)}^0" for key in chain)
    reach = Reach(wanted.depth, wanted.max_edges, wanted.max_fanout)
    # How common a word is, is counted among what comes back: turns need the facts for that.
    few = None if ItemKind.EPISODE in wanted.kinds else wanted.most_facts
    vector = wanted.vector.tolist()
    said = vector if wanted.said is None else wanted.said.tolist()
    return (
        walk_values(wanted.view, reach)
        | _sieve_values(wanted)
        | {
            "chain": chain,
            "wide": keys_of(scope.chain()),
            "dawn": micros(DAWN),
            "vector": vector,
            "said": said if ItemKind.EPISODE in wanted.kinds else [],
            "with_facts": ItemKind.FACT in wanted.kinds,
            "with_episodes": ItemKind.EPISODE in wanted.kinds,
            "per_arm": wanted.most(ItemKind.EPISODE),
            "facts_per_arm": wanted.most(ItemKind.FACT),
            "most_facts": few or 2 * wanted.most(ItemKind.FACT),
            "leaves_stale": few is not None and not (wanted.include_stale or wanted.sieve.statuses),
            "words": words,
            "query": f"+({marks}) +text:({words})",
            "forms": possible_names(wanted.text),
            "roots": _ROOTS,
        }
    )


def _sieve_values(wanted: Wanted) -> dict[str, Any]:
    sieve = wanted.sieve
    return {
        "is_sifted": not sieve.is_open,
        "min_trust": int(sieve.min_trust),
        "created_start": micros(sieve.created.start),
        "created_end": micros(sieve.created.end),
        "kinds": sorted(sieve.kinds),
        "some_predicates": sorted(sieve.predicates),  # a walk has `predicates` of its own
        "statuses": sorted(sieve.statuses),
        "about": sorted(sieve.about),
        "min_confidence": sieve.min_confidence,
        "at": micros(wanted.view.valid.start),
    }


def _words(text: str) -> list[str]:
    """The words to ask for: nothing in them means anything to Lucene's query language."""
    words = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
    return list(dict.fromkeys(words))[:_MOST_WORDS]


def _candidates(found: Found, wanted: Wanted, wide: Sequence[str]) -> Candidates:
    direct = unpacked(found["facts"])
    facts, episodes = _by_id(direct), _by_id(found["episodes"])
    beside = _by_id(unpacked(found["edges"]))
    texts = {EpisodeId(id): text_of_row(row) for id, row in episodes.items()}
    told = {id: searched_row(row) for id, row in facts.items()}
    said = {str(id): said_text(one) for id, one in texts.items()}
    words = word_scores([told, said], wanted.text, found["fact_count"] + found["episode_count"])
    rows = {FactId(id): row for id, row in (facts | beside).items()}
    names = first_of_each(found["named"], wide)
    return Candidates(
        found=(
            *_scored(ItemKind.FACT, direct, found["fact_scores"], words, {}),
            *_scored(
                ItemKind.EPISODE, found["episodes"], found["episode_scores"], words, _beside(found)
            ),
        ),
        facts=Late(rows, fact_of),
        episodes=Late({EpisodeId(id): row for id, row in episodes.items()}, episode_of),
        entities={EntityId(id): entity_of(row) for id, row in names.items()},
        named=tuple(dict.fromkeys(EntityId(row[0]) for row in found["named"])),
        values=frozenset(EntityId(id) for id in found["values"]),
        is_exact=_is_exact(found, wanted),
        sequence=found["sequence"],
        beside=tuple(map(FactId, found["edge_ids"])),
        is_cut=found["is_cut"],
        outlines=outlines_of_rows(rows, wanted.view),
        text_outlines=texts,
    )


def _by_id(rows: Sequence[Row]) -> dict[str, Row]:
    return {row[0]: row for row in rows}


def _scored(
    kind: ItemKind,
    rows: Sequence[Row],
    meanings: Sequence[float],
    words: Mapping[str, float],
    beside: Mapping[str, tuple[EpisodeId | None, EpisodeId | None]],
) -> list[Candidate]:
    """Candidates from how near each is, in the order of the rows."""
    return [
        Candidate(FactId(id), kind, words[id], _cosine(meaning), *beside.get(id, (None, None)))
        for (id, *_), meaning in zip(rows, meanings, strict=True)
    ]


def _cosine(similarity: float) -> float | None:
    """Neo4j's similarity, 0…1, as the cosine it is made from; below 0 there is no vector."""
    return None if similarity < 0 else 2 * similarity - 1


def _beside(found: Found) -> dict[str, tuple[EpisodeId | None, EpisodeId | None]]:
    return {episode: (before, after) for episode, before, after in found["beside"]}


def _is_exact(found: Found, wanted: Wanted) -> bool:
    exact = {ItemKind.FACT: found["are_facts_few"], ItemKind.EPISODE: found["are_episodes_few"]}
    return all(exact[kind] for kind in exact.keys() & wanted.kinds)
