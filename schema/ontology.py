"""Which predicates there are and how they behave: the registry, as data.

The shipped registry is `ontology.toml` beside this file; a user's TOML file of the same form
extends and overrides it:

    [defaults]
    cardinality = "many"            # "one", "one-per-qualifier" or "many"

    [predicates."lives in"]
    cardinality = "one"             # how many values hold at a time
    temporal = "state"              # "state", "event" or "eternal"
    aliases = ["reside in"]         # other ways of saying it
    onsets = ["move to"]            # verbs that say it began: "moved to Oslo" starts "lives in"
    inverse = ["home of"]           # ways of saying it from the other end: one fact either way
    symmetric = false               # true: it holds both ways, as "married to" does
    exclusive = "residence"         # predicates of one exclusive set cannot hold together
    value = "place"                 # what the object is: place, person, organisation; or a value
                                    # compared by what it means: date, number, quantity, text
    subject = "person"              # what the subject is; another kind keeps its own wording

    description = "…"               # for a language model, and for people
    examples = ["Ann is on Zorvex"] # likewise, in sentences
    patterns = ["{subject} is on {object}"]  # whole sentences that state it, for the local reader

    [ends."marital status"]         # what is over once this is told: see schema/what_ends.py
    divorced = ["married to"]

    [kinds.drug]                    # a kind of things of your own
    description = "a medicine by its name"
    examples = ["Zorvex"]           # names of that kind, known to every reader

A name that ends in ` *` stands for all that begin so: `[predicates."favorite *"]` says how
"favorite color" behaves, under that name of its own. One that begins with `* ` stands for all
that end so: `[predicates."* password"]` for "wifi password".

A user's `[defaults]` hold for every predicate that the user's file does not name, shipped ones
included: who writes `cardinality = "one"` there means all of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from quipu.schema.errors import Invalid
from quipu.schema.knowledge import Temporal
from quipu.schema.texts import legible
from quipu.schema.what_ends import Over, ends_from

LITERALS = frozenset({"date", "number", "quantity", "text"})
"""Kinds of objects that are values: equal by what they mean, never merged nor walked through."""

_ANY_ENDING = " *"
_ANY_BEGINNING = "* "
_SEE = "the form is described in schema/ontology.py"


class Cardinality(StrEnum):
    ONE = "one"
    ONE_PER_QUALIFIER = "one-per-qualifier"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Predicate:
    """How one predicate behaves. `temporal` None: the verb's tense decides."""

    name: str
    cardinality: Cardinality = Cardinality.MANY
    temporal: Temporal | None = None
    inverse: tuple[str, ...] = ()
    symmetric: bool = False
    exclusive: str = ""
    value: str = ""
    subject: str = ""
    aliases: tuple[str, ...] = ()
    onsets: tuple[str, ...] = ()
    description: str = ""
    examples: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things that a user told of; its examples are names."""

    name: str
    description: str = ""
    examples: tuple[str, ...] = ()


_CHOICES: Mapping[str, type[Cardinality] | type[Temporal]] = {
    "cardinality": Cardinality,
    "temporal": Temporal,
}
_LISTS = frozenset({"aliases", "onsets", "inverse"})
_TEXTS = frozenset({"examples", "patterns"})


@dataclass(frozen=True, slots=True)
class Ontology:
    """Predicates by normal form of their name and aliases, and what an unknown one is like.

    `inverses` leads from a way of saying it from the other end ("employs") to the name under
    which it is kept ("works for").
    """

    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    default: Predicate = Predicate("")
    inverses: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    ends: Mapping[str, Mapping[str, tuple[Over, ...]]] = field(default_factory=dict)

    def predicate(self, name: str) -> Predicate:
        """The entry that a predicate falls under, told from either end; an unknown one gets the
        defaults under its own name."""
        form = predicate_form(name)
        known = self.predicates.get(form)
        if known is None and form in self.inverses:
            known = self.predicates[self.inverses[form]]
        return known if known is not None else self._of_family(form)

    def is_inverse(self, name: str) -> bool:
        """Whether a predicate names what is kept from the other end, as "employs" does."""
        form = predicate_form(name)
        return form in self.inverses and form not in self.predicates

    def canonical(self, name: str) -> Predicate:
        """The entry whose own name this is. An alias is not looked up: a reader that set a
        statement apart from a shipped predicate ("live in sin") must stay apart from it."""
        form = predicate_form(name)
        known = self.predicates.get(form)
        return known if known and known.name == form else self._of_family(form)

    def extended(self, document: Mapping[str, Any]) -> Ontology:
        """This ontology with a parsed TOML document laid over it. Raises `Invalid`."""
        return laid_over(self, document)

    def _of_family(self, form: str) -> Predicate:
        """An entry for a name that nobody declared: that of its family, else the defaults."""
        words = form.split(" ")
        for length in range(len(words) - 1, 0, -1):
            family = self.predicates.get(" ".join(words[:length]) + _ANY_ENDING)
            if family is not None:
                own = family.name.removesuffix(_ANY_ENDING)
                return replace(family, name=" ".join([own, *words[length:]]), aliases=())
        for first in range(1, len(words)):
            family = self.predicates.get(_ANY_BEGINNING + " ".join(words[first:]))
            if family is not None:
                own = family.name.removeprefix(_ANY_BEGINNING)
                return replace(family, name=" ".join([*words[:first], own]), aliases=())
        return replace(self.default, name=form)


def predicate_form(name: str) -> str:
    """The normal form of a predicate's name: NFKC, case folded, runs and underscores one space."""
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFKC", legible(name)).casefold()).strip()


