"""Nobody sees what is another's: every field, every way to name an item, every tool.

What is called is read from the schema and from the list of tools, so that what is added later is
looked at as well. A stranger who names something of ours must get the answer that he gets for
what is not there at all.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.doors.engines import EMBEDDER, settings_on
from tests.doors.scripted import Door, open_door
from tests.doors.test_access import made_key
from tests.doors.test_tools import agent, text_of
from tests.schema_walk import Call, Probe, calls, covered, deep_calls, selectable

from quipu.api.access.principal import Permission
from quipu.api.graphql.build import SCHEMA
from quipu.api.live import Tempo
from quipu.api.tools.definitions import TOOLS
from quipu.schema.errors import Unavailable

SECRET, OWNER = "Zanzibar", "Quintus"
WORLD = SCHEMA._schema
IDS = re.compile(r"\b(?:fa|en|ep|ex|pr|cl|rv|co|jo|job)_[0-9a-z_]{8,}")


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else has: one id of each kind, the sequence of a change, and all ids."""

    ids: dict[str, str]
    sequence: str
    every: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stranger:
    door: Door
    key: str
    theirs: Theirs

    async def asks(self, call: Call) -> str:
        """The answer to a call; of a subscription all that it tells until it has to wait."""
        self.door.http.headers["authorization"] = f"Bearer {self.key}"
        asked = {"query": call.document, "variables": call.variables}
        kind = {"accept": "text/event-stream"} if call.is_live else {}
        return (await self.door.http.post("/graphql", json=asked, headers=kind)).text


async def no_waiting(seconds: float) -> None:
    """A stream that has told all ends; signs of life are not needed."""
    if seconds == Tempo().look_seconds:
        raise Unavailable("all was told")
    await asyncio.Event().wait()


TEMPO = Tempo(rest=no_waiting)
STRANGERS = {
    "of another tenant": ("--tenant", "rivals"),
    "of the same tenant": ("--tenant", "acme", "--user", "bob"),
}


# What is asked here is what doors do above a store: that every engine keeps scopes apart, read by
# read, is asked of both series in contract/test_scopes.py. So each series is asked in one way here.
def of_strangers(series: str, who: str) -> pytest.MarkDecorator:
    """Both strangers at the embedded engine, and one at a series of Neo4j."""
    here = [pytest.param(("sqlite", one), id=f"{one}-sqlite") for one in STRANGERS]
    there = pytest.param((series, who), id=f"{who}-{series}", marks=pytest.mark.neo4j)
    return pytest.mark.parametrize("stranger", [*here, there], indirect=True)


@pytest.fixture
async def stranger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stranger]:
    name, who = request.param
    engine = await settings_on(name, request, tmp_path)
    alice = made_key(engine, "--tenant", "acme", "--user", "alice", "--role", "admin")
    other = made_key(engine, *STRANGERS[who], "--role", "admin")
    async with open_door(engine, embedder=EMBEDDER, tempo=TEMPO) as door:
        theirs = await told_by(door, alice)
        assert theirs.ids.keys() == {"fa", "en", "ep", "ex", "pr", "rv", "co", "jo"}
        yield Stranger(door, other, theirs)


async def told_by(door: Door, key: str) -> Theirs:
    """A memory with a fact, a value, what is superseded, a conflict, a community, and two attempts
    that show a procedure."""
    door.http.headers["authorization"] = f"Bearer {key}"
    payload = await door.tell(f"{OWNER} lives in Oslo.", "2023-01-01")
    await door.tell(f"{OWNER} lives in {SECRET}. {OWNER} is aged 41.")
    await door.tell(f"{OWNER} lives in {SECRET}burg.")
    await door.tell(f"{OWNER} works at Acme.")
    await door.consolidate()
    for number in (1, 2):
        await door.record(f"move {OWNER}", f"book the ship to {SECRET}", key=f"move {number}")
    whole = """{
      facts(at: { includeInvalidated: true }) { edges { node { id source { id } target { id } } } }
      entities { edges { node { id } } }
      reviews { edges { node { id } } }
      communities { edges { node { id } } }
      changes { edges { node { sequence item { id } } } }
      search(input: { text: "move", filter: { kinds: [EXPERIENCE, PROCEDURE] } }) {
        edges { node { ... on Node { id } } }
      }
    }"""
    found = await door.ask(whole)
    text = json.dumps(found) + json.dumps(payload)
    assert SECRET not in text.replace(payload["job"]["id"], "")
    every = frozenset(IDS.findall(text))
    ids: dict[str, str] = {}
    for id in sorted(every, key=lambda one: (one.startswith("co"), one)):
        ids.setdefault(id.partition("_")[0].replace("job", "jo"), id)
    lines = [edge["node"] for edge in found["changes"]["edges"]]
    about_facts = [line for line in lines if (line["item"] or {}).get("id", "").startswith("fa")]
    return Theirs(ids, about_facts[-1]["sequence"], every)


def every_call(probe: Probe) -> Iterator[Call]:
    yield from calls(WORLD, probe)
    yield from deep_calls(WORLD, probe)


def is_new(call: Call, probe: Probe, asked: set[str]) -> bool:
    """Whether nothing has been asked yet that differs from a call in its key alone: what names no
    id is the same for ids of every kind."""
    words = call.document + json.dumps(call.variables, sort_keys=True).replace(probe.key, "")
    is_new = words not in asked
    asked.add(words)
    return is_new


def missing(id: str) -> str:
    """An id of the same kind that nobody has."""
    prefix, _, rest = id.partition("_")
    return f"{prefix}_{'0' * len(rest.split('_')[0])}" + "_0" * rest.count("_")


