"""What a tool answers with: lines about data, cut at a budget of tokens.

Each thing stands on one line, its text in quotation marks, and the first line says what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from quipu.api.excerpts import excerpt
from quipu.api.quoting import CHARACTERS_PER_TOKEN, DATA, LONGEST_QUOTE, dated, one_line, quoted
from quipu.schema.errors import Invalid
from quipu.schema.identity import EpisodeId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Episode, Fact, status_of

SHORT = 11  # a prefix and 8 or 9 characters of 5 random bits: unique until millions of items


def short(id: str) -> str:
    """An id as it is shown: its beginning, which every tool accepts."""
    return id[:SHORT]


def fact_line(fact: Fact, view: AsOf, said: Mapping[EpisodeId, Episode]) -> str:
    """`fa_3k9xabcd "Sam lives in Oslo" CURRENT 2024-05-01 → open | "I moved…" Sam 2024-05-02`."""
    sources = [said[id] for id in fact.episodes if id in said]
    cited = f" | {source_of(sources[0])}" if sources else ""
    more = f" +{len(sources) - 1} more" if len(sources) > 1 else ""
    dates = f"{dated(fact.valid.start, 'unknown')} → {dated(fact.valid.end, 'open')}"
    status = f"{status_of(fact, view)}, {fact.trust.name.lower()}"
    return f"{short(fact.id)} {quoted(fact.sentence)} {status}, {dates}{cited}{more}"


def episode_line(episode: Episode, question: str) -> str:
    """An episode as a hit: of a long one the part that has the words of the question."""
    line = one_line(episode.content)
    part = excerpt(line, question, LONGEST_QUOTE)
    more = "" if part == line else f", {len(line)} characters: get shows all"
    return f"{short(episode.id)} {json.dumps(part, ensure_ascii=False)}{_told_by(episode)}{more}"


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


def source_of(episode: Episode) -> str:
    """Whose words, when, from where."""
    return f"{_words(episode, 120)} ({short(episode.id)})"


def _words(episode: Episode, limit: int) -> str:
    return f"{quoted(episode.content, limit)}{_told_by(episode)}"


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
