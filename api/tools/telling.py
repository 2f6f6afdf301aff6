"""What a tool answers with: lines about data, cut at a budget of tokens.

Each thing stands on one line, its text in quotation marks, and the first line says what it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quipu.api.excerpts import excerpt
from quipu.api.quoting import CHARACTERS_PER_TOKEN, DATA, LONGEST_QUOTE, dated, one_line, quoted
from quipu.schema.errors import Invalid
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Episode, Fact, status_of

_CITED = 120  # characters of a source beside what was read from it
SHORT = 11  # a prefix and 8 or 9 characters of 5 random bits: unique until millions of items


def short(id: str) -> str:
    """An id as it is shown: its beginning, which every tool accepts."""
    return id[:SHORT]


@dataclass(frozen=True, slots=True)
class Citing:
    """The lines of one answer about facts, each with what it was read from.

    Two facts may be told in one sentence, such as where somebody works and as what: each then says
    which relation it is, so that the right one can be corrected. A source is quoted there where it
    has the words of the fact; what stands in the answer already is named by its id alone.
    """

    view: AsOf
    said: Mapping[EpisodeId, Episode]
    shared: frozenset[str] = frozenset()  # sentences that tell of several relations
    _quoted: set[tuple[EpisodeId, str]] = field(default_factory=set)

    def lines(self, facts: Iterable[Fact]) -> list[str]:
        return [self.line(fact) for fact in facts]

    def line(self, fact: Fact) -> str:
        """`fa_3k9xabcd "Sam lives in Oslo" CURRENT 2024-05-01 → open | "I moved…" by Sam …`."""
        sources = [self.said[id] for id in fact.episodes if id in self.said]
        cited = f" | {self._source(sources[0], fact.sentence)}" if sources else ""
        more = f" +{len(sources) - 1} more" if len(sources) > 1 else ""
        dates = f"{dated(fact.valid.start, 'unknown')} → {dated(fact.valid.end, 'open')}"
        status = f"{status_of(fact, self.view)}, {fact.trust.name.lower()}"
        return f"{short(fact.id)} {self._told(fact)} {status}, {dates}{cited}{more}"

    def episode(self, episode: Episode, question: str) -> str:
        """The same of an episode that is a hit."""
        self._quoted.add((episode.id, _part(episode, question, LONGEST_QUOTE)))
        return episode_line(episode, question)

    def _told(self, fact: Fact) -> str:
        relation = f" ({quoted(fact.predicate, 60)})" if fact.sentence in self.shared else ""
        return f"{quoted(fact.sentence)}{relation}"

    def _source(self, episode: Episode, sentence: str) -> str:
        part = _part(episode, sentence, _CITED)
        there = {(episode.id, one_line(episode.content)), (episode.id, part)}
        if not there.isdisjoint(self._quoted):
            return f"({short(episode.id)})"
        self._quoted.add((episode.id, part))
        words = json.dumps(part, ensure_ascii=False)
        return f"{words}{_told_by(episode)} ({short(episode.id)})"


def citing(facts: Iterable[Fact], view: AsOf, said: Mapping[EpisodeId, Episode]) -> Citing:
    """What tells of some facts in one answer."""
    told = {(fact.sentence, fact.predicate) for fact in facts}
    relations = Counter(sentence for sentence, _ in told)
    return Citing(view, said, frozenset(one for one, count in relations.items() if count > 1))


def episode_line(episode: Episode, question: str) -> str:
    """An episode as a hit: of a long one the part that has the words of the question."""
    part, whole = _part(episode, question, LONGEST_QUOTE), one_line(episode.content)
    more = "" if part == whole else f", {len(whole)} characters: get shows all"
    return f"{short(episode.id)} {json.dumps(part, ensure_ascii=False)}{_told_by(episode)}{more}"


def _part(episode: Episode, words: str, limit: int) -> str:
    return excerpt(one_line(episode.content), words, limit)


def whole_episode(episode: Episode, offset: int, budget_tokens: int) -> str:
    """An episode from a place on as far as a budget goes, and where to go on.

    Raises Invalid for a place behind its end.
    """
    part, more = part_of(episode.content, offset, budget_tokens)
    return f"{short(episode.id)} {part}{_told_by(episode)}{more}"


def part_of(text: str, offset: int, budget_tokens: int) -> tuple[str, str]:
    """A text from a place on as far as a budget goes, in quotation marks, and where to go on.

    Raises Invalid for a place behind its end.
    """
    line, limit = one_line(text), budget_tokens * CHARACTERS_PER_TOKEN
    if offset and offset >= len(line):
        raise Invalid(f"offset {offset} is behind the end", hint=f"it has {len(line)} characters")
    rest = line[offset:]
    part = rest.encode()[:limit].decode(errors="ignore")
    after = offset + len(part)
    left = len(line) - after
    more = f" [cut: {left} characters more; get it with offset {after}]" if left else ""
    return json.dumps(part, ensure_ascii=False), more


def _told_by(episode: Episode) -> str:
    speaker = f" by {quoted(episode.speaker, 40)}" if episode.speaker else ""
    place = f" in {quoted(episode.source, 40)}" if episode.source else ""
    return f"{speaker} on {episode.occurred_at:%Y-%m-%d}{place}"


def told(lines: Sequence[str], budget_tokens: int, how_to_go_on: str) -> str:
    """Lines up to a budget, and what to do about those that were cut."""
    kept, used, limit = list[str](), 0, budget_tokens * CHARACTERS_PER_TOKEN
    for line in lines:
        used += len(line.encode()) + 1
        if used > limit and kept:
            break
        kept.append(line)
    cut = len(lines) - len(kept)
    return "\n".join([*kept, *([f"[cut: {cut} more; {how_to_go_on}]"] if cut else [])])


def as_data(lines: Sequence[str], budget_tokens: int, how_to_go_on: str) -> str:
    """The same of what is stored."""
    return f"{DATA}\n{told(lines, budget_tokens, how_to_go_on)}"
