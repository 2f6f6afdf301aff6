"""What people call each other: "Hey Kimmy!", "Thanks, Mom.", "I'm Joey".

Calling somebody tells a name of theirs, or who they are to the caller. It is read where it is
known who is spoken to, in questions and greetings too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quipu.extraction.english.clause.own_kin import CALLED_KIN
from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.extraction.english.grammar.syntax import dependents
from quipu.extraction.english.lexicon.known_places import PLACES
from quipu.extraction.english.lexicon.occupations import NATIONALITIES, NATIONALS
from quipu.extraction.english.lexicon.words import KIN, word_set
from quipu.extraction.names import clean_name
from quipu.schema.knowledge import Mention, Statement, Temporal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

CALLED = "also called"
NAME = "name"
_CONFIDENCE = 0.6
_GREETINGS = word_set(
    "hey hi hello yo oh okay ok well thanks wow so no yes yeah yep look listen please sorry bye "
    "goodbye congrats congratulations dear welcome morning goodnight ah hmm right sure cheers "
    "woohoo woo yay hooray aww haha omg whoa woah yup nah"
)
# Called upon, yet nobody who is there.
_NOBODY = word_set(
    "god jesus christ lord gosh goodness heaven christmas thanksgiving birthday easter valentine "
    "monday tuesday wednesday thursday friday saturday sunday "
    "morning evening night afternoon day everyone everybody guys all folks man dude buddy pal "
    "honey sweetie dear love baby sir ma'am miss mister madam boy girl ok okay wow haha lol yeah"
)
_TITLES = word_set("mr mrs ms miss dr prof doctor professor aunt auntie uncle")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?|Miss|Doctor|Professor|Aunt|Auntie|Uncle) "
_TITLED = re.compile(_TITLE)
_NAME = re.compile(rf"(?:{_TITLE})?[A-Z][a-zé]+(?:[ -][A-Z][a-zé]+)?")
# "I'm so sorry Petra!", "Good night Dr. Lind.", "Just a sec dad": who is called stands at the end
# without a comma. Behind these words nobody stands of whom something is told.
_AT_THE_END = re.compile(
    r"\b(?:sorry|worry|thank you|so much|come on|night|morning|luck|please|here|there|again|later"
    rf"|sec|second|minute|okay|ok|welcome) (?P<name>{_NAME.pattern}|[a-z]+)(?=[,.!?…]*$)"
)


def callings(passage: ParsedPassage, reader: str) -> Iterator[tuple[int, Statement]]:
    """Names and kinships told by calling, each with where its sentence begins."""
    if passage.quotations:
        return  # whom somebody calls in quoted words stays open
    for sentence in passage.doc.sents:
        found = [
            *_called(sentence, passage),
            *_introduced(sentence, passage),
            *_named(sentence, passage),
        ]
        for owner, predicate, other in found:
            yield sentence.start_char, _statement(owner, predicate, other, sentence, reader)


def _called(sentence: Span, passage: ParsedPassage) -> Iterator[tuple[str, str, str]]:
    caller, called = passage.speakers.first, passage.speakers.second
    if not caller or not called:
        return
    for name in {_opening(sentence), _closing(sentence), _at_the_end(sentence)} - {""}:
        word = name.lower()
        if word in CALLED_KIN:
            yield caller, CALLED_KIN[word], called
        elif _is_new_name(name, called) and _is_new_name(name, caller):
            yield called, CALLED, name


def _opening(sentence: Span) -> str:
    """Kim in "Hey Kim, …", "Kim, …" and "Thanks Kim!"."""
    words = [token for token in sentence if not token.is_space]
    place = 0
    while place < len(words) and (
        words[place].lower_ in _GREETINGS
        or words[place].text in ",!"
        or (place and words[place].lower_ == "and")
    ):
        place += 1
    greeted = any(word.lower_ in _GREETINGS for word in words[:place])
    run = _run(words, place)
    after = words[place + len(run)] if place + len(run) < len(words) else None
    if not run or (after is not None and after.lower_ in ("and", "'s", "’s", "or", "&", "of")):
        return ""
    is_set_off = after is None or after.text in (",", "!", ".", "?", "...", "-", "–", "…")
    if greeted and (is_set_off or run[0].dep_ == "vocative"):
        return _name(run)
    following = words[place + len(run) + 1 : place + len(run) + 2]
    is_described = any(
        word.pos_ in ("PROPN", "DET", "CCONJ") or word.tag_ in ("PRP$", "WP", "WDT")
        for word in following
    )
    is_called = after is not None and after.text in (",", "!") and not is_described
    is_called = is_called and _is_person(run)
    return _name(run) if is_called else ""


def _closing(sentence: Span) -> str:
    """Kim in "…, Kim!"."""
    words = [token for token in sentence if not token.is_space and token.pos_ != "PUNCT"]
    if len(words) < 2:
        return ""
    start = len(words) - 1
    while start > 0 and words[start - 1].i + 1 == words[start].i and _may_name(words[start - 1]):
        start -= 1
    run = words[start:]
    before = run[0].nbor(-1) if run[0].i > sentence.start else None
    if before is None or before.text != "," or not all(map(_may_name, run)) or len(run) > 2:
        return ""
    # "I met Anna, Tom, Kim.", "a sister, Anna" and "Paris, France" are no callings.
    is_list = run[0].i < 2 or before.nbor(-1).pos_ in ("PROPN", "NOUN")
    return "" if is_list or not _is_person(run) else _name(run)


def _at_the_end(sentence: Span) -> str:
    """Petra in "I'm so sorry Petra!"."""
    found = _AT_THE_END.search(sentence.text.rstrip())
    if found is None:
        return ""
    start = sentence.start_char + found.start("name")
    run = [token for token in sentence if start <= token.idx < start + len(found["name"])]
    is_kin = found["name"] in CALLED_KIN
    is_name = found["name"][0].isupper() and bool(run) and _is_person(run)
    return found["name"] if is_kin or is_name else ""


def _run(words: list[Token], place: int) -> list[Token]:
    run: list[Token] = []
    while place < len(words) and len(run) < 2 and _may_name(words[place]):
        run.append(words[place])
        place += 1
    return run


def _may_name(token: Token) -> bool:
    is_name = token.pos_ == "PROPN" and token.text[:1].isupper() and not token.text.isupper()
    return is_name or token.lower_ in CALLED_KIN


def _is_person(run: list[Token]) -> bool:
    is_titled = len(run) > 1 and run[0].lower_.rstrip(".") in _TITLES
    return is_titled or any(t.ent_type_ == "PERSON" or t.lower_ in CALLED_KIN for t in run)


def _name(run: list[Token]) -> str:
    return clean_name(run[0].doc[run[0].i : run[-1].i + 1].text)


def _is_new_name(name: str, of: str) -> bool:
    words = set(_TITLED.sub("", name).lower().split())
    is_name = _NAME.fullmatch(name) is not None and name.casefold() not in PLACES
    return (
        is_name and not words & (_NOBODY | KIN | _GREETINGS) and not words <= {*of.lower().split()}
    )


def _introduced(sentence: Span, passage: ParsedPassage) -> Iterator[tuple[str, str, str]]:
    """ "I'm Joey.": a name of the speaker's own."""
    speaker = passage.speakers.first
    for token in sentence if speaker else ():
        if token.pos_ != "PROPN":
            continue
        subjects = [child for child in dependents(token, "nsubj") if child.lower_ == "i"]
        is_being = any(child.dep_ == "cop" for child in token.children)
        beside = dependents(token, "det", "case", "advmod", "nmod:poss", "aux")
        is_plain = not any(one.i > subjects[0].i for one in beside) if subjects else False
        if subjects and is_being and is_plain:
            entity = passage.entities.get(token.i)
            name = clean_name(entity.text if entity is not None else token.text)
            if _is_new_name(name, speaker) and (entity is None or entity.label_ == "PERSON"):
                yield speaker, CALLED, name


