"""Definitional sentences read by their surface: "The capital of X is Y", "X is a citizen of Y".

Such sentences carry their statement in fixed words around two names. Names of teams, works and
parties defeat a small parser, the words between them do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quipu.extraction.english.lexicon.occupations import is_school
from quipu.extraction.english.lexicon.predicate_kinds import object_kind, subject_kind
from quipu.extraction.names import clean_name, without_title
from quipu.schema.knowledge import Mention, Temporal, Tense

_MAX_LENGTH = 250  # characters of one sentence
_REST = r"(?:[^,;:()]|, (?=[A-Z]))*?"  # a comma only within a name: "Washington, D.C."
_NAME = rf"(?:[Tt]he )?[a-z]?[^\s,;:()a-z]{_REST}"  # a capital, a digit or another script
_THING = rf"[^\s,;:()]{_REST}"
_NOUN = r"(?:head of (?:state|government)|(?:[A-Za-z]+(?:-[a-z]+)? ){0,3}?[A-Za-z-]+)"
_LOWER_NOUN = r"(?:[a-z-]+ ){0,3}?[a-z-]+"
_PLACE = r"(?:city|town|village|country|state|region|province|county|island)"
_SIDE = r"(?:team|club|side|band|company|orchestra|group|franchise)"
_BE = r"(?P<be>is|are|was|were)"


@dataclass(frozen=True, slots=True)
class SurfaceStatement:
    """What a definitional sentence says."""

    subject: Mention
    predicate: str
    object: Mention
    tense: Tense
    temporal: Temporal | None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """`x` and `y` are the two sides; `predicate` may use the pattern's groups by name."""

    words: re.Pattern[str]
    predicate: str
    temporal: Temporal | None = Temporal.STATE

    @property
    def needs_name(self) -> bool:
        """Where any noun may stand on both sides, one of them must be a name or number."""
        return self.predicate == "{noun}"


def _pattern(words: str, predicate: str, temporal: Temporal | None = Temporal.STATE) -> _Pattern:
    filled = words.replace("{x}", f"(?P<x>{_NAME})").replace("{y}", f"(?P<y>{_NAME})")
    filled = filled.replace("{any_x}", f"(?P<x>{_THING})").replace("{any_y}", f"(?P<y>{_THING})")
    filled = filled.replace("{noun}", f"(?P<noun>{_NOUN})")
    return _Pattern(re.compile(filled), predicate, temporal)


