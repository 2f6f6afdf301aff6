"""How somebody can be reached: "my number's 0499 98 76 54", "call me on +44 20 7946 0958"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.schema.knowledge import Mention, Statement, Temporal

PHONE = "phone number"
_CONFIDENCE = 0.8
_DIALLED = r"(?P<number>(?:\+\d|0)\d*(?:[ ./-]?\(?\d{1,4}\)?){2,6})(?![\d\w])"
_OWN = re.compile(
    rf"\b[Mm]y (?:(?:new|own|private|work|home) )?(?:(?P<said>phone|mobile|cell) )?"
    rf"number(?P<is>['’]s| is|(?: has| just)* changed,? (?:it['’]s|it is|to))(?: now)? {_DIALLED}"
)
_REACH = re.compile(
    rf"\b(?:reach|call|text|ring|phone|contact|whatsapp) me (?:at|on|under) {_DIALLED}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:^|(?<=[.!?\n]))\s*(?:(?:my|our) )?(?:new )?(?:home )?address:\s+"
    r"(?P<address>[^.!?\n]*\d[^.!?\n]*)",
    re.IGNORECASE,
)
_UNREAL = re.compile(r"\b(?:don['’]t|do not|never|if|can['’]t|cannot|not)\b[^.!?]*$", re.IGNORECASE)
_FEWEST = 7  # digits


def contacts(passage: ParsedPassage, reader: str) -> Iterator[tuple[int, Statement]]:
    """Telephone numbers that a speaker gives as theirs where no verb of being tells so, each with
    where it begins."""
    speaker, text = passage.speakers.first, passage.text
    if not speaker or passage.quotations:
        return
    for found in _ADDRESS.finditer(text):
        address = found["address"].strip(" ,")
        yield found.start(), _told(speaker, "address", address, found.group().strip(), reader)
    for found in (*_OWN.finditer(text), *_REACH.finditer(text)):
        number = found["number"].strip(" ./-")
        is_plain = found.re is _OWN and found["said"] and found["is"] == " is"
        if is_plain or sum(map(str.isdigit, number)) < _FEWEST:
            continue
        if _UNREAL.search(text[: found.start()]) or text[found.end() :].lstrip()[:1] == "?":
            continue
        yield found.start(), _told(speaker, PHONE, number, found.group(), reader)


def _told(speaker: str, predicate: str, value: str, quote: str, reader: str) -> Statement:
    return Statement(
        Mention(speaker, "person"),
        predicate,
        Mention(value, "thing", is_value=True),
        sentence=f"{speaker}'s {predicate} is {value}",
        quote=quote,
        temporal=Temporal.STATE,
        confidence=_CONFIDENCE,
        reader=reader,
    )
