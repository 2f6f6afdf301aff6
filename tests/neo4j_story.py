"""The demo, told to a Neo4j in two sittings, with a dispute and a stranger's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files

from neo4j_server import Neo4jServer
from quipu.api.cli.inputs import read_file
from quipu.api.cli.messages import Message
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.engines.neo4j.address import Neo4jAddress
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.experience import ExperienceDraft, Outcome, Step
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import Embedder

HERE = Scope("local")
TOLD = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
_SETTLED_AT = 7  # Maya works at Acme, lives in Lisbon; after it she leaves and moves


async def tell(server: Neo4jServer, embedder: Embedder) -> None:
    """Fills an empty server; the second sitting changes what the first one made us believe."""
    clock = _Clock()
    engine = await open_neo4j(
        Neo4jAddress(server.uri, server.user or "", server.password or ""),
        dimensions=embedder.dimensions,
        embedder=embedder.name,
    )
    memory = Memory(engine, engine, embedder, default_ontology(), clock)
    reader = LocalReader()
    try:
        lines = list(_conversation())
        await memory.remember(HERE, lines[:_SETTLED_AT], "first")
        await _settle(memory, reader)
        clock.at = LATER
        await memory.remember(HERE, [*lines[_SETTLED_AT:], *_strangers_word()], "second")
        await memory.add_facts(HERE, _dispute(), "dispute")
        await memory.record(HERE, _attempt(), "attempt", "Tom")
        await _settle(memory, reader)
        await memory.remember(HERE, [EpisodeDraft("I like tea.", speaker="Tom")], "waiting")
    finally:
        await engine.close()


class _Clock:
    def __init__(self) -> None:
        self.at = TOLD

    def __call__(self) -> datetime:
        return self.at


async def _settle(memory: Memory, reader: LocalReader) -> None:
    while await settle_next(memory, reader) is not None:
        pass


def _conversation() -> Iterator[EpisodeDraft]:
    with as_file(files("quipu.api.cli") / "demo.jsonl") as path:
        for _, read in read_file(path, None):
            if isinstance(read, Message):
                yield read.draft


def _strangers_word() -> Sequence[EpisodeDraft]:
    said = EpisodeDraft(
        "I live in Atlantis.",
        speaker="Maya",
        occurred_at=datetime(2025, 5, 1, tzinfo=UTC),
        trust=Trust.UNTRUSTED,
    )
    return [said]


def _attempt() -> ExperienceDraft:
    step = Step("book the ferry to Oslo", "no place left", succeeded=False)
    return ExperienceDraft("move the piano to Oslo", Outcome.FAILURE, (step,), lesson="Book early.")


def _dispute() -> Sequence[FactDraft]:
    born = datetime(2024, 9, 1, tzinfo=UTC)
    return [
        FactDraft(
            EntityRef(name="Tom"), "works for", f"Tom works for {firm}", EntityRef(name=firm), born
        )
        for firm in ("Fjordline", "Hurtigruten")
    ]
