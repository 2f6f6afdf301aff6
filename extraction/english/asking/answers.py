"""A short answer said in full: "In Kiel." to "Where do you live?" is "I live in Kiel."

What is said so is read by the same rules as anything else, as the words of whoever
answers. Whatever is not certain is not said: a doubt, a question in return, a verb of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.extraction.english.asking.fragments import (
    NO,
    YES,
    as_fragment,
    is_fragment,
    is_job,
    is_noun,
    is_when,
    words_of,
)
from quipu.extraction.english.asking.full_sentences import (
    begun,
    joined,
    stated,
    with_article,
    without_stranded,
)
from quipu.extraction.english.asking.questions import Asked, asked_in
from quipu.extraction.english.lexicon.known_places import PLACES
from quipu.extraction.english.lexicon.words import INTERJECTIONS, KIN, LIKINGS, word_set
from quipu.schema.names import name_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NOT_ANY_MORE = ("not anymore", "not any more", "no longer", "not any longer")
_NEVER = ("never", "no never")
_NOT = ("not really", "not at all", "not yet", "no way", "not much", "not particularly")
_OF_COURSE = ("of course", "for sure", "very much", "very much so", "a lot", "i sure do")
_ECHO = re.compile(
    r"(?:(?:yes|yeah|yep|no|nope|nah) )?i (?:(?P<yes>do|am|have|did|was)|"
    r"(?P<no>(?:do|did|have|was|am)(?: not|n't)|'m not|don't|didn't|haven't|wasn't))"
)
_SAYING_WHEN = word_set("in on at since during around before after until till from for")


# What takes an answer back, or half of it.
_TAKEN_BACK = (
    "but", "actually", "just kidding", "kidding", "jk", "wait", "although", "not ", "or ", "well,",
    "i mean", "no,", "sorry",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """What an answer says in full, each sentence by itself, and the words that it was said in."""

    texts: tuple[str, ...]
    quote: str


def declared(question: Doc, answer: Doc, answerer: str, asker: str = "") -> Declared | None:
    """What an answer comes to, given the turn before it; None where that is not certain."""
    asked = asked_in(question, answerer)
    sentences = [one for one in answer.sents if one.text.strip()]
    if asked is None or not sentences:
        return None
    first = sentences[0]
    if first.text.strip().rstrip(".!").lower() in INTERJECTIONS - YES - NO and sentences[1:]:
        first = sentences[1]
    after = answer[first.end :].text.strip().lower()
    is_open = first.text.rstrip().endswith("?") or re.search(r'["“”]', first.text)
    called = set(name_form(asker).split())
    is_call = not called.isdisjoint(name_form(first.text).split())  # "Hey Dave!"
    if is_open or is_call or after.startswith(_TAKEN_BACK):
        return None
    texts = _by_yes_or_no(asked, first) if not asked.wh else _by_what(asked, first)
    return Declared(tuple(texts), first.text.strip()) if texts else None


def _by_yes_or_no(asked: Asked, first: Span) -> list[str]:
    words = words_of(first)
    said = " ".join(one.lower_.replace("’", "'") for one in words if not one.is_punct)
    said = said.replace(" n't", "n't")
    echo = _ECHO.fullmatch(said)
    if echo is not None:
        return [stated(asked, is_denied=echo["no"] is not None)]
    if said in _NOT_ANY_MORE or said.removeprefix("no ") in _NOT_ANY_MORE:
        return [stated(asked, "no longer")] if not asked.auxiliary.startswith("ha") else []
    if said in _NEVER:
        return [stated(asked, "never")]
    if said in _NOT or said.removeprefix("no ") in _NOT:
        return [stated(asked, is_denied=True)]
    if said in _OF_COURSE:
        return [stated(asked)]
    is_no = bool(words) and words[0].lower_ in NO
    is_yes = bool(words) and words[0].lower_ in YES
    left = words[1:] if is_no else [one for one in words if one.lower_ not in YES]
    while left and left[0].is_punct:
        left = left[1:]
    if (is_yes or is_no) and not left:
        return [stated(asked, is_denied=is_no)]
    if asked.object and len(left) == 2 and left[0].lower_ in LIKINGS and asked.verb in LIKINGS:
        return [f"I {left[0].lower_} {asked.object}."] if left[1].lower_ in ("it", "them") else []
    if not is_fragment(left):
        return []
    if is_no:
        return _corrected(asked, left)
    return _elaborated(asked, left, is_yes=is_yes)


def _is_plural(rest: str) -> bool:
    return re.fullmatch(r"(?:any )?(?:\w+s|children)", rest) is not None


def _corrected(asked: Asked, left: list[Token]) -> list[str]:
    """ "No, divorced": what is not, and what is."""
    if not asked.is_being or not all(one.pos_ == "ADJ" for one in left):
        return []
    return [stated(asked, is_denied=True), f"{begun(asked)} {as_fragment(left)}."]


def _elaborated(asked: Asked, left: list[Token], *, is_yes: bool) -> list[str]:
    """ "Yes, to Clara", "Two cats": what is added to a yes, or stands for it."""
    text = as_fragment(left)
    is_phrase = left[0].pos_ in ("ADP", "SCONJ")
    if is_yes and (is_phrase or is_when(text) or text in ("twice", "once")):
        return [f"{stated(asked).removesuffix('.')} {text}."]
    is_counted = left[0].pos_ in ("DET", "NUM")  # not "Peanuts", of allergies
    opens = asked.rest.split(" ", 1)[0]
    if asked.is_being and is_yes and opens in ("a", "an") and left[0].lower_ in ("a", "an"):
        return [stated(asked), f"{begun(asked)} {text}."]
    if asked.verb == "have" and left[0].pos_ == "NUM" and _is_plural(asked.rest):
        counted = "" if left[1:] else asked.rest.removeprefix("any ")
        return [joined(begun(asked), text, counted, "")]
    if not is_noun(left) or opens not in ("any", "a", "an"):
        return []
    is_had = asked.verb in ("have", "own") and is_counted
    return [f"{begun(asked)} {text}."] if is_had or asked.verb in ("play", "speak") else []


def _by_what(asked: Asked, first: Span) -> list[str]:
    left = [one for one in words_of(first) if one.lower_ not in ("yes", "yeah", "well", "oh")]
    while left and left[0].is_punct:
        left = left[1:]
    if not is_fragment(left):
        return []
    text = as_fragment(left)
    match asked.wh:
        case "where":
            return _by_place(asked, left, text)
        case "when" | "since when" | "how long":
            return _by_time(asked, left, text)
        case "how many":
            return _by_number(asked, left, text)
        case "how old":
            return _by_age(asked, left, text)
        case _:
            is_colour = asked.is_being and asked.subject.lower().startswith("my favo")
            return _by_name(asked, left, text) if is_colour or is_noun(left) else []


def _by_place(asked: Asked, left: list[Token], text: str) -> list[str]:
    opening = begun(asked)
    head, stranded = without_stranded(asked.rest)
    has_preposition = left[0].pos_ == "ADP"
    if not has_preposition and not all(one.text[0].isupper() for one in left if not one.is_punct):
        return []
    if asked.is_being and asked.is_own and not (head or stranded):
        return []  # "Where are you?": in a minute somewhere else
    if has_preposition:
        where = text.removeprefix("from ") if stranded == "from" else text
        if stranded == "from":
            where = f"from {where}"
    elif stranded:
        where = f"{stranded} {text}"
    else:
        where = f"{_preposition(asked, left, text)} {text}"
    return [joined(opening, head, where, asked.tail)]


def _preposition(asked: Asked, left: list[Token], text: str) -> str:
    if asked.verb in ("go", "move", "travel", "fly"):
        return "to"
    is_place = text in PLACES or any(one.ent_type_ in ("GPE", "LOC") for one in left)
    return "at" if asked.verb in ("work", "study") and not is_place else "in"


def _by_time(asked: Asked, left: list[Token], text: str) -> list[str]:
    is_bare = left[0].lower_ not in _SAYING_WHEN
    if is_bare and asked.wh in ("how long", "since when"):
        text = f"{'for' if asked.wh == 'how long' else 'since'} {text}"
    if not is_when(text):
        return []
    if is_bare and asked.wh == "when":
        if re.fullmatch(r"\d{4}|[A-Z][a-z]+(?: \d{4})?", text):
            text = f"{'on' if text.lower().endswith('day') else 'in'} {text}"
        elif re.search(r"\d", text) and not text.endswith(" ago"):
            text = f"on {text}"
    return [joined(begun(asked), asked.rest, text, "")]


def _by_number(asked: Asked, left: list[Token], text: str) -> list[str]:
    if left[0].pos_ != "NUM" and left[0].lower_ not in ("a", "one"):
        return []
    if len(left) == 1:
        if left[0].lower_ in ("a", "one", "1"):
            return []  # "one kids"
        text = f"{text} {asked.of}"
    names = text.split(", ", 1)
    found = [joined(begun(asked), asked.rest, names[0], asked.tail)]
    is_own = asked.verb == "have" and asked.of.removesuffix("s") in KIN | {"children"}
    if (
        len(names) == 2
        and is_own
        and all(
            one.pos_ in ("PROPN", "CCONJ") or one.is_punct
            for one in left
            if one.idx > left[0].idx and one.i > next(each.i for each in left if each.is_punct)
        )
    ):
        found.append(f"My {asked.of} are {names[1]}.")
    return found


def _by_age(asked: Asked, left: list[Token], text: str) -> list[str]:
    number = text.removesuffix(" years old").removesuffix(" years")
    is_age = re.fullmatch(r"\d{1,3}|[a-z]+(?:-[a-z]+)?", number) and left[0].pos_ == "NUM"
    return [f"{begun(asked)} {number} years old."] if is_age and asked.is_being else []


def _by_name(asked: Asked, left: list[Token], text: str) -> list[str]:
    if asked.wh == "what" and asked.verb == "do" and asked.is_own:
        is_of_work = asked.rest in ("", "for a living", "for work", "professionally")
        is_told = is_of_work and asked.auxiliary == "do" and is_job(left)
        return [f"I am {with_article(left, text)}."] if is_told else []
    head, stranded = without_stranded(asked.rest)
    if asked.is_of_two_verbs:
        return []
    if asked.is_being:
        if asked.is_own and not stranded:
            return []
        head = "" if head in ("name", "names") else head
        return [joined(begun(asked), head, f"{stranded} {text}".strip(), asked.tail)]
    if stranded:
        return [joined(begun(asked), head, f"{stranded} {text}", asked.tail)]
    return [joined(f"{begun(asked)} {text}", head, "", asked.tail)]
