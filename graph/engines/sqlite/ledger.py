"""What language models said and took: the part of a file that `Ledger` is about."""

from __future__ import annotations

import sqlite3

from quipu.graph.engines.sqlite.scopes import Chain, number_of
from quipu.graph.engines.sqlite.sql import sql
from quipu.schema.identity import Scope
from quipu.schema.intervals import micros
from quipu.schema.language_models import Bill, Spending, Usage


def kept_answer(connection: sqlite3.Connection, own: Chain, key: str) -> str:
    for number in own.scopes:
        row = connection.execute(sql("kept_answer"), {"scope": number, "key": key}).fetchone()
        if row is not None:
            return str(row["answer"])
    return ""


def charge(connection: sqlite3.Connection, scope: Scope, bill: Bill) -> None:
    number = number_of(connection, scope)
    used = bill.usage
    bound = {
        "scope": number,
        "day": bill.at.date().isoformat(),
        "model": bill.model,
        "calls": used.calls,
        "tokens_in": used.tokens_in,
        "tokens_out": used.tokens_out,
        "spared": used.spared,
    }
    connection.execute(sql("add_usage"), bound)
    if bill.key:
        kept = {"scope": number, "key": bill.key, "answer": bill.answer, "at": micros(bill.at)}
        connection.execute(sql("keep_answer"), kept)


def spending(connection: sqlite3.Connection, own: Chain, since: str) -> list[Spending]:
    return [
        Spending(row["day"], row["model"], _usage(row))
        for number in own.scopes
        for row in connection.execute(sql("usage"), {"scope": number, "since": since})
    ]


def _usage(row: sqlite3.Row) -> Usage:
    return Usage(row["calls"], row["tokens_in"], row["tokens_out"], row["spared"])
