"""What a user's own kinds and relations add to the local reader and to what a model is told."""

import pytest
from tests.unit.extraction.reading import said

from quipu.extraction.model_reader.pieces import pieces_of
from quipu.extraction.model_reader.question import prompt_for, shape_of_answer
from quipu.extraction.ontology_reader import OntologyReader
from quipu.extraction.spacy_reader import LocalReader
from quipu.schema.errors import Invalid
from quipu.schema.knowledge import Mention
from quipu.schema.ontology import ontology_from

OURS = ontology_from(
    """
    [kinds.drug]
    description = "a medicine by its name"
    examples = ["Zorvex", "Aspirin"]

    [predicates."is treated with"]
    description = "what somebody takes against an illness"
    examples = ["Ann is on Zorvex"]
    patterns = ["{subject} is on {object}", "{object} was given to {subject}"]
    temporal = "state"
    value = "drug"
    """
)


async def read(text: str) -> list[tuple[str, str, str, str]]:
    reader = OntologyReader(LocalReader(), OURS)
    [found] = await reader.read([said(text)])
    return [
        (one.subject.text, one.predicate, one.object.text, one.object.kind)
        for one in found.statements
        if one.predicate == "is treated with"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Clara is on Zorvex.", [("Clara", "is treated with", "Zorvex", "drug")]),
        ("Hello! Zorvex was given to Clara.", [("Clara", "is treated with", "Zorvex", "drug")]),
        ("If Clara is on Zorvex, tell me.", []),
        ("Is Clara is on Zorvex?", []),
        ("She is on Zorvex.", []),
    ],
)
async def test_a_pattern_states_what_it_fits(text: str, found: list[object]) -> None:
    assert await read(text) == found


async def test_a_listed_name_is_of_its_kind() -> None:
    reader = OntologyReader(LocalReader(), OURS)
    [found] = await reader.read([said("I bought Aspirin in Oslo.")])
    sides = {side for one in found.statements for side in (one.subject, one.object)}
    assert Mention("Aspirin", "drug") in sides


async def test_without_a_word_of_it_a_reading_stays_as_it_is() -> None:
    plain = [said("I live in Oslo with Clara.")]
    assert await OntologyReader(LocalReader(), OURS).read(plain) == await LocalReader().read(plain)


def test_a_model_is_told_the_users_words() -> None:
    rules = prompt_for(pieces_of([said("Hi.")]), OURS).rules
    assert "- drug: a medicine by its name (Zorvex, Aspirin)" in rules
    assert "what somebody takes against an illness" in rules
    assert "Ann is on Zorvex" in rules
    schema = str(shape_of_answer(OURS).schema)
    assert "'drug'" in schema


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[kinds.drug]\nlabel = 'x'", "unknown key 'label'"),
        ("[kinds.value]\ndescription = 'x'", "'value'"),
        ("[kinds.drug]\nexamples = 'x'", "examples"),
        ("[predicates.takes]\npatterns = ['{subject} takes']", "patterns"),
        ("[predicates.takes]\nexamples = 'x'", "examples"),
        ("[predicates.takes]\ndescription = 3", "description"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        ontology_from(text)
