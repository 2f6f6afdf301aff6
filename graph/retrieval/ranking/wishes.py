"""What a user wants of an assistant for good: it bears on every request of its topic (pure).

"Always cite your sources" shares few words with a later "What is known about tea?" and is what an
assistant has to know before it answers. So the best of such turns count for more, and those that
tell what somebody prefers a little more, unless the question is about what was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from quipu.graph.retrieval.question.asking import is_an_assistant
from quipu.schema.identity import EpisodeId
from quipu.schema.outlines import Text
from quipu.schema.recall import Candidates, Channel, Contribution, Hit, ItemKind

FOR_GOOD = 2.0  # times its own score
PREFERRED = 1.5
AHEAD = 2  # hits that no wish overtakes: what is asked comes first
MOST = 3  # wishes that gain

_BEGINNING = r"(?:^|[.!?:;\n]\s*)[\"'“‘(*-]*(?:(?:please|also|and|but|so|ok|okay|hey)\b,?\s+)*"
_STANDING = re.compile(
    rf"{_BEGINNING}(?:(?:always|never(?! mind\b))\s+(?!been\b|had\b|\w+ed\b)\w"
    r"|(?:from now on|going forward|from here on|in (?:the )?future)\b"
    r"|(?:whenever|every time) (?:I|you|we)\b"
    r"|(?:do not|don['’]t) ever\b|(?:remember|make sure) (?:to always|to never|never to)\b)"
    r"|\byou (?:should|must) (?:always|never)\b|\bI want you to (?:always|never)\b"
    r"|\bfrom now on\b",
    re.IGNORECASE,
)
_PREFERENCE = re.compile(
    r"\bI(?:['’]d| would)?(?: \w+ly| much| always| still)? prefer\b|\bmy preference\b"
    r"|\bI(?:['’]d| would) (?:much )?rather\b",
    re.IGNORECASE,
)
_OF_THE_PAST = re.compile(
    r"\b(?:did|was|were|had|said|told|asked|mention(?:ed)?|(?:have|has) (?:I|we|you|he|she|they)"
    r"|(?:I|we|you|they) have|(?:I|we|you|they)['’]ve)\b",
    re.IGNORECASE,
)


def with_wishes(hits: Sequence[Hit], gathered: Candidates, question: str) -> list[Hit]:
    """The hits, best first, with what wishes gain; only where somebody speaks with an assistant.

    None overtakes the best two of the others.
    """
    if is_about_the_past(question):
        return list(hits)
    weights = _weights(hits, gathered.texts)
    gaining = sorted(weights, key=lambda id: (-weights[id][0] * weights[id][1], id))[:MOST]
    others = [hit.score for hit in hits if hit.id not in gaining][:AHEAD]
    if not gaining or len(others) < AHEAD:
        return list(hits)
    places = {id: place for place, id in enumerate(gaining, start=1)}
    found = [
        _with(hit, min(weights[hit.id][1] * hit.score, others[-1]), places[hit.id])
        if hit.id in places and hit.score < others[-1]
        else hit
        for hit in hits
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.id in places, hit.id))


def _weights(
    hits: Sequence[Hit], texts: Mapping[EpisodeId, Text]
) -> dict[str, tuple[float, float]]:
    """The score and the weight of each hit that wishes something of an assistant."""
    turns = {
        hit.id: (hit, texts[EpisodeId(hit.id)])
        for hit in hits
        if hit.kind is ItemKind.EPISODE and hit.id in texts
    }
    speakers = {turn.speaker for _, turn in turns.values()}
    helping = {one for one in speakers if is_an_assistant(one)}
    if not helping:
        return {}
    weighed = {
        id: (hit.score, weight_of_wish(turn.content))
        for id, (hit, turn) in turns.items()
        if turn.speaker not in helping
    }
    return {id: one for id, one in weighed.items() if one[1] > 1.0}


def _with(hit: Hit, score: float, place: int) -> Hit:
    told = Contribution(Channel.FULLTEXT, place, score / hit.score, score - hit.score)
    return replace(hit, score=score, channels=(*hit.channels, told))


def is_about_the_past(question: str) -> bool:
    """Whether it asks what was done or said, and so for no wish but where that is told."""
    return _OF_THE_PAST.search(question) is not None


@lru_cache(maxsize=4_096)
def weight_of_wish(text: str) -> float:
    """By how much a user's turn counts for more beside a request: 1 where it wishes nothing."""
    if _STANDING.search(text):
        return FOR_GOOD
    return PREFERRED if _PREFERENCE.search(text) else 1.0
