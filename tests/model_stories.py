"""What a good model finds in some messages, in the form in which it has to say it."""

from __future__ import annotations

from typing import Any


def told(subject: str, predicate: str, object: str, **more: Any) -> dict[str, Any]:
    """A statement as a model gives it; by default a state that is asserted of a person."""
    plain = {
        "subject": subject,
        "subject_kind": "person",
        "predicate": predicate,
        "object": object,
        "object_kind": "place",
        "quote": "",
        "sentence": f"{subject} {predicate} {object}",
        "when": "",
        "when_in_english": "",
        "tense": "present",
        "change": "none",
        "firmness": "asserted",
        "is_event": False,
        "negated": False,
        "said_by": "",
        "confidence": 0.9,
    }
    return plain | more
