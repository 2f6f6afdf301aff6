"""Loading a trained pipeline with no more of spaCy and of its folder than reading asks for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore

_COMMANDS = ("spacy.cli", "spacy.cli.info")
_UNFILLED = "quipu.unfilled_tokenizer.v1"


def loaded(folder: Path) -> Language:
    """The pipeline of a folder. Its tokenizer is made from the folder alone.

    spaCy would first make the one of its English defaults, then put the rules of the folder in its
    place: a tenth of a second.
    """
    from spacy.util import load_model, registry

    if not registry.has("tokenizers", _UNFILLED):
        registry.tokenizers(_UNFILLED, func=_unfilled)
    return load_model(folder, config={"nlp.tokenizer.@tokenizers": _UNFILLED})


def _unfilled() -> Callable[[Language], Any]:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # without stubs

    return lambda nlp: Tokenizer(nlp.vocab)


def label_strings(nlp: Language) -> StringStore:
    """The strings that a pipeline says of itself: its labels.

    Training leaves every word of its corpora in the pipeline's strings, over a hundred thousand;
    a text that is read brings its own.
    """
    from spacy.strings import StringStore

    parts: list[Any] = [part for _, part in nlp.pipeline]
    return StringStore({label for part in parts for label in getattr(part, "labels", ())})


@contextmanager
def without_commands() -> Iterator[None]:
    """Within it spaCy is imported without its commands, a third of the time that it takes.

    `import spacy.cli` and `spacy.info` work afterwards as ever, and load them then.
    """
    if "spacy" in sys.modules:
        yield
        return
    empty = {name: ModuleType(name) for name in _COMMANDS}
    vars(empty["spacy.cli.info"])["info"] = _info
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name, module in empty.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:
    """What `spacy.info` tells, from the commands."""
    from spacy.cli.info import info

    return info(*arguments, **options)
