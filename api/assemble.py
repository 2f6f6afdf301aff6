"""Settings become a working memory: the only place that names engines, readers and embedders."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quipu.api.asking import chosen_asking
from quipu.api.embedders import chosen_embedder
from quipu.api.live import Pulse
from quipu.api.onward import Onward
from quipu.api.readers import Around, chosen_reader
from quipu.api.rerankers import chosen_reranker
from quipu.api.settings import Settings
from quipu.api.worker import Done, Worker
from quipu.extraction.question_dates import QuestionDates
from quipu.graph.intake.ingest import leased, settle_leased
from quipu.graph.memory import Memory
from quipu.graph.upkeep.going_over import Asking
from quipu.schema.archives import ArchiveStore
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.graphiti import GraphitiDatabase
from quipu.schema.identity import Scope
from quipu.schema.language_models import Ledger
from quipu.schema.ontology import Ontology, default_ontology, ontology_from
from quipu.schema.ports import Embedder, Extractor
from quipu.schema.vector_moves import VectorMove

if TYPE_CHECKING:
    from quipu.graph.engines.neo4j.address import Neo4jAddress
    from quipu.graph.engines.neo4j.engine import Neo4jEngine
    from quipu.graph.engines.sqlite.engine import SqliteEngine


@dataclass(frozen=True, slots=True)
class Service:
    """What every door needs: the memory, its worker, and whose memory a caller means."""

    memory: Memory
    worker: Worker
    settings: Settings
    scope: Scope  # of a caller without a credential
    ledger: Ledger  # what language models were asked, and what that took
    reader: Extractor
    archive: ArchiveStore  # gives a whole tenant away, and takes one in
    pulse: Pulse  # beats when this process may have changed the memory


def now() -> datetime:
    """The clock of the running service."""
    return datetime.now(UTC)


@asynccontextmanager
async def assembled(
    settings: Settings,
    *,
    clock: Callable[[], datetime] | None = None,
    extractor: Extractor | None = None,
    embedder: Embedder | None = None,
) -> AsyncIterator[Service]:
    """A service on the engine of the settings; its worker is not started yet.

    `extractor` and `embedder` take the place of those of the settings, `clock` that of the
    machine, which is kept from going back. Raises Invalid or Unavailable when the database, the
    ontology or the model cannot be used.
    """
    scope = Scope(settings.tenant)
    ontology = _ontology(settings.ontology)
    async with AsyncExitStack() as until_closed:
        chosen = await until_closed.enter_async_context(_embedder(embedder, settings))
        engine = await _engine(settings, chosen)
        until_closed.push_async_callback(engine.close)
        if clock is None:
            clock = Onward(now, time.monotonic, await engine.last_change())
        reranker = await until_closed.enter_async_context(chosen_reranker(settings))
        room = settings.limits_waiting_calls or None
        memory = Memory(engine, engine, chosen, ontology, clock, QuestionDates(), reranker, room)
        around = Around(ontology, engine, clock)
        reader = await until_closed.enter_async_context(_reader(extractor, settings, around))
        pulse = Pulse()
        asking = chosen_asking(settings, around, until_closed)
        worker = _worker(memory, reader, settings, pulse, asking)
        yield Service(memory, worker, settings, scope, engine, reader, engine, pulse)


def _embedder(given: Embedder | None, settings: Settings) -> AbstractAsyncContextManager[Embedder]:
    return chosen_embedder(settings) if given is None else nullcontext(given)


def _reader(
    given: Extractor | None, settings: Settings, around: Around
) -> AbstractAsyncContextManager[Extractor]:
    return chosen_reader(settings, around) if given is None else nullcontext(given)


def _worker(
    memory: Memory, reader: Extractor, settings: Settings, pulse: Pulse, asking: Asking | None
) -> Worker:
    done = Done()
    served: Scope | None = None

    async def settle() -> bool:
        nonlocal served
        seconds, most = settings.worker_lease_seconds, settings.worker_batch_episodes
        lease = await leased(memory, seconds, most, served)
        # Whatever comes of it, this scope has had its turn: what fails holds no other up.
        served = None if lease is None else lease.scope
        if lease is None:
            return False
        done.count(await settle_leased(memory, reader, lease, lease_seconds=seconds, asking=asking))
        pulse.beat()
        return True

    return Worker(settle, memory.queue, settings.worker_poll_seconds, done=done)


async def _engine(settings: Settings, embedder: Embedder) -> SqliteEngine | Neo4jEngine:
    if not settings.is_in_memory:
        _make_folder(settings.database.parent)  # the key of the cursors lies there on any engine
    if settings.engine == "neo4j":
        return await _neo4j(settings, embedder)
    from quipu.graph.engines.sqlite.open import open_sqlite

    return await open_sqlite(
        settings.database, dimensions=embedder.dimensions, embedder=embedder.name
    )


async def _neo4j(settings: Settings, embedder: Embedder) -> Neo4jEngine:
    with _driver_there():
        from quipu.graph.engines.neo4j.open import open_neo4j
    address = _neo4j_address(settings)
    return await open_neo4j(address, dimensions=embedder.dimensions, embedder=embedder.name)


def _neo4j_address(settings: Settings) -> Neo4jAddress:
    from quipu.graph.engines.neo4j.address import Neo4jAddress

    return Neo4jAddress(
        settings.neo4j_uri,
        settings.neo4j_user,
        settings.neo4j_password,
        settings.neo4j_database,
    )


@asynccontextmanager
async def graphiti_at(
    uri: str, user: str = "", password: str = "", database: str = "neo4j"
) -> AsyncIterator[GraphitiDatabase]:
    """A database in Graphiti's shape, to be read or written. It needs no graphiti-core."""
    with _driver_there():
        from quipu.graph.engines.neo4j.address import Neo4jAddress
        from quipu.graph.engines.neo4j.graphiti import open_graphiti
    opened = open_graphiti(Neo4jAddress(uri, user, password, database))
    try:
        yield opened
    finally:
        await opened.close()


@contextmanager
def _driver_there() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise Invalid(
            "the driver of Neo4j is not installed", hint="pip install 'quipu-memory[neo4j]'"
        ) from error


@asynccontextmanager
async def vector_move(settings: Settings) -> AsyncIterator[tuple[VectorMove, Embedder]]:
    """The memory of the settings on its way to the embedder of the settings, and that embedder.

    Raises `Conflict` while the memory is in use, where that can be seen.
    """
    async with chosen_embedder(settings) as embedder:
        move = await _move(settings, embedder)
        try:
            yield move, embedder
        finally:
            await move.close()


async def _move(settings: Settings, embedder: Embedder) -> VectorMove:
    if settings.engine == "neo4j":
        with _driver_there():
            from quipu.graph.engines.neo4j.moving import open_neo4j_move
        address = _neo4j_address(settings)
        return await open_neo4j_move(
            address, dimensions=embedder.dimensions, embedder=embedder.name
        )
    from quipu.graph.engines.sqlite.moving import open_sqlite_move

    return await open_sqlite_move(
        settings.database, dimensions=embedder.dimensions, embedder=embedder.name
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"cannot make the folder {folder}: {error.strerror}",
            hint="choose another --database",
        ) from error


def _ontology(path: Path | None) -> Ontology:
    if path is None:
        return default_ontology()
    try:
        return ontology_from(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"cannot read the ontology {path}: {error}") from error
