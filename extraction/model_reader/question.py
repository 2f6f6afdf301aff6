"""The question to a model: our rules with the ontology's words, and the messages as plain data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from quipu.extraction.model_reader.pieces import Piece
from quipu.extraction.prompts import wording
from quipu.schema.language_models import Prompt, Shape
from quipu.schema.ontology import Kind, Ontology, Predicate

VERSION = "read-2"
VALUE = "value"  # the kind of what is no name
KINDS = {
    "person": "somebody with a name or a role (Anna, Sam's sister)",
    "place": "a place with a name",
    "organisation": "a company, school, team, authority",
    "event": "something that takes place and has a name",
    "thing": "anything else with a name or a description, works and animals too",
    VALUE: "a number, date, quantity, quality, activity or clause: what is no name",
}
_EXAMPLES = 5  # of each: more only cost tokens
_CHANGES = ("none", "begins", "ends")
_FIRMNESS = ("asserted", "plan", "wish", "possible")
_TENSES = ("past", "present", "future")


def prompt_for(pieces: Sequence[Piece], ontology: Ontology) -> Prompt:
    """What a model is asked about some pieces, numbered from 1."""
    rules = (
        wording(VERSION)
        .replace("{kinds}", _kinds(ontology))
        .replace("{predicates}", _told(ontology))
    )
    return Prompt(VERSION, rules, f"<messages>\n{material(pieces)}\n</messages>")


def material(pieces: Sequence[Piece]) -> str:
    """The pieces as JSON, one a line. A text can end neither its string nor the fence around it."""
    conversations = {piece.conversation: n for n, piece in enumerate(pieces, start=1)}
    rows = []
    for number, piece in enumerate(pieces, start=1):
        row: dict[str, object] = {
            "number": number,
            "conversation": conversations[piece.conversation],
            "day": f"{piece.episode.said_at:%Y-%m-%d, %A}",
            "from": piece.speakers.first,
            "to": piece.speakers.second,
            "answers": piece.question,
            "text": piece.text,
        }
        rows.append(_fenced({key: value for key, value in row.items() if value != ""}))
    return "[\n" + ",\n".join(rows) + "\n]"


def _fenced(row: dict[str, object]) -> str:
    text = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def shape_of_answer(ontology: Ontology) -> Shape:
    """What a model must answer with."""
    kinds = [*KINDS, *(kind for kind in ontology.kinds if kind not in KINDS)]
    statement = {
        "type": "object",
        "properties": {
            "subject": {"type": "string"},
            "subject_kind": {"type": "string", "enum": kinds},
            "predicate": {"type": "string"},
            "object": {"type": "string"},
            "object_kind": {"type": "string", "enum": kinds},
            "quote": {"type": "string"},
            "sentence": {"type": "string"},
            "when": {"type": "string"},
            "when_in_english": {"type": "string"},
            "tense": {"type": "string", "enum": list(_TENSES)},
            "change": {"type": "string", "enum": list(_CHANGES)},
            "firmness": {"type": "string", "enum": list(_FIRMNESS)},
            "is_event": {"type": "boolean"},
            "negated": {"type": "boolean"},
            "said_by": {"type": "string"},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        },
        "required": ["subject", "predicate", "object"],
    }
    message = {
        "type": "object",
        "properties": {
            "number": {"type": "integer"},
            "statements": {"type": "array", "items": statement},
        },
        "required": ["number", "statements"],
    }
    top = {
        "type": "object",
        "properties": {"messages": {"type": "array", "items": message}},
        "required": ["messages"],
    }
    return Shape("statements", top)


def _kinds(ontology: Ontology) -> str:
    shipped = [f"- {name}: {meaning}" for name, meaning in KINDS.items()]
    return "\n".join([*shipped, *map(_kind_line, ontology.kinds.values())])


def _kind_line(kind: Kind) -> str:
    examples = f" ({', '.join(kind.examples[:_EXAMPLES])})" if kind.examples else ""
    return f"- {kind.name}: {kind.description or 'a kind of its own'}{examples}"


def _told(ontology: Ontology) -> str:
    entries = {entry.name: entry for entry in ontology.predicates.values()}
    return "\n".join(_line(entry) for _, entry in sorted(entries.items()))


def _line(entry: Predicate) -> str:
    value = f" ({entry.value})" if entry.value else ""
    ways = [*entry.aliases[:3], *entry.onsets[:2]]
    also = f": also {', '.join(ways)}" if ways else ""
    meaning = f"; {entry.description}" if entry.description else ""
    shown = f"; e.g. {' / '.join(entry.examples[:_EXAMPLES])}" if entry.examples else ""
    return f"- {entry.name}{value}{also}{meaning}{shown}"
