"""A run over every set of labelled texts below a folder: read, predict, write, take the time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quipu.api.bench.extraction.forms import Form, Row, episodes_of, form_of, moment_of, text_of
from quipu.api.bench.extraction.labels import Labels, labels_of
from quipu.api.bench.extraction.predictions import (
    best_time,
    links,
    time_spans,
    tuple_rows,
    typed_spans,
)
from quipu.extraction.plain_readings import names_of, times_of, tuples_of
from quipu.schema.errors import Invalid, NotFound, Unavailable
from quipu.schema.ports import Extractor

_BATCH = 200  # rows read together
Predictions = dict[str, object]


@dataclass(frozen=True, slots=True)
class SetDone:
    """What came of one set; `form` is None for one that is not measured here."""

    name: str
    form: Form | None
    rows: int
    predictions: int
    seconds: float


async def run_sets(reader: Extractor, root: Path, out: Path) -> list[SetDone]:
    """Predict every `*.jsonl` set below the root; one JSON file a set in the folder `out`.

    Raises NotFound where no set lies there, Invalid for a row of no known form.
    """
    done = []
    for path in sets_below(root):
        name = ".".join((*path.relative_to(root).parent.parts, path.stem))
        rows = list(rows_of(path))
        form = form_of(rows[0]) if rows else None
        started = time.perf_counter()
        try:
            predicted = await _predicted(reader, form, rows, labels_of(name))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Invalid(f"{path} has rows of another form than {form}: {error!r}") from error
        if form is not None:
            write_predictions(out / f"{name}.json", predicted)
        counted = sum(len(one) if isinstance(one, list) else 1 for one in predicted.values())
        done.append(SetDone(name, form, len(rows), counted, time.perf_counter() - started))
    return done


def sets_below(root: Path) -> list[Path]:
    paths = sorted(root.rglob("*.jsonl"))
    if not paths:
        raise NotFound(f"no *.jsonl below {root}", hint="give the folder that holds the sets")
    return paths


def rows_of(path: Path) -> Iterator[Row]:
    try:
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise Invalid(f"{path} cannot be read: {error}") from error


async def _predicted(
    reader: Extractor, form: Form | None, rows: Sequence[Row], labels: Labels
) -> Predictions:
    predicted: Predictions = {}
    if form is None:
        return predicted
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        predicted |= zip(
            (row["id"] for row in batch), await _batch(reader, form, batch, labels), strict=True
        )
    return predicted


async def _batch(
    reader: Extractor, form: Form, rows: Sequence[Row], labels: Labels
) -> Sequence[object]:
    texts = [text_of(row) for row in rows] if form is not Form.TALK else []
    match form:
        case Form.TUPLES:
            return [tuple_rows(found) for found in tuples_of(texts)]
        case Form.SPANS:
            return [time_spans(found) for found in times_of(texts, [moment_of(r) for r in rows])]
        case Form.MOMENT:
            told = [moment_of(row) for row in rows]
            return [best_time(*pair) for pair in zip(times_of(texts, told), told, strict=True)]
        case Form.NAMES:
            return [
                typed_spans(row["tokens"], found, labels)
                for row, found in zip(rows, names_of(texts), strict=True)
            ]
        case Form.LINKS | Form.TALK:
            return await _read(reader, rows, labels)


async def _read(reader: Extractor, rows: Sequence[Row], labels: Labels) -> Sequence[object]:
    episodes = [episodes_of(row) for row in rows]
    readings = iter(await reader.read([one for some in episodes for one in some]))
    return [links([next(readings) for _ in some], labels) for some in episodes]


def write_predictions(path: Path, predicted: Predictions) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(predicted, ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise Unavailable(f"cannot write {path}: {error.strerror}") from error
