"""What a question asks: content words, less the names it holds."""

import pytest

from builders import entity, fact
from quipu.graph.retrieval.question.fitting import ODD, UNKNOWN
from quipu.graph.retrieval.question.word_forms import same_word, says_the_opposite
from quipu.graph.retrieval.question.wording import wording_of
from quipu.schema.ontology import default_ontology


def wording(text, *names):
    return wording_of(text, names, default_ontology())


def test_names_and_empty_words_are_no_part_of_what_is_asked():
    assert wording("Who is the President of Italy?", "Italy").words == {"president"}
    assert wording("Where does Sam's sister live?", "Sam").words == {"sister", "live"}


def test_a_predicate_explains_its_own_words_and_those_of_its_synonyms():
    question = wording("Where does Sam live?", "Sam")
    assert question.explained_by("lives in") == {"live"}
    assert question.explained_by("works for") == frozenset()
    assert wording("Who is Sam's employer?", "Sam").explained_by("works for") == {"employer"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("live", "lives", True),
        ("founded", "founder", True),
        ("work", "works", True),
        ("work", "world", False),
        ("car", "care", False),
        ("ceo", "ceo", True),
        ("birthplace", "birth", True),
        ("favourite", "favorite", True),
        ("colour", "colours", True),
        ("own", "owns", True),
        ("pet", "pets", True),
        ("of", "offs", False),
        ("met", "meet", True),
        ("bought", "buys", True),
        ("went", "want", False),
        ("found", "find", False),  # or founded
    ],
)
def test_forms_of_one_word_are_recognised(one, other, expected):
    assert same_word(one, other) is expected


@pytest.mark.parametrize(
    ("verb", "told", "expected"),
    [
        ("sell", "bought", True),
        ("sold", "buy", True),
        ("eat", "drinks", True),
        ("eat", "eats", False),
    ],
)
def test_the_opposite_of_a_verb_is_known(verb, told, expected):
    assert says_the_opposite(verb, told) is expected


def test_a_question_may_ask_for_a_date():
    assert wording("When did Maya move?", "Maya").asks_when
    assert not wording("Who was there when Maya moved?", "Maya").asks_when


def test_a_question_may_ask_for_what_is_still_to_come():
    assert wording("Where will Maya live?", "Maya").asks_ahead
    assert not wording("Where did Maya live?", "Maya").asks_ahead


def test_a_kind_may_be_misread_where_the_sentence_says_what_is_asked_for():
    asked = wording("What is the rowing club that Nadia Feld races for?", "Nadia Feld")
    named_like_a_person = entity("Bella Rosa", kind="person")
    told = fact(sentence="The rowing club that Nadia Feld races for is Bella Rosa")
    other = fact(sentence="Nadia Feld races with Bella Rosa")
    assert asked.fit(named_like_a_person, told) == UNKNOWN
    assert asked.fit(named_like_a_person, other) == ODD
