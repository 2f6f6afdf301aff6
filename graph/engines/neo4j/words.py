"""How well candidates fit a question by their words, weighed within their own scope.

The index finds them, but counts over everybody's texts: how rare a word is would depend on what
other tenants say, and differ from the other engine. So what it found is scored anew (BM25, with
the same numbers as `sqlite/ranking.py`). How often a word stands in the scope is taken from the
candidates: exact for the rare words that decide, too low for common ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log1p

from quipu.graph.terms import terms_of

_K1, _B = 1.2, 0.75


def word_scores(kinds: Sequence[Mapping[str, str]], question: str, rows: int) -> dict[str, float]:
    """BM25 of each text by its id; `rows` is how many there are in all scopes that are seen.

    A text is long or short beside those of its own kind: turns have twice the words of facts.
    """
    asked = set(terms_of(question))
    counted = [
        {id: terms_of(text) for id, text in texts.items()} if asked else {} for texts in kinds
    ]
    found = {
        id: Counter(term for term in terms if term in asked)
        for texts in counted
        for id, terms in texts.items()
    }
    have = Counter(term for some in found.values() for term in some)
    total = max(rows, len(found))
    weights = {term: log1p((total - n + 0.5) / (n + 0.5)) for term, n in have.items()}
    scores = {id: 0.0 for texts in kinds for id in texts}
    for texts in counted:
        mean = max(1.0, sum(map(len, texts.values())) / max(1, len(texts)))
        for id, terms in texts.items():
            damping = _K1 * (1 - _B + _B * len(terms) / mean)
            scores[id] = sum(
                weights[term] * (_K1 + 1) * count / (count + damping)
                for term, count in found[id].items()
            )
    return scores
