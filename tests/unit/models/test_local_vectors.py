"""The model on this machine: what it loads, how it batches, what it reads of a text."""

import hashlib
import json
import shutil
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pytest

from quipu.extraction.models.encoder import BATCH, SHIPPED, alike_in_length
from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.schema.errors import Invalid, Unavailable


async def test_a_folder_without_a_model_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no embedding model in"):
        await LocalEmbedder(folder=tmp_path).embed(["text"])


async def test_a_damaged_model_is_not_loaded(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "model.onnx").write_bytes(b"half of it")

    with pytest.raises(Unavailable, match=r"model\.onnx is damaged"):
        await LocalEmbedder(folder=tmp_path).embed(["text"])


async def test_it_works_again_once_its_files_are_there(tmp_path: Path) -> None:
    embedder = LocalEmbedder(folder=tmp_path)
    with pytest.raises(Unavailable):
        await embedder.embed(["text"])
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)

    assert (await embedder.embed(["text"])).shape == (1, 384)


def test_no_threads_at_all_are_refused() -> None:
    with pytest.raises(Invalid, match="0 threads"):
        LocalEmbedder(threads=0)


async def test_one_thread_gives_the_same_vectors_as_two() -> None:
    texts = [f"{'word ' * length}." for length in range(20)]

    one = await LocalEmbedder(threads=1).embed(texts)
    two = await LocalEmbedder(threads=2).embed(texts)

    assert one == pytest.approx(two, abs=1e-5)


async def test_only_the_first_256_tokens_count() -> None:
    start = "river " * 253  # with one more word, and the two tokens that frame every text, 256

    whole, longer, other = await LocalEmbedder().embed(
        [start + "stone", start + "stone " + "volcano " * 500, start + "volcano"]
    )

    assert longer == pytest.approx(whole, abs=1e-6)
    assert np.abs(other - whole).max() > 1e-3


def test_batches_hold_every_text_once_and_like_lengths_together() -> None:
    texts = ["x" * (number * 7 % 31) for number in range(31)]

    batches = alike_in_length(texts)

    assert sorted(chain.from_iterable(batches)) == list(range(31))
    assert max(map(len, batches)) == BATCH
    lengths = [[len(texts[place]) for place in batch] for batch in batches]
    assert all(min(longer) > max(shorter) for longer, shorter in pairwise(lengths))


def test_the_shipped_files_are_those_their_description_names() -> None:
    description = json.loads((SHIPPED / "meta.json").read_text())

    found = {
        name: hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest()
        for name in description["files_sha256"]
    }
    assert found == description["files_sha256"]
    assert (description["name"], description["dimensions"]) == (
        LocalEmbedder.name,
        LocalEmbedder.dimensions,
    )
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 25_000_000
