"""Statements and metadata as JSON text, and back: what is kept of an episode beside its text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from quipu.schema.errors import Invalid
from quipu.schema.intervals import Interval
from quipu.schema.knowledge import Mention, Modality, Statement, Temporal, Tense, When


def metadata_text(metadata: Mapping[str, object]) -> str:
    """Metadata as JSON text; raises Invalid where it is no JSON."""
    try:
        return json.dumps(dict(metadata), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise Invalid(f"metadata is not JSON: {error}") from error


def statements_text(statements: Sequence[Statement]) -> str:
    """Statements as JSON text."""
    return json.dumps([_plain(statement) for statement in statements], ensure_ascii=False)


def statements_of(text: str) -> tuple[Statement, ...]:
    """The inverse of `statements_text`."""
    return tuple(_statement(row) for row in json.loads(text))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _statement(row: dict[str, Any]) -> Statement:
    temporal, when = row["temporal"], row["when"]
    read = {
        "subject": _mention(row["subject"]),
        "object": _mention(row["object"]),
        "tense": Tense(row["tense"]),
        "modality": Modality(row["modality"]),
        "temporal": None if temporal is None else Temporal(temporal),
        "when": None if when is None else _when(when),
        "seat": tuple(row.get("seat", ())),
    }
    return Statement(**(row | read))


def _mention(row: dict[str, Any]) -> Mention:
    return Mention(**(row | {"aliases": tuple(row["aliases"])}))


def _when(row: dict[str, Any]) -> When:
    span = {name: datetime.fromisoformat(moment) for name, moment in row["span"].items()}
    return When(**(row | {"span": Interval(**span)}))
