"""What stands around a turn: those beside it, a question it answers, its conversation (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

from quipu.graph.retrieval.question.asking import is_an_assistant, speaks_of
from quipu.graph.retrieval.ranking.arms import (
    DEFAULT_WEIGHTS,
    Item,
    Scores,
    by_meaning,
    by_words,
)
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.outlines import Text
from quipu.schema.recall import Candidate, Candidates, Channel, ItemKind

SHORT = 250  # characters; people who write longer turns treat a topic in each
BESIDE = 0.25
ASKED = 0.25
TOGETHER = 0.3
A_QUESTION = 0.8  # of its own score: it says what is asked, not how it is
A_REPLY = 0.8  # likewise: an assistant tells back at length what its user has told it


def by_neighbour(
    found: Sequence[Candidate], episodes: Mapping[EpisodeId, Text], direct: Mapping[Item, float]
) -> Scores:
    """What stands around an episode scored: the turns beside it, a question that it answers, and
    the best of its conversation."""
    turns = [one for one in found if one.kind is ItemKind.EPISODE and one.item in episodes]
    is_talk = are_short(episodes[EpisodeId(one.item)] for one in turns)
    conversation = _by_conversation(turns, episodes, direct)
    scores: Scores = {}
    for one in turns:
        before = 0.0 if one.before is None else direct.get(one.before, 0.0)
        after = 0.0 if one.after is None else direct.get(one.after, 0.0)
        asked = before if is_talk and before and _is_asked(one.before, episodes) else 0.0
        together = conversation.get(episodes[EpisodeId(one.item)].source, 0.0)
        around = BESIDE * (before + after) + ASKED * asked + TOGETHER * together
        if around > 0.0:
            scores[one.item] = around
    return scores


def _by_conversation(
    turns: Sequence[Candidate], episodes: Mapping[EpisodeId, Text], direct: Mapping[Item, float]
) -> dict[str, float]:
    """The mean of the best two turns of each conversation, as a share of the best mean."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for one in turns:
        if source := episodes[EpisodeId(one.item)].source:
            scores[source].append(direct.get(one.item, 0.0))
    means = {source: fmean(sorted(given)[-2:]) for source, given in scores.items()}
    best = max(means.values(), default=0.0)
    if len(means) < 2 or best <= 0.0:  # one conversation tells nothing apart
        return {}
    return {source: mean / best for source, mean in means.items()}


def are_short(episodes: Iterable[Text]) -> bool:
    """Whether people talk here in a sentence or two a turn, half of the turns at least."""
    lengths = [len(episode.content) for episode in episodes]
    return bool(lengths) and median(lengths) < SHORT


def _is_asked(before: EpisodeId | None, episodes: Mapping[EpisodeId, Text]) -> bool:
    """Whether the turn before asks something: its answer is what was looked for."""
    return before is not None and before in episodes and _asks(episodes[before])


def _asks(episode: Text) -> bool:
    return episode.content.rstrip().endswith(("?", "？", "؟"))


def weights_for(gathered: Candidates) -> dict[Channel, float]:
    """The recipe, leaning towards meaning where turns are long: more words match by chance.

    Where no word of the question stands anywhere, meaning has the weight of both, and the other way
    round: else what stands beside the best turn, which always has the whole of its own arm, would
    overtake it.
    """
    weights = dict(DEFAULT_WEIGHTS)
    turns = [one for one in gathered.texts.values() if one.kind is not EpisodeKind.DOCUMENT]
    if turns and not are_short(turns):
        weights |= {Channel.FULLTEXT: 0.4, Channel.VECTOR: 0.6}
    both = weights[Channel.FULLTEXT] + weights[Channel.VECTOR]
    if not by_words(gathered.found):
        weights[Channel.VECTOR] = both
    elif not by_meaning(gathered.found):
        weights[Channel.FULLTEXT] = both
    return weights


def worth_of(
    found: Iterable[Candidate], episodes: Mapping[EpisodeId, Text], question: str
) -> dict[Item, float]:
    """The part of its scores that a turn keeps: among short ones a question tells little, and
    what an assistant says less than what it was told, unless the question is about that."""
    items = {one.item for one in found if one.kind is ItemKind.EPISODE}
    turns = [episode for id, episode in episodes.items() if id in items]
    is_talk = are_short(turns)
    replying = {
        speaker
        for speaker in {one.speaker for one in turns}
        if is_an_assistant(speaker) and not speaks_of(question, speaker)
    }
    worth: dict[Item, float] = {
        one.id: (A_QUESTION if is_talk and _asks(one) else 1.0)
        * (A_REPLY if one.speaker in replying else 1.0)
        for one in turns
    }
    return {item: part for item, part in worth.items() if part < 1.0}
