"""Lines such as "Owner: Tom Reyes" in a document: properties of what the heading above names.

What a project sheet, a postmortem or a wiki page says of itself in its first lines is a record of
what it is about, and is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quipu.extraction.events.keys import DEEDS, ENDS, NAMES, STARTS, TRIPLE, kind_named
from quipu.extraction.events.records import statements_of
from quipu.extraction.events.tables import NOTHING, Tables, plain_cell
from quipu.extraction.events.values import moment_in
from quipu.schema.knowledge import Episode, EpisodeKind, Statement
from quipu.schema.plain_json import key_words
from quipu.schema.texts import HEADINGS_JOINED_BY

_LINE = re.compile(
    r"\s{0,3}(?:[-*+•]\s+)?(?P<mark>\*\*|__)?(?P<label>[^\W\d_][\w /&'’-]{0,39}?)"
    r"(?(mark)(?::\s*(?P=mark)|(?P=mark)\s*:)|\s?:)\s+(?P<value>\S.*?)\s*"
)
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[A-Z]\.)\s+")
_LABELS = frozenset(
    "address age allergies amount approver architect area assignee attendee attendees audience"
    " author authors birthday born brand budget capacity capital category cause ceo chair"
    " channel city client color colour company contact contacts coordinator cost country cto"
    " currency customer customers date deadline decision department deployment diet director"
    " district due duration editor email employees employer end environment established estimate"
    " facilitator fee founded founder framework frequency genre goal headquarters host hours id"
    " impact industry job language languages launch lead leader licence license location"
    " maintainer manager members mission model name nationality number occupation office"
    " organiser organizer outcome owner owners participants partner phase phone population"
    " president price priority product profession project publisher purpose quantity rate region"
    " release reporter repository resolution result reviewer reviewers risk role salary scope"
    " sector severity size sponsor spouse stack stage stakeholders start starts state status"
    " street supervisor supplier team tech technology term timezone title total type urgency"
    " vendor venue version website weight year".split()
)
_NO_LABEL = frozenset(
    "a an and but for from how if in it note on please re so such that the then there this to what"
    " when where which who why with you".split()
)
_TALK = re.compile(r"\b(?:i|i['’]m|me|my|we|us|our|you|your)\b", re.IGNORECASE)
_GENERAL = frozenset(
    "a about and appendix at background basics contact contacts data description details document"
    " facts general glance info information introduction key meta metadata notes of overview"
    " profile properties status summary the".split()
)
_RENAMED = {
    **dict.fromkeys((*STARTS, "starts"), "starts on"),
    **dict.fromkeys((*ENDS, "ends"), "ends on"),
    "since": "since",  # dates a record, as "until" does, and not what it is about
    "until": "until",
    **dict.fromkeys(("founded", "established"), "was founded in"),
}
_TASKS = frozenset("action actions agenda checklist steps task tasks todo todos".split())
"""What stands below such a heading is to be done, and describes nothing."""
_KINDS = {
    "person": frozenset(
        "occupation profession birthday born spouse allergies nationality employer job".split()
    ),
    "organisation": frozenset(("industry", "headquarters", "ceo", "founder", "employees")),
}
"""What is told of somebody, and of a firm, and says so what a document is about."""
_LONGEST_TOPIC, _LONGEST_VALUE, _LONGEST_LABEL, _LONGEST_PART = 8, 14, 4, 4  # words
_ASIDE = " — "  # "Owner: Joris — raise the limit"
_LONGEST_LINE = 300  # characters
_UNSAID = frozenset((*DEEDS, *(key for keys in TRIPLE for key in keys)))


def properties_in(episode: Episode) -> Tables | None:
    """The lines of a document that tell properties taken out of it; None where none is read."""
    if episode.kind is not EpisodeKind.DOCUMENT or episode.speaker:
        return None
    kept, found = list[str](), list[Statement]()
    for topic, lines in _blocks(episode):
        told = _told(lines)
        is_block = len(told) > 1 or any(_is_property(label) for label, _ in told)
        rows = list(_statements(topic, lines)) if is_block else []
        kept += [] if rows else lines
        found += rows
    return Tables("\n".join(kept), tuple(found)) if found else None


def _blocks(episode: Episode) -> Iterator[tuple[str, list[str]]]:
    """The lines of a text: those that may tell a property together, with what they are about, and
    each other line alone."""
    above = episode.metadata.get("heading") or episode.metadata.get("title")
    path = above.split(HEADINGS_JOINED_BY) if isinstance(above, str) else []
    own: list[str] = []
    block: list[str] = []
    is_code = False
    for line in episode.content.split("\n"):
        is_code ^= _FENCE.match(line) is not None
        if not is_code and _property(line) is not None:
            block.append(line)
            continue
        if block:
            yield _topic([*path, *own]), block
            block = []
        if (heading := None if is_code else _HEADING.fullmatch(line)) is not None:
            own = [*own[: len(heading["marks"]) - 1], heading["text"]]
        yield "", [line]
    if block:
        yield _topic([*path, *own]), block


def _property(line: str) -> tuple[str, str] | None:
    """The label and the value of a line that may tell a property."""
    found = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if found is None:
        return None
    label, value = found["label"].strip(), plain_cell(found["value"])
    first, *others = label.split()
    is_label = _is_property(label) or (
        bool(others) and all(map(str.islower, others)) and first.lower() not in _NO_LABEL
    )
    is_short = len(value.split()) <= _LONGEST_VALUE and len(label.split()) <= _LONGEST_LABEL
    is_said = value[-1:] in ("?", "!", ":") or _TALK.search(value) is not None or _ASIDE in value
    if not is_label or not is_short or is_said:
        return None
    return key_words(label), value


def _is_property(label: str) -> bool:
    """Whether a label says what is told by its own words: nobody is called "Owner"."""
    return label.split()[-1].lower() in _LABELS


def _told(lines: Sequence[str]) -> list[tuple[str, str]]:
    return [told for told in map(_property, lines) if told is not None]


def _topic(path: Sequence[str]) -> str:
    """What properties are told of: the nearest heading that names something."""
    for heading in reversed(path):
        name = _NUMBERING.sub("", plain_cell(heading)).strip()
        words = [word.strip(".,:;()").lower() for word in name.split()]
        if not _TASKS.isdisjoint(words):
            return ""
        is_name = 0 < len(words) <= _LONGEST_TOPIC and name[-1] not in ".!?:"
        if is_name and not _GENERAL.issuperset(words) and moment_in(name) is None:
            return name
    return ""


def _statements(topic: str, lines: Sequence[str]) -> Iterator[Statement]:
    record, line_of = dict[str, object](), dict[str, str]()
    for line in lines:
        told = _property(line)
        if told is None or told[1].lower() in NOTHING or told[0] in _UNSAID:
            continue
        key = _RENAMED.get(told[0], told[0])
        if key in record:  # a list of lines that are alike is no record
            return
        value = _value(key, told[1])
        key = f"{key} members" if key == "team" and isinstance(value, list) else key
        record[key], line_of[key] = value, line.strip()
    named = topic or next((str(record[key]) for key in NAMES if key in record), "")
    if not named:
        return
    for one in statements_of(_record(record, named)):
        if one.object.text == named:  # the title that the heading repeats
            continue
        yield replace(one, quote=line_of.get(one.predicate, lines[0].strip()))


def _record(record: Mapping[str, object], topic: str) -> dict[str, object]:
    """A record that is named as it says itself, else by the heading above."""
    kinds = [kind for kind, labels in _KINDS.items() if not labels.isdisjoint(record)]
    kind = {"kind": kinds[0]} if len(kinds) == 1 else {}
    return {**kind, **record, "name": record.get("name", topic)}


def _value(key: str, value: str) -> object:
    """A value, or each of several; "Oslo, Norway" is one place, "Tom Reyes, Hana" are two names."""
    parts = [part.strip() for part in re.split(r",\s+|;\s+|\s+and\s+", value.strip("[]"))]
    is_short = all(0 < len(part.split()) <= _LONGEST_PART for part in parts)
    is_many = key.endswith("s") and not key.endswith("ss")
    are_names = is_many or all(part[:1].isupper() for part in parts)
    is_list = len(parts) > 1 and is_short and are_names and kind_named(key) != "place"
    return parts if is_list and not any(map(str.isdigit, value)) else value
