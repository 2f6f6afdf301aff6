"""JSON as webhooks and logs of changes send it: the record in its envelope, and what changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from quipu.extraction.events.records import read_json
from quipu.schema.knowledge import Statement, Temporal

SENT = "2026-03-02T10:00:00Z"
OLD = {"id": 7, "type": "customer", "name": "Maya Lind", "city": "Oslo"}
NEW = OLD | {"city": "Vienna"}
NOW = ["Maya Lind's customer id is 7", "Maya Lind's city is Vienna"]


def read(value: object) -> tuple[Statement, ...]:
    return read_json(json.dumps(value)).statements


def said(value: object) -> list[str]:
    return [one.sentence for one in read(value)]


@pytest.mark.parametrize(
    "envelope",
    [
        {"op": "u", "ts_ms": 1772445600000, "before": OLD, "after": NEW, "source": {"table": "x"}},
        {"payload": {"op": "u", "ts_ms": 1772445600000, "before": OLD, "after": NEW}},
        {"type": "UPDATE", "table": "customers", "record": NEW, "old_record": OLD, "at": SENT},
        {"id": "evt_1", "type": "customer.updated", "created": SENT,
         "data": {"object": NEW, "previous_attributes": {"city": "Oslo"}}},
        {"specversion": "1.0", "id": "a1", "type": "com.shop.customer.changed", "source": "/shop",
         "time": SENT, "data": NEW},
        {"event": "customer.updated", "payload": NEW, "timestamp": SENT},
        {"detail-type": "Customer Updated", "source": "shop", "time": SENT, "detail": NEW},
        {"id": 1, "topic": "customers/update", "sent_at": SENT, "data": NEW},
    ],
)  # fmt: skip
def test_a_record_is_read_out_of_its_envelope_as_it_is_since_then(envelope: object) -> None:
    found = read(envelope)
    assert [one.sentence for one in found] == NOW
    assert found[-1].when is not None
    assert found[-1].when.span.start == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_record_that_says_when_it_was_changed_is_believed_over_its_envelope() -> None:
    [*_, city] = read({"type": "customer.updated", "at": SENT, "data": NEW | {"updated_at": 1.7e9}})
    assert city.when is not None
    assert city.when.span.start == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "envelope",
    [
        {"op": "d", "ts_ms": 1772445600000, "before": NEW, "after": None},
        {"type": "DELETE", "table": "customers", "old_record": NEW},
        {"type": "customer.deleted", "data": {"object": NEW}},
    ],
)
def test_how_a_record_was_that_is_gone_is_not_told(envelope: object) -> None:
    assert said(envelope) == []


def test_a_record_in_an_envelope_is_of_the_kind_that_the_event_names() -> None:
    of_order = {"order_id": "ORD-1", "status": "paid"}
    for type in ("com.shop.order.status_changed", "orders/create", "OrderPlaced", "order.paid"):
        assert said({"type": type, "data": of_order}) == ["order ORD-1's status is paid"]


@pytest.mark.parametrize(
    "record",
    [
        {"type": "invoice", "id": 7, "data": {"total": 5}, "status": "open"},
        {"name": "Maya Lind", "data": {"city": "Oslo"}},
        {"event": "booked", "user": "Maya Lind", "data": {"name": "Tom"}},
    ],
)
def test_what_says_itself_whom_it_is_about_is_no_envelope(record: object) -> None:
    assert "Maya Lind" in said(record)[0] or "invoice 7" in said(record)[0]


def test_what_bears_a_number_is_the_same_in_records_and_in_events() -> None:
    record = read({"type": "order", "id": "ORD-1", "status": "paid"})
    event = read({"event": "closed", "user": "Milan", "order": "ORD-1"})
    row = read({"type": "ticket", "id": "T-1", "order_id": "ORD-1"})
    assert record[0].subject == event[0].object == row[0].object
    assert record[0].subject.aliases == ("ORD-1",)
    assert read({"type": "order", "order_id": 17, "status": "paid"})[0].subject.text == "order 17"


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        ({"order": 3}, "3"),  # a place in a list
        ({"order": "ascending"}, "ascending"),
        ({"order_id": 3}, "order 3"),
        ({"payment": "EUR 500"}, "EUR 500"),
        ({"payment": "P-500"}, "payment P-500"),
    ],
)
def test_a_number_is_a_thing_where_its_key_says_so(fields: dict, meant: str) -> None:
    [one] = read({"name": "Step"} | fields)
    assert one.object.text == meant


def test_an_order_is_placed_with_what_it_holds_and_costs() -> None:
    event = {"event": "order_placed", "customer": "Maya Lind", "order": "ORD-1", "item": "Stove"}
    assert said(event | {"total": 9.5, "ip": "10.0.0.1"}) == [
        "Maya Lind placed order ORD-1",
        "order ORD-1's total is 9.5",
        "order ORD-1's item is Stove",
        "Maya Lind placed order Stove",
    ]


@pytest.mark.parametrize(
    ("event", "now"),
    [
        ({"event": "order_status_changed", "order_id": "ORD-1", "from": "paid", "to": "shipped"},
         "order ORD-1's status is shipped"),
        ({"event": "order_status_changed", "order": "ORD-1", "customer": "Maya", "status": "sent"},
         "order ORD-1's status is sent"),
        ({"event": "address_changed", "user": "Maya", "old_address": "A 1", "new_address": "B 2"},
         "Maya's address is B 2"),
        ({"event": "user.address_changed", "user": {"name": "Maya"}, "address": {"city": "Kiel"}},
         "Maya's address city is Kiel"),
        ({"event": "user_updated", "user": "Maya", "diff": {"city": {"old": 1, "new": "Kiel"}}},
         "Maya's city is Kiel"),
        ({"event": "customer_updated", "customer": "Maya", "changes": {"city": "Kiel"}},
         "Maya's city is Kiel"),
    ],
)  # fmt: skip
def test_an_event_of_a_change_says_what_is_so_since_then(event: dict, now: str) -> None:
    [one] = read(event | {"timestamp": SENT})
    assert (one.sentence, one.temporal) == (now, None)
    assert one.when is not None
    assert (one.when.span.start, one.when.is_open) == (datetime(2026, 3, 2, 10, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        ({"event": "order_shipped", "customer": "Maya", "order": "ORD-1"},
         "order ORD-1 was shipped for Maya"),
        ({"event": "order_shipped", "customer": "Maya"}, "Maya's order was shipped"),
        ({"event": "refund_issued", "customer": "Maya", "order": "ORD-1"},
         "Maya's refund of order ORD-1 was issued"),
        ({"event": "order_shipped", "agent": "Tom", "order": "ORD-1"}, "Tom shipped order ORD-1"),
        ({"event": "customer_deleted", "customer": "Maya"}, "Maya was deleted as customer"),
    ],
)  # fmt: skip
def test_what_is_done_for_a_customer_is_not_his_deed(event: dict, sentence: str) -> None:
    [one] = read(event)
    assert (one.sentence, one.temporal) == (sentence, Temporal.EVENT)


def test_how_a_thing_is_by_an_event_holds_on() -> None:
    event = {"event": "escalated", "user": "Milan", "ticket": "T-1", "priority": "high"}
    [_, priority] = read(event | {"at": SENT})
    assert priority.when is not None
    assert priority.when.is_open
