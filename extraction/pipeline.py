"""The trained English pipeline: loaded once, when first needed, since spaCy takes over a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from quipu.extraction.english.grammar.lines import part_lines
from quipu.extraction.english.lexicon.lemmas import (
    corrected_lemma,
    is_no_gerund,
    is_past_read_as_present,
    verb_behind_noun,
    verb_by_spelling,
    verb_opening_message,
)
from quipu.extraction.english.lexicon.words import KIN, UNSURE
from quipu.extraction.english.mending.name_spans import join_titles, name_spans, titles_of
from quipu.extraction.english.mending.noted import verb_of_the_user
from quipu.extraction.english.mending.repairs import mend
from quipu.extraction.english.mending.turns_to_asking import part_questions
from quipu.extraction.loading import loaded, without_commands
from quipu.extraction.models.encoder import Encoder, shipped_encoder
from quipu.extraction.models.products import one_thread_products

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# The names of our own components; the last two are in language/en/config.cfg.
QUESTIONS, CORRECTIONS, NAMES = "questions", "lemma_corrections", "names"
WORKS, LINES = "titles", "lines"


@cache
def english_pipeline() -> Language:
    """Tags, syntax, lemmas and names for English; deterministic on one machine."""
    pipeline = _quicker(pipeline_as_shipped())
    pipeline.add_pipe(QUESTIONS, before="parser")
    pipeline.add_pipe(LINES, before="parser")
    pipeline.add_pipe(WORKS, first=True)
    return pipeline


def pipeline_as_shipped() -> Language:
    """The pipeline loaded anew, in the form that can be written to a folder again."""
    with without_commands():
        from spacy.language import Language

    if not Language.has_factory(CORRECTIONS):
        Language.component(QUESTIONS, func=part_questions)
        Language.component(LINES, func=part_lines)
        Language.component(WORKS, func=join_titles)
        Language.component(CORRECTIONS, func=correct_lemmas)
        Language.component(NAMES, func=NamesByEncoder(shipped_encoder()))
    with as_file(files("quipu.extraction") / "language" / "en") as folder:
        return loaded(folder)


def _quicker(pipeline: Language) -> Language:
    """The same pipeline, whose lemmatizer looks words up instead of going through lists."""
    # spaCy types a pipe as a function; these are objects with lookups and with a model.
    lemmatizer: Any = pipeline.get_pipe("lemmatizer")
    lemmatizer.lemmatize = _once_a_form(lemmatizer.lemmatize)
    known = lemmatizer.lookups.get_table("lemma_index")
    for part in list(known):
        known[part] = frozenset(known[part])
    one_thread_products(pipeline.get_pipe(name).model for name in ("tok2vec", "parser"))  # type: ignore[attr-defined]
    return pipeline


_FORMS = 50_000  # some 10 MB


def _once_a_form(lemmas: Callable[[Token], list[str]]) -> Callable[[Token], list[str]]:
    """The same lemmas, looked for once a form: spaCy keeps those of inflected forms alone."""
    kept: dict[tuple[int, int, int], list[str]] = {}

    def found(token: Token) -> list[str]:
        form = token.orth, token.pos, token.morph.key  # type: ignore[attr-defined]  # incomplete stub
        known = kept.get(form)
        if known is None:
            if len(kept) >= _FORMS:
                kept.clear()
            known = kept[form] = lemmas(token)
        return known

    return found


PIECE = 900  # characters: about the 256 tokens that the encoder sees of a text


@dataclass(frozen=True, slots=True)
class NamesByEncoder:
    """The component that marks names, by the head on the states of the embedding model.

    A short text is asked for whole, so that the pass that embeds it serves here too.
    """

    encoder: Encoder

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """The documents in order, in batches."""
        for docs in _batched(stream, batch_size):
            pieces = [(doc, start, text) for doc in docs for start, text in _pieces(doc)]
            found: dict[int, list[Span]] = {}
            passes = self.encoder.passes([text for _, _, text in pieces])
            for (doc, start, text), one in zip(pieces, passes, strict=True):
                spans = chain.from_iterable(
                    name_spans(name, doc, start, text) for name in one.names
                )
                found.setdefault(id(doc), []).extend(spans)
            yield from (_with_names(doc, found.get(id(doc), [])) for doc in docs)


def _batched(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """A stream in lists of a size, the last one shorter."""
    rest = iter(stream)
    while docs := list(islice(rest, size)):
        yield docs


def _with_names(doc: Doc, spans: list[Span]) -> Doc:
    from spacy.util import filter_spans

    works = titles_of(doc)
    taken = {work.start for work in works}
    kept = [span for span in spans if taken.isdisjoint(range(span.start, span.end))]
    doc.set_ents(filter_spans([*works, *kept]))
    for work in works:
        work[0].pos_, work[0].tag_, work[0].lemma_ = "PROPN", "NNP", work.text
    for span in doc.ents:
        is_sure = span.label_ in ("PERSON", "LOC") and span.id_ != UNSURE
        is_sure = is_sure or (span.label_ == "PERSON" and _is_told_kin(span.root))
        for token in span if is_sure else ():
            # "Ravi", "Lily", "Springfield": a name that the tagger does not know.
            if token.pos_ in ("NOUN", "ADJ", "ADV") and token.text.istitle():
                token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text
    return doc


def _is_told_kin(name: Token) -> bool:
    """ "Piet is my uncle": the sentence itself says that this is somebody."""
    return name.dep_ == "nsubj" and name.head.lemma_.lower() in KIN


def _pieces(doc: Doc) -> Iterator[tuple[int, str]]:
    """The text whole or in runs of sentences, each with where it begins; blank ones left out."""
    start, text = 0, doc.text
    ends = [] if len(text) <= PIECE else [sentence.end_char for sentence in doc.sents]
    for end, after in pairwise(ends):
        if after - start > PIECE:
            yield start, text[start:end]
            start = end
    if text[start:].strip():
        yield start, text[start:]


def correct_lemmas(doc: Doc) -> Doc:
    for token in doc:
        if token.lower_ == "user":
            verb_of_the_user(token, _verbs())
        verb = _verb_behind(token)
        if verb is not None:
            token.pos_, (token.lemma_, token.tag_) = "VERB", verb
            _reattach(token)
            continue
        if is_past_read_as_present(token.tag_, token.text):
            token.tag_, token.lemma_ = "VBD", verb_opening_message(token.text)
        lemma = corrected_lemma(token.pos_, token.tag_, token.text)
        if lemma is None and _is_unlisted(token):
            lemma = verb_by_spelling(token.text, _verbs())
        if lemma is not None:
            token.lemma_ = lemma
    mend(doc)
    return doc


def _is_unlisted(token: Token) -> bool:
    """A verb whose lemma is a guess: the tables add an "e" to what they do not know."""
    is_inflected = token.pos_ == "VERB" and token.tag_ in ("VBD", "VBN", "VBG")
    is_guess = is_inflected and token.lemma_.endswith("e") and token.lower_ not in _verbs()
    return is_guess and token.lower_.endswith(("ed", "ing")) and token.lemma_ not in _verbs()


def _verb_behind(token: Token) -> tuple[str, str] | None:
    """Lemma and tag of the verb that a noun really is; None for any other word."""
    if token.tag_ == "VBG" and is_no_gerund(token.text):
        return token.text.lower(), "VBP"
    if not _is_misread_verb(token):
        return None
    has_subject = any(child.dep_ == "nsubj" and child.i < token.i for child in token.children)
    is_certain = has_subject and token.tag_ == "NNS" and token.text.islower()
    return verb_behind_noun(token.text, _verbs() if is_certain else ())


@cache
def _verbs() -> frozenset[str]:
    """Every verb that the lemmatizer knows."""
    lemmatizer: Any = english_pipeline().get_pipe("lemmatizer")
    found: frozenset[str] = lemmatizer.lookups.get_table("lemma_index")["verb"]
    return found


def _is_misread_verb(token: Token) -> bool:
    """A noun with a subject, or the top noun of "Mary lives in Rome" read as a name's plural."""
    relations = {child.dep_ for child in token.children}
    if token.pos_ != "NOUN" or relations & {"cop", "det", "amod", "nummod"}:
        return False
    name = _name_before(token)
    if "nmod:poss" in relations and (name is None or name.pos_ != "NOUN"):
        return False
    if "nsubj" in relations:
        return True
    if token.dep_ == "conj" and token.head.pos_ == "PROPN" and token.tag_ == "NNS":
        return "cc" in relations and _stands_before_preposition(
            token
        )  # "works at X and lives in Y"
    is_top = token.dep_ in ("ROOT", "ccomp", "conj", "parataxis", "advcl", "acl:relcl")
    return token.tag_ == "NNS" and is_top and _name_before(token) is not None


def _stands_before_preposition(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP"


def _name_before(token: Token) -> Token | None:
    before = [child for child in token.lefts if child.dep_ in ("compound", "nmod:unmarked", "flat")]
    if not before:
        return None
    last = before[-1]
    return last if last.pos_ == "PROPN" or last.lemma_ in KIN or last.lower_ == "user" else None


def _reattach(verb: Token) -> None:
    """Make the dependents of a noun those of the verb that it really is."""
    name = _name_before(verb)
    if name is not None:
        name.dep_ = "nsubj"
        for owner in [child for child in verb.lefts if child.dep_ == "nmod:poss"]:
            owner.head = name
    for child in verb.rights:
        if child.dep_ == "nmod":
            child.dep_ = "obl"
