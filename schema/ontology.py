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
    inverse = "home of"
    symmetric = false
    exclusive = "residence"         # predicates of one exclusive set cannot hold together
    value = "place"                 # kind of the object

A user's `[defaults]` hold for every predicate that the user's file does not name, shipped ones
included: who writes `cardinality = "one"` there means all of them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from quipu.schema.errors import Invalid
from quipu.schema.knowledge import Temporal


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
    inverse: str = ""
    symmetric: bool = False
    exclusive: str = ""
    value: str = ""
    aliases: tuple[str, ...] = ()
    onsets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Predicates by normal form of their name and aliases, and what an unknown one is like."""

    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    default: Predicate = Predicate("")

    def predicate(self, name: str) -> Predicate:
        """The entry for a predicate; an unknown one gets the defaults under its own name."""
        known = self.predicates.get(predicate_form(name))
        return known if known is not None else replace(self.default, name=predicate_form(name))

    def canonical(self, name: str) -> Predicate:
        """The entry whose own name this is. An alias is not looked up: a reader that set a
        statement apart from a shipped predicate ("live in sin") must stay apart from it."""
        form = predicate_form(name)
        known = self.predicates.get(form)
        return known if known and known.name == form else replace(self.default, name=form)

    def extended(self, document: Mapping[str, Any]) -> Ontology:
        """This ontology with a parsed TOML document laid over it. Raises `Invalid`."""
        _only(document, {"defaults", "predicates"}, "ontology")
        settings_for_all = document.get("defaults", {})
        default = _read("", settings_for_all, self.default)
        merged = {
            form: _read(entry.name, settings_for_all, entry)
            for form, entry in self.predicates.items()
        }
        for name, settings in document.get("predicates", {}).items():
            before = merged.get(predicate_form(name), replace(default, name=predicate_form(name)))
            entry = _read(before.name, settings, before)
            for form in (entry.name, predicate_form(name), *entry.aliases, *entry.onsets):
                merged[predicate_form(form)] = entry
        return Ontology(merged, default)


def predicate_form(name: str) -> str:
    """The normal form of a predicate's name: NFKC, case folded, runs and underscores one space."""
    return re.sub(r"[\s_]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


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


def _read(name: str, settings: Mapping[str, Any], before: Predicate) -> Predicate:
    _only(settings, set(Predicate.__dataclass_fields__) - {"name"}, f"predicate {name!r}")
    try:
        changed = {key: _value(key, value) for key, value in settings.items()}
    except ValueError as error:
        raise Invalid(f"predicate {name!r}: {error}", hint="see schema/ontology.py") from error
    return replace(before, **changed)


def _value(key: str, value: Any) -> Any:
    if key == "cardinality":
        return Cardinality(value)
    if key == "temporal":
        return Temporal(value)
    if key in ("aliases", "onsets"):
        return tuple(predicate_form(alias) for alias in value)
    return value


def _only(document: Mapping[str, Any], allowed: set[str], where: str) -> None:
    unknown = sorted(set(document) - allowed)
    if unknown:
        raise Invalid(f"unknown key {unknown[0]!r} in {where}", hint=f"one of {sorted(allowed)}")
