"""What language models said and took: the nodes that `Ledger` is about."""

from __future__ import annotations

from quipu.graph.engines.neo4j.database import Database, Unit
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros
from quipu.schema.language_models import Bill, Spending, Usage


async def kept_answer(database: Database, scope: Scope, key: str) -> str:
    answer: str = (await database.read("kept_answer", scope=scope.key, key=key))["answer"]
    return answer


async def charge(unit: Unit, scope: Scope, bill: Bill) -> None:
    """Once more where a lost COMMIT had come through: an estimate, and never too low."""
    used = bill.usage
    kept = [{"key": bill.key, "answer": bill.answer, "at": micros(bill.at)}] if bill.key else []
    await unit.run(
        "add_usage",
        scope=scope.key,
        day=bill.at.date().isoformat(),
        model=bill.model,
        calls=used.calls,
        tokens_in=used.tokens_in,
        tokens_out=used.tokens_out,
        spared=used.spared,
        answers=kept,
    )


async def spending(database: Database, scope: Scope, since: str) -> list[Spending]:
    rows = (await database.read("usage", scope=scope.key, since=since))["rows"]
    return [Spending(day, model, Usage(*counts)) for day, model, *counts in rows]
