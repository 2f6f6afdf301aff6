"""How well a head finds the names of texts that it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quipu.extraction.models.name_head import NameSpan
from quipu.extraction.training.corpora import Labelled


def scores_of(
    pairs: Iterable[tuple[Labelled, Sequence[NameSpan]]], kinds: frozenset[str]
) -> dict[str, float]:
    """F1 of exact names in percent: over all kinds of the corpus ("all"), and for each kind."""
    right, found, told = Counter[str](), Counter[str](), Counter[str]()
    for labelled, names in pairs:
        read = {one for one in names if one.kind in kinds}
        gold = told_names(labelled)
        for counts, some in ((right, read & gold), (found, read), (told, gold)):
            counts.update(kind for one in some for kind in (one.kind, "all"))
    return {
        kind: round(200 * right[kind] / max(1, found[kind] + told[kind]), 1)
        for kind in ("all", *sorted(kinds))
    }


def told_names(labelled: Labelled) -> set[NameSpan]:
    """The names that a text's tags tell."""
    names: list[NameSpan] = []
    start = 0
    for word, tag in zip(labelled.words, labelled.tags, strict=True):
        end = start + len(word)
        if tag[0] == "B":
            names.append(NameSpan(start, end, tag[2:]))
        elif tag[0] == "I" and names:
            names[-1] = NameSpan(names[-1].start, end, names[-1].kind)
        start = end + 1
    return set(names)
