"""Which corpora a head is trained on, by source, commit, checksum and licence."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from quipu.extraction.models.name_tags import KINDS
from quipu.schema.errors import Invalid, NotFound

SHIPPED_MANIFEST = Path(__file__).parent / "manifest.toml"
_NOT_FREE = ("-NC", "NONCOMMERCIAL", "NON-COMMERCIAL", "NON COMMERCIAL", "RESEARCH ONLY")


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus as the manifest tells of it."""

    name: str
    source: str
    commit: str
    licence: str
    form: str  # "columns" or "requests"
    kinds: frozenset[str]  # the kinds it annotates: others are missing there, not absent
    labels: dict[str, str]  # its label → our kind; "" for what may be of any missing kind
    train: tuple[str, ...]
    dev: tuple[str, ...]
    repeats: int  # how often each of its texts is seen in a round
    checksums: dict[str, str]  # file → SHA-256


def corpora_of(manifest: Path = SHIPPED_MANIFEST) -> list[Corpus]:
    """The corpora of a manifest. Raises `Invalid` for one that may not be used commercially."""
    try:
        told = tomllib.loads(manifest.read_text("utf-8"))["corpora"]
        found = [_corpus(name, entry) for name, entry in told.items()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Invalid(f"{manifest} is no manifest of corpora: {error!r}") from error
    for corpus in found:
        refuse_unfree(corpus.name, corpus.licence)
    return found


def refuse_unfree(name: str, licence: str) -> None:
    """Raises `Invalid` for a licence that forbids commercial use."""
    if any(word in licence.upper() for word in _NOT_FREE):
        raise Invalid(
            f"{name} is under {licence!r}",
            hint="a model that is shipped is trained on what may be used commercially",
        )


def checked(corpus: Corpus, folder: Path) -> None:
    """Raises `NotFound` or `Invalid` unless the folder holds the corpus's files as they were."""
    for name in (*corpus.train, *corpus.dev):
        file = folder / name
        if not file.is_file():
            raise NotFound(f"no {file}", hint=f"from {corpus.source} at {corpus.commit}")
        found = sha256(file.read_bytes()).hexdigest()
        if found != corpus.checksums.get(name):
            raise Invalid(f"{file} has SHA-256 {found}", hint="the manifest names another")


def _corpus(name: str, entry: Any) -> Corpus:
    labels: dict[str, str] = entry["labels"]
    kinds = frozenset(labels.values()) - {""}
    if not kinds <= set(KINDS):
        raise ValueError(f"{name} has kinds {sorted(kinds - set(KINDS))}")
    return Corpus(
        name,
        source=entry["source"],
        commit=entry["commit"],
        licence=entry["licence"],
        form=entry["form"],
        kinds=kinds,
        labels=labels,
        train=tuple(entry["train"]),
        dev=tuple(entry["dev"]),
        repeats=entry["repeats"],
        checksums=entry["files"],
    )
