"""The script that breaks the core: which changes it makes, and that it puts them where it says."""

import sys

import pytest

from mutants import function_at, interval, mutants_of, mutated
from noticing import concerned, exchange

SOURCE = '''"""A text."""
LIMIT = 3


def fits(size: int, sizes: list[int]) -> bool:
    """Whether it fits."""
    return size < LIMIT and not sizes or min(sizes) == size
'''


def test_every_change_is_one_of_a_decision_never_of_an_annotation_or_a_text():
    found = [(one.line, one.change) for one in mutants_of(SOURCE, "m")]
    assert (2, "3 → 4") in found
    assert (7, "size < LIMIT → size <= LIMIT") in found
    assert (7, "not sizes → sizes") in found
    assert (7, "min(sizes) → max(sizes)") in found
    assert (7, "min(sizes) == size → min(sizes) != size") in found
    assert len(found) == 7  # and: or for and, and for or


def test_a_mutant_has_the_change_that_it_names_and_no_other():
    every = mutants_of(SOURCE, "m")
    texts = [mutated(SOURCE, one.number) for one in every]
    assert len({*texts}) == len(every)
    for one, text in zip(every, texts, strict=True):
        assert one.change.partition(" → ")[2] in text
        assert len(mutants_of(text, "m")) in (len(every), len(every) - 1)  # without the "not"


def test_the_place_of_a_change_is_the_innermost_function_around_it():
    text = "A = 1\nclass B:\n def c(self):\n  def d():\n   return 1\n  return d\n"
    found = [function_at(text, line) for line in (1, 4, 5, 6)]
    assert found == ["", "B.c.<locals>.d", "B.c.<locals>.d", "B.c"]


def test_only_tests_that_call_what_is_broken_are_asked_the_quickest_first():
    called = {
        "slow": (2.0, frozenset({"m:f"})),
        "quick": (1.0, frozenset({"m:f", "m:g"})),
        "other": (0.1, frozenset({"n:f"})),
    }
    assert concerned(called, "m", "f") == ["quick", "slow"]
    assert concerned(called, "m", "g") == ["quick"]
    assert concerned(called, "n", "") == ["other"]


def test_a_function_has_the_code_of_another_text_and_keeps_its_name():
    module = type(sys)("quipu.a_module_of_a_test")
    text = "def f(one=1):\n    return one\n"
    exec(compile(text, "a file", "exec"), module.__dict__)
    sys.modules[module.__name__] = module
    kept = module.f
    exchange(module.__name__, text.replace("1", "2"))
    assert (kept(), module.f is kept) == (2, True)
    del sys.modules[module.__name__]


def test_a_share_lies_in_its_interval():
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(20, 25) == pytest.approx((0.609, 0.911), abs=0.001)
