"""Treebanks in CoNLL-U as spaCy's documents: which files may be read, and what they hold."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quipu.extraction.training.manifest import refuse_unfree
from quipu.schema.errors import Invalid, NotFound

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SHIPPED_TREEBANKS = Path(__file__).parent / "treebanks.toml"
_TOGETHER = 6  # sentences of one document, at most: the parser learns where they end
_UNENDED = 0.12  # of the documents are followed by one of their sentences without a full stop


@dataclass(frozen=True, slots=True)
class Treebank:
    """One treebank as the manifest tells of it; `lists` and `digests` by part."""

    name: str
    source: str
    licence: str
    folder: str
    ending: str
    lists: Mapping[str, str]
    genres: Mapping[str, str]
    digests: Mapping[str, str]

    def files(self, part: str, corpora: Path) -> list[Path]:
        """The files of a part that may be used. Raises `NotFound` or `Invalid` if one is amiss."""
        listed = corpora / self.lists[part]
        if not listed.is_file():
            raise NotFound(f"no {listed}", hint=f"from {self.source}")
        names = [name.strip() for name in listed.read_text("utf-8").splitlines() if name.strip()]
        files = [
            corpora / self.folder / f"{name}{self.ending}" for name in names if self._is_free(name)
        ]
        missing = [file for file in files if not file.is_file()]
        if missing:
            raise NotFound(f"no {missing[0]}", hint=f"from {self.source}")
        found = digest(files)
        if found != self.digests[part]:
            raise Invalid(f"{self.name} {part} has digest {found}", hint="the manifest's differs")
        return files

    def _is_free(self, name: str) -> bool:
        return not self.genres or name.split("_")[1] in self.genres


def digest(files: Sequence[Path]) -> str:
    """One checksum of several files in their order."""
    sums = "".join(sha256(file.read_bytes()).hexdigest() for file in files)
    return sha256(sums.encode()).hexdigest()


def treebanks_of(manifest: Path = SHIPPED_TREEBANKS) -> list[Treebank]:
    """The treebanks of a manifest. Raises `Invalid` for what may not be used commercially."""
    try:
        told: dict[str, Any] = tomllib.loads(manifest.read_text("utf-8"))
        found = [
            Treebank(name, one["source"], one["licence"], one["folder"], one["ending"],
                     one["lists"], one["genres"], one["digests"])
            for name, one in told.items()
        ]  # fmt: skip
    except (OSError, ValueError, KeyError) as error:
        raise Invalid(f"{manifest} is no manifest of treebanks: {error!r}") from error
    for bank in found:
        for licence in (bank.licence, *bank.genres.values()):
            refuse_unfree(bank.name, licence)
    return found


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence: the ten columns of each, and whether a space follows."""

    rows: tuple[tuple[str, ...], ...]
    spaces: tuple[bool, ...]

    def unended(self) -> Sentence | None:
        """The sentence as chats have it, without its full stop; None if it has none to lose."""
        last = self.rows[-1]
        is_leaf = all(row[6] != last[0] for row in self.rows)
        if len(self.rows) < 4 or last[1] not in (".", "!") or not is_leaf:
            return None
        return Sentence(self.rows[:-1], self.spaces[:-1])


def sentences_of(file: Path) -> Iterator[Sentence]:
    """The sentences of a file; written contractions are the words that they are made of."""
    rows: list[tuple[str, ...]] = []
    glued: dict[int, bool] = {}
    for line in [*file.read_text("utf-8").splitlines(), ""]:
        cells = tuple(line.split("\t"))
        if not line and rows:
            yield Sentence(
                tuple(rows),
                tuple(
                    glued.get(number, "SpaceAfter=No" not in row[9])
                    for number, row in enumerate(rows, 1)
                ),
            )
            rows, glued = [], {}
        elif "-" in cells[0] and not line.startswith("#"):
            first, last = map(int, cells[0].split("-"))
            glued |= dict.fromkeys(range(first, last), False)
            glued[last] = "SpaceAfter=No" not in cells[9]
        elif cells[0].isdigit():
            rows.append(cells)


def documents_of(files: Sequence[Path], vocab: Vocab, seed: int, *, is_train: bool) -> list[Doc]:
    """Neighbouring sentences as documents of one to six, drawn by seed."""
    drawn = random.Random(seed)
    found = []
    for file in files:
        left = list(sentences_of(file))
        while left:
            count = drawn.randint(1, _TOGETHER)
            some, left = left[:count], left[count:]
            found.append(document(some, vocab))
            bare = drawn.choice(some).unended() if is_train and drawn.random() < _UNENDED else None
            if bare is not None:
                found.append(document([bare], vocab))
    return found


def document(sentences: Sequence[Sentence], vocab: Vocab) -> Doc:
    """Sentences as one document with tags, syntax and lemmas."""
    from spacy.tokens import Doc

    rows = [row for sentence in sentences for row in sentence.rows]
    heads, before = [], 0
    for sentence in sentences:
        for place, row in enumerate(sentence.rows):
            head = int(row[6])
            heads.append(before + (head - 1 if head else place))
        before += len(sentence.rows)
    return Doc(
        vocab,
        words=[row[1] for row in rows],
        spaces=[is_space for sentence in sentences for is_space in (*sentence.spaces[:-1], True)],
        tags=[row[4] for row in rows],
        pos=[row[3] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        lemmas=[row[2] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
    )
