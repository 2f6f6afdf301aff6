"""The MiniLM sentence encoder as an ONNX graph in 8-bit integers, drawn from its plain weights.

BERT, then the mean over the tokens, then length one. Only standard ONNX operators, so that any
build of onnxruntime runs it. Weights are rounded per output channel when the graph is drawn,
activations per token when it runs. Per token, because one scale for a whole batch, which is what
ready-made dynamic quantisation gives, lets a text's vector depend on its neighbours in the batch:
measured on chat turns, cosine down to .979 between the same text alone and in company.

Multiplying is a fifth of the time; the rest goes over the values between two products, and each
step of the graph goes over them once more. So the graph is drawn with few of them:

- It works on rows, one a token, the first tokens of all texts first. Then one step each rounds to
  integers and back, and onnxruntime multiplies by heads without turning anything.
- What a bias adds to every key falls out of the shares, and what it adds to every value it adds to
  the result as well: the one is left out, the other goes to the step after.
- GELU is drawn in its form with tanh, whose difference is far below that of the rounding.
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
LEAST_GELU = 0.17  # GELU falls to -.17 and no further
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
    drawing.places()
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
        self,
        operator: str,
        inputs: list[str],
        name: str,
        **settings: float | str | list[int] | onnx.TensorProto,
    ) -> str:
        made = helper.make_node(operator, inputs, [name], name=name)
        made.attribute.extend(
            helper.make_attribute(*setting) for setting in sorted(settings.items())
        )
        self.nodes.append(made)
        return name

    def constants(self) -> None:
        """What several parts of the graph share."""
        axes = {"first": [0], "second": [1], "last": [-1], "middle": [1, 2]}
        for name, places in axes.items():
            self.constant(name, np.array(places, np.int64))
        self.constant("row", np.array([-1, self.shape.width], np.int64))
        self.constant("head", np.array([self.shape.heads, self.head_width], np.int64))
        self.constant("width", np.array([self.shape.width], np.int64))
        self.constant("one", np.array(1, np.float32))
        self.constant("masked", np.array(MASKED, np.float32))
        self.constant("step", np.array(1 / 127, np.float32))
        self.constant("tiny", np.array(1e-9, np.float32))
        self.constant("least_gelu", np.array(LEAST_GELU, np.float32))
        self.constant("zero_point", np.array(128, np.uint8))

    @property
    def head_width(self) -> int:
        return self.shape.width // self.shape.heads

    def places(self) -> None:
        """Which tokens there are, in the forms in which they are asked for, and how many."""
        self.node("Transpose", ["input_ids"], "ids", perm=[1, 0])
        self.node("Cast", ["attention_mask"], "present", to=TensorProto.FLOAT)
        self.node("Transpose", ["present"], "present_by_place", perm=[1, 0])
        self.node("Sub", ["one", "present"], "absent")
        self.node("Mul", ["absent", "masked"], "penalties")
        self.node("Unsqueeze", ["penalties", "middle"], "penalty")
        self.node("Shape", ["ids"], "sizes")
        self.node("Concat", ["sizes", "head"], "by_heads", axis=0)
        self.node("Concat", ["sizes", "width"], "by_texts", axis=0)
        self.node("Size", ["ids"], "size")
        self.node("Unsqueeze", ["size", "first"], "row_count")
        middle = helper.make_tensor("middle", TensorProto.UINT8, [1], [128])
        self.node("ConstantOfShape", ["row_count"], "zero_points", value=middle)

    def embeddings(self) -> str:
        """Word, position and type vectors, summed and normalised, as rows."""
        table, scales = quantised(self.weights["embeddings.word_embeddings.weight"], TABLE_LIMIT)
        self.constant("words", table)
        self.constant("word_scales", scales[:, None])
        positions = self.weights["embeddings.position_embeddings.weight"]
        only_type = self.weights["embeddings.token_type_embeddings.weight"][0]
        self.constant("positions", positions + only_type)
        self.node("Gather", ["words", "ids"], "word_integers")
        self.node("Cast", ["word_integers"], "word_floats", to=TensorProto.FLOAT)
        self.node("Gather", ["word_scales", "ids"], "word_factors")
        self.node("Mul", ["word_floats", "word_factors"], "word_vectors")
        self.node("Shape", ["ids"], "length", start=0, end=1)
        self.node("Slice", ["positions", "first", "length", "first"], "position_rows")
        self.node("Unsqueeze", ["position_rows", "second"], "position_vectors")
        self.node("Add", ["word_vectors", "position_vectors"], "summed")
        self.node("Reshape", ["summed", "row"], "summed_rows")
        return self.normalised("summed_rows", "embeddings.LayerNorm")

    def attention(self, tokens: str, layer: int) -> str:
        """One layer's self-attention, with its residual and normalisation."""
        at = f"encoder.layer.{layer}.attention"
        integers, factors = self.integers(tokens, f"{at}.in")
        names = [f"{at}.self.{part}" for part in ("query", "key", "value")]
        query, key, value = (self.product(integers, factors, name) for name in names)
        # The scales of the keys go to the queries, whose values they meet in each product.
        softened = self.scale(names[1]) / np.sqrt(self.head_width)
        query = self.stretched(
            query, names[0], self.scale(names[0]) * softened, self.bias(names[0]) * softened
        )
        value = self.stretched(value, names[2], self.scale(names[2]))
        self.node(
            "MatMul",
            [self.turned(query, [1, 2, 0, 3]), self.turned(key, [1, 2, 3, 0])],
            f"{at}.likeness",
        )
        self.node("Add", [f"{at}.likeness", "penalty"], f"{at}.allowed")
        self.node("Softmax", [f"{at}.allowed"], f"{at}.shares", axis=-1)
        self.node("MatMul", [f"{at}.shares", self.turned(value, [1, 2, 0, 3])], f"{at}.by_head")
        self.node("Transpose", [f"{at}.by_head"], f"{at}.turned", perm=[2, 0, 1, 3])
        self.node("Reshape", [f"{at}.turned", "row"], f"{at}.joined")
        dense = f"{at}.output.dense"
        bias = self.bias(dense) + self.weights[f"{dense}.weight"] @ self.bias(names[2])
        out = self.product(*self.integers(f"{at}.joined", f"{at}.out"), dense)
        return self.added(tokens, self.stretched(out, dense, self.scale(dense), bias), at)

    def feed_forward(self, tokens: str, layer: int) -> str:
        """One layer's two dense steps, with their residual and normalisation."""
        at = f"encoder.layer.{layer}"
        wide, dense = f"{at}.intermediate.dense", f"{at}.output.dense"
        raised = self.product(*self.integers(tokens, f"{at}.in"), wide)
        raised = self.stretched(raised, wide, self.scale(wide), self.bias(wide))
        self.node("Gelu", [raised], f"{at}.gelu", approximate="tanh")
        out = self.product(*self.integers(f"{at}.gelu", f"{at}.out", is_gelu=True), dense)
        out = self.stretched(out, dense, self.scale(dense), self.bias(dense))
        return self.added(tokens, out, at)

    def pooled(self, tokens: str) -> str:
        """The mean over the tokens that are not padding, brought to length one."""
        self.node("Reshape", [tokens, "by_texts"], "tokens_by_place")
        self.node("Unsqueeze", ["present_by_place", "last"], "present_column")
        self.node("Mul", ["tokens_by_place", "present_column"], "kept")
        self.node("ReduceSum", ["kept", "first"], "total", keepdims=0)
        self.node("ReduceSum", ["present", "second"], "count", keepdims=1)
        self.node("Div", ["total", "count"], "mean")
        self.node("ReduceL2", ["mean", "second"], "norm", keepdims=1)
        return self.node("Div", ["mean", "norm"], "embedding")

    def integers(self, rows: str, name: str, *, is_gelu: bool = False) -> tuple[str, str]:
        """Each row's values as integers around 128, and its factor back."""
        if is_gelu:  # what is below zero is known to be small
            largest, least = rows, "least_gelu"
        else:
            largest, least = self.node("Abs", [rows], f"{name}.absolute"), "tiny"
        self.node("ReduceMax", [largest, "last"], f"{name}.largest", keepdims=0)
        self.node("Max", [f"{name}.largest", least], f"{name}.range")
        self.node("Mul", [f"{name}.range", "step"], f"{name}.factor")
        parts = [rows, f"{name}.factor", "zero_points"]
        return self.node("QuantizeLinear", parts, f"{name}.integers", axis=0), f"{name}.factor"

    def product(self, integers: str, factors: str, name: str) -> str:
        """weight · x without its bias, each channel still to be multiplied by its scale."""
        rows, _ = quantised(self.weights[f"{name}.weight"], WEIGHT_LIMIT)
        weight = self.constant(f"{name}.weight", rows.T)
        self.node("MatMulInteger", [integers, weight, "zero_point"], f"{name}.product")
        return self.node("DequantizeLinear", [f"{name}.product", factors], f"{name}.raw", axis=0)

    def scale(self, name: str) -> NDArray[np.float32]:
        """What a layer's channels are to be multiplied by."""
        return quantised(self.weights[f"{name}.weight"], WEIGHT_LIMIT)[1]

    def bias(self, name: str) -> NDArray[np.float32]:
        return self.weights[f"{name}.bias"]

    def stretched(
        self,
        rows: str,
        name: str,
        by: NDArray[np.floating],
        plus: NDArray[np.floating] | None = None,
    ) -> str:
        """The channels of a product by their scales, and with their biases."""
        scale = self.constant(f"{name}.scale", by.astype(np.float32))
        found = self.node("Mul", [rows, scale], f"{name}.by_channel")
        if plus is None:
            return found
        bias = self.constant(f"{name}.bias", plus.astype(np.float32))
        return self.node("Add", [found, bias], f"{name}.result")

    def turned(self, rows: str, order: list[int]) -> str:
        """Rows by heads, from (token, text, head, value) into another order of these."""
        self.node("Reshape", [rows, "by_heads"], f"{rows}.split")
        return self.node("Transpose", [f"{rows}.split"], f"{rows}.turned", perm=order)

    def added(self, tokens: str, found: str, at: str) -> str:
        """What a step found, added to what it was given, and normalised."""
        self.node("Add", [tokens, found], f"{at}.residual")
        return self.normalised(f"{at}.residual", f"{at}.output.LayerNorm")

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
