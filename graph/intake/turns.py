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
LONGEST_CORRECTION = 12  # words of a turn that may put right the speaker's last one
_ASKING = ("?", "？", "؟")

Turns = Mapping[EpisodeId, Beside]
_ALONE = Beside()


async def turns_beside(store: GraphStore, scope: Scope, episodes: Sequence[Episode]) -> Turns:
    """What stands beside those of some episodes that are turns of a conversation; one read."""
    turns = [one.id for one in episodes if _is_turn(one)]
    return await store.turns_beside(scope, turns) if turns else {}


def with_questions(episodes: Sequence[Episode], turns: Turns) -> tuple[Episode, ...]:
    """The episodes, each with what it may answer: the turn just before it, if that asks something
    and somebody else said it, not long before; or, if it is short, put right: the speaker's own
    last of the two before it."""
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
    asks = _asks(one) or (before is not None and _asks(before))
    if beside.after is not None and (asks or _is_short(beside.after)):
        yield beside.after
    if before is not None and _is_order_open(before, one):
        yield before


def _asked(one: Episode, beside: Beside) -> Episode | None:
    if not beside.before or not _is_turn(one):
        return None
    last = beside.before[-1]
    around = [*beside.before, one, *([] if beside.after is None else [beside.after])]
    if any(_is_order_open(first, second) for first, second in pairwise(around)):
        return None
    if _asks(last) and not _is_by_one(last, one):
        is_trusted = last.trust > Trust.UNTRUSTED or one.trust is Trust.UNTRUSTED
        return replace(last, asked=None) if is_trusted and _is_soon(last, one) else None
    own = next((turn for turn in reversed(beside.before) if _is_by_one(turn, one)), None)
    if own is None or not _is_short(one) or one.trust < own.trust or not _is_soon(own, one):
        return None
    return replace(own, asked=None)


def _is_by_one(turn: Episode, other: Episode) -> bool:
    return name_form(turn.speaker) == name_form(other.speaker)


def _is_soon(turn: Episode, later: Episode) -> bool:
    return _is_turn(turn) and later.occurred_at - turn.occurred_at <= PATIENCE


def _is_short(one: Episode) -> bool:
    return len(one.content) <= 200 and len(one.content.split()) <= LONGEST_CORRECTION


def _is_turn(one: Episode) -> bool:
    return one.kind is EpisodeKind.MESSAGE and bool(one.source) and not one.given


def _asks(one: Episode) -> bool:
    return any(sign in one.content for sign in _ASKING)


def _is_order_open(one: Episode, other: Episode) -> bool:
    """Whether nobody knows which came first: they bear one moment, and came by two calls."""
    return one.occurred_at == other.occurred_at and one.created_at != other.created_at
