"""A run over every set of labelled names below a folder: predict, score, write."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quipu.api.bench.extraction.run import rows_of, sets_below, write_predictions
from quipu.api.bench.identity.forms import Form, Row, entity, form_of, named_of
from quipu.api.bench.identity.predictions import (
    by_letters,
    is_one,
    is_one_by_letters,
    joined,
    likely,
    ranked,
    ranked_by_letters,
)
from quipu.api.bench.identity.scores import Score, accuracy
from quipu.schema.errors import Invalid, NotFound

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SetScore:
    """What came of one set, by way of telling: `likely`, `joined`, and `letters`, the baseline."""

    name: str
    rows: int
    seconds: float
    figures: dict[str, Figures] = field(default_factory=dict)


def run_identity(root: Path, out: Path) -> list[SetScore]:
    """Tell names apart in every `*.jsonl` set of names below the root; other sets are passed over.

    Writes one file of predictions a set in `out`. Raises NotFound where no set of names lies
    there, Invalid for a row of another form than its set.
    """
    done = []
    for path in sets_below(root):
        rows = list(rows_of(path))
        form = form_of(rows[0]) if rows else None
        if form is None:
            continue
        name = ".".join((*path.relative_to(root).parent.parts, path.stem))
        started = time.perf_counter()
        try:
            predicted, figures = _measured(form, rows, path)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Invalid(f"{path} has rows of another form than {form}: {error!r}") from error
        write_predictions(out / f"{name}.json", predicted)
        done.append(SetScore(name, len(rows), time.perf_counter() - started, figures))
    if not done:
        raise NotFound(f"no set of names below {root}", hint="give the folder that holds them")
    return done


def _measured(
    form: Form, rows: Sequence[Row], path: Path
) -> tuple[dict[str, object], dict[str, Figures]]:
    if form is Form.PAIR:
        return _pairs(rows)
    if form is Form.ALIAS:
        return _aliases(rows, path.with_name("entities.json"))
    return _clusters(rows)


def _clusters(rows: Sequence[Row]) -> tuple[dict[str, object], dict[str, Figures]]:
    """Scored are the mentions that are names; the file has a label for every mention."""
    predicted: dict[str, object] = {}
    scores = {"likely": Score(), "joined": Score(), "letters": Score()}
    for named in map(named_of, rows):
        found = {"likely": likely(named), "joined": joined(named), "letters": by_letters(named)}
        for way, labels in found.items():
            scores[way].add(_only(named.gold, named.is_name), _only(labels, named.is_name))
        predicted[named.id] = [
            label or f"not a name {place}" for place, label in enumerate(found["likely"])
        ]
    figures: dict[str, Figures] = {}
    for way, score in scores.items():
        figures |= {way: score.pairwise(), f"{way} B3": score.b_cubed()}
    return predicted, figures


def _only(labels: Sequence[str], wanted: Sequence[bool]) -> list[str]:
    return [label for label, is_wanted in zip(labels, wanted, strict=True) if is_wanted]


def _pairs(rows: Sequence[Row]) -> tuple[dict[str, object], dict[str, Figures]]:
    ladder, letters = Score(), Score()
    predicted: dict[str, object] = {}
    for row in rows:
        predicted[row["id"]] = int(is_one(row))
        ladder.add_pair(is_one=bool(row["match"]), is_found=is_one(row))
        letters.add_pair(is_one=bool(row["match"]), is_found=is_one_by_letters(row))
    return predicted, {"likely": ladder.pairwise(), "letters": letters.pairwise()}


def _aliases(rows: Sequence[Row], beside: Path) -> tuple[dict[str, object], dict[str, Figures]]:
    try:
        listed = json.loads(beside.read_text("utf-8"))
    except OSError as error:
        raise NotFound(f"no list of entities {beside}", hint="it belongs beside the set") from error
    entities = [entity(one["entity_id"], one["entity"]) for one in listed]
    names = [str(row["mention"]) for row in rows]
    found = ranked(names, entities)
    answers = [str(row["entity"]) for row in rows]
    figures: dict[str, Figures] = {
        "likely": accuracy(zip(answers, found, strict=True)),
        "letters": accuracy(zip(answers, ranked_by_letters(names, entities), strict=True)),
    }
    return dict(zip((row["id"] for row in rows), found, strict=True)), figures
