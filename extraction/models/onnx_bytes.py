"""ONNX files written or added to without the package `onnx`, which only development has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_FLOAT = 1  # TensorProto.FLOAT
_VERSION, _OPERATORS = 10, 20  # of the format and of its operators, as `minilm_graph` has them


def with_parts(model: bytes, parts: Sequence[bytes]) -> bytes:
    """A model whose graph also has these nodes, tensors and outputs, each made below.

    Two messages of protobuf one after the other are one message with the fields of both, so what
    is added (field 7: graph) is a graph with nothing but the new parts.
    """
    return model + _field(7, b"".join(parts))


def new_model(parts: Sequence[bytes]) -> bytes:
    """A model of these parts alone."""
    version = _number(1, _VERSION) + _field(8, _number(2, _OPERATORS))
    return with_parts(version, [_field(2, b"quipu"), *parts])


def rows_input(name: str, width: int) -> bytes:
    """What a model is given: any number of rows of 32-bit floats."""
    sizes = _field(1, _field(2, b"rows")) + _field(1, _number(1, width))
    tensor_type = _field(1, _number(1, _FLOAT) + _field(2, sizes))
    return _field(11, _field(1, name.encode()) + _field(2, tensor_type))


def output(name: str) -> bytes:
    """An inner value that is given out, too."""
    return _field(12, _field(1, name.encode()))


def node(operator: str, inputs: Sequence[str], name: str) -> bytes:
    """A step without attributes; it and its one result are called by the same name."""
    content = b"".join(_field(1, one.encode()) for one in inputs)
    content += _field(2, name.encode()) + _field(3, name.encode()) + _field(4, operator.encode())
    return _field(1, content)


def tensor(name: str, values: NDArray[np.float32]) -> bytes:
    """A constant of 32-bit floats."""
    shape = b"".join(_number(1, size) for size in values.shape)
    raw = np.ascontiguousarray(values, "<f4").tobytes()
    return _field(5, shape + _number(2, _FLOAT) + _field(8, name.encode()) + _field(9, raw))


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
