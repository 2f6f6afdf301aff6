"""Exports of other memories: rows of what was noted, as mem0 gives them out.

`{"memory": "Lives in Oslo", "user_id": …, "created_at": …, "updated_at": …, "metadata": …}`, alone,
in a list, or under `results`. Each goes into the memory of its user. What replaced a memory is
dated by when it did.
"""

from __future__ import annotations

from collections.abc import Mapping

from quipu.extraction.notes import NOTED

Fields = Mapping[str, object]

_OF_MEM0 = frozenset({"user_id", "agent_id", "run_id", "hash"})
_LISTS = ("results", "memories")


def is_memory(fields: Fields) -> bool:
    """Whether an object is such a row, and no record that merely has a memory, such as a phone."""
    noted = fields.get("memory")
    return isinstance(noted, str) and not _OF_MEM0.isdisjoint(fields)


def memories_in(fields: Fields) -> list[Fields]:
    """The rows that an answer of mem0's holds; none where it is something else."""
    for key in _LISTS:
        rows = fields.get(key)
        if isinstance(rows, list) and all(isinstance(one, dict) and is_memory(one) for one in rows):
            return rows
    return []


def as_message(fields: Fields) -> Fields:
    """The row as a message of one user's; see `messages.NAMES`."""
    at = fields.get("updated_at") or fields.get("created_at")
    metadata = fields.get("metadata")
    more = {key: value for key, value in fields.items() if key not in _READ and value is not None}
    return {
        "text": fields["memory"],
        "at": at,
        "id": fields.get("id"),
        "metadata": {**(metadata if isinstance(metadata, dict) else {}), **more, NOTED: True},
    }


_READ = frozenset({"memory", "id", "metadata", "user_id", "updated_at", "score"})


def user_of(fields: Fields) -> str:
    """Whose memory a row is, "" where it does not say."""
    user = fields.get("user_id")
    return str(user).strip() if isinstance(user, str | int) else ""
