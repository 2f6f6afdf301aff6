"""From what the head of names marks to names: where they begin and end, and which are two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.animals import kept_as
from quipu.extraction.english.lexicon.known_places import LANDS, PLACES
from quipu.extraction.english.lexicon.titles import QUOTED, is_title
from quipu.extraction.english.lexicon.words import KIN, TITLES, UNSURE, word_set
from quipu.extraction.models.name_head import NameSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def name_spans(name: NameSpan, doc: Doc, start: int, text: str) -> Iterator[Span]:
    """The names that a marked one comes to, mostly itself; its text begins at `start` in doc."""
    for part in _parted(name, text):
        span = _span(doc, start, part)
        if span is not None:
            yield span


# Names of real people have a share above .9, firms that nobody knows about .5.
_SURE = 0.6
# Of names without a capital in a text that has some: "kevin smith", not "on cloud nine".
_SURE_SMALL = 0.7


_ADDRESS = re.compile(r"@|://|www\.|\w_\w")  # of mails, pages and files
# Before the name of a land, what makes another name of it.
_PART_OF_A_LAND = word_set(
    "north south east west northern southern eastern western central upper lower inner outer new "
    "old ancient modern medieval colonial imperial occupied nazi soviet british french equatorial "
    "mainland continental greater little baja upstate downtown lake mount fort port cape gulf "
    "hotel southeast southwest northeast northwest south-east south-west north-east north-west "
    "peninsular united free fair miss"
)
_OF_A_PEOPLE = re.compile(r"\w+(?:ian|ese|ish)", re.IGNORECASE)
# "Peruvian", "Omani", but not "Khalistan".
_OF_A_PLACE = re.compile(r"\w+(?:(?<!st)an|ese|ish|i)", re.IGNORECASE)
_CONTINENTS = word_set("africa asia europe america")
# Small words that names begin with, as people write them: "new York".
_PART_OF_A_NAME = word_set("new old saint santa san al el de la le los las st von van")
_KINDS_OF_AREA = word_set("district province region area city town village country islands")
_TWO_FIRMS = re.compile(r"(\w+) and (\w+)")


def _parted(name: NameSpan, whole: str) -> Iterator[NameSpan]:
    """ "Ikea and Lidl" are two, and so are "Austin Texas"; each as it stands in the text."""
    text = whole[name.start : name.end]
    match name.kind:
        case "ORG":
            parts = _two_firms(text)
        case "LOC":
            parts = _town_and_land(text)
        case _:
            parts = []
    parts = parts or _several(text)
    for first, last in parts or [(0, len(text))]:
        yield replace(name, start=name.start + first, end=name.start + last)


_THREE = re.compile(r"(\w+), (\w+),? (?:and|&) (\w+)")
_ASIDE = re.compile(r"(\w+), (?:my|our|his|her|their) [\w ]+")
_KIND_FIRST = re.compile(r"(?:\w+ )?([a-z]+), ([A-Z]\w+)")  # "dog, Pepper"


def _several(text: str) -> list[tuple[int, int]]:
    """Names in a row, "Pip, Pop and Pluk"; a name beside what it names, "Luna, our cat"; what goes
    on in the next sentence."""
    three = _THREE.fullmatch(text)
    if three is not None and all(part[0].isupper() for part in three.groups()):
        return [three.span(1), three.span(2), three.span(3)]
    aside = _ASIDE.fullmatch(text)
    kind = _KIND_FIRST.fullmatch(text)
    if kind is not None and (kind[1] in KIN or kept_as(kind[1])):
        return [kind.span(2)]
    return [aside.span(1)] if aside is not None else []


def _two_firms(text: str) -> list[tuple[int, int]]:
    """Firms whose own name has an "and" mostly write "&"."""
    found = _TWO_FIRMS.fullmatch(text)
    return [] if found is None else [found.span(1), found.span(2)]


def _town_and_land(text: str) -> list[tuple[int, int]]:
    """ "Austin Texas" or "lyon france", but not "Lake Ontario", "Gulf of Mexico"."""
    words = list(re.finditer(r"\S+", text))
    first, last = words[0].group().lower(), words[-1].group().lower()
    is_part = first in _PART_OF_A_LAND or _OF_A_PEOPLE.fullmatch(first) is not None
    if is_part or text.casefold() in PLACES or last in _CONTINENTS:
        return []
    for count in (3, 2, 1):
        if len(words) > count and text[words[-count].start() :].casefold() in LANDS:
            town = words[-count - 1]
            is_town = town.group().lower() not in ("of", "and", "in", "the", "de")
            end = town.start() + len(town.group().rstrip(","))
            return [(0, end), (words[-count].start(), len(text))] if is_town else []
    return []


def _span(doc: Doc, start: int, name: NameSpan) -> Span | None:
    """A name as tokens, without what no name ends in; None for what is none."""
    span = doc.char_span(
        start + name.start,
        start + name.end,
        name.kind,
        alignment_mode="expand",
        span_id=UNSURE if name.share < _SURE else "",
    )
    span = _in_one_sentence(span) if span is not None else None
    while span is not None and len(span) > 1 and span[-1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT"):
        if span.text.endswith("."):
            break  # "Acme Inc."
        span = _shorter(span)
    while span is not None and len(span) > 1 and _only_classes(span[-1], span[-2], name.kind):
        span = _shorter(span)
    while span is not None and len(span) > 1 and _only_describes(span[0], span[1], name.kind):
        span = doc.char_span(span[1].idx, span.end_char, span.label_, span_id=span.id_)  # "dog Rex"
    if (
        span is None
        or _only_tells_whence(span)
        or span.text in TITLES
        or _ADDRESS.search(span.text)
    ):
        return None
    # "on cloud nine": a name has a capital, unless its whole text has none.
    is_written_small = not any(map(str.isupper, span.text)) and any(map(str.isupper, doc.text))
    is_name = any(token.pos_ == "PROPN" or token.text.isdigit() for token in span)
    return None if is_written_small and not is_name and name.share < _SURE_SMALL else span


def _in_one_sentence(span: Span) -> Span:
    """ "Overstory. Started The Bee Sting": up to the full stop, where that ends a whole word, or
    to the end of its line."""
    for token in span[1:-1]:
        is_stop = token.text in (".", "!", "?") and len(token.nbor(-1)) > 3
        is_line_end = token.is_space and "\n" in token.text
        if is_line_end or (is_stop and token.nbor(1).is_sent_start):
            before: Span = span.doc[span.start : token.i]
            cut = span.doc.char_span(
                before.start_char, before.end_char, span.label_, span_id=span.id_
            )
            return span if cut is None else cut
    return span


def _only_describes(first: Token, second: Token, kind: str) -> bool:
    """ "dog Rex", "My dog" of "My dog Rex", "historic Main Street"; not "kevin smith"."""
    if first.tag_ == "PRP$" and (second.text in KIN or kept_as(second.text)):
        return True  # but "My Fair Lady" is a name
    is_plain = first.pos_ == "NOUN" or (first.pos_ == "ADJ" and kind != "PERSON")
    is_plain = is_plain and first.is_lower and not first.text[0].isdigit()
    return is_plain and first.lower_ not in _PART_OF_A_NAME and second.shape_[0] == "X"


def _only_classes(last: Token, before: Token, kind: str) -> bool:
    """ "Doda district", but not "Hyde park": a kind of area that its name does without."""
    return kind == "LOC" and last.text in _KINDS_OF_AREA and before.shape_[0] == "X"


def _only_tells_whence(span: Span) -> bool:
    """ "Iraqi", taken for the place itself."""
    is_quality = len(span) == 1 and span.label_ == "LOC" and span[0].tag_ == "JJ"
    is_place = span.text.casefold() in PLACES
    return is_quality and not is_place and _OF_A_PLACE.fullmatch(span.text) is not None


def _shorter(span: Span) -> Span | None:
    end = span[:-1].end_char
    return span.doc.char_span(span.start_char, end, span.label_, span_id=span.id_)


_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|yell\w*|shout\w*|ask\w*|repl\w+|told \w+|like|goes),? ?$"
)


def join_titles(doc: Doc) -> Doc:
    """ "Becoming Nicole", a title in quotes, as one word: no verb of anybody, and no Nicole."""
    if '"' not in doc.text and "“" not in doc.text:
        return doc
    inside = (
        m.span("inside")
        for m in QUOTED.finditer(doc.text)
        if is_title(m["inside"]) and not _SAYING.search(doc.text, max(0, m.start() - 20), m.start())
    )
    found = [span for place in inside if (span := doc.char_span(*place)) is not None]
    with doc.retokenize() as joining:
        for span in found:
            joining.merge(span)
    return doc


def titles_of(doc: Doc) -> list[Span]:
    """The words that `join_titles` made, as names of works."""
    from spacy.tokens import Span as Name

    return [Name(doc, t.i, t.i + 1, "WORK") for t in doc if " " in t.text and is_title(t.text)]