def scrubbed(answer: str, probe: Probe) -> str:
    """An answer without what the caller said himself."""
    for said in (probe.id, probe.key):
        answer = answer.replace(said, "…")
    return answer.replace(f'"{probe.sequence}"', "…").replace(f"change {probe.sequence}", "…")


def leaked(answer: str, probe: Probe, theirs: Theirs) -> list[str]:
    text = scrubbed(answer, probe)
    return [one for one in (SECRET, *theirs.every) if one in text]


@of_strangers("neo4j-5.26", "of another tenant")
async def test_no_root_field_tells_a_stranger_of_what_he_names(stranger: Stranger) -> None:
    theirs, compared = stranger.theirs, set()
    said: set[str] = set()
    asked: set[str] = set()
    for reads in (True, False):  # what he writes himself he may find afterwards
        for kind, id in theirs.ids.items():
            probe = Probe(id, OWNER, theirs.sequence, f"{kind}-theirs")
            nobodys = Probe(missing(id), OWNER, "999999", f"{kind}-nobodys")
            said.add(id)
            for call, same in zip(every_call(probe), every_call(nobodys), strict=True):
                if call.reads is not reads or not is_new(call, probe, asked):
                    continue
                answer = await stranger.asks(call)
                own_words = set() if reads and call.name != "audit" else said
                told = set(leaked(answer, probe, theirs)) - own_words
                assert not told, (call.name, call.variables, answer)
                # What he records is his own, so two answers differ by that.
                if call.name != "recordExperience" and (call.names(id) or call.name == "undo"):
                    other = await stranger.asks(same)
                    assert scrubbed(answer, probe) == scrubbed(other, nobodys), call.name
                    compared.add(call.name)
    assert compared >= {
        "node",
        "nodes",
        "fact",
        "facts",
        "entity",
        "search",
        "traverse",
        "job",
        "paths",
        "live job",
    }
    assert compared >= {"addFact", "correctFact", "invalidateFact", "undo", "decide"}


def test_the_walk_selects_every_field_that_can_show_something() -> None:
    probe = Probe("fa_x", OWNER, "1", "k")
    seen = set().union(*(covered(WORLD, call.document) for call in every_call(probe)))
    assert selectable(WORLD) - seen == set()


@of_strangers("neo4j-2026", "of the same tenant")
async def test_no_tool_tells_a_stranger_of_what_he_names(stranger: Stranger) -> None:
    named = [*stranger.theirs.ids.values(), *(id[:8] for id in stranger.theirs.ids.values()), OWNER]
    async with agent(stranger.door, stranger.key) as client:
        # What a stranger wrote himself he may find: all is read before he writes.
        for tool in sorted(TOOLS, key=lambda tool: tool.permission is not Permission.READ):
            properties: Any = tool.schema.get("properties", {})
            texts = [name for name, shape in properties.items() if "string" in json.dumps(shape)]
            for said in named:
                for place in texts:
                    given = dict.fromkeys(tool.schema.get("required", ()), "x") | {place: said}  # type: ignore[union-attr]
                    told = text_of((await client.call_tool(tool.name, given)).content)
                    probe = Probe(said, OWNER, "0", "k")
                    own_words = set() if tool.permission is Permission.READ else set(named)
                    seen = set(leaked(told, probe, stranger.theirs)) - own_words
                    assert not seen, (tool.name, place, told)


@pytest.mark.parametrize("name", ["sqlite", pytest.param("neo4j-5.26", marks=pytest.mark.neo4j)])
async def test_what_is_ones_own_is_found_by_the_same_calls(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The walk can see: called by the owner, it shows what it must not show to others."""
    engine = await settings_on(name, request, tmp_path)
    alice = made_key(engine, "--tenant", "acme", "--user", "alice", "--role", "admin")
    async with open_door(engine, embedder=EMBEDDER, tempo=TEMPO) as door:
        theirs = await told_by(door, alice)
        owner, seen = Stranger(door, alice, theirs), set()
        asked: set[str] = set()
        for kind, id in theirs.ids.items():
            probe = Probe(id, OWNER, theirs.sequence, f"{kind}-mine")
            for call in every_call(probe):
                if not is_new(call, probe, asked):
                    continue
                answer = await owner.asks(call)
                assert "QUERY_TOO_COMPLEX" not in answer, call.name
                assert "Syntax Error" not in answer, call.name
                if leaked(answer, probe, theirs) or _is_there(answer):
                    seen.add(call.name)
        for probe in joined(theirs):
            for call in calls(WORLD, probe):
                if call.reads and call.names(probe.id) and call.names(probe.other):
                    answer = await owner.asks(call)
                    if leaked(answer.replace(probe.other, "…"), probe, theirs):
                        seen.add(call.name)
    # A split needs an entity and a fact of it at once: no single id is enough to see anything.
    shows_nothing_of_it = {"ask", "statistics", "viewer", "audit", "splitEntity"}
    assert seen >= {call.name for call in calls(WORLD, probe)} - shows_nothing_of_it
    assert seen >= {"live changes", "live job"}


def joined(theirs: Theirs) -> Iterator[Probe]:
    """Each entity beside each other one, for what takes two."""
    people = sorted(id for id in theirs.every if id.startswith("en"))
    for one, other in permutations(people, 2):
        yield Probe(one, OWNER, theirs.sequence, f"{one}-{other}", other)


def _is_there(answer: str) -> bool:
    """Whether a mutation knows what it was to work on."""
    return '"userErrors":' in answer and "NOT_FOUND" not in answer
