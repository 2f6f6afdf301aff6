"""Of all names of one the fullest proper one is shown, whatever came first."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import entity
from quipu.schema.best_names import best_of, is_fuller
from quipu.schema.entities import with_names

WORDS = ["Tess", "tess", "Tessa", "T.", "Vermeulen", "Dr.", "van", "der", "Jr.", "Zoë", "Zoe"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
SEVERAL = st.lists(NAMES | st.text(min_size=1, max_size=8), min_size=1, max_size=5, unique=True)


@pytest.mark.parametrize(
    ("best", "others"),
    [
        ("Tessa Vermeulen", ["Tess", "Tessa", "Tessa V.", "T. Vermeulen"]),
        ("Tessa van der Berg", ["Tess", "Tessa Berg"]),
        ("Emily Watson", ["Dr. Emily Watson", "Watson, Emily", "Emily"]),
        ("Paul Bush Jr.", ["Paul Bush"]),
        ("Acme", ["Acme Corporation", "acme"]),
        ("International Business Machines", ["IBM"]),
        ("Mercury (planet)", ["Mercury"]),
        ("Zoë Ångström", ["Zoe Angstrom"]),
        ("Maya", ["the user", "user", "maya@example.com", "maya_c", "@maya", "C-1041"]),
        ("Tessa", ["Tessa from accounting", "my tall sister Tessa", "Maya's sister"]),
        ("Иван Петров", ["Иван", "И. Петров"]),
        ("王小明", ["小明"]),
        ("Robert Allen Zimmerman", ["Bob Dylan"]),
        ("golden retriever", ["retriever"]),
    ],
)
def test_the_fullest_proper_name_is_shown(best, others):
    for names in permutations([best, *others[:4]]):
        assert best_of(names) == best
    assert best_of([*others, best]) == best


@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_change_which_is_shown(names, random):
    mixed = random.sample(names, len(names))
    assert best_of(mixed) == best_of(names)
    assert not any(is_fuller(one, best_of(names)) for one in names)


@given(SEVERAL, st.data())
def test_whoever_has_the_same_names_is_shown_by_the_same_and_keeps_all(names, data):
    first = data.draw(st.sampled_from(names))
    here = entity(first)
    found = with_names(here, [one for one in names if one != first], [])
    assert found.name == best_of(names)
    assert sorted((found.name, *found.aliases)) == sorted(names)
    assert (found.first_name, set(found.further_names)) == (first, set(names) - {first})
    assert with_names(here, [], []) == here


def test_who_was_merged_lends_a_name_only_where_it_says_more():
    kept = entity("Bob Smith")
    assert with_names(kept, [], ["Robert Jones", "Bob"]).name == "Bob Smith"
    assert with_names(kept, [], ["Robert James Smith"]).name == "Robert James Smith"
