"""A date is said no finer than it was told; what is only wished answers no plain question."""

from datetime import UTC, datetime

import pytest

from builders import entity, fact
from quipu.graph.retrieval.question.wording import wording_of
from quipu.graph.retrieval.walking.path import Path
from quipu.graph.retrieval.walking.saying import answer_texts, measure_text, when_text
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Nature
from quipu.schema.ontology import default_ontology


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def happened(start, end, nature=Nature.EVENT):
    return fact(valid=Interval(start, end), nature=nature)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-01-19", "2023-01-20", "2023-01-19"),
        ("2023-01-01", "2023-02-01", "2023-01"),
        ("2023-12-01", "2024-01-01", "2023-12"),
        ("2023-01-01", "2024-01-01", "2023"),
        ("2023-01-16", "2023-01-23", "2023-01-16 to 2023-01-22"),
        ("2023-01-01", "2023-03-01", "2023-01-01 to 2023-02-28"),
    ],
)
def test_when_something_happened_is_said_as_finely_as_it_was_told(start, end, said):
    assert when_text(happened(at(start), at(end))) == said


def test_what_is_planned_is_said_as_what_happened_is():
    assert when_text(happened(at("2023-05-01"), at("2023-06-01"), Nature.PLAN)) == "2023-05"


def test_of_what_lasts_the_beginning_is_said():
    assert when_text(happened(at("2023-05-04"), DUSK, Nature.STATE)) == "2023-05-04"
    assert when_text(happened(at("2023-05-04"), at("2024-06-01"), Nature.STATE)) == "2023-05-04"


def test_what_is_told_as_over_was_by_then_at_the_latest():
    past = happened(DAWN, at("2023-02-08T16:00"), Nature.PAST_STATE)
    assert when_text(past) == "by 2023-02-08"
    assert when_text(happened(DAWN, DUSK, Nature.STATE)) is None


def texts(question, *facts):
    ends = {one.object: entity("the studio", id=one.object) for one in facts}
    asked = wording_of(question, ["Jon"], default_ontology())
    return answer_texts([Path(one.object, (one,)) for one in facts], asked, ends)


def test_why_is_answered_by_a_sentence_that_gives_a_reason_and_by_no_name():
    given = fact(sentence="Jon opened the studio because he loves to dance")
    bare = fact("Rome", sentence="Jon opened the studio")
    assert texts("Why did Jon open the studio?", bare, given) == (given.sentence,)
    assert texts("Why did Jon open the studio?", bare) == ()
    assert texts("What did Jon open?", bare) == ("the studio",)


def test_what_happened_is_answered_by_a_sentence():
    died = fact("2023-02-08", sentence="Jon died yesterday")
    assert texts("What happened to Jon?", died) == ("Jon died yesterday",)


@pytest.mark.parametrize(
    ("question", "predicate", "bears"),
    [
        ("When did Jon open a studio?", "want to open", False),
        ("When did Jon open a studio?", "be ready to open", False),
        ("When did Jon open a studio?", "can open", False),
        ("When did Jon open a studio?", "open", True),
        ("What does Jon want to open?", "want to open", True),
        ("What is Jon planning to open?", "plan to open", True),
        ("What will Jon open?", "plan to open", True),
        ("When is Jon opening a studio?", "will open", True),  # by its date it is ahead or was
        ("Whom does Jon talk to?", "talk to", True),
        ("What is Jon close to?", "be close to", True),
    ],
)
def test_a_wish_answers_only_who_asks_for_wishes(question, predicate, bears):
    assert wording_of(question, ["Jon"], default_ontology()).bears(predicate) is bears


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("How many dogs does Ann have?", "Ann has two dogs", "two"),
        ("How many children has Ann?", "Ann has 3 little children", "3"),
        ("How many dogs does Ann have?", "Ann has a dog called Rex", None),
        ("How much does Ann earn?", "Ann earns 900 euros", "900 euros"),
        ("How long did Ann live there?", "Ann lived in Oslo", None),
    ],
)
def test_how_many_and_how_much_are_answered_by_numbers_alone(question, sentence, said):
    measure = wording_of(question, ["Ann"], default_ontology()).measure
    assert measure_text(sentence.split("earns ")[-1], sentence, measure) == said
