"""What single words of a question say: its kind, its measure, its verb (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from quipu.graph.retrieval.question.explaining import EMPTY_WORDS, ExplainingWords
from quipu.graph.retrieval.question.phrases import NAME, Phrase
from quipu.schema.names import name_form

_MEASURES = frozenset("many much long old often far tall big large".split())
_CONJUGATED = frozenset("do does did will".split())
_HELPING = frozenset(
    "is are was were do does did has have had can could will would should may might must s".split()
)


def asks_who_does(first: str, said: Sequence[str]) -> bool:
    """Whether whom a question names is done something to: "Who helps Ann?"."""
    if first not in ("who", "what", "which") or first not in said[:2] or NAME not in said:
        return False
    return _HELPING.isdisjoint(said[: said.index(NAME)])


def deed_in(said: Sequence[str], words: Collection[str]) -> str:
    """ "buy" of "When did she buy it?"."""
    return next((word for before, word in pairwise(said) if before == NAME and word in words), "")


def verb_of_whom(phrases: Sequence[Phrase], said: Sequence[str]) -> str:
    """The verb of "What car does she drive in May?": it stands alone behind whom it is asked of."""
    if _CONJUGATED.isdisjoint(said):
        return ""
    alone = {one.words[0] for one in phrases if len(one.words) == 1}
    behind = (word for before, word in pairwise(said) if before == NAME)
    return next((word for word in behind if word in alone), "")


def registered_verb(phrases: Sequence[Phrase], known: ExplainingWords) -> str:
    """The verb that is all that is asked, if the registry has it: "live"."""
    alone = phrases[0].words if len(phrases) == 1 else ()
    asked = next((one.words for one in phrases if one.is_asked), alone)
    return asked[0] if len(asked) == 1 and known.is_verb(asked[0]) else ""


def small_words(text: str) -> frozenset[str]:
    """Words in small letters; none in a question that is typed so throughout."""
    words = text.split()
    is_typed_small = all(word == word.casefold() for word in words[1:])
    said = () if is_typed_small else words
    return frozenset(name_form(word) for word in said if word == word.casefold())


def of_a_sort(asked: Sequence[str]) -> frozenset[str]:
    """Words behind an article, which may say what sort a name is of: "a university"."""
    return frozenset(word for before, word in pairwise(asked) if before in ("a", "an", "the"))


def measure_in(asked: Sequence[str]) -> tuple[str, ...]:
    place = next((n for n, word in enumerate(asked[:-1]) if word == "how"), None)
    if place is None or asked[place + 1] not in _MEASURES:
        return ()
    return tuple(asked[place + 1 : place + 3])


def kind_in(asked: Sequence[str]) -> str:
    """ "country" in "which country …", "in what country …"; nothing in "what is …"."""
    place = next((n for n, word in enumerate(asked[:2]) if word in ("which", "what")), None)
    kind = "" if place is None else next(iter(asked[place + 1 :]), "")
    return "" if kind in EMPTY_WORDS else kind
