"""Sentence vectors on this machine: the MiniLM model that is shipped, run by onnxruntime."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quipu.schema.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent / "minilm"
TOKEN_LIMIT = 256  # the length the model was trained for
CHARACTER_LIMIT = 20_000  # tokens beyond are never looked for, however long the text
BATCH = 8  # fastest of 1, 4, 8, 16, 32 on chat turns: more only adds padding


class LocalEmbedder:
    """all-MiniLM-L6-v2 in 8-bit integers; the model is loaded when first asked.

    The first 256 tokens of a text count. A text's vector is the same whatever else is asked
    with it. Calls made at the same time share `threads` threads. Raises `Unavailable` if the
    model's files are missing or damaged.
    """

    name = "all-MiniLM-L6-v2-int8"
    dimensions = 384

    def __init__(self, threads: int | None = None, folder: Path = SHIPPED) -> None:
        if threads is None:
            threads = min(2, os.cpu_count() or 1)
        if threads < 1:
            raise Invalid(f"{threads} threads for the embedder", hint="at least 1")
        self._folder = folder
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="embedder")
        self._loading = Lock()
        self._model: _Model | None = None

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384), in the order given."""
        return await asyncio.to_thread(self._embed, texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.empty((len(texts), self.dimensions), np.float32)
        if not texts:
            return rows
        model = self._loaded()
        batches = alike_in_length(texts)
        asked = ([texts[place] for place in batch] for batch in batches)
        for batch, found in zip(batches, self._workers.map(model.embed, asked), strict=True):
            rows[batch] = found
        return rows

    def _loaded(self) -> _Model:
        with self._loading:
            if self._model is None:
                self._model = load(self._folder)
            return self._model


def alike_in_length(texts: Sequence[str]) -> list[list[int]]:
    """The places of the texts in batches of like length, so that little padding is computed."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]), reverse=True)
    return [order[start : start + BATCH] for start in range(0, len(order), BATCH)]


@dataclass(frozen=True, slots=True)
class _Model:
    """Tokenizer and network, both safe to call from several threads at once."""

    tokenizer: Tokenizer
    network: InferenceSession

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows for one batch."""
        # One by one: the tokenizer's own batches run on threads that nobody bounds.
        tokens = [self.tokenizer.encode(readable(text)).ids for text in texts]
        ids = np.zeros((len(tokens), max(map(len, tokens))), np.int64)
        mask = np.zeros_like(ids)
        for place, row in enumerate(tokens):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask}
        return np.asarray(self.network.run(["embedding"], inputs)[0], np.float32)


def readable(text: str) -> str:
    """The part of a text that can matter, without the half characters that UTF-8 cannot carry."""
    return text[:CHARACTER_LIMIT].encode("utf-8", "replace").decode()


def load(folder: Path) -> _Model:
    """The model in a folder, its files checked against `meta.json`."""
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
    network = InferenceSession(checked["model.onnx"], options, providers=["CPUExecutionProvider"])
    return _Model(tokenizer, network)


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
