"""Corpora as texts whose words bear tags: read, cleaned, and laid out as messages are."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quipu.extraction.models.name_tags import KINDS, TAGS
from quipu.extraction.training.manifest import Corpus

_PLACE = {tag: place for place, tag in enumerate(TAGS)}
_OPEN = "?"  # a name of some kind that the corpus does not tell
_REQUESTS = 350  # of each intent: they are made from few patterns
_TOGETHER = (1, 1, 2, 3)  # sentences of one text, drawn anew for each


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text's words and, for each, its kind with "B-" or "I-" before it, "O", or `_OPEN`."""

    words: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


def sentences_of(corpus: Corpus, name: str, folder: Path, drawn: random.Random) -> list[Labelled]:
    """The sentences of one of a corpus's files in order; of requests as many as are used."""
    if corpus.form == "requests":
        return _requests(folder / name, corpus, drawn)
    return list(_columns(folder / name, corpus))


def texts_of(corpus: Corpus, files: Sequence[str], folder: Path, seed: int) -> list[Labelled]:
    """The texts of some files: neighbouring sentences joined by chance, as in messages."""
    drawn = random.Random(seed)
    found: list[Labelled] = []
    for name in files:
        sentences = sentences_of(corpus, name, folder, drawn)
        found += sentences if corpus.form == "requests" else _joined(sentences, drawn)
    return found


def _joined(sentences: list[Labelled], drawn: random.Random) -> Iterator[Labelled]:
    place = 0
    while place < len(sentences):
        some = sentences[place : place + drawn.choice(_TOGETHER)]
        place += len(some)
        yield Labelled(
            tuple(word for one in some for word in one.words),
            tuple(tag for one in some for tag in one.tags),
        )


def _columns(file: Path, corpus: Corpus) -> Iterator[Labelled]:
    """Sentences of a file with a word and its tag on each line, parted by tabs or spaces."""
    rows: list[tuple[str, str]] = []
    for line in [*file.read_text("utf-8", "replace").splitlines(), ""]:
        cells = line.split("\t")
        if not line.strip():
            if rows:
                yield _cleaned(rows)
            rows = []
        elif len(cells) > 1:
            # With a running number before the word the tag stands right after the word.
            word, tag = (cells[1], cells[2]) if cells[0].isdigit() and len(cells) > 2 else (
                cells[0], cells[-1])  # fmt: skip
            rows.append((word, _tag(tag, corpus)))


def _tag(tag: str, corpus: Corpus) -> str:
    part, _, label = tag.partition("-")
    kind = corpus.labels.get(label)
    if part == "O" or kind is None:
        return "O"
    return f"{'B' if part in 'BS' else 'I'}-{kind}" if kind else _OPEN


def _cleaned(rows: list[tuple[str, str]]) -> Labelled:
    """Without the handles of users, which are no names, and with one kind of quotation marks."""
    kept: list[tuple[str, str]] = []
    is_handle = False
    for word, tag in rows:
        if is_handle or word == "@":
            is_handle = word == "@"
            continue
        before = kept[-1][1] if kept else "O"
        if tag[0] == "I" and before[2:] != tag[2:]:
            tag = f"B{tag[1:]}"
        kept.append((word.replace("`", "") or '"', tag))
    kept = kept or [(".", "O")]
    return Labelled(tuple(word for word, _ in kept), tuple(tag for _, tag in kept))


def _requests(file: Path, corpus: Corpus, drawn: random.Random) -> list[Labelled]:
    """Requests with slots. What a slot is depends on its intent: "GetWeather.city"."""
    intent, rows = next(iter(json.loads(file.read_text("utf-8", "replace")).items()))
    drawn.shuffle(rows)
    found = []
    for row in rows[:_REQUESTS]:
        words: list[str] = []
        tags: list[str] = []
        for part in row["data"]:
            kind = corpus.labels.get(f"{intent}.{part.get('entity', '')}")
            pieces = re.findall(r"\w+|[^\w\s]", part["text"])
            words += pieces
            tags += [
                f"{'B' if n == 0 else 'I'}-{kind}" if kind else "O" for n in range(len(pieces))
            ]
        if words:
            found.append(Labelled(tuple(words), tuple(tags)))
    return found


def allowed_tags(
    labelled: Labelled, words: Sequence[tuple[int, int]], kinds: frozenset[str]
) -> NDArray[np.bool_]:
    """Which tags each word of the model may have, shape (words, tags).

    A word told to be no name may still be one of a kind that its corpus does not annotate.
    """
    missing = [_PLACE[f"{part}-{kind}"] for kind in KINDS if kind not in kinds for part in "BI"]
    starts = np.cumsum([0, *(len(word) + 1 for word in labelled.words)])
    allowed = np.zeros((len(words), len(TAGS)), np.bool_)
    for row, (start, _) in enumerate(words):
        place = int(np.searchsorted(starts, start, "right")) - 1
        tag = labelled.tags[place]
        if tag in ("O", _OPEN):
            allowed[row, missing] = True
            allowed[row, 0] = tag == "O" or not missing
        else:
            is_within = start > starts[place]  # the model parts "U.S." into four words
            allowed[row, _PLACE[f"I{tag[1:]}" if is_within else tag]] = True
    return allowed
