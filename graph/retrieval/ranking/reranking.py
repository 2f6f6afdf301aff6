"""The best hits of a search in the order of a reranker, where one is asked for.

A reranker that does not answer takes nothing away: the order is that of the arms, with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from quipu.schema.communities import ToldCommunity
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.experience import Experience, Procedure
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.recall import Candidates, Channel, Contribution, Hit, ItemKind, Question
from quipu.schema.reranking import Reranker

LOOKED_AT = 50  # hits that are read again: each is a pair for the model
_TEXT_LIMIT = 2_000  # characters of a text that is read; models of this kind read about 512 tokens


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found besides what an engine gathers, by id."""

    communities: Mapping[str, ToldCommunity] = field(default_factory=dict)
    experiences: Mapping[str, Experience] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)


NOTHING = Beside()


def must_be_there(reranker: Reranker | None, question: Question) -> None:
    """Raises Invalid where a reranker is asked for that nobody has named."""
    if question.rerank and reranker is None:
        raise Invalid("there is no reranker here", hint="set reranker.address and reranker.name")


def widened(question: Question) -> Question:
    """The question as the arms are to answer it, so that there is something to choose from."""
    return replace(question, limit=max(question.limit, LOOKED_AT)) if question.rerank else question


async def reranked(
    reranker: Reranker | None,
    question: Question,
    hits: Sequence[Hit],
    gathered: Candidates,
    beside: Beside = NOTHING,
) -> tuple[list[Hit], tuple[str, ...]]:
    """The hits, best first, and what there is to warn of.

    Score and rank of a hit that was read again are the reranker's; what the arms gave stays beside.
    """
    if not question.rerank or reranker is None or not hits:
        return list(hits), ()
    head, tail = hits[: max(question.limit, LOOKED_AT)], hits[max(question.limit, LOOKED_AT) :]
    texts = [_text(hit, gathered, beside) for hit in head]
    try:
        scores = await reranker.scores(question.text, texts)
    except Unavailable as away:
        return list(hits), (f"{reranker.name} did not rerank: {away}",)
    order = sorted(range(len(head)), key=lambda place: (-scores[place], place))
    best = [
        _read_again(head[place], rank, scores[place]) for rank, place in enumerate(order, start=1)
    ]
    return [*best, *tail], ()


def _read_again(hit: Hit, rank: int, score: float) -> Hit:
    given = Contribution(Channel.RERANK, rank, score, score)
    return replace(hit, score=score, channels=(*hit.channels, given))


def _text(hit: Hit, gathered: Candidates, beside: Beside) -> str:
    return _said(hit, gathered, beside)[:_TEXT_LIMIT]


def _said(hit: Hit, gathered: Candidates, beside: Beside) -> str:
    match hit.kind:
        case ItemKind.FACT:
            return gathered.facts[FactId(hit.id)].sentence
        case ItemKind.EPISODE:
            return gathered.episodes[EpisodeId(hit.id)].content
        case ItemKind.ENTITY:
            return gathered.entities[EntityId(hit.id)].name
        case ItemKind.COMMUNITY:
            return f"{beside.communities[hit.id].name}: {beside.communities[hit.id].summary}"
        case ItemKind.EXPERIENCE:
            one = beside.experiences[hit.id]
            return f"{one.task} {one.lesson}".strip()
        case ItemKind.PROCEDURE:
            told = beside.procedures[hit.id]
            return " ".join((told.title, *told.steps))
