"""A place in the log as callers write it, the same at every door."""

from __future__ import annotations

from quipu.schema.errors import Invalid

_LONGEST = 18  # digits that both engines can hold


def sequence_of(text: str) -> int:
    """The number of a change, 0 for the beginning. Raises Invalid for what is no number."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        hint = "the sequence of a change, such as 17"
        raise Invalid(f"not a sequence: {text[:40]!r}", hint=hint)
    return int(text)
