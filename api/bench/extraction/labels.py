"""From our kinds and predicates to the labels of a set: data, one TOML file a set.

    [kinds]
    person = "PER"                      # a kind without a label is not predicted

    [relations]
    "lives in" = { label = "per:place_of_residence", inverse = "gpe:residents_of_place" }

The file is named as the first folders of the set below its root: `ner.wnut17.toml` for
`ner/wnut17/dev.jsonl`. A set without a file is predicted in our own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one set. `relations`: our predicate → (label, label the other way round)."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] | None = None

    def kind(self, ours: str) -> str:
        """The set's label for a kind of ours; empty where it has none."""
        return self.kinds.get(ours, "") if self.kinds else ours

    def links(self, subject: str, name: str, object_: str) -> Iterator[tuple[str, str, str]]:
        """One of our triples, by its predicate's own name, in the set's labels: none to several."""
        if self.relations is None:
            yield subject, name, object_
            return
        forward, backward = self.relations.get(name, ((), ()))
        yield from ((subject, label, object_) for label in forward)
        yield from ((object_, label, subject) for label in backward)


def labels_of(set_name: str) -> Labels:
    """The labels of a set by its dotted name, such as "ner.wnut17.dev"."""
    folder = files("quipu.api.bench.extraction") / "labels"
    parts = set_name.split(".")
    for length in range(len(parts), 0, -1):
        file = folder / f"{'.'.join(parts[:length])}.toml"
        if file.is_file():
            return _read(tomllib.loads(file.read_text("utf-8")))
    return Labels()


def _read(document: Mapping[str, Mapping[str, object]]) -> Labels:
    relations = document.get("relations")
    return Labels(
        kinds={kind: str(label) for kind, label in document.get("kinds", {}).items()},
        relations=None
        if relations is None
        else {name: _directions(entry) for name, entry in relations.items()},
    )


def _directions(entry: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not isinstance(entry, Mapping):
        return _names(entry), ()
    return _names(entry.get("label")), _names(entry.get("inverse"))


def _names(labels: object) -> tuple[str, ...]:
    if labels is None:
        return ()
    return tuple(map(str, labels)) if isinstance(labels, list) else (str(labels),)
