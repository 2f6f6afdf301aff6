"""The local reader: spaCy and rules, no network and no language model."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quipu.extraction.answering import answers_among
from quipu.extraction.asked import question_to
from quipu.extraction.english.asking.corrections import as_meant, corrections
from quipu.extraction.english.clause.mentions import agreed_kinds, names_in
from quipu.extraction.english.grammar.lines import as_wrapped, unwrapped
from quipu.extraction.english.grammar.parsed_passage import parsed_passage
from quipu.extraction.english.lexicon.words import KIN
from quipu.extraction.english.sentence_reader import READER, statements_in
from quipu.extraction.models.encoder import shipped_encoder
from quipu.extraction.notes import in_full
from quipu.extraction.passages import passages_of
from quipu.extraction.pipeline import PIECE, english_pipeline
from quipu.extraction.putting_right import meant_by, put_right_among
from quipu.extraction.references import speakers_of
from quipu.extraction.short_names import in_whole, told_in_whole, whole_names
from quipu.schema.knowledge import Episode, EpisodeKind, Mention, Reading, Statement
from quipu.schema.readers import PUT_RIGHT
from quipu.schema.texts import HEADINGS_JOINED_BY

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What is parsed together: more gains little, and every character takes some 8 KiB meanwhile.
_BATCH_PASSAGES, _BATCH_LENGTH = 128, 16_384


@dataclass(frozen=True, slots=True)
class LocalReader:
    """Reads English episodes on this machine. Keeps nothing from one call to the next.

    The same episode, with the same question before it, gives the same reading alone and in any
    batch. Never raises on any text; what cannot be read (JSON, blank text, other languages) gives
    an empty or poor reading.
    """

    name: str = READER

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order. Parsing runs in a thread, which ends soon after who
        waits for it is cancelled: a process that is stopped would wait for minutes otherwise."""
        is_over = threading.Event()
        shipped_encoder().will_read(_said_whole(episodes))
        try:
            return await asyncio.to_thread(read_all, tuple(episodes), is_over.is_set)
        finally:
            is_over.set()


def _said_whole(episodes: Sequence[Episode]) -> Iterator[str]:
    """Texts that are read in one piece, most of them just as they are embedded."""
    for one in episodes:
        if one.kind is not EpisodeKind.JSON and len(one.content) <= PIECE:
            yield one.content


def read_all(
    episodes: Sequence[Episode], is_over: Callable[[], bool] = lambda: False
) -> list[Reading]:
    """What `LocalReader.read` does, in the caller's thread.

    Raises CancelledError at the next passage once nobody waits for it any more.
    """
    pieces = [(number, text) for number, e in enumerate(episodes) for text in _readable(e)]
    if not pieces:
        return [Reading() for _ in episodes]
    mentions: list[list[Mention]] = [[] for _ in episodes]
    statements: list[list[Statement]] = [[] for _ in episodes]
    docs = _parsed(text for _, text in pieces)
    waiting: dict[int, tuple[str, Doc]] = {}
    right = {n: found for n, one in enumerate(episodes) if (found := meant_by(one)) is not None}
    for (number, text), doc in zip(pieces, docs, strict=True):
        if is_over():
            raise asyncio.CancelledError
        episode = episodes[number]
        if number not in waiting and (question := question_to(episode, text)):
            waiting[number] = (question, doc)
        passage = parsed_passage(doc, speakers_of(episode))
        mentions[number] += names_in(passage)
        if number not in right:
            statements[number] += statements_in(passage, episode.said_at)
    answers = answers_among(episodes, waiting)
    for number, told in (*answers, *put_right_among(episodes, right, read_all)):
        statements[number] += told
    quoted = (as_said(one, some) for one, some in zip(episodes, statements, strict=True))
    return [_reading(*parts) for parts in zip(episodes, mentions, quoted, strict=True)]


def _parsed(texts: Iterable[str]) -> Iterator[Doc]:
    for batch in batches_of(texts):
        yield from english_pipeline().pipe(batch, batch_size=_BATCH_PASSAGES)


