"""Adding to an ONNX file without the package `onnx`, which only development has.

Two messages of protobuf one after the other are one message with the fields of both, so what is
added to a model (its field 7: graph) is a graph with nothing but the new parts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_FLOAT = 1  # TensorProto.FLOAT


def with_parts(model: bytes, parts: Sequence[bytes]) -> bytes:
    """A model whose graph also has these nodes, tensors and outputs, each made below."""
    return model + _field(7, b"".join(parts))


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
    shape = b"".join(_varint(1 << 3) + _varint(size) for size in values.shape)
    kind = _varint(2 << 3) + _varint(_FLOAT)
    raw = np.ascontiguousarray(values, "<f4").tobytes()
    return _field(5, shape + kind + _field(8, name.encode()) + _field(9, raw))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
