"""The local reader with a user's ontology: names of kinds it lists, and patterns it spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from quipu.extraction.names import clean_name
from quipu.extraction.references import speakers_of
from quipu.schema.knowledge import Episode, EpisodeKind, Mention, Reading, Statement
from quipu.schema.names import name_form
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Extractor

_CONFIDENCE = 0.8  # the user's own words for it, yet matched without a parse
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]+)*[.!?]?")
_SLOTS = {"{subject}": r"(?P<subject>[^,;:]{1,80}?)", "{object}": r"(?P<object>[^,;:]{1,80}?)"}
_SLOT = re.compile(r"(\{subject\}|\{object\})")


# Without slots: the patterns are compiled once.
@dataclass(frozen=True)
class OntologyReader:
    """Adds to another reader's readings what a user's ontology says: a kind for each name that it
    lists, and a statement for each sentence that one of its patterns fits. The subject must be
    somebody whom the other reader knows, or who speaks."""

    inner: Extractor
    ontology: Ontology

    @property
    def name(self) -> str:
        return self.inner.name

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order."""
        readings = await self.inner.read(episodes)
        return [
            self._extended(episode, reading)
            for episode, reading in zip(episodes, readings, strict=True)
        ]

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The kind of each listed name, by its normal form."""
        return {
            name_form(name): kind.name
            for kind in self.ontology.kinds.values()
            for name in kind.examples
        }

    @cached_property
    def _patterns(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        """Predicates by the sentences that state them."""
        entries = {entry.name: entry for entry in self.ontology.predicates.values()}
        return [
            (entry.name, _compiled(pattern))
            for entry in entries.values()
            for pattern in entry.patterns
        ]

    def _extended(self, episode: Episode, reading: Reading) -> Reading:
        if episode.kind is EpisodeKind.JSON:
            return reading
        known = {name_form(one.text) for one in reading.mentions} | set(self._kinds)
        said = {_triple(one) for one in reading.statements}
        added = tuple(one for one in self._matched(episode, known) if _triple(one) not in said)
        mentions = tuple(dict.fromkeys(self._of_kind(one) for one in reading.mentions))
        statements = tuple(self._told(one) for one in (*reading.statements, *added))
        return replace(reading, mentions=mentions, statements=statements)

    def _matched(self, episode: Episode, known: set[str]) -> Iterator[Statement]:
        if not self._patterns:
            return
        speakers = speakers_of(episode)
        for sentence in _SENTENCE.findall(episode.content):
            for predicate, pattern in self._patterns:
                found = pattern.fullmatch(sentence.strip().rstrip(".! "))
                if found is None:
                    continue
                subject = speakers.named_by(found["subject"]) or clean_name(found["subject"])
                object_ = speakers.named_by(found["object"]) or clean_name(found["object"])
                is_speaker = subject in (speakers.first, speakers.second)
                if subject and object_ and (is_speaker or name_form(subject) in known):
                    kind = "person" if is_speaker else "thing"
                    yield self._statement(Mention(subject, kind), predicate, object_, sentence)

    def _statement(
        self, subject: Mention, predicate: str, object_: str, sentence: str
    ) -> Statement:
        return Statement(
            subject=subject,
            predicate=predicate,
            object=Mention(object_, self.ontology.predicate(predicate).value or "thing"),
            sentence=f"{subject.text} {predicate} {object_}",
            quote=sentence.strip(),
            temporal=self.ontology.predicate(predicate).temporal,
            confidence=_CONFIDENCE,
            reader=self.inner.name,
        )

    def _told(self, statement: Statement) -> Statement:
        subject, object_ = self._of_kind(statement.subject), self._of_kind(statement.object)
        return replace(statement, subject=subject, object=object_)

    def _of_kind(self, mention: Mention) -> Mention:
        kind = self._kinds.get(name_form(mention.text))
        return mention if kind is None else replace(mention, kind=kind, is_value=False)


def _compiled(pattern: str) -> re.Pattern[str]:
    parts = (_SLOTS.get(part) or re.escape(part) for part in _SLOT.split(pattern.strip(" .")))
    return re.compile("".join(parts), re.IGNORECASE)


def _triple(statement: Statement) -> tuple[str, str, str]:
    sides = (statement.subject.text, statement.predicate, statement.object.text)
    return (sides[0].casefold(), sides[1], sides[2].casefold())