# "People call me Ike.", "Call me Ike."
_CALL_ME = re.compile(r"\b(?:[Cc]all|calls|called|calling) me (?P<name>[A-Z][a-z\u00c0-\u024f]+)\b")
# "My name is Kim", "My real name's Kim Olsen", "Kim here, …".
_MY_NAME = re.compile(
    r"\b[Mm]y (?:full |real |first )?name(?:['’]s| is) (?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})"
)
_HERE = re.compile(r"^\W*(?P<name>[A-Z][\w-]+) here\b(?=[,.!:]| again)")
# "Hey there, I'm Ilse.", "Hello, this is Carla from support": who greets so gives a name.
_GREETED = re.compile(
    r"^\W*(?:hey|hi|hello|good (?:morning|afternoon|evening|day)|greetings)\b"
    r"(?: (?:there|all|everyone|everybody|both|team|folks|again))?[,.!]? {1,2}"
    r"(?:[Tt]his is|I['’]m|I am) (?P<name>[A-Z][a-z\u00c0-\u024f-]+)"
    r"(?=[,.!]|$| (?:and|from|with|here|your)\b)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:don['’]t|never|do not|didn['’]t|if|will|would|later)\b", re.IGNORECASE)


def _named(sentence: Span, passage: ParsedPassage) -> Iterator[tuple[str, str, str]]:
    """A name that the speaker gives as theirs, or says to be called by."""
    speaker, said = passage.speakers.first, sentence.text
    if not speaker or said.rstrip().endswith("?"):
        return
    text = passage.text[: sentence.end_char]
    opening = _GREETED.search(text)
    if opening is not None and sentence.start_char <= opening.start("name"):
        name = opening["name"]
        is_people = name.lower() in NATIONALITIES | NATIONALS
        if name[0].isupper() and not is_people and _is_new_name(name, speaker):
            yield speaker, CALLED, name
    for pattern, predicate in ((_CALL_ME, CALLED), (_MY_NAME, NAME), (_HERE, CALLED)):
        found = pattern.search(said)
        if found is None or _NOT_YET.search(said[: found.start()]):
            continue
        if _is_new_name(found["name"], speaker):
            yield speaker, predicate, found["name"]


def _statement(owner: str, predicate: str, other: str, sentence: Span, reader: str) -> Statement:
    is_name = predicate in (CALLED, NAME)
    told = (
        f"{owner} is {CALLED} {other}"
        if predicate == CALLED
        else f"{owner}'s {predicate} is {other}"
    )
    return Statement(
        Mention(owner, "person", aliases=(other,) if is_name else ()),
        predicate,
        Mention(other, "thing" if is_name else "person", is_value=is_name),
        sentence=told,
        quote=sentence.text.strip(),
        temporal=Temporal.STATE,
        confidence=_CONFIDENCE,
        reader=reader,
    )
