"""What a turn asks of whoever answers: its last question, taken apart and turned to "I".

Only questions that need nothing else to be understood: no "he", "it", "there", no "we", no "if".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quipu.extraction.english.lexicon.words import INTERJECTIONS, word_set
from quipu.schema.names import name_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_DOING, _BEING = word_set("do does did"), word_set("are were is was 's 're ’s ’re")
_HAVING = word_set("have has")
_FOR_I = {"are": "am", "'re": "am", "’re": "am", "were": "was", "'s": "is", "’s": "is"}
_YOURS = {"you": "I", "your": "my", "yours": "mine", "yourself": "myself"}
_OPENINGS = INTERJECTIONS | word_set("so and but well , . ! - – — also hmm anyway btw hey then")
_TAILS = ("these days", "at the moment", "right now", "nowadays", "currently", "now", "at present")
_EMPTY_TAILS = ("by the way", "btw", "though", "then", "again", "anyway", "exactly", "as well")
# Whose meaning stands somewhere else, or that make no question of it.
_ELSEWHERE = word_set(
    "he she it they him her his its them their theirs hers this that these those there here we us "
    "our ours i me my mine one ones if unless when while because else or ' \" “ ”"
    " two both all guys folks"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the one who answers; `wh` is empty where it wants a yes or a no.

    "How many kids do you have" is wh "how many", of "kids", auxiliary "do", subject "I", verb
    "have". `rest` is what follows the verb or, after a form of be, what is said of the subject;
    `tail` is "now" and its like.
    """

    wh: str
    of: str
    auxiliary: str
    subject: str
    verb: str
    rest: str
    tail: str
    is_of_two_verbs: bool = False  # "like to eat": what is asked for may belong to either
    object: str = ""  # of a question for yes or no: what is liked or had

    @property
    def is_being(self) -> bool:
        return self.auxiliary in _BEING

    @property
    def is_own(self) -> bool:
        return self.subject == "I"


def asked_in(doc: Doc, answerer: str) -> Asked | None:
    """The question that a turn ends with, if it asks whoever answers about himself or his."""
    sentences = [one for one in doc.sents if one.text.strip()]
    if not sentences or not sentences[-1].text.rstrip().endswith("?"):
        return None
    body = _body(sentences[-1], answerer)
    if " ".join(one.lower_ for one in body) in _IN_RETURN:
        return _returned(_body(sentences[-2], answerer)) if len(sentences) > 1 else None
    return _taken_apart(body)


_IN_RETURN = ("you", "yourself", "what about you", "how about you", "you too")


def _returned(words: list[Token]) -> Asked | None:
    """What "You?" asks after "I'm a plumber", "I'm from Ghana", "I live in Rome", "I'm 34"."""
    if len(words) < 3 or words[0].lower_ != "i" or words[-1].pos_ not in ("NOUN", "PROPN", "NUM"):
        return None
    verb, first, last = words[1], words[2], words[-1]
    is_one = len(words) <= 6 and all(one.pos_ not in ("PRON", "CCONJ") for one in words[1:])
    if not is_one:
        return None
    if verb.lower_ in ("'m", "’m", "am"):
        if first.lower_ in ("a", "an") and last.pos_ == "NOUN":
            return Asked("what", "", "do", "I", "do", "", "")
        if first.lower_ == "from":
            return Asked("where", "", "are", "I", "", "from", "")
        is_age = last.pos_ == "NUM" and len(words) == 3
        return Asked("how old", "", "are", "I", "", "", "") if is_age else None
    if verb.tag_ == "VBP" and first.lower_ in ("in", "at") and last.pos_ == "PROPN":
        return Asked("where", "", "do", "I", verb.lower_, "", "")
    return None


