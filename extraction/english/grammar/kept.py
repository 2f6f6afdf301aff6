"""What the rules ask of a parse again and again, kept with it once it changes no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_Answer = TypeVar("_Answer")
_KEPT = "quipu.kept"


def keep_answers(doc: Doc) -> None:
    """From now on answers are kept: nobody may change the parse any more."""
    doc.user_data.setdefault(_KEPT, {})


def once_a_word(ask: Callable[[Token], _Answer]) -> Callable[[Token], _Answer]:
    """The same question, worked out once for each word of a parse that is finished.

    What is kept must hold no token: each holds its parse, which would then hold itself.
    """

    @wraps(ask)
    def answered(token: Token) -> _Answer:
        kept: dict[tuple[Any, int], _Answer] | None = token.doc.user_data.get(_KEPT)
        if kept is None:
            return ask(token)
        place = ask, token.i
        if place in kept:
            return kept[place]
        answer = kept[place] = ask(token)
        return answer

    return answered
