"""When somebody came to a place is not told by when they came to another one."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.retrieval.particular.whether_where import is_called, place_asked
from quipu.graph.retrieval.places.placing import Placing
from quipu.graph.retrieval.places.whereabouts import lies_in
from quipu.graph.retrieval.walking.nearby import Nearby
from quipu.graph.retrieval.walking.path import Path

_DATING = frozenset(("since", "when"))


async def not_elsewhere(nearby: Nearby, best: Sequence[Path]) -> list[Path]:
    """The paths that may tell a date of the place that a question asks of, such as no entity is
    called: those that lead to where it surely is not are left out."""
    if not nearby.question.asks_when:
        return list(best)
    return [path for path in best if not await _is_elsewhere(nearby, path)]


async def _is_elsewhere(nearby: Nearby, path: Path) -> bool:
    end = (await nearby.entities([path.end])).get(path.end)
    if end is None or end.is_value:
        return False
    asked = place_asked(nearby.question, path.facts[-1], end, (), _DATING)
    if asked is None or is_called(end, asked):
        return False
    return lies_in(await Placing(nearby).of(end), asked) is False
