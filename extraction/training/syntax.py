"""The English pipeline: tags, morphology and syntax trained from treebanks, the rest as shipped."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Any

from quipu.extraction.loading import label_strings
from quipu.extraction.pipeline import CORRECTIONS, NAMES, pipeline_as_shipped
from quipu.extraction.training.treebanks import Treebank, documents_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STEPS = 20_000
_TRAINED = ["tok2vec", "tagger", "morphologizer", "parser"]
_LOOK = 500  # steps from one look at the development parts to the next; the best is kept
_PATIENCE = 5_000  # steps without a better look, after which nothing better is waited for
_RATE, _LEAST_RATE = 1e-3, 0.03  # Adam's at the start; the share of it that is left at the end
# What makes one look better than another: facts are read off the arcs.
_WORTH = {"dep_las": 0.5, "tag_acc": 0.2, "sents_f": 0.1, "dep_uas": 0.1, "morph_acc": 0.1}
_LOG = logging.getLogger("training")


@dataclass(frozen=True, slots=True)
class Budget:
    """How long is trained: so many steps, or until so many minutes are over.

    The same steps give the same weights; where the clock ends it, nobody can promise that.
    """

    steps: int = STEPS
    minutes: float | None = None

    def spent(self, step: int, seconds: float) -> float:
        """The share of it that is over, from 0 to 1."""
        by_clock = 0.0 if self.minutes is None else seconds / (60 * self.minutes)
        return min(1.0, max((step + 1) / self.steps, by_clock))


def train_syntax(
    banks: Sequence[Treebank],
    corpora: Path,
    out: Path,
    *,
    budget: Budget,
    seed: int,
    goes_on: bool = False,
) -> dict[str, float]:
    """Writes a pipeline in the form of `language/en`; gives its scores on the development parts.

    Where it goes on, the shipped weights are the start, else chance is.
    """
    import spacy
    from spacy.training.initialize import init_nlp

    shipped = pipeline_as_shipped()
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
        config["components"] = {
            name: {"source": str(en)} if goes_on else config["components"][name]
            for name in _TRAINED
        }
        config["system"]["seed"] = seed
        config["training"]["max_steps"] = budget.steps
        config["training"]["patience"] = _PATIENCE
        config["training"]["eval_frequency"] = max(1, min(_LOOK, budget.steps // 2))
        config["training"]["score_weights"] = _WORTH
        nlp = init_nlp(config)
        _fit(nlp, budget)
    return _written(nlp, shipped, out)


def _fit(nlp: Language, budget: Budget) -> None:
    """Leaves the pipeline with the weights of its best look, each a mean over the last steps."""
    best: bytes | None = None
    optimizer, steps = _training(nlp)
    start = monotonic()
    for info, is_best in steps:
        spent = budget.spent(info["step"], monotonic() - start)
        optimizer.learn_rate = _RATE * max(_LEAST_RATE, 1 - spent)
        if is_best is not None:
            scores = {name: round(100 * info["other_scores"][name], 2) for name in _WORTH}
            _LOG.info("step %d, %.0f %% over: %s", info["step"], 100 * spent, scores)
        if is_best:
            with nlp.use_params(optimizer.averages):
                best = nlp.to_bytes(exclude=["vocab", "tokenizer"])
            nlp.meta["performance"] = {
                name: score
                for name, score in info["other_scores"].items()
                if isinstance(score, float)
            }
        if spent >= 1:
            break
    if best is not None:
        nlp.from_bytes(best, exclude=["vocab", "tokenizer"])


def _training(nlp: Language) -> tuple[Any, Iterator[tuple[dict[str, Any], bool | None]]]:
    """spaCy's own loop over the configured corpora: its optimizer, and each step as it is done.

    Told of a step: what is known of it, and whether its look was the best; None without a look.
    """
    from spacy.schemas import ConfigSchemaTraining
    from spacy.training.loop import (
        create_evaluation_callback,
        create_train_batches,
        train_while_improving,
    )
    from spacy.util import registry, resolve_dot_names

    config = nlp.config.interpolate()
    told: dict[str, Any] = registry.resolve(config["training"], schema=ConfigSchemaTraining)
    train, dev = resolve_dot_names(config, [told["train_corpus"], told["dev_corpus"]])
    steps = train_while_improving(
        nlp,
        told["optimizer"],
        create_train_batches(nlp, train, told["batcher"], told["max_epochs"]),
        create_evaluation_callback(nlp, dev, told["score_weights"]),
        dropout=told["dropout"],
        accumulate_gradient=told["accumulate_gradient"],
        patience=told["patience"],
        max_steps=told["max_steps"],
        eval_frequency=told["eval_frequency"],
        exclude=[],
        annotating_components=[],
        before_update=None,
    )
    return told["optimizer"], ((info, is_best) for _, info, is_best in steps)


def _kept(docs: Sequence[Doc], file: Path) -> None:
    from spacy.tokens import DocBin

    DocBin(docs=docs).to_disk(file)


def _written(nlp: Language, shipped: Language, out: Path) -> dict[str, float]:
    performance = nlp.meta["performance"]
    nlp.add_pipe("lemmatizer", source=shipped)
    nlp.add_pipe(CORRECTIONS)
    nlp.add_pipe(NAMES)
    for told in ("name", "description", "author", "license", "sources"):
        nlp.meta[told] = shipped.meta[told]
    out.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(out)
    label_strings(nlp).to_disk(out / "vocab" / "strings.json")
    scores = {name: round(100 * performance[name], 1) for name in ("tag_acc", "dep_uas", "dep_las")}
    _LOG.info("syntax: %s", scores)
    return scores
