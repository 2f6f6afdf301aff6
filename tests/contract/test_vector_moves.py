"""A memory moves to another embedder: interrupted, resumed, and searched afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import numpy as np
import pytest

from builders import DIMENSIONS, about, change_set, day, episode, fact, scope, vectors
from contract.engines import PARAMETERS, Engine
from contract.neo4j_storage import address_of, emptied
from quipu.graph.engines.neo4j.moving import open_neo4j_move
from quipu.graph.engines.neo4j.open import open_neo4j
from quipu.graph.engines.sqlite.moving import open_sqlite_move
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.moving import move_vectors
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.recall import ItemKind, Wanted
from quipu.schema.vector_moves import VectorMove

pytestmark = pytest.mark.alters_schema

OWN, WIDTH = scope(user="anna"), 6
FACTS = tuple(fact(f"City {n}", scope=OWN) for n in range(5))
TRIED = episode("words 3", scope=OWN, id="ex_1")  # an attempt at a task
RECORD = episode('{"homeCity": "Oslo"}', scope=OWN, kind=EpisodeKind.JSON)
SAID = [*(episode(f"words {n}", scope=OWN, speaker="Anna") for n in range(2)), RECORD, TRIED]
TEXTS = ["words 0", "words 1", "home city: Oslo", "words 3"]


class NewEmbedder:
    """Vectors of another length; `fails_after` stands for a plug that is pulled."""

    def __init__(self, name: str = "wide", dimensions: int = WIDTH, fails_after: int = 99) -> None:
        self.name, self.dimensions = name, dimensions
        self.texts: list[str] = []
        self._left = fails_after

    async def embed(self, texts):
        if self._left <= 0:
            raise Conflict("pulled")
        self._left -= 1
        self.texts += texts
        return np.stack([self.row(text) for text in texts])

    def row(self, text: str):
        made = np.zeros(self.dimensions, np.float32)
        made[sum(map(ord, text)) % self.dimensions] = 1.0
        return made


Moving = tuple[Callable[..., Awaitable[Engine]], Callable[..., Awaitable[VectorMove]]]


@pytest.fixture(params=PARAMETERS)
async def moves(request: pytest.FixtureRequest) -> AsyncIterator[Moving]:
    """How to open one storage, and how to open its move to another embedder."""
    if request.param == "sqlite":
        file = request.getfixturevalue("tmp_path") / "memory.db"

        async def opening(dimensions: int = DIMENSIONS, embedder: str = "test") -> Engine:
            return await open_sqlite(file, dimensions=dimensions, embedder=embedder)

        async def moved(dimensions: int, embedder: str) -> VectorMove:
            return await open_sqlite_move(file, dimensions=dimensions, embedder=embedder)

        yield opening, moved
        return
    servers = request.getfixturevalue("neo4j_servers")
    address = address_of(servers[request.param.removeprefix("neo4j-")])
    await emptied(address)

    async def opening_there(dimensions: int = DIMENSIONS, embedder: str = "test") -> Engine:
        return await open_neo4j(address, dimensions=dimensions, embedder=embedder)

    async def moved_there(dimensions: int, embedder: str) -> VectorMove:
        return await open_neo4j_move(address, dimensions=dimensions, embedder=embedder)

    yield opening_there, moved_there
    # The tests that come share this database, and its vectors are those of "test".
    move = await moved_there(DIMENSIONS, "test")
    await move_vectors(move, NewEmbedder("test", DIMENSIONS), tell)
    await move.close()


@pytest.fixture
async def moving(moves: Moving) -> Moving:
    """A memory with five facts and four episodes, closed again."""
    opening, _ = moves
    store = await opening()
    await store.accept(OWN, "k", "h", SAID, day(0))
    names = ["Anna", *(f"City {n}" for n in range(5))]
    await store.apply(OWN, about(*FACTS, names=names), vectors(*FACTS, *SAID))
    await store.close()
    return moves


def tell(done: int, left: int) -> None:
    """Nobody listens."""


async def found(store: Engine, row) -> dict[str, float]:
    wanted = Wanted(
        text="",
        vector=row,
        view=AsOf.moment(day(1), day(400)),
        kinds=frozenset({ItemKind.FACT, ItemKind.EPISODE}),
    )
    got = await store.gather(OWN, wanted)
    return {one.item: one.meaning for one in got.found if (one.meaning or 0) > 0.99}


async def test_all_vectors_are_those_of_the_new_embedder(moving: Moving) -> None:
    opening, moved = moving
    embedder, move = NewEmbedder(), await moved(WIDTH, "wide")
    assert await move.left() == 9
    assert await move_vectors(move, embedder, tell) == 9
    await move.close()
    assert sorted(embedder.texts) == sorted(
        [f"{one.sentence} ({one.predicate})" for one in FACTS] + TEXTS
    )

    with pytest.raises(Invalid, match=r"was made with wide \(6 dimensions\).*migrate vectors"):
        await opening()
    store = await opening(dimensions=WIDTH, embedder="wide")
    assert SAID[0].id in await found(store, embedder.row(SAID[0].content))
    text = f"{FACTS[0].sentence} ({FACTS[0].predicate})"
    assert FACTS[0].id in await found(store, embedder.row(text))
    [tried], [row] = await store.attempts(OWN, day(9), 10)
    assert (tried, row.tolist()) == (TRIED, embedder.row(TRIED.content).tolist())
    await store.apply(OWN, change_set(), vectors(dimensions=WIDTH))
    await store.close()


async def test_an_interrupted_move_goes_on_and_the_old_embedder_serves_until_its_end(
    moving: Moving,
) -> None:
    opening, moved = moving
    move = await moved(WIDTH, "wide")
    with pytest.raises(Conflict, match="pulled"):
        await move_vectors(move, NewEmbedder(fails_after=1), tell, batch=4)
    await move.close()
    await (await opening()).close()

    rest, move = NewEmbedder(), await moved(WIDTH, "wide")
    assert await move_vectors(move, rest, tell) == len(rest.texts) == 5
    await move.close()
    await (await opening(dimensions=WIDTH, embedder="wide")).close()


async def test_a_move_to_yet_another_embedder_begins_anew(moving: Moving) -> None:
    _, moved = moving
    move = await moved(WIDTH, "wide")
    some = await move.unmoved(4)
    await move.move([one.key for one in some], np.ones((len(some), WIDTH), np.float32))
    assert await move.left() == 5
    await move.close()
    other = await moved(3, "narrow")
    assert await other.left() == 9
    with pytest.raises(Conflict):
        await other.finish()
    with pytest.raises(Invalid):
        await other.move(["1"], np.ones((1, WIDTH), np.float32))
    await other.close()


async def test_a_file_in_use_is_not_moved(tmp_path) -> None:
    store = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    await store.accept(OWN, "k", "h", SAID, day(0))
    with pytest.raises(Conflict, match="is in use"):
        await open_sqlite_move(tmp_path / "m.db", dimensions=WIDTH, embedder="wide")
    await store.close()
    move = await open_sqlite_move(tmp_path / "m.db", dimensions=WIDTH, embedder="wide")
    again = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    await again.ready()
    with pytest.raises(Conflict, match="is in use"):
        await move.finish()
    await again.close()
    await move.close()
