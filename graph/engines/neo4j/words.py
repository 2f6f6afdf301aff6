"""How well candidates fit a question by their words, weighed within their own scope.

The index finds them, but counts over everybody's texts: how rare a word is would depend on what
other tenants say, and differ from the other engine. So what it found is scored anew (BM25, with
the same numbers as `sqlite/ranking.py`). How often a word stands in the scope is taken from the
candidates: exact for the rare words that decide, too low for common ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from math import log1p

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.graph.texts.terms import stems_of, terms_of, words_of

_K1, _B = 1.2, 0.75


def word_scores(kinds: Sequence[Mapping[str, str]], question: str, rows: int) -> dict[str, float]:
    """BM25 of each text by its id; `rows` is how many there are in all scopes that are seen.

    A text is long or short beside those of its own kind: turns have twice the words of facts.
    """
    asked = set(terms_of(question))
    initials = {term[0] for term in asked}
    counted = [
        {id: _counted(text, asked, initials) for id, text in texts.items()} for texts in kinds
    ]
    have = Counter(term for texts in counted for _, some in texts.values() for term in some)
    total = max(rows, sum(map(len, kinds)))
    weights = {term: log1p((total - n + 0.5) / (n + 0.5)) for term, n in have.items()}
    scores: dict[str, float] = {}
    for texts in counted:
        mean = max(1.0, sum(length for length, _ in texts.values()) / max(1, len(texts)))
        for id, (length, some) in texts.items():
            damping = _K1 * (1 - _B + _B * length / mean)
            parts = [weights[term] * count / (count + damping) for term, count in some.items()]
            scores[id] = (_K1 + 1) * sum(parts)
    return scores


def _counted(text: str, asked: Set[str], initials: Set[str]) -> tuple[int, dict[str, int]]:
    """How many terms a text has, and how often each of those asked for. A stem begins with the
    letter that its word begins with, so that most words need no stemming."""
    words = [word for word in words_of(text) if word not in STOP_WORDS]
    likely = [word for word in words if word[0] in initials]
    found = [term for term in stems_of(likely) if term in asked] if likely else []
    return len(words), {term: found.count(term) for term in found}
