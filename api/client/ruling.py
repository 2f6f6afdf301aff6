"""What a client may say is wrong, is one and the same, or settles a dispute; all can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quipu.api.client import answers
from quipu.api.client.calls import Call
from quipu.api.client.speaking import Speaking


class Ruling(Speaking):
    """Changes of what is believed, each with its reason."""

    __slots__ = ()

    def correct_fact(
        self,
        id: str,
        *,
        reason: str,
        target: str | None = None,
        idempotency_key: str | None = None,
        **more: Any,
    ) -> Call[answers.FactPayload]:
        """Say what a fact should have been; `more` is the rest of `CorrectFactInput`."""
        whom = None if target is None else {"name": target}
        said = {"id": id, "reason": reason, "target": whom, **more}
        return self._change(answers.FactPayload, "correctFact", idempotency_key, **said)

    def invalidate_fact(
        self,
        id: str,
        *,
        reason: str,
        invalid_at: datetime | None = None,
        idempotency_key: str | None = None,
    ) -> Call[answers.FactPayload]:
        """Say that a fact ended; without a moment, that it never held."""
        said = {"id": id, "reason": reason, "invalid_at": invalid_at}
        return self._change(answers.FactPayload, "invalidateFact", idempotency_key, **said)

    def undo(
        self, change: str, *, reason: str, idempotency_key: str | None = None
    ) -> Call[answers.ChangePayload]:
        """Take back what led to a change, which is named by its sequence."""
        said = {"change": change, "reason": reason}
        return self._change(answers.ChangePayload, "undo", idempotency_key, **said)

    def merge_entities(
        self,
        keep: str,
        merge: Sequence[str],
        *,
        reason: str,
        insist: bool = False,
        idempotency_key: str | None = None,
    ) -> Call[answers.EntityPayload]:
        """Say that entities are one; `insist` where kinds or numbers say that they are not."""
        said = {"keep": keep, "merge": list(merge), "reason": reason, "insist": insist}
        return self._change(answers.EntityPayload, "mergeEntities", idempotency_key, **said)

    def split_entity(
        self,
        id: str,
        new_name: str,
        move_facts: Sequence[str],
        *,
        reason: str,
        idempotency_key: str | None = None,
    ) -> Call[answers.EntityPayload]:
        """Say that some facts of an entity are about somebody else."""
        said = {"id": id, "new_name": new_name, "move_facts": list(move_facts), "reason": reason}
        return self._change(answers.EntityPayload, "splitEntity", idempotency_key, **said)

    def decide(
        self,
        review: str,
        decision: str,
        *,
        reason: str,
        idempotency_key: str | None = None,
    ) -> Call[answers.ChangePayload]:
        """Settle what no rule settles: a `Decision`, such as KEEP_FIRST or SAME."""
        said = {"review": review, "decision": decision, "reason": reason}
        return self._change(answers.ChangePayload, "decide", idempotency_key, **said)
