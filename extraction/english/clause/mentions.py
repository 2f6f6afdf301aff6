"""Mentions: who or what a noun stands for, of which kind, and every name of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.named_heads import named_head
from quipu.extraction.english.clause.own_kin import own_kin
from quipu.extraction.english.clause.phrases import phrase_text
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.lexicon.known_places import LANDS, PLACES
from quipu.extraction.english.lexicon.words import (
    ANIMALS,
    INTERJECTIONS,
    KIN,
    SOFTWARE,
    TITLES,
    VAGUE,
)
from quipu.extraction.names import clean_name, without_title
from quipu.extraction.references import GROUP, UNNAMED_SPEAKER
from quipu.schema.knowledge import Mention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Words that name the kind of organisation or place at the end of its name.
_TELLING_WORDS = {
    "organisation": r"Inc|Ltd|LLC|GmbH|Corp|Corporation|Company|University|College|School|"
    r"Institute|Hospital|Bank|Club|FC|F\.C\.|Party|Association|Foundation|Church|Agency|Ministry|Union|"
    r"Committee|Society|Orchestra|Records|Studios?|Motors?|Airlines?|Museum|Council",
    "place": r"City|Island|Islands|County|River|Lake|Mountain|Street|Park|Stadium|Airport|"
    r"Kingdom|Republic|States|Province|Beach|Valley",
    "event": r"War|Cup|Olympics|Festival|Championships?|Conference|Marathon",
}
_TELLING = {
    kind: re.compile(rf"\b(?:{words})\.?$|\b(?:University|Republic|Bank|Ministry) of\b")
    for kind, words in _TELLING_WORDS.items()
}
_PLACES_BY_LABEL = {"": LANDS, "LOC": PLACES}
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+")
# "each other's company", "how much": a phrase that points at nothing of its own.
_OPEN = re.compile(r"(?:each other|one another|how|what|which|whatever)\b", re.IGNORECASE)
# "my hands after work - permanently": more than a name, cut where the parser went astray.
_ASIDE = re.compile(r"[a-z] [-–—] [a-z]")
_VALUE = re.compile(r"[\d$€£#+(-][\d\s.,:/%$€£+()-]*")


def mention_of(head: Token, passage: ParsedPassage, expected: str = "") -> Mention | None:
    """The mention a noun makes; None if it stays open ("it", "his job") or says nothing.

    `expected` is the kind that its place in the sentence calls for, such as "place" in "live in".
    """
    text = phrase_text(head, passage)
    # What is left of a formula: "P(A", "\\".
    is_of_signs = not any(map(str.isalnum, text)) or text.count("(") != text.count(")")
    if is_of_signs or len(text) > 200 or _ASIDE.search(text):
        return None
    token = named_head(head)
    if _is_vague(token, text):
        return None
    if is_value(token, text) or passage.is_time(token):
        return Mention(text, "thing", is_value=True)
    if passage.speakers.group and text == passage.speakers.group:
        return Mention(text, "organisation", aliases=(GROUP,))
    kind = "organisation" if token.i in passage.firms else kind_of(token, text, passage)
    if expected and (expected != "place" or is_place_name(token, text)):
        kind = expected
    if token.pos_ == "PRON":
        return Mention(text, kind)
    bare, aliases = without_title(text)
    return Mention(bare, kind, aliases=aliases)


def is_place_name(head: Token, text: str) -> bool:
    """Whether it may be the name of a place: "Oslo", not "a new flat" or "Teams from Slack"."""
    if head.pos_ != "PROPN" or not text[:1].isupper() or text.lower() in SOFTWARE:
        return head.ent_type_ == "LOC" and head.pos_ == "PROPN" and text.lower() not in SOFTWARE
    if NO_PLACE.match(text):
        return False
    # "moved to X from Slack": what one changes from tells what X is.
    origins = [c for c in (*head.children, *head.head.children) if case_words(c) == ["from"]]
    return not any(origin.lower_ in SOFTWARE for origin in origins)


# "Plan B", "Team Blue", "Windows 11": what one moves to without moving house.
NO_PLACE = re.compile(
    r"(?:plan|team|version|tier|level|phase|stage|group|model|chapter|section|option|windows|part)"
    r" \S",
    re.IGNORECASE,
)


def is_value(head: Token, text: str) -> bool:
    """Whether it is a number, quantity or quality: nothing one could meet again by that name."""
    if head.pos_ in ("ADJ", "ADV", "VERB", "SYM", "INTJ") and not text[:1].isupper():
        return True
    if head.pos_ == "NUM" or _VALUE.fullmatch(text) or _ADDRESS.fullmatch(text):
        return True
    # "34 years", "five dogs", "3 dollars": a count, not a thing.
    return head.pos_ == "NOUN" and any(c.like_num for c in dependents(head, "nummod"))


def kind_of(head: Token, text: str, passage: ParsedPassage) -> str:
    """The kind of a mention where words around it are a sure sign, else "thing".

    A wrong kind keeps two mentions of one name apart for ever, a missing one does no harm; so a
    label of the small name recogniser alone counts only for names of people of several words, and
    of the gazetteer only countries and regions count alone: towns share their names with people.
    """
    speakers = passage.speakers
    if (
        head.pos_ == "PRON"
        or own_kin(head, passage)
        or text in (speakers.first, speakers.second, UNNAMED_SPEAKER)
    ):
        return "person"
    for kind, pattern in _TELLING.items():
        if head.pos_ == "PROPN" and pattern.search(text):
            return kind
    if head.pos_ == "NOUN":
        is_kin = head.lemma_.lower() in KIN - ANIMALS
        return "person" if is_kin and bool(dependents(head, "nmod:poss", "det")) else "thing"
    entity = passage.entities.get(head.i)
    label = "" if entity is None else entity.label_
    if head.pos_ == "PROPN" and text.casefold() in _PLACES_BY_LABEL.get(label, ()):
        return "place"
    if (
        entity is not None
        and label == "PERSON"
        and (len(entity) > 1 or entity.root.i in {t.i for t in passage.antecedents.values()})
    ):
        return "person"
    return "thing"


def _is_vague(head: Token, text: str) -> bool:
    if text.lower() in INTERJECTIONS or _OPEN.match(text):
        return True
    if head.pos_ in ("PRON", "PROPN"):
        return False
    modifiers = [c for c in head.children if c.dep_ in ("amod", "compound", "nmod:poss", "nmod")]
    return head.lemma_.lower() in VAGUE and not modifiers


def names_in(passage: ParsedPassage) -> list[Mention]:
    """Every name of a passage: what the recogniser found and each run of proper nouns, in order.

    Of a kind only where that is sure, since a wrong one keeps two mentions of a name apart.
    """
    return [mention for mention, _ in _named_spans(passage)]


def labelled_names_in(passage: ParsedPassage) -> list[Mention]:
    """The same names, each of the kind that it most likely has: a guess, for reading alone."""
    return [
        replace(mention, kind=_labelled_kind(span, mention)) if mention.kind == "thing" else mention
        for mention, span in _named_spans(passage)
    ]


def _named_spans(passage: ParsedPassage) -> list[tuple[Mention, Span]]:
    spans = {(entity.start, entity.end) for entity in passage.doc.ents}
    covered = {i for start, end in spans for i in range(start, end)}
    for start, end in _proper_runs(passage):
        if not covered.intersection(range(start, end)):
            spans.add((start, end))
    found: list[tuple[Mention, Span]] = []
    for start, end in sorted(spans):
        if end - start > 1 and _follows_its_date(passage.doc[start], passage):
            start += 1
        span = passage.doc[start:end]
        if start > 0 and span[0].pos_ == "PROPN" and passage.doc[start - 1].text in TITLES:
            span = passage.doc[start - 1 : end]
        name = clean_name(span.text)
        is_bare_kind = any(pattern.fullmatch(name) for pattern in _TELLING.values())  # "the City"
        is_name = any(character.isalpha() for character in name) and not is_bare_kind
        if is_name and len(name) <= 200:
            bare, aliases = without_title(name)
            kind = kind_of(span.root, bare, passage)
            found.append((Mention(bare, kind, aliases=aliases), span))
    return found


_KINDS_BY_LABEL = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "EVENT": "event"}
_KINDS_BY_LABEL |= {"WORK": "work", "PRODUCT": "product"}


def _labelled_kind(span: Span, mention: Mention) -> str:
    """What the gazetteer, a title or else the name recogniser takes a whole name for."""
    if mention.text.casefold() in PLACES:
        return "place"
    if mention.text.lower() in SOFTWARE:
        return "thing"
    if mention.aliases:  # a title before it
        return "person"
    entity = next((one for one in span.ents if one.start == span.start), None)
    return _KINDS_BY_LABEL.get(entity.label_, "thing") if entity is not None else "thing"


def _follows_its_date(first: Token, passage: ParsedPassage) -> bool:
    """ "In 2023 Ann Li resigned", taken whole for a name; but not "2006 World Series"."""
    is_adjunct = first.i > 0 and first.nbor(-1).pos_ == "ADP"
    return is_adjunct and first.dep_ == "obl" and passage.is_time(first)


def _proper_runs(passage: ParsedPassage) -> Iterable[tuple[int, int]]:
    start: int | None = None
    for token in passage.doc:
        is_part = token.pos_ == "PROPN" and not passage.is_time(token)
        if start is not None and (not is_part or token.is_sent_start):
            yield start, token.i
            start = None
        if is_part and start is None:
            start = token.i
    if start is not None:
        yield start, len(passage.doc)


def agreed_kinds(mentions: Iterable[Mention]) -> dict[str, str]:
    """The kind each name has throughout a text: the one most mentions give it, none on a tie."""
    votes: dict[str, dict[str, int]] = {}
    for mention in mentions:
        if mention.kind != "thing":
            counts = votes.setdefault(mention.text.casefold(), {})
            counts[mention.kind] = counts.get(mention.kind, 0) + 1
    return {name: _most(counts) for name, counts in votes.items()}


def _most(counts: dict[str, int]) -> str:
    best = max(counts.values())
    leaders = [kind for kind, count in counts.items() if count == best]
    return leaders[0] if len(leaders) == 1 else "thing"
