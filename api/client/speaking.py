"""How calls become operations of the contract: one way for changes, one for questions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from quipu.api.client.calls import Call, Wires
from quipu.api.client.shapes import given, read, selection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speaking:
    """A service at an address, and whose memory there: `scope` narrows what the key allows."""

    wires: Wires
    scope: Mapping[str, str]
    patience_seconds: float

    def _change(
        self, payload: type[T], name: str, idempotency_key: str | None, **said: Any
    ) -> Call[T]:
        """A mutation. Its key is made here, once: all repetitions of the call carry the same."""
        kind = f"{name[0].upper()}{name[1:]}Input"
        picked = selection(payload).removesuffix("}") + "userErrors { code message path } }"
        document = f"mutation ($input: {kind}!) {{ {name}(input: $input) {picked} }}"
        key = idempotency_key or uuid.uuid4().hex
        whole = given({"idempotency_key": key, "scope": self._scope(), **said})
        return self._call(document, {"input": whole}, lambda data: read(payload, data[name]))

    def _question(
        self,
        answer: type[T],
        name: str,
        heads: str,
        values: Mapping[str, Any],
        kind: str = "query",
    ) -> Call[T]:
        passed = ", ".join(f"{each}: ${each}" for each in values)
        document = f"{kind} ({heads}) {{ {name}({passed}) {selection(answer)} }}"
        return self._call(document, given(values), lambda data: read(answer, data[name]))

    def _call(self, document: str, variables: Mapping[str, Any], reading: Any) -> Call[Any]:
        return Call(document, variables, self.wires, self.patience_seconds, reading)

    def _scope(self) -> Mapping[str, str] | None:
        return self.scope or None


def moment(as_of: datetime | None, known_at: datetime | None) -> dict[str, datetime] | None:
    moments = {"as_of": as_of, "known_at": known_at}
    return {name: at for name, at in moments.items() if at is not None} or None
