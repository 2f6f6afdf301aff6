"""How sure a score is, what each arm is worth, and what became of every question (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quipu.api.bench.scoring import RANKS, EvidenceKey, interval_of, recall_of
from quipu.api.bench.variants import WHOLE

Ranked = Mapping[str, Sequence[str]]
SHOWN = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Spread:
    """A recall in percent, and the bounds of its 95 % interval."""

    rank: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How much evidence a context of so many tokens has, in percent, with its 95 % interval."""

    tokens: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What a variant changes at a rank, in points; paired over the questions."""

    variant: str
    spreads: tuple[Spread, ...]


def spreads(keys: Iterable[EvidenceKey], ranked: Ranked) -> list[Spread]:
    """Recall over all questions at each rank that is shown, with its interval."""
    scored = [key for key in keys if key.gold]
    return [_spread(rank, _recalls(scored, ranked, rank)) for rank in SHOWN]


def shares(keys: Iterable[EvidenceKey], within: Mapping[int, Ranked]) -> list[Share]:
    """How much of the evidence stands in a context of so many tokens."""
    scored = [key for key in keys if key.gold]
    return [_share(tokens, scored, ranked) for tokens, ranked in within.items()]


def _share(tokens: int, keys: Sequence[EvidenceKey], ranked: Ranked) -> Share:
    found = [(key, ranked.get(key.question, ())) for key in keys]
    values = [recall_of(key, shown, len(shown)) for key, shown in found]
    mean = sum(values) / len(values) if values else 0.0
    return Share(tokens, round(100 * mean, 2), *interval_of(values))


def differences(keys: Iterable[EvidenceKey], runs: Mapping[str, Ranked]) -> list[Difference]:
    """Each variant against the whole search, question by question."""
    scored = [key for key in keys if key.gold]
    return [
        Difference(name, tuple(_changed(scored, (runs[WHOLE], ranked), rank) for rank in SHOWN))
        for name, ranked in runs.items()
        if name != WHOLE
    ]


def _changed(keys: Sequence[EvidenceKey], runs: tuple[Ranked, Ranked], rank: int) -> Spread:
    before, after = (_recalls(keys, ranked, rank) for ranked in runs)
    return _spread(rank, [new - old for old, new in zip(before, after, strict=True)])


def question_rows(
    keys: Iterable[EvidenceKey], runs: Mapping[str, Ranked]
) -> Iterator[dict[str, object]]:
    """One row a question: where its evidence stood, in the whole search and in each variant."""
    for key in keys:
        places = {name: _places(key, ranked.get(key.question, ())) for name, ranked in runs.items()}
        found = runs[WHOLE].get(key.question, ())
        ranks = RANKS if key.gold else ()
        yield {
            "question": key.question,
            "group": key.group,
            "places": places,
            **{f"R@{rank}": recall_of(key, found, rank) for rank in ranks},
        }


def _places(key: EvidenceKey, found: Sequence[str]) -> dict[str, int | None]:
    """Gold unit → its rank from 1; None where it was not found."""
    ranks = {unit: place for place, unit in enumerate(found, start=1)}
    return {unit: ranks.get(unit) for unit in sorted(key.gold)}


def _recalls(keys: Sequence[EvidenceKey], ranked: Ranked, rank: int) -> list[float]:
    return [recall_of(key, ranked.get(key.question, ()), rank) for key in keys]


def _spread(rank: int, values: Sequence[float]) -> Spread:
    mean = sum(values) / len(values) if values else 0.0
    return Spread(rank, round(100 * mean, 2), *interval_of(values))


def spread_lines(
    found: Sequence[Spread], within: Sequence[Share], changed: Sequence[Difference]
) -> Iterator[str]:
    """All three as lines of text."""
    yield "95 %     " + "   ".join(
        f"R@{one.rank} {one.value:.2f} [{one.low:.2f}, {one.high:.2f}]" for one in found
    )
    if within:
        yield "in a context of   " + "   ".join(
            f"{one.tokens:,} tokens {one.value:.2f} [{one.low:.2f}, {one.high:.2f}]"
            for one in within
        )
    for each in changed:
        cells = "   ".join(
            f"{one.value:+6.2f} [{one.low:+.2f}, {one.high:+.2f}]" for one in each.spreads
        )
        yield f"{each.variant:<24}{cells}"
