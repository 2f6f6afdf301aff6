"""Facts and rulings that were taken back again are no words to find; texts are, whatever becomes
of what they claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from quipu.graph.consolidation.rulings import left_standing, named_by
from quipu.schema.identity import ClaimId, EpisodeId, Scope
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import DECIDED, WITHDRAWN, Claim, EpisodeKind
from quipu.schema.outlines import Text
from quipu.schema.ports import GraphStore
from quipu.schema.recall import Candidates, ItemKind
from quipu.schema.rulings import RETRACTION, UNDOING

_TAKING_BACK = frozenset({UNDOING, RETRACTION})


async def without_taken_back(
    store: GraphStore, scope: Scope, gathered: Candidates, view: AsOf
) -> Candidates:
    """What was found, less what was handed in as a fact or ruled, and taken back since.

    The taking back has the same words, so it is among the candidates: without one, nothing is
    asked of the store.
    """
    handed_in = _handed_in(gathered)
    if not any(one.source in _TAKING_BACK for one in handed_in.values()):
        return gathered
    gone = spent(await store.claims_of(scope, list(handed_in)), handed_in.keys(), view.known)
    if not gone:
        return gathered
    return replace(gathered, found=tuple(one for one in gathered.found if one.item not in gone))


def _handed_in(gathered: Candidates) -> Mapping[EpisodeId, Text]:
    """The episodes found that are ready-made facts and rulings, not texts."""
    ids = [EpisodeId(one.item) for one in gathered.found if one.kind is ItemKind.EPISODE]
    texts = gathered.texts
    return {id: texts[id] for id in ids if id in texts and texts[id].kind is EpisodeKind.EVENT}


def spent(
    claims: Iterable[Claim], handed_in: Collection[EpisodeId], known: datetime
) -> set[EpisodeId]:
    """The episodes of which no claim counts any more, and those that did no more than take such
    back, as it was known at a moment (pure)."""
    some = [one for one in claims if one.recorded_at <= known]
    standing = {one.id for one in left_standing([one for one in some if not one.is_retracted])}
    by_id = {one.id: one for one in some}
    own = defaultdict[EpisodeId, list[Claim]](list)
    for one in some:
        own[one.episode].append(one)
    return {
        id
        for id in handed_in
        if own[id]
        and (
            standing.isdisjoint(one.id for one in own[id])
            or _only_takes_back(own[id], by_id, handed_in)
        )
    }


def _only_takes_back(
    own: Sequence[Claim], by_id: Mapping[ClaimId, Claim], handed_in: Collection[EpisodeId]
) -> bool:
    """Whether an episode withdraws nothing that a text claimed."""
    if any(one.reader not in (WITHDRAWN, DECIDED) for one in own):
        return False
    named = [by_id.get(id) for one in own if one.reader == WITHDRAWN for id in named_by(one)]
    return bool(named) and all(one is not None and one.episode in handed_in for one in named)
