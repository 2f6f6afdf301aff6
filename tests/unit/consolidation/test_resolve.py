"""Who is meant by a name: normal form, alias and kind, within what a scope knows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quipu.graph.consolidation.likeness import kinds_agree
from quipu.graph.consolidation.mentioned import forms_in, unknown_in
from quipu.graph.consolidation.resolve import resolution
from quipu.schema.changes import Named, Respelled
from quipu.schema.identity import EntityId, Scope
from quipu.schema.knowledge import Entity, Mention
from quipu.schema.names import better_spelling

SCOPE, WIDE = Scope("test", "maya"), Scope("test")
AT = datetime(2024, 5, 10, tzinfo=UTC)
SAM = Entity(EntityId("en_sam"), WIDE, "Sam", "person", AT)


def knowing(**known):
    return resolution(SCOPE, AT, {form: [entity] for form, entity in known.items()})


def test_a_name_that_is_known_means_who_is_known_by_it_in_any_spelling():
    found = knowing(sam=SAM)
    assert found.entity(Mention("SAM", "person")) == SAM.id
    assert found.new == {}


def test_a_name_that_is_new_is_introduced_once_in_the_scope_that_speaks():
    found = knowing()
    anna = found.entity(Mention("Anna", "person"))
    assert found.entity(Mention("anna", "person")) == anna
    [entity] = found.new.values()
    assert (entity.name, entity.kind, entity.scope, entity.created_at) == (
        "Anna", "person", SCOPE, AT,
    )  # fmt: skip
    assert not entity.is_value


def test_the_same_name_gets_the_same_id_in_a_scope_and_another_one_in_another():
    ids = [resolution(one, AT, {}).entity(Mention("Anna")) for one in (SCOPE, SCOPE, WIDE)]
    assert ids[0] == ids[1] != ids[2]


def test_a_person_never_becomes_a_place():
    found = knowing(sam=SAM)
    assert found.entity(Mention("Sam", "place")) != SAM.id
    assert len(found.new) == 1


def test_a_person_and_a_place_of_one_name_stay_apart_in_one_batch():
    found = knowing()
    person, place = (
        found.entity(Mention("Jordan", "person")),
        found.entity(Mention("Jordan", "place")),
    )
    assert person != place
    assert found.entity(Mention("Jordan", "person")) == person
    assert found.entity(Mention("Jordan", "organisation")) == place


@pytest.mark.parametrize("kind", ["thing", "misc", ""])
def test_a_name_of_no_kind_fits_whoever_is_known_by_it(kind):
    assert knowing(sam=SAM).entity(Mention("Sam", kind)) == SAM.id
    assert kinds_agree(kind, "person")
    assert kinds_agree("person", kind)


def test_a_new_alias_of_someone_known_is_remembered_once():
    found = knowing(sam=SAM)
    for _ in range(2):
        found.entity(Mention("Sam", "person", aliases=("Sammy",)))
    assert found.names == [Named(SAM.id, "Sammy")]
    assert found.entity(Mention("sammy", "person")) == SAM.id


def test_someone_new_is_known_by_an_alias_at_once():
    found = knowing()
    robert = found.entity(Mention("Robert", "person", aliases=("Bob",)))
    assert found.entity(Mention("Bob", "person")) == robert
    assert found.new[robert].aliases == ("Bob",)
    assert found.names == []


@pytest.mark.parametrize("alias", ["", "  "])
def test_an_alias_of_nothing_is_no_alias(alias):
    found = knowing(sam=SAM)
    found.entity(Mention("Sam", "person", aliases=(alias,)))
    anna = found.entity(Mention("Anna", "person", aliases=(alias,)))
    assert found.names == []
    assert found.new[anna].aliases == ()
    assert forms_in([Mention("Sam", aliases=(alias,))]) == {"sam"}


def test_an_entity_given_by_its_id_is_taken_at_its_word():
    found = knowing()
    assert found.entity(Mention("en_sam", entity=SAM.id)) == SAM.id
    assert found.new == {}


def test_equal_values_are_one_and_never_someone_of_that_name():
    found = knowing(sam=SAM)
    value = found.entity(Mention("Sam", is_value=True))
    assert value == found.entity(Mention("sam", is_value=True)) != SAM.id
    [entity] = found.new.values()
    assert entity.is_value
    assert (entity.kind, entity.name, entity.scope) == ("value", "Sam", SCOPE)


def test_forms_to_ask_for_are_those_of_names_and_aliases_but_not_of_values():
    mentions = [Mention("Sam", aliases=("Sammy",)), Mention("1999", is_value=True)]
    assert forms_in(mentions) == {"sam", "sammy"}


SPELLINGS = ["Libre", "libre", "LIBRE", "«Libre»", "ＬＩＢＲＥ", "liBre"]


def shown_after(batches):
    """The name that is shown after batches of spellings, as a store would have it."""
    entity = None
    for batch in batches:
        found = knowing(**({} if entity is None else {"libre": entity}))
        ids = {found.entity(Mention(one, "thing")) for one in batch}
        assert len(ids) == 1
        if entity is None:
            [entity] = map(found.spelled, found.new.values())
        for one in found.respelled():
            assert one.entity == entity.id
            entity = replace(entity, name=one.name)
    return entity.name


@given(
    st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_which_spelling_is_shown_depends_on_no_order(told, chance):
    shuffled = chance.sample(told, len(told))
    cut = chance.randint(0, len(told))
    batches = [part for part in (shuffled[:cut], shuffled[cut:]) if part]
    assert shown_after(batches) == shown_after([told])


@pytest.mark.parametrize(
    ("better", "other"),
    [
        ("Libre", "libre"), ("Libre", "LIBRE"), ("IBM", "ibm"), ("LIBRE", "libre"),
        ("Oslo", "“Oslo”"), ("J.R.R. Tolkien", "J R R Tolkien"), ("李雷", "李雷。"),
        ("iPod", "ipod"), ("Ben", "BEN"),
    ],
)  # fmt: skip
def test_the_better_spelling_is_shown_whichever_came_first(better, other):
    assert better_spelling(better, other) == better_spelling(other, better) == better


def test_a_name_of_a_wider_scope_keeps_its_spelling():
    found = knowing(sam=replace(SAM, name="sam"))
    found.entity(Mention("Sam", "person"))
    assert found.respelled() == []


def test_a_further_name_is_respelled_as_the_first_is():
    sam = replace(SAM, scope=SCOPE, aliases=("sammy",))
    found = knowing(sam=sam, sammy=sam)
    found.entity(Mention("Sammy", "person", aliases=("Sam",)))
    assert found.respelled() == [Respelled(SAM.id, "Sammy")]
    new = knowing()
    for alias in ("bobby", "Bobby"):
        new.entity(Mention("Robert", "person", aliases=(alias,)))
    assert [new.spelled(one).aliases for one in new.new.values()] == [("Bobby",)]


def test_a_mark_tells_somebody_new_from_a_namesake_and_from_nobody_else():
    zoe, born = Mention("Zoe", "person"), {"zoe": {"born on": EntityId("va_1")}}
    plain, alone = knowing(), knowing()
    alone.told = born
    known = plain.entity(zoe)
    assert alone.entity(zoe) == known
    beside = knowing(zoe=plain.new[known])
    beside.told, beside.marks = born, {known: {"born on": EntityId("va_2")}}
    assert beside.entity(zoe) != known


def test_only_names_that_nobody_bears_are_looked_for_in_other_spellings():
    mentions = [
        Mention("7 May", "date", is_value=True),
        Mention("en_sam", "person", entity=SAM.id),
        Mention("Sam", "person"),
        Mention("Zoe", "person"),
    ]
    assert unknown_in(mentions, {"sam": [SAM]}) == {"Zoe"}


def test_whoever_is_known_by_several_names_is_like_the_likest_of_them():
    known = replace(SAM, scope=SCOPE, name="Robert Miller", aliases=("J. Smith", "Bobby"))
    found = resolution(SCOPE, AT, {}, [known])
    found.entity(Mention("John Smith", "person"))
    [pair] = found.likely
    assert (pair.other, pair.rule) == (SAM.id, "initials")
