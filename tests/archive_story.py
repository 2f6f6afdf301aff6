"""A tenant that has one of everything that can be stored, told to any engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import as_file, files

import numpy as np

from builders import DIMENSIONS, change_set, day, vector
from contract.engines import Engine
from forgetting import forget
from quipu.api.cli.inputs import read_file
from quipu.api.cli.messages import Message
from quipu.extraction.spacy_reader import LocalReader
from quipu.graph.intake.ingest import settle_next
from quipu.graph.memory import Memory
from quipu.graph.ruling.merging import merged
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.experience import ExperienceDraft, Outcome, Step
from quipu.schema.forgetting import Selector
from quipu.schema.identity import Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.language_models import Bill, Usage
from quipu.schema.merging import Merger
from quipu.schema.ontology import default_ontology
from quipu.schema.ports import Extractor, FactQuery, Page, Vectors
from quipu.schema.readings import EpisodeRead
from quipu.schema.rulings import Ruling

TENANT, USER = Scope("acme"), Scope("acme", user="anna")
TOLD = datetime(2026, 1, 1, tzinfo=UTC)
TRIED = ExperienceDraft(
    "Book a ferry to Bergen",
    Outcome.FAILURE,
    (Step("open the timetable"), Step("pay", "card refused", succeeded=False, duration_ms=900)),
    lesson="The card has expired. 茶",
)
_DOCUMENT = """# Oslo harbour

Fjordline runs ferries from Oslo harbour. Maya works at Fjordline. Tom met Maya in Bergen."""


class TextEmbedder:
    """Vectors that depend on the text alone, as long as those of the contract tests."""

    name, dimensions = "test", DIMENSIONS

    async def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = [vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)


def memory_on(store: Engine) -> Memory:
    return Memory(store, store, TextEmbedder(), default_ontology(), lambda: TOLD)


async def tell(store: Engine) -> None:
    memory, reader = memory_on(store), LocalReader()
    for place, draft in enumerate(_conversation()):
        await memory.remember(TENANT, [draft], f"line {place}")
        await settle(memory, reader)  # each by itself, so that later ones end earlier ones
    at = day(3).astimezone(timezone(timedelta(hours=9)))
    page = EpisodeDraft(_DOCUMENT, kind=EpisodeKind.DOCUMENT, source="harbour", occurred_at=at)
    await memory.remember(TENANT, [page], "document")
    await settle(memory, reader)
    mine = EpisodeDraft("Maya likes Bergen. Tom is not in Porto.", speaker="Anna")
    await memory.remember(USER, [mine], "mine")
    await memory.add_facts(TENANT, _dispute(), "dispute")
    await memory.record(USER, TRIED, "tried")
    await settle(memory, reader)
    await _forget_one(memory, reader)
    await _merge_two(memory, reader)
    await _note_models(store)
    await memory.remember(USER, [EpisodeDraft("I like tea. 茶", speaker="Anna")], "waiting")
    await memory.remember(USER, [EpisodeDraft("So do I.", speaker="Tom")], "given back")
    lease = await store.lease(TOLD, 60, 1)
    assert lease is not None  # what runs now is owed again wherever it is taken


async def _forget_one(memory: Memory, reader: LocalReader) -> None:
    receipt = await memory.remember(TENANT, [EpisodeDraft("Tom snores.", speaker="Maya")], "oops")
    await settle(memory, reader)
    await forget(memory, TENANT, Selector(ids=receipt.job.episodes))


async def _merge_two(memory: Memory, reader: LocalReader) -> None:
    """Tommy is Tom."""
    alias = FactDraft(EntityRef(name="Tommy"), "lives in", "Tommy lives in Porto",
                      EntityRef(name="Porto"), day(9))  # fmt: skip
    await memory.add_facts(TENANT, [alias], "alias")
    await settle(memory, reader)
    ids = []
    for name in ("Tom", "Tommy"):
        found = await memory.entity(TENANT, EntityRef(name=name))
        assert found is not None
        ids.append(found.id)
    by = Ruling("anna", "he told me")
    await merged(memory, TENANT, Merger(ids[0], (ids[1],), insists=True), by, "merge")
    await settle(memory, reader)


async def _note_models(store: Engine) -> None:
    usage = Usage(calls=2, tokens_in=10, tokens_out=3)
    await store.charge(USER, Bill("m", usage, day(1), key="k", answer='{"a": "é"}'))
    query = FactQuery(AsOf.moment(TOLD, TOLD), include_stale=True)
    [fact, *_] = await store.list_facts(TENANT, query, Page(1))
    read = EpisodeRead(fact.episodes[0], "local-1", day(1), "no answer in 60 s", dropped=2)
    nothing = Vectors((), np.zeros((0, 1), np.float32))
    await store.apply(TENANT, change_set(read=(read,)), nothing)


async def settle(memory: Memory, reader: Extractor) -> None:
    while await settle_next(memory, reader) is not None:
        pass


def _conversation() -> Iterator[EpisodeDraft]:
    with as_file(files("quipu.api.cli") / "demo.jsonl") as path:
        for _, read in read_file(path, None):
            if isinstance(read, Message):
                yield read.draft


def _dispute() -> Sequence[FactDraft]:
    return [
        FactDraft(
            EntityRef(name="Tom"),
            "works for",
            f"Tom works for {firm}",
            EntityRef(name=firm),
            day(9),
        )
        for firm in ("Fjordline", "Hurtigruten")
    ]
