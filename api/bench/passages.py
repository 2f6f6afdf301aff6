"""Fits how passages of documents are weighed, on sets whose evidence is known.

Every question is searched as `Memory.search` does; each passage worth weighing is a row of
features and whether it is evidence. What is reported is cross-validated: a question's score comes
from a model that has not seen it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quipu.api.bench.figures import Figures
from quipu.api.bench.intake import take_in_drafts
from quipu.api.bench.logistic import fitted
from quipu.api.bench.scoring import ALL, EvidenceKey, Table, evidence_table
from quipu.api.bench.sets import Asked, Collection, SetName, collections_of
from quipu.api.cli.ingest import Progress
from quipu.graph.retrieval.documents.pagerank import Floats
from quipu.graph.retrieval.documents.passages import FEATURES, Model
from quipu.graph.retrieval.documents.trips import evidence_features
from quipu.graph.retrieval.question.meant import with_meant
from quipu.graph.retrieval.question.voices import Voiced
from quipu.graph.retrieval.question.wanting import wanted_for
from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.recall import Question

if TYPE_CHECKING:
    from quipu.api.assemble import Service

FOLDS = 5
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Rows:
    """The passages of one question: ids as the set has them, features, and which are evidence."""

    set: str
    key: EvidenceKey
    units: tuple[str, ...]
    features: Floats  # (n, features)
    is_evidence: Floats  # (n,), 0 or 1


@dataclass(frozen=True, slots=True)
class Fit:
    """A model of all questions, and by set what models of the other folds score."""

    model: Model
    questions: int
    scores: Mapping[str, Mapping[str, float]]

    def document(self) -> dict[str, object]:
        """What `graph/retrieval/documents/passage_model.json` holds."""
        return {
            "features": list(FEATURES),
            "mean": _rounded(self.model.mean),
            "deviation": _rounded(self.model.deviation),
            "weights": _rounded(self.model.weights),
            "bias": round(self.model.bias, 6),
            "questions": self.questions,
            "cross_validated": self.scores,
        }


async def fit_passages(service: Service, paths: Sequence[Path], watch: Progress) -> Fit:
    """Ingest the corpora, each in a scope of its own, and fit on all their questions."""
    rows: list[Rows] = []
    for path in paths:
        [collection] = collections_of(SetName.MULTIHOP, path)
        watch.noted(f"{collection.name}: {len(collection.drafts):,} to ingest")
        scope = Scope(service.scope.tenant, user=collection.name)
        await take_in_drafts(service, scope, collection.drafts, to=Figures(), watch=watch)
        started = time.perf_counter()
        rows += await _rows_of(service, scope, collection)
        watch.noted(f"{collection.name}: {time.perf_counter() - started:.0f} s to search")
    return fit_of(rows)


def fit_of(rows: Sequence[Rows]) -> Fit:
    """The model of all questions, with cross-validated scores (pure)."""
    return Fit(_model(rows), len(rows), _cross_validated(rows))


async def _rows_of(service: Service, scope: Scope, collection: Collection) -> list[Rows]:
    keys = {key.question: key for key in collection.key if key.gold}
    asked = [one for one in collection.questions if one.id in keys]
    return [await _rows(service, scope, collection.name, one, keys[one.id]) for one in asked]


async def _rows(service: Service, scope: Scope, name: str, asked: Asked, key: EvidenceKey) -> Rows:
    memory, question = service.memory, Question(asked.text)
    [vector] = await memory.embedder.embed([asked.text])
    view = memory.view()
    gathered = await memory.store.gather(scope, wanted_for(question, Voiced(vector), view))
    gathered = with_meant(gathered, asked.text)
    features = await evidence_features(memory.store, scope, gathered, question, view)
    ids: list[EpisodeId] = list(features)
    external = {one.id: one.external_id for one in await memory.store.episodes(scope, ids)}
    units = tuple(external[id] for id in ids)
    is_evidence = np.array([float(unit in key.gold) for unit in units])
    return Rows(name, key, units, np.array(list(features.values())), is_evidence)


def _model(rows: Sequence[Rows]) -> Model:
    found = fitted(
        np.vstack([one.features for one in rows]),
        np.concatenate([one.is_evidence for one in rows]),
    )
    return Model(*found)


def _cross_validated(rows: Sequence[Rows]) -> dict[str, dict[str, float]]:
    order = np.random.default_rng(_SEED).permutation(len(rows))
    ranked: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        held_out = set(order[fold::FOLDS].tolist())
        model = _model([one for place, one in enumerate(rows) if place not in held_out])
        for place in held_out:
            one = rows[place]
            best = np.argsort(-model.chances(one.features), kind="stable")
            ranked[one.key.question] = [one.units[n] for n in best]
    return {name: _score(rows, name, ranked) for name in dict.fromkeys(one.set for one in rows)}


def _score(rows: Sequence[Rows], name: str, ranked: Mapping[str, list[str]]) -> dict[str, float]:
    table: Table = evidence_table([one.key for one in rows if one.set == name], ranked)
    return {
        column: value
        for column, value in table[ALL].items()
        if column.startswith(("R@", "n", "MRR"))
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 6) for value in values]