@cache
def default_ontology() -> Ontology:
    """The shipped registry."""
    return Ontology().extended(
        _parsed((files("quipu.schema") / "ontology.toml").read_text("utf-8"))
    )


def ontology_from(text: str) -> Ontology:
    """The shipped registry with a user's TOML text laid over it."""
    return default_ontology().extended(_parsed(text))


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"ontology is not valid TOML: {error}") from error


def laid_over(before: Ontology, document: Mapping[str, Any]) -> Ontology:
    """An ontology with a parsed TOML document laid over it. Raises `Invalid`."""
    _only(document, {"defaults", "predicates", "kinds", "ends"}, "ontology")
    for_all, for_each = (_table(document, name) for name in ("defaults", "predicates"))
    _only(for_all, {"cardinality", "temporal"}, "[defaults]")
    default = _changed(before.default, for_all, "[defaults]")
    merged = {
        form: _changed(entry, for_all, "[defaults]") for form, entry in before.predicates.items()
    }
    inverses = dict(before.inverses)
    for name in for_each:
        form, where = predicate_form(name), f"predicate {name!r}"
        if not form:
            raise Invalid("a predicate without a name", hint=_SEE)
        entry = merged.get(form, replace(default, name=form))
        entry = _consistent(_changed(entry, _table(for_each, name), where), where)
        merged |= dict.fromkeys((entry.name, form, *entry.aliases, *entry.onsets), entry)
        inverses = {told: kept for told, kept in inverses.items() if kept != entry.name}
        inverses |= dict.fromkeys(entry.inverse, entry.name)
    _distinct(merged, inverses, {predicate_form(name) for name in for_each})
    kinds = {name: _kind(name, _table(document, "kinds")) for name in document.get("kinds", {})}
    told = _table(document, "ends")
    ends = {predicate_form(one): ends_from(_table(told, one), f"ends {one!r}") for one in told}
    return Ontology(merged, default, inverses, {**before.kinds, **kinds}, {**before.ends, **ends})


def _kind(name: str, kinds: Mapping[str, Any]) -> Kind:
    where, settings = f"kind {name!r}", _table(kinds, name)
    if not re.fullmatch(r"[\w -]{1,40}", name) or name == "value":
        raise Invalid(f"{name!r} is no name of a kind", hint="letters, digits, blanks; not value")
    _only(settings, {"description", "examples"}, where)
    return Kind(name, **{key: _value(key, value, where) for key, value in settings.items()})


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, Mapping):
        raise Invalid(f"{name!r} is not a table", hint=_SEE)
    return found


def _changed(entry: Predicate, settings: Mapping[str, Any], where: str) -> Predicate:
    _only(settings, set(Predicate.__dataclass_fields__) - {"name"}, where)
    return replace(entry, **{key: _value(key, value, where) for key, value in settings.items()})


def _value(key: str, value: Any, where: str) -> Any:
    if key in _CHOICES:
        try:
            return _CHOICES[key](value)
        except ValueError as error:
            hint = f"one of {[one.value for one in _CHOICES[key]]}"
            raise Invalid(f"{where}: {key} {value!r}", hint=hint) from error
    if key in _TEXTS:
        return _texts(value, key, where)
    if key in _LISTS:
        return _forms([value] if key == "inverse" and isinstance(value, str) else value, key, where)
    if not isinstance(value, bool if key == "symmetric" else str):
        kind = "true or false" if key == "symmetric" else "a text"
        raise Invalid(f"{where}: {key} {value!r}", hint=f"must be {kind}")
    return value


def _texts(value: Any, key: str, where: str) -> tuple[str, ...]:
    is_list = isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    if not is_list:
        raise Invalid(f"{where}: {key} {value!r}", hint='must be a list such as ["…"]')
    for one in value if key == "patterns" else ():
        if one.count("{subject}") != 1 or one.count("{object}") != 1:
            hint = "such as {subject} is on {object}"
            raise Invalid(f"{where}: patterns {one!r}", hint=hint)
    return tuple(value)


def _forms(value: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() for one in value
    ):
        raise Invalid(f"{where}: {key} {value!r}", hint='must be a list such as ["reside in"]')
    return tuple(predicate_form(one) for one in value)


def _consistent(entry: Predicate, where: str) -> Predicate:
    """Raises Invalid for an entry whose settings contradict each other."""
    if entry.symmetric and entry.inverse:
        raise Invalid(f"{where}: symmetric, so it has no inverse", hint="leave out one of the two")
    if entry.symmetric and entry.value in LITERALS:
        raise Invalid(f"{where}: symmetric, so its object is no {entry.value}", hint=_SEE)
    if entry.inverse and entry.value in LITERALS:
        raise Invalid(f"{where}: a {entry.value} has no inverse", hint="leave out inverse")
    return entry


def _distinct(
    merged: Mapping[str, Predicate], inverses: Mapping[str, str], named: Collection[str]
) -> None:
    """Raises Invalid where one document calls a name both an entry and another's inverse."""
    for told, kept in inverses.items():
        if told in named and kept in named and merged[told].name == told:
            raise Invalid(
                f"{told!r} is the inverse of {kept!r} and an entry of its own",
                hint="keep one of the two: facts are kept under one name",
            )


def _only(document: Mapping[str, Any], allowed: set[str], where: str) -> None:
    unknown = sorted(set(document) - allowed)
    if unknown:
        raise Invalid(f"unknown key {unknown[0]!r} in {where}", hint=f"one of {sorted(allowed)}")
