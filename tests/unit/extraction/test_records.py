"""JSON as statements: whom a record is about, what an event tells, and what nobody can say."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import episode
from quipu.extraction.events.reader import WithRecords
from quipu.extraction.events.records import MOST, _Walk, read_json
from quipu.extraction.spacy_reader import LocalReader
from quipu.schema.intervals import DAWN, DUSK
from quipu.schema.knowledge import EpisodeKind, Statement, Temporal
from quipu.schema.plain_json import key_words

MAYA = {"type": "customer", "name": "Maya Lind"}


def read(value: object) -> tuple[Statement, ...]:
    return read_json(json.dumps(value)).statements


def told(value: object) -> list[tuple[str, str, str]]:
    return [(one.subject.text, one.predicate, one.object.text) for one in read(value)]


@pytest.mark.parametrize("key", ["homeCity", "home_city", "home-city", "HomeCity", "home city"])
def test_a_key_is_the_same_words_however_it_is_spelt(key: str) -> None:
    assert key_words(key) == "home city"
    assert told(MAYA | {key: "Oslo"}) == [("Maya Lind", "home city", "Oslo")]


def test_a_record_is_about_whom_it_names_and_its_type_says_what_that_is() -> None:
    [one] = read(MAYA | {"employer": "acme"})
    assert (one.subject.kind, one.object.kind, one.object.is_value) == (
        "person", "organisation", False,
    )  # fmt: skip
    assert one.sentence == "Maya Lind's employer is acme"


@pytest.mark.parametrize(
    ("record", "subject"),
    [
        ({"first_name": "Maya", "lastName": "Lind", "plan": "pro"}, "Maya Lind"),
        ({"type": "order", "id": 4711, "plan": "pro"}, "order 4711"),
        ({"name": "Nordlys", "title": "A bicycle"}, "Nordlys"),
        ({"title": "Nordlys", "plan": "pro"}, "Nordlys"),
    ],
)
def test_a_record_is_named_by_the_best_name_it_has(record: object, subject: str) -> None:
    assert {who for who, _, _ in told(record)} == {subject}


@pytest.mark.parametrize(
    "record",
    [
        {"status": 500, "message": "timeout"},
        {"id": 7, "plan": "pro"},
        {"event": "ping", "host": "a1"},
        {},
        [],
        "Maya lives in Oslo.",
        7,
        None,
        {"name": "", "plan": "pro"},
    ],
)
def test_what_names_nobody_says_nothing(record: object) -> None:
    assert told(record) == []


def test_who_stands_in_a_record_is_related_to_it_and_has_a_record_too() -> None:
    tom = {"name": "Tom Berg", "title": "Head of Sales", "since": "2020-01-01"}
    assert told(MAYA | {"manager": tom}) == [
        ("Tom Berg", "title", "Head of Sales"),
        ("Maya Lind", "manager", "Tom Berg"),
    ]
    assert [one.object.kind for one in read(MAYA | {"manager": tom})] == ["thing", "person"]


def test_a_group_of_fields_without_a_name_belongs_to_whoever_has_it() -> None:
    address = {"address": {"city": "Oslo", "zip": "0150"}}
    assert told(MAYA | address) == [
        ("Maya Lind", "address city", "Oslo"),
        ("Maya Lind", "address zip", "0150"),
    ]


def test_every_one_of_a_list_is_told_and_a_list_of_records_is_read_one_by_one() -> None:
    found = read(MAYA | {"skills": ["Python", "sailing"]})
    assert [one.sentence for one in found] == [
        "Maya Lind's skills include Python",
        "Maya Lind's skills include sailing",
    ]
    assert told([MAYA | {"plan": "pro"}, {"name": "Tom", "plan": "free"}]) == [
        ("Maya Lind", "plan", "pro"),
        ("Tom", "plan", "free"),
    ]


@pytest.mark.parametrize("value", ["pro", 12, 1.5, "2024-01-31", "maya@acme.io", "http://x.y/Z"])
def test_what_is_no_name_is_a_value(value: object) -> None:
    [one] = read(MAYA | {"field": value})
    assert (one.object.is_value, one.object.text) == (True, str(value))


def test_yes_and_no_are_said_in_words_and_nothing_is_not_said() -> None:
    record = MAYA | {"is_admin": True, "is_guest": False, "nickname": None, "bio": " "}
    assert told(record) == [("Maya Lind", "is admin", "yes"), ("Maya Lind", "is guest", "no")]


def test_what_an_object_says_of_its_time_holds_for_what_leads_to_it() -> None:
    job = {"name": "Acme", "from": "x", "start_date": "2019-05-01", "end_date": "2022-08-31"}
    [*_, one] = read(MAYA | {"employer": job})
    assert one.object.text == "Acme"
    assert one.when is not None
    assert one.when.span.start == datetime(2019, 5, 1, tzinfo=UTC)
    assert one.when.span.end == datetime(2022, 8, 31, tzinfo=UTC)
    backwards = job | {"end_date": "2001-01-01"}
    assert read(MAYA | {"employer": backwards})[-1].when is None


def test_a_record_tells_how_things_are_from_its_moment_on() -> None:
    [one] = read(MAYA | {"plan": "pro", "updated_at": "2024-01-10T11:00:00+02:00"})
    assert one.when is not None
    assert (one.when.span.start, one.when.span.end, one.when.is_open) == (
        datetime(2024, 1, 10, 9, tzinfo=UTC), DUSK, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "moment", ["2024-06-02T12:00:00Z", "2024-06-02", 1717329600, 1717329600000]
)
def test_an_event_is_what_somebody_did_on_a_day(moment: object) -> None:
    event = {"event": "order_placed", "user": "Maya", "item": "Nordlys", "price": 9, "at": moment}
    [one] = read(event)
    assert one.sentence == "Maya placed order Nordlys"
    assert (one.temporal, one.subject.kind) == (Temporal.EVENT, "person")
    assert one.when is not None
    assert one.when.span.start == datetime(2024, 6, 2, tzinfo=UTC)
    assert one.when.span.end == datetime(2024, 6, 3, tzinfo=UTC)


def test_an_event_without_an_object_is_told_and_its_parties_may_be_records() -> None:
    [one] = read({"action": "signedUp", "user": {"username": "maya"}})
    assert (one.sentence, one.object.text, one.object.is_value) == ("maya signed up", "", True)
    found = told({"event": "assigned", "actor": "Tom", "ticket": {"key": "Q-1", "name": "Leak"}})
    assert found == [("Leak", "record id", "Q-1"), ("Tom", "assigned", "Leak")]


def test_a_triple_is_one_statement() -> None:
    triple = {"subject": "Tom", "relation": "works_for", "object": "Initech", "since": "2020-01-01"}
    [one] = read(triple)
    assert (one.subject.text, one.predicate, one.object.text) == ("Tom", "works for", "Initech")
    assert one.sentence == "Tom works for Initech"
    assert one.when is not None
    assert one.when.span.end == DUSK > one.when.span.start > DAWN


def test_what_is_beyond_the_most_that_is_read_of_one_text_is_counted() -> None:
    found = read_json(json.dumps(MAYA | {f"field {n}": n for n in range(MOST + 50)}))
    assert (len(found.statements), found.dropped) == (MOST, 50)


def test_all_of_a_long_list_of_records_is_read() -> None:
    rows = [
        {"type": "customer", "name": f"C{n}", "city": "Oslo", "plan": "pro"} for n in range(400)
    ]
    found = read_json(json.dumps(rows))
    assert (len(found.statements), found.dropped) == (800, 0)


def test_half_a_character_costs_nothing_but_itself() -> None:
    text = r'{"name": "Ma\ud83dya", "note": "hi \ud83d", "c\udc4dity": "Os\u0000lo", "x": "\ud83d"}'
    assert [one.sentence for one in read_json(text).statements] == [
        "Maya's note is hi",
        "Maya's city is Oslo",
    ]


async def test_whoever_runs_it_is_told_what_was_left_out(caplog: pytest.LogCaptureFixture) -> None:
    rows = json.dumps(MAYA | {f"field {n}": n for n in range(MOST + 3)})
    turn = episode(rows, kind=EpisodeKind.JSON)
    [found] = await WithRecords(LocalReader()).read([turn])
    assert found.dropped == 3
    assert f"{turn.id} says more than is read of one text: {found.dropped}" in caplog.text


def test_a_record_within_records_is_read_once() -> None:
    record: dict[str, object] = {"name": "Kim", "plan": "pro"}
    for number in range(5):
        record = {"name": f"Ann {number}", "user": record}
    walk = _Walk()
    walk.anything(record, "", 0)
    assert len(walk.statements) == len(set(walk.statements)) == 6


_PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_KEYS = st.sampled_from(["name", "type", "at", "since", "event", "user", "x"]) | st.text(max_size=6)


@given(st.recursive(_PLAIN, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner)))
def test_no_json_is_too_strange(value: object) -> None:
    for one in read(value):
        assert one.subject.text.strip()
        assert not one.subject.is_value
        assert one.predicate or one.sentence


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a": 1'])
def test_what_is_no_json_says_nothing(text: str) -> None:
    assert read_json(text).statements == ()


@pytest.mark.parametrize("at", ["2024-05-01T10:00:00Z", 1_714_557_600, "1714557600"])
def test_when_something_was_done_dates_a_record(at: object) -> None:
    order = {
        "type": "order",
        "id": 1,
        "status": "open",
        "placed_at": at,
        "expected_at": "2099-01-01",
    }
    [status] = [one for one in read(order) if one.predicate == "status"]
    assert status.when is not None
    assert status.when.span.start == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_of_several_things_done_the_last_dates_a_record() -> None:
    order = {"type": "order", "id": 1, "status": "sent", "shipped_at": "2024-05-03"}
    [status] = [
        one for one in read(order | {"placed_at": "2024-05-01"}) if one.predicate == "status"
    ]
    assert status.when is not None
    assert status.when.span.start == datetime(2024, 5, 3, tzinfo=UTC)


def test_that_a_record_was_created_is_said_of_the_record_alone() -> None:
    assert told(MAYA | {"plan": "pro", "created": "2023-02-02"}) == [("Maya Lind", "plan", "pro")]


def test_an_event_says_with_whom_and_where_and_how_it_was() -> None:
    event = {"event": "meeting_booked", "user": "Milan", "place": "Graz", "at": "2026-05-01"}
    assert told(event | {"attendees": ["Petra", {"name": "Ida Falk"}], "priority": "high"}) == [
        ("Milan", "booked", "meeting"),
        ("Milan", "booked meeting with", "Petra"),
        ("Milan", "booked meeting with", "Ida Falk"),
        ("Milan", "booked meeting in", "Graz"),
        ("Milan", "meeting priority", "high"),
    ]
    assert {one.when.span.start for one in read(event) if one.when} == {
        datetime(2026, 5, 1, tzinfo=UTC)
    }


def test_how_an_event_was_is_told_of_what_it_was_done_to_by_name() -> None:
    event = {"event": "closed", "user": "Milan", "ticket": "T-1", "severity": "high"}
    assert told(event) == [("Milan", "closed", "ticket T-1"), ("ticket T-1", "severity", "high")]


def test_an_event_with_nobody_beside_tells_what_was_done_alone() -> None:
    event = {"event": "closed", "user": "Milan", "ticket": "T-1", "with": "", "attendees": []}
    assert told(event | {"ip": "10.0.0.1", "place": None}) == [("Milan", "closed", "ticket T-1")]


def test_an_event_says_where_to() -> None:
    assert told({"event": "moved", "user": "Maya", "to": "Kiel"}) == [("Maya", "moved to", "Kiel")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "customer", "id": 7}, ("7", "customer number")),
        ({"type": "customer", "id": "C-1041"}, ("C-1041", "customer c")),
        ({"kind": "Employee", "key": "E12"}, ("E12", "employee e")),
        ({"type": "user", "uuid": "3f2b8c1e-9a4d-4c7b-8e21-0d5f6a7b8c9d"},
         ("3f2b8c1e-9a4d-4c7b-8e21-0d5f6a7b8c9d", "user uuid")),
        ({"id": 7}, None),  # of which system, nobody says
        ({"type": "customer", "code": "NO"}, None),  # many may have it
    ],
)  # fmt: skip
def test_a_record_is_known_by_its_number_among_those_of_its_kind(fields, expected):
    found = read_json(json.dumps(fields | {"name": "Maya Lind"})).statements
    told = [(one.object.text, one.qualifier) for one in found if one.predicate == "record id"]
    assert told == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("event", "told_of"),
    [
        ("subscription_cancelled", [("Ann", "cancelled", "subscription")]),
        ("cancelledSubscription", [("Ann", "cancelled", "subscription")]),
        ("free-trial-started", []),
        ("payment_failed", []),
        ("user_created", []),
        ("logged_in", []),
        ("login", []),
    ],
)
def test_a_deed_may_name_what_it_is_done_to(event: str, told_of: object) -> None:
    assert [one for one in told({"event": event, "user": "Ann"}) if one[2]] == told_of
