"""One forward pass of MiniLM a text, for whoever asks: its vector, and the names in it."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.name_head import NameHead, NameSpan, load_head
from quipu.extraction.models.onnx_bytes import node, output, tensor, with_parts
from quipu.extraction.models.unobserved import unobserved
from quipu.schema.errors import Unavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

SHIPPED = Path(__file__).parent / "minilm"
TOKEN_LIMIT = 256  # the length the model was trained for
CHARACTER_LIMIT = 20_000  # tokens beyond are never looked for, however long the text
BATCH = 4  # a tenth faster on chat turns than 8, which pads more and leaves the cache
LAYERS = (2, 4, 6)  # whose states the head of names sees; 6 is the last
_RECENT = 1_024  # passes kept: reader and embedder ask for the same batch of texts

_Asked = tuple[str, bool]
"""A text, and whether its names are asked for beside its vector."""

_Run = Callable[[Callable[[Sequence[_Asked]], list["Pass"]], Iterable[list[_Asked]]],
                Iterable[list["Pass"]]]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over a text gives; names only within the first 256 tokens, and if asked for."""

    vector: NDArray[np.float32]
    names: tuple[NameSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class WordStates:
    """A text's vector, its words as (start, end), and their states.

    The states have the shape (words, 1152), or (words, 192) as the head of names sees them.
    """

    vector: NDArray[np.float32]
    words: list[tuple[int, int]]
    states: NDArray[np.float32]


class Encoder:
    """The model of a folder, loaded when first asked; safe to ask from several threads.

    A text that two ask for at the same time is computed once, and the other one waits. What a
    text gives is the same whatever else is asked with it.
    """

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder
        self._loading, self._guard = Lock(), Lock()
        self._parts: tuple[Model, NameHead] | None = None
        self._recent: OrderedDict[_Asked, Future[Pass]] = OrderedDict()
        self._to_be_read: OrderedDict[str, None] = OrderedDict()

    def will_read(self, texts: Iterable[str]) -> None:
        """Somebody will ask for the names of these texts: who asks for a vector of one before
        that finds its names in the same pass."""
        with self._guard:
            self._to_be_read.update(dict.fromkeys(texts))
            while len(self._to_be_read) > _RECENT:
                self._to_be_read.popitem(last=False)

    def passes(self, texts: Sequence[str], run: _Run = map) -> list[Pass]:
        """One pass a text, in order. `run` maps over batches, as a pool of threads does.

        Raises `Unavailable` where the model's files are missing or damaged.
        """
        return self._given([(text, True) for text in texts], run)

    def vectors(self, texts: Sequence[str], run: _Run = map) -> list[NDArray[np.float32]]:
        """The vectors alone, the same ones for two thirds of the time; as `passes` otherwise."""
        with self._guard:
            asked = [
                (text, text in self._to_be_read or (text, True) in self._recent) for text in texts
            ]
        return [one.vector for one in self._given(asked, run)]

    def _given(self, asked: Sequence[_Asked], run: _Run) -> list[Pass]:
        mine: dict[_Asked, Future[Pass]] = {}
        with self._guard:
            for one in asked:
                if one not in self._recent:
                    mine[one] = self._recent[one] = Future()
                    if one[1]:
                        self._to_be_read.pop(one[0], None)
                self._recent.move_to_end(one)
            promised = [self._recent[one] for one in asked]
        try:
            new = list(mine)
            places = alike_in_length([text for text, _ in new])
            batches = [[new[place] for place in batch] for batch in places]
            for batch, found in zip(batches, run(self._batch, batches), strict=True):
                for one, given in zip(batch, found, strict=True):
                    mine[one].set_result(given)
        except BaseException as error:
            self._give_up(mine, error)
            raise
        self._forget()
        return [one.result() for one in promised]

    def _batch(self, asked: Sequence[_Asked]) -> list[Pass]:
        model, head = self._loaded()
        texts = [text for text, _ in asked]
        if not any(are_names_asked for _, are_names_asked in asked):
            return [Pass(vector) for vector in model.vectors(texts)]
        return [
            Pass(one.vector, head.names(text, one.words, one.states))
            for text, one in zip(texts, model.read(texts), strict=True)
        ]

    def _give_up(self, mine: dict[_Asked, Future[Pass]], error: BaseException) -> None:
        with self._guard:
            for asked, promised in mine.items():
                self._recent.pop(asked, None)
                if not promised.done():
                    promised.set_exception(error)

    def _forget(self) -> None:
        with self._guard:
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)

    def _loaded(self) -> tuple[Model, NameHead]:
        with self._loading:
            if self._parts is None:
                head = load_head()
                self._parts = load(self._folder, head), head
            return self._parts


@cache
def shipped_encoder() -> Encoder:
    """The encoder that the reader and the embedder of this process share."""
    return Encoder()


