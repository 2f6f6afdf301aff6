"""The English pipeline: tags, morphology and syntax trained from treebanks, the rest as shipped."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quipu.extraction.pipeline import CORRECTIONS, NAMES, english_pipeline
from quipu.extraction.training.treebanks import Treebank, documents_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STEPS = 20_000
_TRAINED = ["tok2vec", "tagger", "morphologizer", "parser"]
_LOOK = 1_000  # steps from one look at the development parts to the next; the best is kept
_LOG = logging.getLogger("training")


def train_syntax(
    banks: Sequence[Treebank], corpora: Path, out: Path, *, steps: int, seed: int
) -> dict[str, float]:
    """Writes a pipeline in the form of `language/en`; gives its scores on the development parts."""
    import spacy
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    shipped = english_pipeline()
    blank = spacy.blank("en")
    with (
        TemporaryDirectory() as scratch,
        as_file(files("quipu.extraction") / "language" / "en") as en,
    ):
        config = spacy.util.load_config(en / "config.cfg")
        for part in ("train", "dev"):
            paths = [path for bank in banks for path in bank.files(part, corpora)]
            docs = documents_of(paths, blank.vocab, seed, is_train=part == "train")
            _kept(docs, Path(scratch) / f"{part}.spacy")
            config["paths"][part] = str(Path(scratch) / f"{part}.spacy")
            _LOG.info("%s: %d documents", part, len(docs))
        config["nlp"]["pipeline"] = _TRAINED
        config["components"] = {name: config["components"][name] for name in _TRAINED}
        config["system"]["seed"] = seed
        config["training"]["max_steps"] = steps
        config["training"]["patience"] = 0
        config["training"]["eval_frequency"] = max(1, min(_LOOK, steps // 2))
        nlp = init_nlp(config)
        nlp, _ = train(nlp, None)
    return _written(nlp, shipped, out)


def _kept(docs: Sequence[Doc], file: Path) -> None:
    from spacy.tokens import DocBin

    DocBin(docs=docs).to_disk(file)


def _written(nlp: Language, shipped: Language, out: Path) -> dict[str, float]:
    nlp.add_pipe("lemmatizer", source=shipped)
    nlp.add_pipe(CORRECTIONS)
    nlp.add_pipe(NAMES)
    for told in ("name", "description", "author", "license", "sources"):
        nlp.meta[told] = shipped.meta[told]
    out.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)
    performance = nlp.meta["performance"]
    scores = {name: round(100 * performance[name], 1) for name in ("tag_acc", "dep_uas", "dep_las")}
    _LOG.info("syntax: %s", scores)
    return scores
