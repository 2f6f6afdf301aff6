"""Which turn of a conversation answers which: what a reader is told of the turn before (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from quipu.schema.identity import EpisodeId, Scope
from quipu.schema.knowledge import Episode, EpisodeKind, Trust
from quipu.schema.names import name_form
from quipu.schema.ports import GraphStore
from quipu.schema.turns import Beside

PATIENCE = timedelta(minutes=30)  # what is said later hardly answers what was asked last
_ASKING = ("?", "？", "؟")

Turns = Mapping[EpisodeId, Beside]
_ALONE = Beside()


async def turns_beside(store: GraphStore, scope: Scope, episodes: Sequence[Episode]) -> Turns:
    """What stands beside those of some episodes that are turns of a conversation; one read."""
    turns = [one.id for one in episodes if _is_turn(one)]
    return await store.turns_beside(scope, turns) if turns else {}


def with_questions(episodes: Sequence[Episode], turns: Turns) -> tuple[Episode, ...]:
    """The episodes, each with what it may answer: the turn just before it, if that asks something
    and somebody else said it, not long before."""
    return tuple(replace(one, asked=_asked(one, turns.get(one.id, _ALONE))) for one in episodes)


def read_too_early(episodes: Sequence[Episode], turns: Turns) -> list[EpisodeId]:
    """The turns, read before, beside which one of these has come: a question to what was read as no
    answer, or a turn between a question and what was read as its answer."""
    own = {one.id for one in episodes}
    found = dict.fromkeys(
        later.id
        for one in episodes
        for later in _touched(one, turns.get(one.id, _ALONE))
        if later.id not in own and later.id in turns[one.id].read and _is_turn(later)
    )
    return list(found)


def _touched(one: Episode, beside: Beside) -> Iterator[Episode]:
    before = beside.before[-1] if beside.before else None
    if beside.after is not None and (_asks(one) or (before is not None and _asks(before))):
        yield beside.after
    if before is not None and _is_order_open(before, one):
        yield before


def _asked(one: Episode, beside: Beside) -> Episode | None:
    if not beside.before:
        return None
    asked = beside.before[-1]
    around = [*beside.before, one, *([] if beside.after is None else [beside.after])]
    is_put_by_another = name_form(asked.speaker) != name_form(one.speaker)
    is_trusted = asked.trust > Trust.UNTRUSTED or one.trust is Trust.UNTRUSTED
    if (
        _is_turn(asked)
        and _asks(asked)
        and is_put_by_another
        and is_trusted
        and one.occurred_at - asked.occurred_at <= PATIENCE
        and not any(_is_order_open(first, second) for first, second in pairwise(around))
    ):
        return replace(asked, asked=None)
    return None


def _is_turn(one: Episode) -> bool:
    return one.kind is EpisodeKind.MESSAGE and bool(one.source) and not one.given


def _asks(one: Episode) -> bool:
    return any(sign in one.content for sign in _ASKING)


def _is_order_open(one: Episode, other: Episode) -> bool:
    """Whether nobody knows which came first: they bear one moment, and came by two calls."""
    return one.occurred_at == other.occurred_at and one.created_at != other.created_at
