"""What every embedder promises, whichever it is."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from fakes import HashEmbedder
from quipu.extraction.models.cached import CachedEmbedder
from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.schema.ports import Embedder

LOCAL = LocalEmbedder()  # nothing is loaded before it is first asked
EMBEDDERS: dict[str, Callable[[], Embedder]] = {
    "hashed words": HashEmbedder,
    "local": lambda: LOCAL,
    "cached": lambda: CachedEmbedder(LOCAL, capacity=3),
}
TEXTS = [
    "Ann moved to Lisbon in March.",
    "ok",
    "The choir rehearses on Thursdays and sings in the old church by the river every Christmas.",
    "ok",
    "",
]


@pytest.fixture(params=EMBEDDERS)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return EMBEDDERS[request.param]()


async def test_every_text_gets_one_unit_row_of_the_stated_size(embedder: Embedder) -> None:
    rows = await embedder.embed(TEXTS)

    assert rows.shape == (len(TEXTS), embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-4)


async def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert (await embedder.embed([])).shape == (0, embedder.dimensions)


async def test_rows_come_in_the_order_of_the_texts(embedder: Embedder) -> None:
    rows = await embedder.embed(TEXTS)
    backwards = await embedder.embed(TEXTS[::-1])

    assert backwards[::-1] == pytest.approx(rows, abs=1e-3)


async def test_a_text_has_one_vector_whatever_else_is_asked_with_it(embedder: Embedder) -> None:
    together = await embedder.embed(TEXTS * 5 + ["another text that is a good deal longer"] * 5)
    alone = np.concatenate([await embedder.embed([text]) for text in TEXTS])

    assert together[: len(TEXTS)] == pytest.approx(alone, abs=1e-3)
    assert together[len(TEXTS) * 4 : len(TEXTS) * 5] == pytest.approx(alone, abs=1e-3)


async def test_a_close_meaning_is_nearer_than_a_far_one(embedder: Embedder) -> None:
    home, near, far = await embedder.embed(
        ["Ann lives in Lisbon now", "Ann has her home in Lisbon", "The printer needs more toner"]
    )

    assert home @ near > home @ far + 0.2


@pytest.mark.parametrize(
    "text",
    [" \n\t ", "\x00", "\ud83d", "🧵🪢", "नमस्ते 你好 שלום", "no" * 5000, "a b " * 20_000],
    ids=["blank", "nul", "half a character", "emoji", "scripts", "one long word", "many words"],
)
async def test_odd_texts_have_vectors_too(embedder: Embedder, text: str) -> None:
    rows = await embedder.embed([text, "plain"])

    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-4)


async def test_calls_at_the_same_time_answer_as_if_alone(embedder: Embedder) -> None:
    texts = [f"{text} {number}" for number in range(4) for text in TEXTS]
    one_by_one = [await embedder.embed([text]) for text in texts]
    at_once = await asyncio.gather(*(embedder.embed([text]) for text in texts))

    assert np.concatenate(at_once) == pytest.approx(np.concatenate(one_by_one), abs=1e-3)


async def test_changing_an_answer_does_not_change_the_next_one(embedder: Embedder) -> None:
    first = await embedder.embed(TEXTS)
    kept = first.copy()
    first[:] = 0

    assert await embedder.embed(TEXTS) == pytest.approx(kept, abs=1e-3)
