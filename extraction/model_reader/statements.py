"""What a model says of one piece becomes statements: borne out by the text, in our own terms."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quipu.extraction.model_reader.grounding import Ground, numbers_in, stands_in
from quipu.extraction.model_reader.pieces import Piece
from quipu.extraction.model_reader.question import VALUE
from quipu.extraction.model_reader.telling import modality_of, tense_of, when_of
from quipu.extraction.names import clean_name, without_title
from quipu.schema.knowledge import Mention, Modality, Statement, Temporal, When
from quipu.schema.ontology import Ontology, Predicate, predicate_form

_NAME_LIMIT = 200  # characters, as for the local reader
_PREDICATE_LIMIT = 60
_SENTENCE_LIMIT = 400
_SURE = 0.95  # nothing that was read is surer
_UNSAID = 0.7  # where a model does not say how sure it is
_NO_NAME = re.compile(
    r"(?:he|she|they|it|him|her|them|this|that|these|those|who|one|someone|somebody|something|"
    r"everyone|everybody|people|here|there)",
    re.IGNORECASE,
)
_PREFIXES = {Modality.PLAN: "plan to", Modality.WISH: "want to", Modality.POSSIBLE: "may"}


@dataclass(frozen=True, slots=True)
class Told:
    """One piece with what a model says of it, and the ground on which that is judged."""

    piece: Piece
    ground: Ground
    reader: str
    ontology: Ontology

    def statement(self, raw: Mapping[str, Any]) -> Statement | None:
        """The statement, or None where the text does not bear it out."""
        subject = self._mention(str(raw["subject"]), str(raw.get("subject_kind", "thing")))
        object_ = self._mention(str(raw["object"]), str(raw.get("object_kind", "thing")))
        predicate = self._predicate(raw)
        if subject is None or object_ is None or not predicate or subject.is_value:
            return None
        if subject.text == object_.text or not self._is_borne_out(subject, object_):
            return None
        return self._statement(raw, subject, predicate, object_)

    def _statement(
        self, raw: Mapping[str, Any], subject: Mention, predicate: str, object_: Mention
    ) -> Statement:
        when = when_of(raw, self.piece.text, self.piece.episode.said_at)
        modality = _firmness(raw, when)
        is_negated = raw.get("negated") is True
        attributed_to = clean_name(str(raw.get("said_by", "")))
        is_told = attributed_to and self.ground.bears_name(attributed_to)
        sentence = self._sentence(raw, subject, predicate, object_, is_negated=is_negated)
        return Statement(
            subject=subject,
            predicate=_intended(predicate, modality, self.ontology),
            object=object_,
            sentence=sentence,
            quote=self._quote(str(raw.get("quote", "")), object_),
            tense=tense_of(raw, when),
            modality=modality,
            temporal=_temporal(raw, modality),
            is_negated=is_negated,
            is_ending=raw.get("change") == "ends",
            when=when,
            confidence=_confidence(raw.get("confidence", _UNSAID)),
            attributed_to=attributed_to if is_told and attributed_to != subject.text else "",
            reader=self.reader,
            is_answer=self.ground.is_answer(subject.text, predicate, object_.text, sentence),
        )

    def _mention(self, text: str, kind: str) -> Mention | None:
        """The name or value that is meant; None for what names nobody."""
        speakers = self.piece.speakers
        named = speakers.named_by(text.strip())
        if named is not None:
            return Mention(named, "person") if named else None
        name = clean_name(text)
        if not name or len(name) > _NAME_LIMIT or _NO_NAME.fullmatch(name):
            return None
        if kind == VALUE:
            return Mention(name, "thing", is_value=True)
        bare, aliases = without_title(name)
        return Mention(bare, kind, aliases=aliases)

    def _predicate(self, raw: Mapping[str, Any]) -> str:
        form = predicate_form(str(raw["predicate"]))
        is_phrase = 0 < len(form) <= _PREDICATE_LIMIT and any(map(str.isalpha, form))
        return form if is_phrase and not set(form) & set('{}[]<>|\\`"\n') else ""

    def _is_borne_out(self, subject: Mention, object_: Mention) -> bool:
        sides = (subject, object_)
        first = self.piece.speakers.first
        is_borne = all(
            self.ground.bears_value(side.text)
            if side.is_value
            else self.ground.bears_name(side.text)
            for side in sides
        )
        others = [side.text for side in sides if side.text != first]
        return is_borne and self.ground.is_about_own(*others)

    def _quote(self, quote: str, object_: Mention) -> str:
        """The sentence as the text has it: what the model quotes, else the one with the object."""
        start = self.piece.text.casefold().find(quote.strip().casefold())
        if quote.strip() and start >= 0:
            return self.piece.text[start : start + len(quote.strip())]
        sentences = re.split(r"(?<=[.!?。！？])\s+|\n+", self.piece.text.strip())
        about = (one for one in sentences if stands_in(object_.text, (one,)))
        return next(about, sentences[0])[:_SENTENCE_LIMIT]

    def _sentence(
        self,
        raw: Mapping[str, Any],
        subject: Mention,
        predicate: str,
        object_: Mention,
        *,
        is_negated: bool,
    ) -> str:
        """The model's sentence if it says no more than the statement, else a plain one of ours."""
        said = " ".join(str(raw.get("sentence", "")).split()).rstrip(".")
        told = f"{self.ground.own} {self.ground.before}"
        is_plain = (
            0 < len(said) <= _SENTENCE_LIMIT
            and stands_in(subject.text, (said,))
            and stands_in(object_.text, (said,))
            and numbers_in(said) <= numbers_in(told)
        )
        if is_plain:
            return said
        return " ".join([subject.text, *(["not"] if is_negated else []), predicate, object_.text])


def _firmness(raw: Mapping[str, Any], when: When | None) -> Modality:
    """A dated thing to come that is told as decided is announced for its date."""
    modality = modality_of(raw)
    is_dated = when is not None and not when.is_recurring
    if modality is Modality.ASSERTED and raw.get("tense") == "future" and not is_dated:
        return Modality.PLAN
    return modality


def _temporal(raw: Mapping[str, Any], modality: Modality) -> Temporal | None:
    if modality is not Modality.ASSERTED:
        return None
    if raw.get("change") in ("begins", "ends"):
        return Temporal.STATE
    is_event = raw.get("is_event")
    if not isinstance(is_event, bool):
        return None
    return Temporal.EVENT if is_event else Temporal.STATE


def _intended(predicate: str, modality: Modality, ontology: Ontology) -> str:
    """ "plan to live in": what is not asserted says so in its predicate."""
    prefix = _PREFIXES.get(modality)
    if prefix is None or predicate.startswith(prefix):
        return predicate
    return f"{prefix} {_infinitive(ontology.predicate(predicate))}"


def _infinitive(entry: Predicate) -> str:
    """ "live in" for "lives in", where the registry has it among the ways of saying it."""
    verb, _, rest = entry.name.partition(" ")
    bare = f"{verb.removesuffix('s')} {rest}".strip()
    return bare if bare in entry.aliases else entry.name


def _confidence(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return _UNSAID
    return round(min(_SURE, max(0.0, float(value))), 2)