def batches_of(texts: Iterable[str], length: int = _BATCH_LENGTH) -> Iterator[list[str]]:
    """The texts in order, in lists of at most so many characters; a longer one is alone."""
    batch: list[str] = []
    for text in texts:
        if batch and sum(map(len, batch)) + len(text) > length:
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def as_said(episode: Episode, statements: list[Statement]) -> list[Statement]:
    """Statements that quote what was said, where it was read otherwise: put right, or in full."""
    said = {one.meant.strip(): one.said.strip() for one in corrections(episode.content)}
    note = episode.content.strip()
    if in_full(note, episode.metadata) != note:
        added = (one.quote for one in statements if one.quote not in note)
        said |= dict.fromkeys(added, note)
    if not said and "\n" not in note:
        return statements
    quotes = (said.get(one.quote) or as_wrapped(one.quote, note) for one in statements)
    return [replace(one, quote=quote) for one, quote in zip(statements, quotes, strict=True)]


# What a message shows, as `quipu ingest` writes it: its caption tells nothing of anybody.
_PICTURE = re.compile(r"\(image: [^()\n]*\)")


def _readable(episode: Episode) -> list[str]:
    if episode.kind is EpisodeKind.JSON:
        return []
    headings, content = _parted(episode)
    full = in_full(content, episode.metadata)
    said = passages_of(as_meant(_PICTURE.sub(" ", full)))
    return [*headings, *map(unwrapped, said)]


def _parted(episode: Episode) -> tuple[list[str], str]:
    """The headings above a passage of a file, each a text of its own, and the passage: read in one
    go, a heading becomes part of the first sentence."""
    heading = episode.metadata.get("heading")
    if not isinstance(heading, str) or not episode.content.startswith(f"{heading}\n\n"):
        return [], episode.content
    parts = [one for some in heading.split(HEADINGS_JOINED_BY) for one in passages_of(some)]
    return parts, episode.content.removeprefix(heading)


def _reading(episode: Episode, mentions: list[Mention], statements: list[Statement]) -> Reading:
    """Repeats left out, each name whole and of one kind throughout."""
    speakers = speakers_of(episode)
    wholes = whole_names(mentions, episode.content, (speakers.first, speakers.second))
    mentions = [in_whole(mention, wholes) for mention in mentions]
    statements = [told_in_whole(statement, wholes) for statement in statements]
    sides = [side for statement in statements for side in (statement.subject, statement.object)]
    kinds = agreed_kinds([*mentions, *sides])
    named = [_of_kind(mention, kinds) for mention in mentions]
    relatives = _named_relatives(statements)
    kept: dict[tuple[object, ...], Statement] = {}
    for statement in statements:
        subject, object_ = (
            _of_kind(relatives.get(side.text, side), kinds)
            for side in (statement.subject, statement.object)
        )
        statement = replace(statement, subject=subject, object=object_)
        key = (subject.text.casefold(), statement.predicate, object_.text.casefold(),
               statement.is_negated, statement.is_ending, statement.when,
               statement.reader == PUT_RIGHT)  # fmt: skip
        best = kept.get(key)
        if best is None or statement.confidence > best.confidence:
            kept[key] = statement
    return Reading(tuple(dict.fromkeys(named)), tuple(kept.values()))


def _named_relatives(statements: list[Statement]) -> dict[str, Mention]:
    """ "Sam's wife" → Clara, where the text itself says who that is, and names only one."""
    named: dict[str, set[Mention]] = {}
    for statement in statements:
        if statement.predicate.rsplit(" ", 1)[-1] in KIN and not statement.is_ending:
            role = f"{statement.subject.text}'s {statement.predicate}"
            named.setdefault(role, set()).add(statement.object)
    return {role: next(iter(names)) for role, names in named.items() if len(names) == 1}


def _of_kind(mention: Mention, kinds: dict[str, str]) -> Mention:
    kind = kinds.get(mention.text.casefold())
    return mention if kind is None or mention.is_value else replace(mention, kind=kind)