def alike_in_length(texts: Sequence[str]) -> list[list[int]]:
    """The places of the texts in batches of like length, so that little padding is computed."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
    return [order[start : start + BATCH] for start in range(0, len(order), BATCH)]


@dataclass(frozen=True, slots=True)
class Model:
    """Tokenizer and network, both safe to call from several threads at once.

    The network gives the vector and `told`, the states of which words are told.
    """

    tokenizer: Tokenizer
    network: InferenceSession
    told: tuple[str, ...]

    def read(self, texts: Sequence[str]) -> list[WordStates]:
        """What the network makes of one batch."""
        encoded = self._encoded(texts)
        rows, *told = self.network.run(["embedding", *self.told], _padded(encoded))
        # A row a token: the first ones of all texts, then the second ones, and so on.
        by_place = [one.reshape(-1, len(texts), one.shape[-1]) for one in told]
        states = np.concatenate(by_place, axis=-1).swapaxes(0, 1)
        return [
            WordStates(row.copy(), *_by_word(one, some))
            for row, one, some in zip(rows, encoded, states, strict=True)
        ]

    def vectors(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """The vectors of one batch, for which nothing is told of words."""
        (rows,) = self.network.run(["embedding"], _padded(self._encoded(texts)))
        return [row.copy() for row in rows]

    def _encoded(self, texts: Sequence[str]) -> list[Encoding]:
        # One by one: the tokenizer's own batches run on threads that nobody bounds.
        return [self.tokenizer.encode(readable(text)) for text in texts]


def _padded(encoded: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    """A batch as the network takes it, the shorter texts padded."""
    ids = np.zeros((len(encoded), max(len(one.ids) for one in encoded)), np.int64)
    mask = np.zeros_like(ids)
    for place, one in enumerate(encoded):
        ids[place, : len(one.ids)] = one.ids
        mask[place, : len(one.ids)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _by_word(
    encoded: Encoding, states: NDArray[np.float32]
) -> tuple[list[tuple[int, int]], NDArray[np.float32]]:
    """The words of a text and the mean state of each one's pieces."""
    places = [(place, word) for place, word in enumerate(encoded.word_ids) if word is not None]
    spans: dict[int, tuple[int, int]] = {}
    offsets = encoded.offsets  # a new list each time that it is asked for
    for place, word in places:
        start, end = offsets[place]
        spans[word] = (spans.get(word, (start, end))[0], end)
    starts = [n for n, (_, word) in enumerate(places) if n == 0 or places[n - 1][1] != word]
    if not starts:
        return [], np.empty((0, states.shape[-1]), np.float32)
    first = np.array([places[start][0] for start in starts])
    counts = np.diff([*starts, len(places)])
    means = states[first]
    for beyond in range(1, int(counts.max())):
        of_several = np.flatnonzero(counts > beyond)
        means[of_several] += states[first[of_several] + beyond]
    means /= counts[:, None].astype(np.float32)
    return list(spans.values()), means


def readable(text: str) -> str:
    """The part of a text that can matter, without the half characters that UTF-8 cannot carry."""
    return text[:CHARACTER_LIMIT].encode("utf-8", "replace").decode()


def load(folder: Path = SHIPPED, head: NameHead | None = None) -> Model:
    """The model in a folder, its files checked against `meta.json`.

    With a head, the network also does the first step of it, and words have the states after that.
    """
    unobserved()
    # Imported here: 80 ms that commands which embed nothing need not pay.
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    checked = checked_files(folder)
    options = SessionOptions()
    options.intra_op_num_threads = 1  # the embedder's own threads each run a batch
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_str(checked["tokenizer.json"].decode())
    tokenizer.enable_truncation(TOKEN_LIMIT)
    tokenizer.no_padding()
    layers = tuple(map(_layer, LAYERS))
    told = layers if head is None else (_SEEN,)
    steps = [] if head is None else _first_step(head, layers)
    graph = with_parts(checked["model.onnx"], [*steps, *map(output, told)])
    network = InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return Model(tokenizer, network, told)


_SEEN = "names.seen"


def _first_step(head: NameHead, layers: Sequence[str]) -> Iterator[bytes]:
    """What the head makes of the states, as parts of the network: it takes a third of the time.

    The step is linear, so it may come before the mean over the pieces of a word.
    """
    matrix, constant = head.first_step
    depth = len(matrix) // len(layers)
    for number, layer in enumerate(layers):
        yield tensor(f"{_SEEN}.{number}.weight", matrix[number * depth : (number + 1) * depth])
        yield node("MatMul", [layer, f"{_SEEN}.{number}.weight"], f"{_SEEN}.{number}")
    yield tensor(f"{_SEEN}.constant", constant)
    parts = [f"{_SEEN}.{number}" for number in range(len(layers))]
    yield node("Sum", [*parts, f"{_SEEN}.constant"], _SEEN)


def checked_files(folder: Path) -> dict[str, bytes]:
    """The model's files by name; `Unavailable` unless each is there and whole."""
    hint = "install quipu-memory again, or check out the model's files anew"
    found = {}
    try:
        expected = json.loads((folder / "meta.json").read_bytes())["files_sha256"]
        for name, digest in expected.items():
            found[name] = (folder / name).read_bytes()
            if hashlib.sha256(found[name]).hexdigest() != digest:
                raise Unavailable(f"the model file {folder / name} is damaged", hint=hint)
    except (OSError, ValueError, KeyError) as error:
        raise Unavailable(f"no embedding model in {folder}: {error}", hint=hint) from error
    return found


def _layer(number: int) -> str:
    """The name in the graph of a layer's states, counted from 1."""
    return f"encoder.layer.{number - 1}.output.LayerNorm.result"