_MADE = (
    "founded|created|written|directed|developed|produced|performed|invented|composed|painted|"
    "designed|built|published|recorded|discovered|established|formed|manufactured|authored"
)
_PATTERNS = (
    _pattern(
        rf"The name of the (?:current )?head of the {{x}} government {_BE} {{y}}",
        "head of government",
    ),
    _pattern(rf"The name of the (?:current )?{{noun}} (?:of|in) {{x}} {_BE} {{y}}", "{noun}"),
    _pattern(
        rf"The headquarters of {{any_x}} {_BE} (?:located )?in (?:the {_PLACE} of )?{{y}}",
        "headquarters",
    ),
    _pattern(
        rf"The [\w ]*?\b{_SIDE} (?:that |which )?{{x}} (?:currently )?"
        rf"(?P<verb>plays|drives|works|races|rides) for {_BE} {{y}}",
        "{verb} for",
    ),
    _pattern(
        rf"The (?:type|kind|genre) of (?P<noun>\w+) that {{x}} (?P<verb>plays|makes|writes) {_BE} "
        r"{any_y}",
        "{verb}",
    ),
    _pattern(rf"The \w+ where {{x}} was educated {_BE} {{y}}", "be educated at", None),
    _pattern(
        rf"The (?:company|person|firm|studio) (?:that|who|which) (?P<verb>{_MADE}) {{x}} "
        rf"{_BE} {{y}}",
        "be {verb} by",
        Temporal.EVENT,
    ),
    _pattern(rf"The {{noun}} of {{any_x}} {_BE} {{any_y}}", "{noun}"),
    _pattern(r"{any_x} (?P<be>was|were) (?P<verb>educated) (?:at|in) {y}", "be educated at", None),
    _pattern(
        rf"{{any_x}} (?P<be>was|were) (?P<verb>{_MADE}) by {{y}}", "be {verb} by", Temporal.EVENT
    ),
    _pattern(
        rf"{{any_x}} (?P<be>was|were) (?P<verb>{_MADE}) in the (?P<noun>{_PLACE}) of {{y}}",
        "be {verb} in",
        Temporal.EVENT,
    ),
    _pattern(
        rf"{{any_x}} (?P<be>was|were) (?P<verb>{_MADE}) in the language of {{any_y}}",
        "be {verb} in language",
        Temporal.EVENT,
    ),
    _pattern(
        rf"{{x}} (?P<be>was) born in (?:the {_PLACE} of )?{{y}}", "be born in", Temporal.EVENT
    ),
    _pattern(rf"{{x}} (?P<verb>died) in (?:the {_PLACE} of )?{{y}}", "die in", Temporal.EVENT),
    _pattern(rf"{{any_x}} {_BE} located in the continent of {{y}}", "continent"),
    _pattern(rf"{{any_x}} {_BE} located in (?:the {_PLACE} of )?{{y}}", "be located in"),
    _pattern(rf"{{x}} {_BE} a (?P<noun>citizen|national|native) of {{y}}", "be {noun} of"),
    _pattern(
        rf"{{x}} {_BE} a member of (?:the (?:political party|party|band|group|club) )?{{y}}",
        "be member of",
    ),
    _pattern(
        rf"{{any_x}} {_BE} (?P<verb>associated|affiliated) with the (?P<noun>\w+) of {{any_y}}",
        "be {verb} with {noun}",
    ),
    _pattern(rf"{{any_x}} {_BE} owned by {{y}}", "be owned by"),
    _pattern(rf"{{x}} {_BE} employed by {{y}}", "be employed by"),
    _pattern(rf"{{x}} {_BE} married to {{y}}", "be married to"),
    _pattern(rf"{{any_x}} {_BE} famous for {{any_y}}", "be famous for"),
    _pattern(r"{x} (?P<verb>plays|holds) the position of {any_y}", "{verb} position"),
    _pattern(r"{x} (?P<verb>speaks) the language of {any_y}", "{verb}"),
    _pattern(r"{x} (?P<verb>works|worked) in the (?P<noun>field) of {any_y}", "{verb} in {noun}"),
    _pattern(rf"{{x}} (?P<verb>works|worked) in the {_PLACE} of {{y}}", "{verb} in"),
    _pattern(r"{x} (?P<verb>plays|works|drives) for {y}", "{verb} for"),
    _pattern(r"{x} (?P<verb>attended) {y}", "{verb}", None),
    _pattern(r"{x} (?P<verb>lives|works) (?P<noun>in|at) {y}", "{verb} {noun}"),
    _pattern(rf"{{x}}['’]s (?P<noun>{_LOWER_NOUN})['’]s name {_BE} {{y}}", "{noun}"),
    _pattern(rf"{{x}}['’]s? (?P<noun>{_LOWER_NOUN}) {_BE} {{y}}", "{noun}"),
)
# Words of an open reference or a second clause; inside a title they begin with a capital.
_OPEN_WORDS = (
    "me|my|we|our|you|your|he|she|it|they|his|her|its|their|this|that|these|who|which|because|but|"
    "while|when|if|not|never|no longer"
)
_OPEN = re.compile(
    rf"\b(?:{_OPEN_WORDS})\b|\b[a-z]+n['’]t\b|(?:^|\b(?:and|that|but|as|what|where) )I\b|[?\"“]"
    r"|^(?:According|Suppose|Imagine|Assume|Maybe|Perhaps)\b"
    rf"|^(?:{'|'.join(word.capitalize() for word in _OPEN_WORDS.split('|'))})\b"
)
_LEMMAS = {
    "lives": "live", "plays": "play", "drives": "drive", "works": "work", "races": "race",
    "rides": "ride",
    "holds": "hold", "speaks": "speak", "worked": "work", "attended": "attend", "makes": "make",
    "writes": "write",
}  # fmt: skip


