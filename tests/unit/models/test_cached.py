"""The cache around an embedder: what it asks for again, and what it lets go."""

import asyncio

import pytest

from fakes import HashEmbedder
from quipu.extraction.models.cached import CachedEmbedder
from quipu.schema.errors import Invalid


@pytest.fixture
def inner() -> HashEmbedder:
    return HashEmbedder()


async def test_equal_texts_of_one_call_are_embedded_once(inner: HashEmbedder) -> None:
    rows = await CachedEmbedder(inner, capacity=10).embed(["a", "b", "a", "a"])

    assert inner.calls == [["a", "b"]]
    assert (rows[[2, 3]] == rows[0]).all()


async def test_what_is_remembered_is_not_asked_again(inner: HashEmbedder) -> None:
    cached = CachedEmbedder(inner, capacity=10)
    await cached.embed(["a", "b"])
    await cached.embed(["b", "c"])
    await cached.embed(["c", "a"])

    assert inner.calls == [["a", "b"], ["c"]]


async def test_the_text_used_longest_ago_is_forgotten_first(inner: HashEmbedder) -> None:
    cached = CachedEmbedder(inner, capacity=2)
    await cached.embed(["a", "b"])
    await cached.embed(["a"])
    await cached.embed(["c"])
    await cached.embed(["a"])
    await cached.embed(["b"])

    assert inner.calls == [["a", "b"], ["c"], ["b"]]


async def test_one_call_may_be_larger_than_the_cache(inner: HashEmbedder) -> None:
    texts = [f"word{number}" for number in range(20)]

    rows = await CachedEmbedder(inner, capacity=3).embed(texts)

    assert (rows == await HashEmbedder().embed(texts)).all()


async def test_many_calls_at_once_keep_texts_and_vectors_together(inner: HashEmbedder) -> None:
    cached = CachedEmbedder(inner, capacity=5)
    wanted = [[f"w{(start + step) % 9}" for step in range(4)] for start in range(40)]

    answers = await asyncio.gather(*(cached.embed(texts) for texts in wanted))

    expected = [await HashEmbedder().embed(texts) for texts in wanted]
    assert all((got == right).all() for got, right in zip(answers, expected, strict=True))


def test_it_goes_by_the_name_and_size_of_what_it_wraps(inner: HashEmbedder) -> None:
    cached = CachedEmbedder(inner, capacity=1)

    assert (cached.name, cached.dimensions) == ("hashed-words", 64)


def test_a_cache_without_room_is_refused(inner: HashEmbedder) -> None:
    with pytest.raises(Invalid, match="at least 1"):
        CachedEmbedder(inner, capacity=0)
