"""The head of names: read the corpora, fit, measure, write it with its scores."""

from __future__ import annotations

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
from quipu.extraction.training.manifest import Corpus
from quipu.extraction.training.scoring import scores_of

ROUNDS, SEED = 6, 20261127
_LOG = logging.getLogger("training")


def train_names(
    corpora: Sequence[Corpus], folder: Path, out: Path, *, rounds: int, seed: int
) -> None:
    """Writes `head.npz` and `meta.json`, trained on the corpora that lie in a folder."""
    model = load()
    trained = train(model, corpora, folder, rounds=rounds, seed=seed)
    head = NameHead(from_integers(in_integers(trained.weights)))  # as it will run
    scores = {
        corpus.name: measured(model, head, corpus, folder) for corpus in corpora if corpus.dev
    }
    write(trained, corpora, out, {"rounds": rounds, "seed": seed, "scores": scores})


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
        (texts[text], head.names(text, one.words, head.seen(one.states)))
        for text, one in _read(model, list(texts))
    ]
    found = scores_of(pairs, corpus.kinds)
    _LOG.info("%s: %s", corpus.name, found)
    return found


def write(head: NameHead, corpora: Sequence[Corpus], out: Path, trained: dict[str, object]) -> None:
    """`head.npz` and its `meta.json`."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "head.npz").open("wb") as file:
        # By the stubs a name could mean numpy's own allow_pickle; none of ours does.
        np.savez_compressed(file, **in_integers(head.weights))  # type: ignore[arg-type]
    meta = {
        "name": "names-2",
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
