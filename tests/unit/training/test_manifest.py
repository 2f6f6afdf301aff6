"""The manifest of corpora: free ones only, as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quipu.extraction.training.manifest import SHIPPED_MANIFEST, checked, corpora_of
from quipu.schema.errors import Invalid, NotFound


def test_the_shipped_manifest_names_source_licence_and_a_checksum_of_every_file() -> None:
    for corpus in corpora_of():
        assert corpus.source.startswith("https://")
        assert corpus.licence
        assert set(corpus.checksums) == {*corpus.train, *corpus.dev}


@pytest.mark.parametrize("licence", ["CC BY-NC 4.0", "non-commercial use", "research only"])
def test_a_corpus_that_may_not_be_sold_with_is_refused(licence: str, tmp_path: Path) -> None:
    told = SHIPPED_MANIFEST.read_text("utf-8").replace('licence = "CC0"', f'licence = "{licence}"')
    (tmp_path / "manifest.toml").write_text(told, "utf-8")

    with pytest.raises(Invalid, match="snips is under"):
        corpora_of(tmp_path / "manifest.toml")


def test_a_file_that_changed_or_is_not_there_is_refused(tmp_path: Path) -> None:
    corpus = replace(corpora_of()[0], train=("train.txt",), dev=(), checksums={"train.txt": "0"})
    with pytest.raises(NotFound, match=r"no .*train\.txt"):
        checked(corpus, tmp_path)
    (tmp_path / "train.txt").write_text("other words", "utf-8")

    with pytest.raises(Invalid, match="SHA-256"):
        checked(corpus, tmp_path)
