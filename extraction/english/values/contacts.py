"""How somebody can be reached: "my number's 0499 98 76 54", "call me on +44 20 7946 0958"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
_NEW_ADDRESS = re.compile(
    r"(?:^|(?<=[.!?\n,]))\s*(?P<bare>(?:and )?(?:the )?new address is)\s+"
    r"(?P<address>[^.!?\n]*\d[^.!?\n]*)",
    re.IGNORECASE,
)
_OWN_ADDRESS = re.compile(
    r"\b[Mm]y (?:new )?(?:home )?address is (?P<address>[^.!?\n]*\d[^.!?\n]*)"
)
_TOWN = re.compile(r",\s*(?:\d{4,5}\s+)?(?P<town>[A-Z][\w’' -]+?)\s*(?:,\s*[A-Z][\w ]+)?$")
_UNREAL = re.compile(r"\b(?:don['’]t|do not|never|if|can['’]t|cannot|not)\b[^.!?]*$", re.IGNORECASE)
_FEWEST = 7  # digits


def contacts(passage: ParsedPassage, reader: str) -> Iterator[tuple[int, Statement]]:
    """Telephone numbers that a speaker gives as theirs where no verb of being tells so, each with
    where it begins."""
    speaker, text = passage.speakers.first, passage.text
    if not speaker or passage.quotations:
        return
    for found in (*_ADDRESS.finditer(text), *_NEW_ADDRESS.finditer(text)):
        address = found["address"].strip(" ,")
        yield found.start(), _told(speaker, "address", address, found.group().strip(), reader)
    towns = {one.text for one in passage.doc.ents if one.label_ == "LOC"}
    for pattern in (_ADDRESS, _NEW_ADDRESS, _OWN_ADDRESS):
        for found in pattern.finditer(text):
            town = _TOWN.search(found["address"].strip(" ,"))
            if town is not None and town["town"] in towns:
                yield found.start(), _lives_in(speaker, town["town"], found.group(), reader)
    for found in (*_OWN.finditer(text), *_REACH.finditer(text)):
        number = found["number"].strip(" ./-")
        is_plain = found.re is _OWN and found["said"] and found["is"] == " is"
        if is_plain or sum(map(str.isdigit, number)) < _FEWEST:
            continue
        if _UNREAL.search(text[: found.start()]) or text[found.end() :].lstrip()[:1] == "?":
            continue
        yield found.start(), _told(speaker, PHONE, number, found.group(), reader)


def _lives_in(speaker: str, town: str, quote: str, reader: str) -> Statement:
    """ "My address is 4 Mill Lane, Hull": where one lives."""
    told = _told(speaker, "live in", town, quote.strip(), reader)
    home = Mention(town, "place")
    return replace(told, object=home, sentence=f"{speaker} lives in {town}")


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