def surface_statement(sentence: str) -> SurfaceStatement | None:
    """What the whole sentence says, if it is one definitional statement; else None."""
    words = sentence.strip()
    if len(words) > _MAX_LENGTH or not words.endswith("."):
        return None
    words = words[:-1]
    if _OPEN.search(_outside_that(words)):  # of most sentences of a chat, at their first word
        return None
    for pattern in _PATTERNS:
        match = pattern.words.fullmatch(words)
        if match is not None:
            return _read(match, pattern, words)
    return None


def sentences_with_offsets(text: str) -> list[tuple[int, str]]:
    """The text's sentences by punctuation alone: a parser may cut through an odd name."""
    found, start = [], 0
    for gap in _GAP.finditer(text):
        found.append((start, text[start : gap.start()]))
        start = gap.end()
    return [*found, (start, text[start:])]


_GAP = re.compile(
    r"(?<=[\w)\]\"”][.!?])(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\bvs\.)\s+(?=[A-Z\"“])|\n+"
)


def _outside_that(words: str) -> str:
    # "The company that produced X": the relative word belongs to the pattern.
    return re.sub(r"^(The \w+(?: of \w+)?) (?:that|which|who|where) ", r"\1 ", words)


# What is told of when it is so, and is no part of a name: "lives in Porto now".
_WHEN_SO = re.compile(
    r"(?: now| nowadays| currently| at present| these days| again| at the moment| as well| too)$"
)
_USER = re.compile(r"^(?:The u|U)ser$")  # whom a memory is kept for, as notes call him
_JOINED = re.compile(r" (?:and|but|or|then|now|who)$")
# "A friend of mine lives in Oslo" tells of nobody whom these words would find again, least of all
# for another speaker. A name goes on with a capital: "A Fistful of Dollars".
_NOBODY_NAMED = re.compile(r"(?:An?|One|Some|Any|Another|Every|Each|Most|Many|Several) [a-z]")
# "at Acme as an engineer", "in Oslo with two cats": more than a name, for the parser to part.
_AND_MORE = re.compile(r" (?:as|with|near) [a-z]")


def _read(match: re.Match[str], pattern: _Pattern, words: str) -> SurfaceStatement | None:
    groups = match.groupdict()
    verb = groups.get("verb") or ""
    noun = _role(groups.get("noun") or "")
    predicate = pattern.predicate.format(verb=_LEMMAS.get(verb, verb), noun=noun).lower()
    subject, object_ = (
        clean_name(_USER.sub("user", match["x"])),
        clean_name(_WHEN_SO.sub("", match["y"])),
    )
    if predicate == "attend" and is_school(object_):
        predicate = "study at"
    # "lives in Ghent and works at Acme" says two things.
    if pattern.needs_name and not re.search(r"[^\Wa-z_]", subject + object_):
        return None  # "The feeling of performing was unreal."
    if _JOINED.search(subject) or _NOBODY_NAMED.match(match["x"]):
        return None  # "Tom sold the flat and lives in Porto."
    if verb in ("lives", "works") and _AND_MORE.search(object_):
        return None
    is_two = re.search(r" (?:and|but|then) [a-z]+(?:s|ed)\b", object_) is not None
    if not subject or not object_ or is_two or " and " in f" {groups.get('noun') or ''} ":
        return None
    told_past = groups.get("be") in ("was", "were") or verb in ("worked", "attended", "died")
    return SurfaceStatement(
        _side(subject, subject_kind(predicate)),
        predicate,
        _side(object_, object_kind(predicate)),
        Tense.PAST if told_past else Tense.PRESENT,
        None if told_past and pattern.temporal is Temporal.STATE else pattern.temporal,
    )


def _side(text: str, kind: str) -> Mention:
    if kind == "place" and not text[:1].isupper():
        kind = ""
    bare, aliases = without_title(text)
    return Mention(bare, kind or "thing", is_value=_is_quality(text), aliases=aliases)


def _role(noun: str) -> str:
    return re.sub(r"^(?:current|present|incumbent|new) ", "", noun.lower())


def _is_quality(text: str) -> bool:
    return text[:1].isdigit() and not any(character.isalpha() for character in text)
