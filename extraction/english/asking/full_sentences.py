"""A question's words as a sentence that tells: verbs that agree, the answer at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.dates import find_dates
from quipu.extraction.english.asking.questions import Asked
from quipu.extraction.english.lexicon.words import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_STRANDED = word_set("with for from in at to on of about by near")
_IRREGULAR = dict(
    one.split("/")
    for one in (
        "go/went grow/grew have/had get/got meet/met leave/left buy/bought begin/began find/found "
        "become/became come/came make/made see/saw take/took win/won give/gave teach/taught "
        "run/ran write/wrote read/read lose/lost sell/sold drive/drove eat/ate build/built "
        "spend/spent choose/chose do/did fly/flew know/knew say/said keep/kept hear/heard "
        "quit/quit break/broke sing/sang speak/spoke wear/wore ride/rode swim/swam feel/felt "
        "sleep/slept drink/drank think/thought tell/told pay/paid send/sent stand/stood "
        "understand/understood bring/brought catch/caught fall/fell forget/forgot hold/held "
        "hurt/hurt let/let put/put "
        "show/showed sit/sat throw/threw wake/woke draw/drew hit/hit cut/cut set/set rise/rose"
    ).split()
)


def stated(asked: Asked, adverb: str = "", *, is_denied: bool = False) -> str:
    """The question as its answer says it: "I live in Kiel now", "I do not eat meat"."""
    rest = re.sub(r"^any (?=\w)", "" if not is_denied and not adverb else "any ", asked.rest)
    rest = re.sub(r"\b(?:still|ever|already|also|really|yet) ?", "", rest).strip()
    verb = asked.verb
    if asked.verb in ("still", "ever", "already", "also", "really"):
        verb, _, rest = rest.partition(" ")
    plain = Asked("", "", asked.auxiliary, asked.subject, verb, rest, asked.tail)
    if is_denied:
        opening = f"{asked.subject} {_agreeing(asked)} not {verb}"
    elif adverb:
        opening = f"{asked.subject} {adverb} {_inflected(plain)}"
        if not verb or asked.auxiliary.startswith("ha"):
            opening = f"{asked.subject} {_agreeing(asked)} {adverb} {verb}"
    else:
        opening = begun(plain)
    return joined(opening.strip(), rest, "", asked.tail)


def begun(asked: Asked) -> str:
    """Subject and verb as they are told: "I live", "my dog is", "I have been"."""
    if asked.auxiliary in ("do", "does", "did"):
        return f"{asked.subject} {_inflected(asked)}"
    return f"{asked.subject} {_agreeing(asked)} {asked.verb}".strip()


def _agreeing(asked: Asked) -> str:
    word = {"'s": "is", "'re": "are"}.get(asked.auxiliary, asked.auxiliary)
    if asked.is_own:
        return {"are": "am", "were": "was"}.get(word, word)
    return word


def _inflected(asked: Asked) -> str:
    verb = asked.verb
    if asked.auxiliary == "do":
        return verb
    ends_sharp = bool(re.search(r"[^aeiou]y$", verb))
    if asked.auxiliary == "does":
        if verb in ("have", "do", "go"):
            return {"have": "has", "do": "does", "go": "goes"}[verb]
        if ends_sharp:
            return f"{verb[:-1]}ies"
        return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if ends_sharp:
        return f"{verb[:-1]}ied"
    return (
        f"{verb}d" if verb.endswith("e") else f"did {verb}" if not _is_long(verb) else f"{verb}ed"
    )


def _is_long(verb: str) -> bool:
    """Whether its last letter is not doubled in the past."""
    return bool(re.search(r"[aeiou]{2}[a-z]$|[^aeiou]{2}$|[wxy]$", verb))


def joined(opening: str, rest: str, answer: str, tail: str) -> str:
    if tail and find_dates(answer):
        tail = ""  # "these days" of the question, "since May" of the answer
    return " ".join(filter(None, (opening, rest, answer, tail))) + "."


def without_stranded(rest: str) -> tuple[str, str]:
    """ "live with" → what stands before the preposition that waits for its noun, and that."""
    head, _, last = rest.rpartition(" ")
    return (head, last) if last in _STRANDED else (rest, "")


def with_article(left: list[Token], text: str) -> str:
    if left[0].pos_ == "DET" or left[0].lower_ == "my" or left[0].tag_ == "NNS":
        return text
    text = text[0].lower() + text[1:] if left[0].text[1:].islower() else text
    return f"{'an' if text[0].lower() in 'aeiou' else 'a'} {text}"
