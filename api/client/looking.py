"""What a client may look at: entities, facts and why, what lies around them, open disputes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from quipu.api.client import answers
from quipu.api.client.calls import Call
from quipu.api.client.speaking import Speaking, moment


class Looking(Speaking):
    """Questions for what is there."""

    __slots__ = ()

    def entity(
        self, id: str | None = None, *, name: str | None = None
    ) -> Call[answers.Entity | None]:
        """An entity by id or by name; None where nobody is called so."""
        heads = "$id: ID, $name: String, $scope: ScopeInput"
        values = {"id": id, "name": name, "scope": self._scope()}
        return self._question(answers.Entity, "entity", heads, values)

    def fact(self, id: str) -> Call[answers.FactInFull | None]:
        """A fact with its sources, and why it is believed; None where it is not known."""
        heads, values = "$id: ID!, $scope: ScopeInput", {"id": id, "scope": self._scope()}
        return self._question(answers.FactInFull, "fact", heads, values)

    def facts(
        self,
        *,
        filter: Mapping[str, Any] | None = None,
        first: int = 20,
        after: str | None = None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
    ) -> Call[answers.FactConnection]:
        """Facts page by page; `filter` is a `FactFilter`."""
        heads = "$filter: FactFilter, $first: Int, $after: String, $at: TimePoint"
        heads += ", $scope: ScopeInput"
        values = {"filter": filter, "first": first, "after": after, "scope": self._scope()}
        values |= {"at": moment(as_of, known_at)}
        return self._question(answers.FactConnection, "facts", heads, values)

    def traverse(
        self,
        from_: Sequence[str],
        *,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        **more: Any,
    ) -> Call[answers.Subgraph]:
        """What lies around some entities; `more` is the rest of `TraverseInput`."""
        asked = {"from": list(from_), "at": moment(as_of, known_at), "scope": self._scope(), **more}
        heads, values = "$input: TraverseInput!", {"input": asked}
        return self._question(answers.Subgraph, "traverse", heads, values)

    def paths(
        self,
        from_: str,
        to: str,
        *,
        max_length: int = 4,
        limit: int = 5,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
    ) -> Call[tuple[answers.Path, ...]]:
        """How two entities are connected, the shortest chains of facts first."""
        heads = "$from: ID!, $to: ID!, $maxLength: Int, $limit: Int, $at: TimePoint"
        heads += ", $scope: ScopeInput"
        values = {"from": from_, "to": to, "maxLength": max_length, "limit": limit}
        values |= {"at": moment(as_of, known_at), "scope": self._scope()}
        return self._question(tuple[answers.Path, ...], "paths", heads, values)

    def reviews(
        self, *, first: int = 20, after: str | None = None
    ) -> Call[answers.ReviewConnection]:
        """What no rule settles and waits for a decision, oldest first."""
        heads = "$first: Int, $after: String, $scope: ScopeInput"
        values = {"first": first, "after": after, "scope": self._scope()}
        return self._question(answers.ReviewConnection, "reviews", heads, values)
