"""Who asks whom: "I" and "we" in a question are the one whom a memory is kept for, "you" an
assistant (pure).

Chats of a person with an assistant name neither: the person is "user", "the user" where a message
says nothing, or the user of the scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity
from quipu.schema.names import name_form

USERS = ("user", "the user")
ASSISTANTS = ("assistant", "the assistant", "ai", "ai assistant", "bot", "chatbot")
_ROLES = frozenset(name_form(name) for name in (*USERS, *ASSISTANTS))

_SELF = (
    (re.compile(r"\b(?:am I|are we)\b", re.IGNORECASE), "is {}"),
    (re.compile(r"\b(?:I(?:['’]m| am)|we(?:['’]re| are))\b", re.IGNORECASE), "{} is"),
    (re.compile(r"\b(?:I|we)(?:['’]ve| have)\b", re.IGNORECASE), "{} has"),
    (re.compile(r"\b(?:I|we)['’]ll\b", re.IGNORECASE), "{} will"),
    (re.compile(r"\b(?:I|we)['’]d\b", re.IGNORECASE), "{} would"),
    (re.compile(r"\bdo (?:I|we)\b", re.IGNORECASE), "does {}"),
    (re.compile(r"\bhave (?:I|we)\b", re.IGNORECASE), "has {}"),
    (re.compile(r"\b(?:I|[Ww]e)\b|(?<![\w.'’])i\b(?![.'’])"), "{}"),
    (re.compile(r"\b(?:my|our)\b", re.IGNORECASE), "{}'s"),
    (re.compile(r"(?<!tell )(?<!show )(?<!give )(?<!remind )\bme\b", re.IGNORECASE), "{}"),
)
_GROUP = (
    (re.compile(r"\bare we\b", re.IGNORECASE), "is {}"),
    (re.compile(r"\bwe(?:['’]re| are)\b", re.IGNORECASE), "{} is"),
    (re.compile(r"\bwe(?:['’]ve| have)\b", re.IGNORECASE), "{} has"),
    (re.compile(r"\bdo we\b", re.IGNORECASE), "does {}"),
    (re.compile(r"\bhave we\b", re.IGNORECASE), "has {}"),
    (re.compile(r"\b[Ww]e\b|\bus\b"), "{}"),
    (re.compile(r"\bour\b", re.IGNORECASE), "{}'s"),
)
_WE = ("we",)  # as who is meant by it in minutes and letters is called as well
_DEEDS = (
    r"(?=\s+(?:said|tell|told|recommend|suggest|mention|promise|advise|propose|book|offer|call))"
)
_ADDRESSED = (
    (re.compile(rf"\bhave you\b{_DEEDS}", re.IGNORECASE), "has {}"),
    (re.compile(rf"\byou\b{_DEEDS}", re.IGNORECASE), "{}"),
    (re.compile(r"\byour\b(?=\s+(?:recommendation|suggestion|advice))", re.IGNORECASE), "{}'s"),
)
_COURTESY = re.compile(
    r"^\s*(?:hi|hey|hello|ok|okay|so|well|please)?[,!.]?\s*"
    r"(?:(?:can|could|would|will) you (?:please |kindly )?(?:tell|remind|show) me"
    r"|(?:do|did) you (?:know|remember|recall)|(?:please )?(?:tell|remind) me"
    r"|i(?:['’]d| would) like to know|i want to know|i wonder)\s+"
    r"(?=who|whom|whose|what|which|when|where|why|how)",
    re.IGNORECASE,
)
_NOUN_ASKED = re.compile(
    r"\s*(?:(?:do|did) you (?:know|remember|recall)|(?:(?:can|could) you )?(?:please )?tell me)\s+"
    r"(?P<what>(?:my|\w+['’]s) .+?)[?.!\s]*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?P<ask>where|when|what|who|whom) (?P<who>.+) (?!is\b|was\b|has\b)(?P<verb>\w{2,})s\??\s*",
    re.IGNORECASE,
)


_TRADE_ASKED = re.compile(
    r"\s*what (?:do (?P<self>I)|does (?P<who>(?!(?:he|she|it)\b).+?)) do"
    r"(?: for (?:a living|work))?\s*\??\s*",
    re.IGNORECASE,
)


def without_courtesy(text: str) -> str:
    """What is asked in "Can you tell me where she lives?": "Where does she live?"; in "What does
    she do?": "What is her job?"."""
    noun = _NOUN_ASKED.fullmatch(text)
    if noun is not None:
        return f"What is {noun['what']}?"
    asked = _COURTESY.sub("", text, count=1)
    trade = _TRADE_ASKED.fullmatch(asked)
    if trade is not None:
        return "What is my job?" if trade["self"] else f"What is {trade['who']}'s job?"
    clause = None if asked == text else _CLAUSE.fullmatch(asked)
    if clause is None:
        return asked
    return f"{clause['ask']} does {clause['who']} {clause['verb']}?"


