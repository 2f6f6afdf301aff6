"""What a whole tenant is, row by row: the form in which a memory moves between engines.

Moments are microseconds since 1970, an open end one of the extremes of `schema/intervals.py`;
vectors are little-endian 32-bit floats in base64. Rows come in the order in which they were
written, so that what is broken by order stays as it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

Value = str | int | float | bool | list[str] | None
Row = dict[str, Value]

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entity": tuple("id name form kind created is_value merged_into".split()),
        "alias": tuple(
            "form entity name is_main source created key_joined key_sorted key_initials key_person"
            " key_letters".split()
        ),
        "episode": tuple(
            "id content occurred created kind speaker source external_id trust metadata given"
            " ordinal offset_minutes vector".split()
        ),
        "claim": tuple(
            "id episode slot far_slot qualifier subject predicate object sentence quote nature"
            " valid_from valid_to is_start_stated is_end_stated is_negated is_ending confidence"
            " trust occurred recorded reader attributed_to is_retracted told_subject told_object"
            " told_slot told_far_slot asked".split()
        ),
        "fact": tuple(
            "id slot far_slot qualifier subject predicate object sentence nature valid_from"
            " valid_to created expired ending claims episodes confidence trust rule closed_by"
            " revision is_negated vector".split()
        ),
        "change": tuple("sequence at actor kind reason item before after".split()),
        "dispute": tuple("slot holder rival rule opened".split()),
        "job": tuple(
            "id kind status attempts created finished last_error wish report episodes".split()
        ),
        "idempotency": tuple("key body_hash job".split()),
        "reading": tuple("episode reader stood_in_because dropped at".split()),
        "appearance": tuple("episode entity is_topic".split()),
        "model_answer": tuple("key answer created".split()),
        "model_usage": tuple("day model calls tokens_in tokens_out spared".split()),
        "tombstone": tuple("digest is_key erased".split()),
    }
)
"""The columns of each kind of row; the kinds in the order in which they are written."""

LATER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "entity": frozenset({"merged_into"}),
        "episode": frozenset({"offset_minutes"}),
        "job": frozenset({"wish", "report"}),
        "claim": frozenset("told_subject told_object told_slot told_far_slot asked".split()),
    }
)
"""Columns that older archives do not have: nothing there, then."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one kind in one exact scope."""

    kind: str
    scope: str  # its key
    rows: list[Row]


class ArchiveStore(Protocol):
    """A store that gives a whole tenant away, and takes one in."""

    def contents(self, tenant: str) -> AsyncIterator[Batch]:
        """All that a tenant has, kind by kind, as of one moment; running jobs as queued ones.

        Raises `Conflict` where something was written meanwhile and the moment was lost.
        """
        ...

    async def take_in(self, tenant: str, batches: Iterable[Batch]) -> int:
        """Write a tenant that is not there yet; returns by how much the numbers of its log grew,
        0 where they stayed. Raises `Conflict` where the tenant has anything.

        What is taken in is all there when the call returns. After an error nothing is there, or
        what is there makes way for the next call.
        """
        ...
