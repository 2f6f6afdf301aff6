"""One pass serves reader and embedder: what it gives, and how those who ask share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from quipu.extraction.models.encoder import Encoder, Pass, shipped_encoder
from quipu.extraction.models.name_head import NameSpan

_Asked = tuple[str, bool]
_Batch = Callable[[Sequence[_Asked]], list[Pass]]


def test_names_come_with_their_place_and_kind() -> None:
    (one,) = shipped_encoder().passes(["Anna Novak moved to Lisbon."])

    assert one.names == (NameSpan(0, 10, "PERSON"), NameSpan(20, 26, "LOC"))


def test_a_text_gives_the_same_alone_and_in_company() -> None:
    texts = ["Tom works at Siemens.", "I met Anna in Ghent last week, and we talked for hours."]

    alone = [Encoder().passes([text])[0] for text in texts]
    together = Encoder().passes(texts)

    assert [one.names for one in together] == [one.names for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert one.vector == pytest.approx(other.vector, abs=1e-5)


def test_an_empty_text_has_a_vector_and_no_names() -> None:
    (one,) = shipped_encoder().passes([""])

    assert one.vector.shape == (384,)
    assert one.names == ()


def test_what_two_ask_for_at_once_is_computed_once() -> None:
    encoder, computed = Encoder(), list[str]()
    begun, go_on = Event(), Event()

    def slowly(work: _Batch, batches: Iterable[list[_Asked]]) -> Iterator[list[Pass]]:
        begun.set()
        go_on.wait(30)
        for batch in batches:
            computed.extend(text for text, _ in batch)
            yield work(batch)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(encoder.passes, ["a river", "a stone"], slowly)
        begun.wait(30)
        second = pool.submit(encoder.passes, ["a stone"], slowly)
        go_on.set()

        assert second.result()[0] is first.result()[1]
    assert sorted(computed) == ["a river", "a stone"]


def test_a_vector_is_the_same_with_names_and_without() -> None:
    texts = ["Tom works at Siemens.", "I met Anna in Ghent last week, and we talked for hours."]

    read = Encoder().passes(texts)

    for one, vector in zip(read, Encoder().vectors(texts), strict=True):
        assert one.vector.tobytes() == vector.tobytes()


def test_a_text_that_was_read_is_not_computed_again_for_its_vector() -> None:
    encoder = Encoder()
    (read,) = encoder.passes(["a river"])

    def idle(work: _Batch, batches: Iterable[list[_Asked]]) -> Iterator[list[Pass]]:
        assert not list(batches)
        return iter(())

    (vector,) = encoder.vectors(["a river"], idle)
    assert vector is read.vector


def test_names_are_found_in_a_text_whose_vector_was_asked_for_first() -> None:
    encoder, text = Encoder(), "Anna Novak moved to Lisbon."

    encoder.vectors([text])

    assert [one.kind for one in encoder.passes([text])[0].names] == ["PERSON", "LOC"]


def test_a_text_that_will_be_read_is_computed_once_for_its_vector_and_its_names() -> None:
    encoder, text = Encoder(), "Anna Novak moved to Lisbon."
    encoder.will_read([text])

    (vector,) = encoder.vectors([text])

    def idle(work: _Batch, batches: Iterable[list[_Asked]]) -> Iterator[list[Pass]]:
        assert not list(batches)
        return iter(())

    (read,) = encoder.passes([text], idle)
    assert [one.kind for one in read.names] == ["PERSON", "LOC"]
    assert read.vector is vector


def test_what_failed_can_be_asked_again() -> None:
    encoder = Encoder()

    def failing(work: _Batch, batches: Iterable[list[_Asked]]) -> Iterator[list[Pass]]:
        raise OSError("no memory")

    with pytest.raises(OSError, match="no memory"):
        encoder.passes(["a river"], failing)

    assert len(encoder.passes(["a river"])) == 1
