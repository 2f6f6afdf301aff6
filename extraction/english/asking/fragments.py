"""Words that are no sentence: whether they are a name, a time, a calling, or leave it open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.asked import LONGEST_ANSWER
from quipu.extraction.dates import find_dates
from quipu.extraction.english.lexicon.occupations import NATIONALITIES, OCCUPATIONS
from quipu.extraction.english.lexicon.words import INTERJECTIONS, VAGUE, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_DOUBTS = word_set(
    "maybe perhaps probably possibly might guess think hopefully almost nearly kinda sorta depends "
    "dunno sometimes somewhat but or if would could should can will wish hope not n't n’t than "
    "nothing none nobody nowhere anything something someone whatever everything same too neither "
    "well-ish ish about"
)
YES = word_set("yes yeah yep yup yea sure absolutely definitely certainly indeed totally")
NO = word_set("no nope nah never")


def words_of(sentence: Span) -> list[Token]:
    words = [one for one in sentence if not one.is_space]
    while words and (words[-1].is_punct or not any(map(str.isalnum, words[-1].text))):
        words = words[:-1]
    dropped = INTERJECTIONS - YES - NO | word_set("well hmm , - — –")
    while words and words[0].lower_ in dropped:
        words = words[1:]
    return words


def as_fragment(words: list[Token]) -> str:
    """Its words as they stand inside a sentence."""
    text = "".join(one.text_with_ws for one in words).strip()
    is_small = words[0].pos_ in ("ADP", "DET", "NUM", "PRON", "ADV", "SCONJ")
    is_plain = words[0].pos_ == "ADJ" and words[0].lower_ not in NATIONALITIES
    return text[0].lower() + text[1:] if (is_small or is_plain) and text[1:2] != "." else text


def is_fragment(words: list[Token]) -> bool:
    """Whether it has no verb of its own, no doubt and nobody in it who is not told here."""
    if not words or len(words) > LONGEST_ANSWER:
        return False
    for one in words:
        is_verb = one.tag_ in ("VBZ", "VBP", "VBD", "MD", "VB") or one.tag_ == "VBG"
        is_pronoun = one.pos_ == "PRON" and one.lower_ != "my"
        if is_verb or is_pronoun or one.lower_ in _DOUBTS or one.text in ("?", ":", ";", "(", "/"):
            return False
    return True


def is_noun(words: list[Token]) -> bool:
    root = next((one for one in words if one.head not in words or one.head == one), words[-1])
    is_noun = root.pos_ in ("NOUN", "PROPN") or (root.pos_ == "ADJ" and root.text.istitle())
    is_said = root.lemma_.lower() not in VAGUE
    return is_noun and is_said and words[0].pos_ not in ("ADP", "ADV", "SCONJ", "VERB")


def is_when(text: str) -> bool:
    """Whether a fragment is a time and nothing else, but for its preposition."""
    dates = find_dates(text)
    told = sum(one.end - one.start for one in dates)
    bare = re.sub(r"^(?:in|on|at|since|for|during|around|from|until) ", "", text)
    return bool(dates) and (told >= len(bare) - 1)


def is_job(left: list[Token]) -> bool:
    """Whether a fragment begins with the name of a calling: "nurse at the Charité"."""
    return any(one.lower_ in OCCUPATIONS for one in left[:4]) and left[0].tag_ != "NNS"
