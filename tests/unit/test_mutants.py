"""The script that breaks the core: which changes it makes, and that it puts them where it says."""

from mutants import mutants_of, mutated

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
