"""Loading the local reader: what is left out, and that it is there for whoever asks for it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

from quipu.extraction.loading import label_strings
from quipu.extraction.pipeline import english_pipeline

_LOAD_THEN_ASK = """
import sys
from quipu.extraction.pipeline import english_pipeline
english_pipeline()
assert "spacy.cli" not in sys.modules and "httpx" not in sys.modules
import spacy, spacy.cli
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, spacy.cli.app.info.name)
"""


def test_spacy_is_loaded_without_its_commands_which_come_when_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOAD_THEN_ASK], capture_output=True, text=True, check=False
    )

    assert (done.stdout.split(), done.stderr) == (["True", "spacy"], "")


def test_the_shipped_strings_are_labels_and_no_words() -> None:
    file = files("quipu.extraction") / "language" / "en" / "vocab" / "strings.json"

    assert set(json.loads(file.read_text("utf-8"))) == set(label_strings(english_pipeline()))
