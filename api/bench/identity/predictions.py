"""What the ladder of names says of labelled rows, and what letters alone would say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quipu.api.bench.identity.forms import AT, SCOPE, Named, Row, title_of
from quipu.graph.consolidation.duplicates import MOST_UNDER_A_KEY, grouped, shared_keys
from quipu.graph.consolidation.likeness import GREY, closeness, verdict
from quipu.graph.consolidation.resolve import resolution
from quipu.schema.knowledge import Entity, Mention
from quipu.schema.name_parts import triples
from quipu.schema.names import name_form

_RANKED = 10  # entities named for a name
_ALIKE_BY_LETTERS = 0.5  # the baseline's: Dice of the letter triples


def joined(named: Named) -> list[str]:
    """Who is one by itself, as a memory joins names while it reads a text."""
    who = resolution(SCOPE, AT, {name_form(one.name): [one] for one in named.known}, named.known)
    return [
        who.entity(Mention(one.name, one.kind)) if is_name else f"not a name {one.id}"
        for one, is_name in zip(named.mentions, named.is_name, strict=True)
    ]


def likely(named: Named) -> list[str]:
    """Who is one if somebody agrees to all that the ladder calls likely."""
    names = [one for one, is_name in zip(named.mentions, named.is_name, strict=True) if is_name]
    numbers = iter(grouped([*named.known, *names])[len(named.known) :])
    return [str(next(numbers)) if is_name else "" for is_name in named.is_name]


def by_letters(named: Named) -> list[str]:
    """The baseline: whoever shares half of the letter triples with one met before joins him."""
    met: list[tuple[frozenset[str], str]] = [
        (triples(name_form(one.name)), one.id) for one in named.known
    ]
    found = []
    for one, is_name in zip(named.mentions, named.is_name, strict=True):
        mine = triples(name_form(one.name))
        best = max(((_dice(mine, theirs), who) for theirs, who in met), default=(0.0, ""))
        who = best[1] if is_name and best[0] >= _ALIKE_BY_LETTERS else one.id
        found.append(who)
        if is_name:
            met.append((mine, who))
    return found


def is_one(row: Row) -> bool:
    """Whether two records are about one, by what they call themselves alone."""
    return verdict(title_of(row["left"]), title_of(row["right"])).score >= GREY


def is_one_by_letters(row: Row) -> bool:
    mine, yours = (triples(name_form(title_of(row[side]))) for side in ("left", "right"))
    return _dice(mine, yours) >= _ALIKE_BY_LETTERS


def ranked(mentions: Sequence[str], entities: Sequence[Entity]) -> list[list[str]]:
    """For each name the entities it may mean, the likeliest first: those of one key or word."""
    under: defaultdict[tuple[str, str], list[Entity]] = defaultdict(list)
    for one in entities:
        for key in shared_keys([one.name]):
            under[key].append(one)
    found = []
    for name in mentions:
        keys = [key for key in shared_keys([name]) if len(under.get(key, ())) <= MOST_UNDER_A_KEY]
        met = {one.id: one for key in keys for one in under.get(key, ())}
        judged = [(*_likeness(one.name, name), one.name) for one in met.values()]
        best = sorted(judged, key=lambda one: (-one[0], -one[1], one[2]))
        found.append([whose for score, close, whose in best[:_RANKED] if score or close])
    return found


def _likeness(one: str, other: str) -> tuple[float, float]:
    """How likely two are one, where that is likely at all, and how close they are by letters."""
    score = verdict(one, other).score
    return (score if score >= GREY else 0.0), closeness(one, other)


def ranked_by_letters(mentions: Sequence[str], entities: Sequence[Entity]) -> list[list[str]]:
    """The baseline: the five entities that share most letter triples."""
    known = [(triples(name_form(one.name)), one.name) for one in entities]
    found = []
    for name in mentions:
        mine = triples(name_form(name))
        best = sorted(((-_dice(mine, theirs), whose) for theirs, whose in known))[:5]
        found.append([whose for _, whose in best])
    return found


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