@dataclass(frozen=True, slots=True)
class Side:
    """One who takes part in a chat, as a pronoun of the question, and under which names."""

    names: tuple[str, ...]  # the likeliest first
    pronouns: tuple[tuple[re.Pattern[str], str], ...]

    def among(self, entities: Iterable[Entity]) -> Entity | None:
        """Who of those found by name it is."""
        here = [one for one in entities if self.names != _WE or name_form(one.name) not in _WE]
        known = {name_form(alias): one for one in here for alias in one.aliases}
        known |= {name_form(one.name): one for one in here}
        forms = map(name_form, self.names)
        return next((known[form] for form in forms if form in known), None)

    def owner_among(self, entities: Iterable[Entity]) -> str:
        """By which name somebody is known who only owns what is found: "Ann's office"."""
        forms = [name_form(one.name) for one in entities]
        owned = ((name, f"{name_form(name)} s ") for name in self.names)
        return next((name for name, of in owned if any(one.startswith(of) for one in forms)), "")

    def said_of(self, name: str, text: str) -> str:
        """A question in the third person: "Who is my sister?" → "Who is Maya's sister?"."""
        for pattern, said in self.pronouns:
            text = pattern.sub(said.format(name.replace("\\", r"\\")), text)
        return text


def sides_in(text: str, scope: Scope) -> tuple[Side, ...]:
    """Who asks and who is asked, as far as a question speaks of them without a name."""
    sides = (
        Side(_WE, _GROUP),
        Side((scope.user, *USERS) if scope.user else USERS, (*_SELF, *_by_name(scope.user))),
        Side(ASSISTANTS, _ADDRESSED),
    )
    return tuple(one for one in sides if any(pattern.search(text) for pattern, _ in one.pronouns))


def _by_name(user: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The name of the scope's user, by which he is meant where nobody else is called so; not a
    part of another's: "Sam Carter"."""
    named = re.compile(rf"(?<!\w)(?i:{re.escape(user)})(?!\w|\s+[A-Z])")
    return ((named, "{}"),) if user else ()


def speaks_of(text: str, speaker: str) -> bool:
    """Whether a question means a speaker by "I" or "you"."""
    sides = (Side(USERS, _SELF), Side(ASSISTANTS, _ADDRESSED))
    form = name_form(speaker)
    return any(
        form in map(name_form, one.names) and any(said.search(text) for said, _ in one.pronouns)
        for one in sides
    )


def is_an_assistant(speaker: str) -> bool:
    """Whether a speaker helps another, as far as the name says."""
    return name_form(speaker) in map(name_form, ASSISTANTS)


_RELATED = re.compile(
    r"(?P<before>(?:is|are|was|were|do|does|did|has|have|can|will)\s+)"
    r"(?P<who>(?:my|our|.+?['’]s)\s+(?P<relation>\w+(?:-in-law)?))(?P<after>\s+\w.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Related:
    """A question for yes or no about somebody by relation, and the question for who that is."""

    before: str
    after: str
    question: str

    def named(self, name: str) -> str:
        return f"{self.before}{name}{self.after}"


def related_in(text: str) -> Related | None:
    """ "Does my sister like tea?" asks "Who is my sister?" first."""
    found = _RELATED.fullmatch(text.strip())
    if found is None:
        return None
    return Related(found["before"], found["after"], f"Who is {found['who']}?")


def owned_as_told(text: str, scope: Scope, named: Iterable[Entity]) -> str:
    """ "Where does user's mum live?" of "Where does Kim's mum live?", where the user is Kim: those
    whom somebody only owns are known by the name under which he spoke."""
    roles = {name_form(name): name for name in (scope.user, *USERS) if name}
    for one in named:
        names = (one.name, *one.aliases)
        known_as = next((role for role in roles if role in map(name_form, names)), "")
        for name in names if known_as else ():
            if name_form(name) not in roles:
                owner = re.compile(rf"(?<!\w){re.escape(name)}(?=['’]s\b)")
                text = roles[known_as].join(owner.split(text))
    return text


def is_a_role(name: str) -> bool:
    """Whether a name says which side of a chat somebody is on, as common as it looks."""
    return name_form(name) in _ROLES


def is_of_a_group(sides: Iterable[Side], named: Sequence[Entity]) -> bool:
    """Whether it is known who "we" and "our" in a question are, beside who asks."""
    return any(side.names == _WE and side.among(named) is not None for side in sides)


def in_third_person(
    text: str, sides: Sequence[Side], named: Sequence[Entity]
) -> tuple[str, list[Entity]]:
    """A question with names for its pronouns, and those whom it then names."""
    meant = list(named)
    for side in sides:
        found = side.among(named)
        # Who has told a name is known by that one, and "my mum" by none but the first.
        name = side.owner_among(named) or (found.name if found is not None else "")
        meant = [one for one in meant if one is found or side.among([one]) is None]
        text = side.said_of(name, text) if name else text
    return text, meant
