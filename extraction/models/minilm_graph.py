"""The MiniLM sentence encoder as an ONNX graph in 8-bit integers, drawn from its plain weights.

BERT, then the mean over the tokens, then length one. Only standard ONNX operators, so that any
build of onnxruntime runs it. Weights are rounded per output channel when the graph is drawn,
activations per token when it runs. Per token, because one scale for a whole batch, which is what
ready-made dynamic quantisation gives, lets a text's vector depend on its neighbours in the batch:
measured on chat turns, cosine down to .979 between the same text alone and in company.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]

# 7 of the 8 bits: on processors without VNNI two products are added in 16 bits, and
# 2 × 255 × 63 = 32,130 still fits where 2 × 255 × 127 would be cut off, silently.
WEIGHT_LIMIT = 63
TABLE_LIMIT = 127
MASKED = -1e4  # added to the attention of padding: e^-10,000 is zero in any float
OPSET = 20
IR_VERSION = 10


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder; the defaults are those of all-MiniLM-L6-v2."""

    layers: int = 6
    heads: int = 12
    width: int = 384


def quantised(
    rows: NDArray[np.float32], limit: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Each row in integers of at most ±limit, and (n,) factors that give the row back."""
    scales = np.maximum(np.abs(rows).max(axis=1) / limit, 1e-9).astype(np.float32)
    return np.clip(np.round(rows / scales[:, None]), -limit, limit).astype(np.int8), scales


def minilm(weights: Weights, shape: Shape = Shape()) -> onnx.ModelProto:
    """The model: `input_ids` and `attention_mask` in, both int64 (n, tokens); `embedding` out."""
    drawing = _Drawing(weights, shape)
    drawing.constants()
    tokens = drawing.embeddings()
    for layer in range(shape.layers):
        tokens = drawing.feed_forward(drawing.attention(tokens, layer), layer)
    drawing.pooled(tokens)
    return drawing.model()


@dataclass(slots=True)
class _Drawing:
    """A graph being drawn: every method adds nodes and returns the name of its result."""

    weights: Weights
    shape: Shape
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    tensors: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, operator: str, inputs: list[str], name: str, **settings: float | list[int]
    ) -> str:
        made = helper.make_node(operator, inputs, [name], name=name)
        made.attribute.extend(
            helper.make_attribute(*setting) for setting in sorted(settings.items())
        )
        self.nodes.append(made)
        return name

    def constants(self) -> None:
        """What several parts of the graph share, the two forms of the mask included."""
        head_width = self.shape.width // self.shape.heads
        for name, axes in {"first": [0], "second": [1], "last": [-1], "middle": [1, 2]}.items():
            self.constant(name, np.array(axes, np.int64))
        self.constant("split", np.array([0, 0, self.shape.heads, head_width], np.int64))
        self.constant("joined", np.array([0, 0, self.shape.width], np.int64))
        self.constant("softening", np.array(1 / np.sqrt(head_width), np.float32))
        self.constant("one", np.array(1, np.float32))
        self.constant("masked", np.array(MASKED, np.float32))
        self.constant("step", np.array(1 / 127, np.float32))
        self.constant("tiny", np.array(1e-9, np.float32))
        self.constant("rounding", np.array(128.5, np.float32))  # the cast then cuts the fraction
        self.constant("zero_point", np.array(128, np.uint8))
        self.node("Cast", ["attention_mask"], "present", to=TensorProto.FLOAT)
        self.node("Sub", ["one", "present"], "absent")
        self.node("Mul", ["absent", "masked"], "penalty")
        self.node("Unsqueeze", ["penalty", "middle"], "attention_penalty")

    def embeddings(self) -> str:
        """Word, position and type vectors, summed and normalised."""
        table, scales = quantised(self.weights["embeddings.word_embeddings.weight"], TABLE_LIMIT)
        self.constant("words", table)
        self.constant("word_scales", scales[:, None])
        positions = self.weights["embeddings.position_embeddings.weight"]
        only_type = self.weights["embeddings.token_type_embeddings.weight"][0]
        self.constant("positions", positions + only_type)
        self.node("Gather", ["words", "input_ids"], "word_integers")
        self.node("Cast", ["word_integers"], "word_floats", to=TensorProto.FLOAT)
        self.node("Gather", ["word_scales", "input_ids"], "word_factors")
        self.node("Mul", ["word_floats", "word_factors"], "word_vectors")
        self.node("Shape", ["input_ids"], "length", start=1, end=2)
        self.node("Slice", ["positions", "first", "length", "first"], "position_vectors")
        self.node("Add", ["word_vectors", "position_vectors"], "summed")
        return self.normalised("summed", "embeddings.LayerNorm")

    def attention(self, tokens: str, layer: int) -> str:
        """One layer's self-attention, with its residual and normalisation."""
        at = f"encoder.layer.{layer}.attention"
        integers, factors = self.integers(tokens, f"{at}.in")
        query, key, value = (
            self.by_heads(self.linear(integers, factors, f"{at}.self.{part}"), order)
            for part, order in (
                ("query", [0, 2, 1, 3]),
                ("key", [0, 2, 3, 1]),
                ("value", [0, 2, 1, 3]),
            )
        )
        self.node("MatMul", [query, key], f"{at}.likeness")
        self.node("Mul", [f"{at}.likeness", "softening"], f"{at}.softened")
        self.node("Add", [f"{at}.softened", "attention_penalty"], f"{at}.allowed")
        self.node("Softmax", [f"{at}.allowed"], f"{at}.shares", axis=-1)
        self.node("MatMul", [f"{at}.shares", value], f"{at}.by_head")
        self.node("Transpose", [f"{at}.by_head"], f"{at}.turned", perm=[0, 2, 1, 3])
        self.node("Reshape", [f"{at}.turned", "joined"], f"{at}.joined")
        out = self.linear(*self.integers(f"{at}.joined", f"{at}.out"), f"{at}.output.dense")
        self.node("Add", [tokens, out], f"{at}.residual")
        return self.normalised(f"{at}.residual", f"{at}.output.LayerNorm")

    def feed_forward(self, tokens: str, layer: int) -> str:
        """One layer's two dense steps, with their residual and normalisation."""
        at = f"encoder.layer.{layer}"
        wide = self.linear(*self.integers(tokens, f"{at}.in"), f"{at}.intermediate.dense")
        self.node("Gelu", [wide], f"{at}.gelu")
        out = self.linear(*self.integers(f"{at}.gelu", f"{at}.out"), f"{at}.output.dense")
        self.node("Add", [tokens, out], f"{at}.residual")
        return self.normalised(f"{at}.residual", f"{at}.output.LayerNorm")

    def pooled(self, tokens: str) -> str:
        """The mean over the tokens that are not padding, brought to length one."""
        self.node("Unsqueeze", ["present", "last"], "present_column")
        self.node("Mul", [tokens, "present_column"], "kept")
        self.node("ReduceSum", ["kept", "second"], "total", keepdims=0)
        self.node("ReduceSum", ["present", "second"], "count", keepdims=1)
        self.node("Div", ["total", "count"], "mean")
        self.node("ReduceL2", ["mean", "second"], "norm", keepdims=1)
        return self.node("Div", ["mean", "norm"], "embedding")

    def integers(self, tokens: str, name: str) -> tuple[str, str]:
        """Each token's values as integers around 128, and its factor back."""
        self.node("Abs", [tokens], f"{name}.absolute")
        self.node("ReduceMax", [f"{name}.absolute", "last"], f"{name}.largest", keepdims=1)
        self.node("Max", [f"{name}.largest", "tiny"], f"{name}.range")
        self.node("Mul", [f"{name}.range", "step"], f"{name}.factor")
        self.node("Div", [tokens, f"{name}.factor"], f"{name}.stretched")
        self.node("Add", [f"{name}.stretched", "rounding"], f"{name}.raised")
        self.node("Cast", [f"{name}.raised"], f"{name}.integers", to=TensorProto.UINT8)
        return f"{name}.integers", f"{name}.factor"

    def linear(self, integers: str, factors: str, name: str) -> str:
        """weight · x + bias, multiplied in integers, of values that `integers` made."""
        rows, scales = quantised(self.weights[f"{name}.weight"], WEIGHT_LIMIT)
        weight, scale = (
            self.constant(f"{name}.weight", rows.T),
            self.constant(f"{name}.scale", scales),
        )
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        self.node("MatMulInteger", [integers, weight, "zero_point"], f"{name}.product")
        self.node("Cast", [f"{name}.product"], f"{name}.float", to=TensorProto.FLOAT)
        self.node("Mul", [f"{name}.float", factors], f"{name}.by_token")
        self.node("Mul", [f"{name}.by_token", scale], f"{name}.by_channel")
        return self.node("Add", [f"{name}.by_channel", bias], f"{name}.result")

    def by_heads(self, tokens: str, order: list[int]) -> str:
        self.node("Reshape", [tokens, "split"], f"{tokens}.split")
        return self.node("Transpose", [f"{tokens}.split"], f"{tokens}.turned", perm=order)

    def normalised(self, tokens: str, name: str) -> str:
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        inputs = [tokens, weight, bias]
        return self.node("LayerNormalization", inputs, f"{name}.result", axis=-1, epsilon=1e-12)

    def model(self) -> onnx.ModelProto:
        """The finished graph, checked against the ONNX standard."""
        ids, mask = (
            helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask")
        )
        rows = helper.make_tensor_value_info(
            "embedding", TensorProto.FLOAT, ["texts", self.shape.width]
        )
        drawn = helper.make_graph(self.nodes, "minilm", [ids, mask], [rows], self.tensors)
        opset = helper.make_opsetid("", OPSET)
        made = helper.make_model(drawn, opset_imports=[opset], ir_version=IR_VERSION)
        onnx.checker.check_model(made)
        return made