def _body(sentence: Span, answerer: str) -> list[Token]:
    """Its words without what opens it and without the name of who is asked; empty where it calls
    somebody else."""
    words = [one for one in sentence if not one.is_space]
    while words and words[-1].is_punct:
        words = words[:-1]
    called = set(name_form(answerer).split())
    start = 0
    while start < len(words) and (
        words[start].lower_ in _OPENINGS or name_form(words[start].text) in called
    ):
        start += 1
    end = len(words)
    if end - start > 2 and words[end - 2].text == "," and name_form(words[end - 1].text) in called:
        end -= 2
    body = words[start:end]
    return [] if any(one.text in (",", ":", ";", ".", "!") for one in body) else body


def _taken_apart(words: list[Token]) -> Asked | None:
    heard = [one.lower_.replace("’", "'") for one in words]
    auxiliaries = _DOING | _BEING | _HAVING
    place = next((at for at, word in enumerate(heard) if word in auxiliaries), None)
    if place is None or place > 4:
        return None
    wh = _wh(heard[:place])
    if place > 0 and not wh:
        return None
    after = words[place + 1 :]
    width = _subject_width(after)
    of = " ".join(heard[:place])
    of = of.removeprefix(wh).strip() if wh else ""
    text, tail = _parted(_turned(after[width:]))
    if not width or not _ELSEWHERE.isdisjoint(f"{of} {text}".lower().split()):
        return None
    subject = _turned(after[:width])
    subject = subject[0].upper() + subject[1:]
    verb = text.split(" ", 1)[0] if heard[place] in _DOING | _HAVING else ""
    left = text.removeprefix(verb).strip()
    is_verb_told = heard[place] in _DOING | _HAVING
    further = after[width + 1 :] if is_verb_told else after[width:]
    return Asked(
        wh,
        of,
        heard[place],
        subject,
        verb,
        left,
        tail,
        is_of_two_verbs=is_verb_told and any(one.pos_ == "VERB" for one in further),
        object=_object_of(after[width:], heard[place]),
    )


def _turned(words: list[Token]) -> str:
    """What is said of "you" as the one who is asked says it of himself."""
    told = "".join(_YOURS.get(one.lower_, one.text) + one.whitespace_ for one in words)
    return told.strip()


def _wh(words: list[str]) -> str:
    if not words:
        return ""
    text = " ".join(words)
    for opening in ("since when", "how many", "how old", "how long"):
        if text.startswith(opening):
            return opening
    if words[0] in ("what", "which") and len(words) > 1:
        return "when" if words[1:] in (["year"], ["month"], ["day"], ["date"]) else "which"
    return words[0] if len(words) == 1 and words[0] in ("where", "who", "what", "when") else ""


def _subject_width(words: list[Token]) -> int:
    """How many words "you" or "your dog" takes; 0 where it is about somebody else."""
    if not words:
        return 0
    if words[0].lower_ == "you":
        return 1
    if words[0].lower_ != "your":
        return 0
    for at, word in enumerate(words[1:5], start=1):
        if word.pos_ in ("NOUN", "PROPN"):
            follows = words[at + 1] if at + 1 < len(words) else None
            if follows is not None and follows.tag_ == "POS":
                continue
            if follows is None or follows.pos_ not in ("NOUN", "PROPN"):
                return at + 1
    return 0


def _parted(text: str) -> tuple[str, str]:
    """What is said, and "now" or its like at the end."""
    for empty in _EMPTY_TAILS:
        text = text.removesuffix(f" {empty}")
    for tail in _TAILS:
        if text == tail or text.endswith(f" {tail}"):
            return text.removesuffix(tail).strip(), tail
    return text, ""


def _object_of(words: list[Token], auxiliary: str) -> str:
    """What a verb asked about acts on, whole, where that ends the question."""
    if auxiliary not in _DOING or not words:
        return ""
    end = words[-1]
    for one in words[1:]:
        if one.dep_ in ("obj", "xcomp") and one.head == words[0]:
            below = sorted(one.subtree, key=lambda each: each.i)
            own = [each for each in below if each in words]
            if own and own[-1] == end:
                return _turned(own)
    return ""
