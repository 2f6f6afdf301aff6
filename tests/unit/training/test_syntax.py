"""From treebanks to a pipeline: which files are read, what a sentence becomes, that it trains."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from quipu.extraction.training.manifest import refuse_unfree
from quipu.extraction.training.syntax import Budget, train_syntax
from quipu.extraction.training.treebanks import (
    Treebank,
    digest,
    document,
    sentences_of,
    treebanks_of,
)
from quipu.schema.errors import Invalid, NotFound

ROWS = """1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\tMood=Imp\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

"""


@pytest.fixture
def bank(tmp_path: Path) -> Treebank:
    """A treebank of three files, one of a genre that is not free."""
    (tmp_path / "texts").mkdir()
    for genre in ("news", "vlog", "letter"):
        (tmp_path / f"texts/X_{genre}_one.conllu").write_text(ROWS * 40, "utf-8")
    (tmp_path / "all").write_text("X_news_one\nX_letter_one\nX_vlog_one\n", "utf-8")
    free = [tmp_path / f"texts/X_{genre}_one.conllu" for genre in ("news", "vlog")]
    parts = ("train", "dev")
    return Treebank(
        "x", "example", "CC BY 4.0", "texts", ".conllu", dict.fromkeys(parts, "all"),
        {"news": "CC BY 2.5", "vlog": "CC BY"}, dict.fromkeys(parts, digest(free)),
    )  # fmt: skip


def test_files_of_genres_that_are_not_free_are_never_read(bank: Treebank, tmp_path: Path) -> None:
    assert [file.name for file in bank.files("train", tmp_path)] == [
        "X_news_one.conllu",
        "X_vlog_one.conllu",
    ]


def test_changed_and_missing_files_are_refused(bank: Treebank, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="has digest"):
        replace(bank, digests={"train": "other"}).files("train", tmp_path)
    (tmp_path / "texts/X_vlog_one.conllu").unlink()
    with pytest.raises(NotFound, match="X_vlog_one"):
        bank.files("train", tmp_path)


def test_the_shipped_treebanks_are_free() -> None:
    assert [bank.name for bank in treebanks_of()] == ["ewt", "gum"]
    with pytest.raises(Invalid, match="commercially"):
        refuse_unfree("essays", "CC BY-NC-SA 4.0")


def test_a_sentence_keeps_its_words_spaces_and_syntax(bank: Treebank, tmp_path: Path) -> None:
    sentence = next(sentences_of(bank.files("train", tmp_path)[0]))

    doc = document([sentence, sentence], spacy.blank("en").vocab)

    assert doc.text == "Don't go. Don't go. "
    assert [token.dep_ for token in doc][:4] == ["aux", "advmod", "ROOT", "punct"]
    assert [token.head.i for token in doc] == [2, 2, 2, 2, 6, 6, 6, 6]
    bare = sentence.unended()
    assert bare is not None
    assert document([bare], doc.vocab).text == "Don't go "


def test_a_pipeline_is_trained_and_reads(bank: Treebank, tmp_path: Path) -> None:
    scores = train_syntax([bank], tmp_path, tmp_path / "made" / "en", budget=Budget(4), seed=1)

    assert set(scores) == {"tag_acc", "dep_uas", "dep_las"}
    doc = spacy.load(tmp_path / "made" / "en")("Don't go.")
    assert [token.text for token in doc] == ["Do", "n't", "go", "."]
    assert all(token.tag_ for token in doc)
    strings = (tmp_path / "made" / "en" / "vocab" / "strings.json").read_text("utf-8")
    assert '"RB"' in strings
    assert "Don't" not in strings  # no word of the treebank


def test_training_goes_on_from_the_shipped_weights(bank: Treebank, tmp_path: Path) -> None:
    out = tmp_path / "made" / "en"

    train_syntax([bank], tmp_path, out, budget=Budget(1), seed=1, goes_on=True)

    doc = spacy.load(out)("Tom lives in Oslo.")  # no such words stand in the treebank
    assert [token.dep_ for token in doc] == ["nsubj", "ROOT", "case", "obl", "punct"]


@pytest.mark.parametrize(
    ("budget", "step", "seconds", "expected"),
    [
        (Budget(100), 49, 1e6, 0.5),
        (Budget(100, minutes=1), 9, 30, 0.5),
        (Budget(100, minutes=1), 9, 61, 1.0),
    ],
)
def test_a_budget_ends_by_steps_or_by_the_clock(
    budget: Budget, step: int, seconds: float, expected: float
) -> None:
    assert budget.spent(step, seconds) == expected
