"""Trains the head of names anew and writes it with its scores; nothing that runs needs this.

    python -m quipu.extraction.training CORPORA --out FOLDER

CORPORA is a folder with the files that `manifest.toml` names. No library beyond those that Quipu
itself needs; about ten minutes on two cores and 3 GB of memory. The same files give the same
head on the same machine.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import numpy as np

from quipu.extraction.models.encoder import LAYERS, Model, WordStates, alike_in_length, load
from quipu.extraction.models.name_head import NameHead, from_integers, in_integers, shapes
from quipu.extraction.training.corpora import Labelled, allowed_tags, sentences_of, texts_of
from quipu.extraction.training.fitting import Example, fitted
from quipu.extraction.training.manifest import SHIPPED_MANIFEST, Corpus, checked, corpora_of
from quipu.extraction.training.scoring import scores_of

ROUNDS, SEED = 5, 20261127
_LOG = logging.getLogger("training")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line: corpora in, `head.npz` and `meta.json` out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, help="the folder that holds the corpora")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--manifest", type=Path, default=SHIPPED_MANIFEST)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    corpora = corpora_of(chosen.manifest)
    for corpus in corpora:
        checked(corpus, chosen.corpora)
    model = load()
    trained = train(model, corpora, chosen.corpora, rounds=chosen.rounds, seed=chosen.seed)
    head = NameHead(from_integers(in_integers(trained.weights)))  # as it will run
    scores = {
        corpus.name: measured(model, head, corpus, chosen.corpora)
        for corpus in corpora
        if corpus.dev
    }
    written = {"rounds": chosen.rounds, "seed": chosen.seed, "scores": scores}
    write(trained, corpora, chosen.out, written)


def train(
    model: Model, corpora: Sequence[Corpus], folder: Path, *, rounds: int, seed: int
) -> NameHead:
    """The head trained on the training parts of the corpora."""
    examples: list[Example] = []
    for corpus in corpora:
        texts = texts_of(corpus, corpus.train, folder, seed)
        examples += read(model, texts, corpus.kinds) * corpus.repeats
        _LOG.info("%s: %d texts", corpus.name, len(texts))
    return fitted(
        examples,
        rounds,
        seed,
        lambda number, loss: _LOG.info("round %d: %.4f", number, loss),
    )


def read(model: Model, texts: Sequence[Labelled], kinds: frozenset[str]) -> list[Example]:
    """The texts as the head sees them."""
    by_text = {labelled.text: labelled for labelled in texts}
    examples = []
    for text, one in _read(model, list(by_text)):
        if one.words:
            allowed = allowed_tags(by_text[text], one.words, kinds)
            states = one.states.astype(np.float16)
            examples.append(Example(states, shapes(text, one.words), allowed))
    return examples


def _read(model: Model, texts: Sequence[str]) -> Iterator[tuple[str, WordStates]]:
    for places in alike_in_length(texts):
        batch = [texts[place] for place in places]
        yield from zip(batch, model.read(batch), strict=True)


def measured(model: Model, head: NameHead, corpus: Corpus, folder: Path) -> dict[str, float]:
    """The head's scores on the development part of a corpus, sentence by sentence."""
    drawn = Random(SEED)
    texts = {
        one.text: one for name in corpus.dev for one in sentences_of(corpus, name, folder, drawn)
    }
    pairs = [
        (texts[text], head.names(text, one.words, one.states))
        for text, one in _read(model, list(texts))
    ]
    found = scores_of(pairs, corpus.kinds)
    _LOG.info("%s: %s", corpus.name, found)
    return found


def write(head: NameHead, corpora: Sequence[Corpus], out: Path, trained: dict[str, object]) -> None:
    """`head.npz` and its `meta.json`."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "head.npz").open("wb") as file:
        np.savez_compressed(file, **in_integers(head.weights))  # type: ignore[arg-type]
    meta = {
        "name": "names-1",
        "licence": "CC BY-SA 4.0",
        "reads": f"the mean states of a word's pieces in layers {list(LAYERS)} of all-MiniLM-L6-v2",
        "corpora": {
            corpus.name: {
                "source": corpus.source,
                "commit": corpus.commit,
                "licence": corpus.licence,
                "used for": "training" if corpus.train else "measuring",
            }
            for corpus in corpora
        },
        **trained,
        "files_sha256": {"head.npz": sha256((out / "head.npz").read_bytes()).hexdigest()},
    }
    (out / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
