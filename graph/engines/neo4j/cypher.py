"""The named queries of this engine, put together once from the texts in `queries.cypher`
and, where they forget, in `erasing.cypher`.

Everything that is put into a text here comes from that file or from a list of ours; what comes from
outside is bound as a parameter, always.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from quipu.graph.engines.neo4j.rows import COLUMNS
from quipu.graph.engines.queries import read_queries

_ROW = re.compile(rf"\b({'|'.join(COLUMNS)})\((\w+)(?:, (\w+))?\)")
_PARAMETER = re.compile(r"\$(\w+)")
_PART = re.compile(r"\{\{(\w+)\}\}")
BUNDLE = "given"
_EXTRAS = {
    "ENTITY": "[({0})<-[:NAMES]-(x:Alias) WHERE x.scope_key IN $wide AND NOT x.is_main"
    " | [false, x.created, x.number, x.name]]"
    " + [({0})<-[:MERGED_INTO]-(:Entity)<-[:NAMES]-(x:Alias) WHERE x.scope_key IN $wide"
    " | [true, x.created, x.number, x.name]]",
    "JOB": "[({0})-[o:OWES]->(x:Episode) | [o.ordinal, x.id]]",
}


@cache
def cypher(name: str, *, is_filtered: bool = False, is_walking: bool = True) -> str:
    """The text of a query. `is_filtered`: whether vector indexes filter, which takes a newer
    Cypher; `is_walking`: whether it goes any step, for who does not need not wait for the plan of
    one."""
    nearest = "filtered" if is_filtered else "fetched"
    parts = {
        **_queries(),
        "walk": _queries()["walk" if is_walking else "no_walk"],
        "nearest_facts": _queries()[f"nearest_facts_{nearest}"],
        "nearest_episodes": _queries()[f"nearest_episodes_{nearest}"],
    }
    text = _queries()[name]
    while _PART.search(text):
        text = _PART.sub(lambda part: parts[part[1]], text)
    text = _ROW.sub(lambda row: _columns(*row.groups()), text)
    return f"CYPHER 25 {text}" if is_filtered else text


@cache
def for_each(name: str, own: frozenset[str]) -> str:
    """A query for each of a list of parameters, `$each`, in one statement.

    `own` are the parameters that each has for itself; all others are the same for all. What the
    query returns comes back as a map, with its place in the list.
    """
    text = _PARAMETER.sub(lambda one: f"one.{one[1]}" if one[1] in own else one[0], cypher(name))
    kept = re.findall(r"AS (\w+)$", text)[0]
    return (
        "UNWIND range(0, size($each) - 1) AS place WITH place, $each[place] AS one\n"
        f"CALL (one) {{\n{text}\n}}\nRETURN collect([place, {{{kept}: {kept}}}]) AS found"
    )


@cache
def watched(text: str) -> str:
    """A text that reads, with whether a commit can have come into it."""
    newer = "CYPHER 25 " if text.startswith("CYPHER 25 ") else ""
    return newer + _queries()["watched"].replace("{{read}}", text.removeprefix(newer))


@cache
def bundled(text: str) -> str:
    """A text with its parameters as entries of a single one, a map by the name of BUNDLE.

    A server plans a text anew for each combination of the types of its parameters, and of their
    sizes in powers of ten: thousands for a search, each some tenths of a second. A map is a map.
    """
    return _PARAMETER.sub(rf"${BUNDLE}.\1", text)


def names() -> list[str]:
    """Every query that can be run as it is: all but the parts of others."""
    parts = {"is_listed", "listed", "listed_of", "listed_entities"}
    parts |= {
        "is_fact_passed",
        "is_episode_passed",
        "has_status",
        "is_fresh",
        "kept_fact",
        "expired",
        "entity_rows",
        "walk",
        "no_walk",
        "step",
        "looks_back",
        "is_walked",
        "is_indexed",
        "leaves",
        "arrives",
        "watched",
        "speaks_besides",
    }
    return [one for one in _queries() if one not in parts and not one.startswith("nearest_")]


def _columns(kind: str, variable: str, extra: str | None) -> str:
    """A row as Cypher. `extra`: the variable with what comes from elsewhere, where it was read."""
    columns = [f"{variable}.{column}" for column in COLUMNS[kind]]
    if kind in _EXTRAS:
        columns.append(extra or _EXTRAS[kind].format(variable))
    return f"[{', '.join(columns)}]"


@cache
def _queries() -> Mapping[str, str]:
    here = Path(__file__)
    return {
        name: _without_comments(text)
        for file in ("queries.cypher", "erasing.cypher")
        for name, text in read_queries(here.with_name(file)).items()
    }


def _without_comments(text: str) -> str:
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return "\n".join(lines).strip().removesuffix(";")
