"""When a client sends again, how long it waits before, and what it raises in the end."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest

from quipu.api.access.principal import Unauthenticated
from quipu.api.client.exchange import (
    Broken,
    Lost,
    Manner,
    Pause,
    Reply,
    conversation,
)
from quipu.schema.errors import (
    Conflict,
    Forbidden,
    Invalid,
    MemoryFault,
    NotFound,
    RateLimited,
    Unavailable,
)

GOOD = Reply(200, '{"data": {"viewer": {"subject": "local"}}}')
LOST = Lost("the connection was closed")


def failing(code: str, status: int = 200, **more: object) -> Reply:
    error = {"message": "no", "extensions": {"code": code, **more}}
    return Reply(status, json.dumps({"errors": [error]}))


def mendable(code: str) -> Reply:
    error = {"message": "no", "code": code, "path": ["input", "id"]}
    return Reply(200, json.dumps({"data": {"undo": {"changes": [], "userErrors": [error]}}}))


def talked(
    outcomes: Iterable[Reply | Lost], *, patience: float = 30.0, is_repeatable: bool = True
) -> tuple[object, list[float]]:
    """The data or the fault in which a conversation ends, and the pauses that it asked for."""
    talk = conversation(Manner(patience, is_repeatable, lambda: 1.0))
    left, pauses = iter(outcomes), list[float]()
    try:
        step = next(talk)
        while True:
            if isinstance(step, Pause):
                pauses.append(step.seconds)
                step = talk.send(None)
            else:
                step = talk.send(next(left))
    except StopIteration as done:
        return done.value, pauses
    except MemoryFault as fault:
        return fault, pauses


def test_what_is_answered_is_sent_once() -> None:
    assert talked([GOOD]) == ({"viewer": {"subject": "local"}}, [])


def test_the_service_says_how_long_to_wait() -> None:
    limited = failing("RATE_LIMITED", 429, retryAfterMs=1500)

    assert talked([limited, limited, GOOD]) == ({"viewer": {"subject": "local"}}, [1.5, 1.5])


def test_without_a_word_each_pause_is_twice_as_long_up_to_a_limit() -> None:
    _, pauses = talked([failing("UNAVAILABLE", 503)] * 8 + [GOOD])

    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0]


def test_patience_ends_with_the_fault_as_it_is() -> None:
    fault, pauses = talked([failing("RATE_LIMITED", retryAfterMs=20_000)] * 3)

    assert isinstance(fault, RateLimited)
    assert (fault.retry_after_ms, pauses) == (20_000, [20.0])


def test_no_patience_repeats_nothing() -> None:
    fault, pauses = talked([failing("UNAVAILABLE")], patience=0)

    assert isinstance(fault, Unavailable)
    assert pauses == []


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (failing("UNAUTHENTICATED", 401), Unauthenticated),
        (failing("FORBIDDEN", 403), Forbidden),
        (failing("BAD_USER_INPUT"), Invalid),
        (failing("QUERY_TOO_COMPLEX"), Invalid),
        (failing("INTERNAL", errorId="e1"), Broken),
        (failing("SOMETHING_NEW"), Broken),
        (mendable("NOT_FOUND"), NotFound),
        (mendable("CONFLICT"), Conflict),
        (mendable("BAD_USER_INPUT"), Invalid),
        (Reply(413, "too large"), Invalid),
        (Reply(404, "<html>"), Broken),
        (Reply(200, "[]"), Broken),
        (Reply(200, '{"data": null}'), Broken),
        (Reply(200, '{"errors": []}'), Broken),
    ],
)
def test_what_will_not_get_better_is_raised_at_once(reply: Reply, kind: type[MemoryFault]) -> None:
    fault, pauses = talked([reply])

    assert type(fault) is kind
    assert pauses == []


@pytest.mark.parametrize("outcome", [LOST, Reply(502, "bad gateway"), failing("TIMEOUT")])
def test_what_may_get_better_is_sent_again(outcome: Reply | Lost) -> None:
    assert talked([outcome, GOOD])[0] == {"viewer": {"subject": "local"}}


def test_what_may_have_been_done_already_is_not_repeated_without_a_key() -> None:
    fault, _ = talked([LOST, GOOD], is_repeatable=False)

    assert isinstance(fault, Unavailable)


def test_what_was_refused_is_repeated_without_a_key() -> None:
    assert talked([failing("RATE_LIMITED", retryAfterMs=1), GOOD], is_repeatable=False)[1] == [
        0.001
    ]


def test_the_field_at_fault_is_named() -> None:
    fault, _ = talked([mendable("NOT_FOUND")])

    assert str(fault) == "input.id: no"


@pytest.mark.parametrize(
    ("message", "problem", "hint"),
    [
        ("limit 0 out of range (1 to 50)", "limit 0 out of range", "1 to 50"),
        ("several are called Ann (say which: en_1 (Ann, person))", "several are called Ann",
         "say which: en_1 (Ann, person)"),
        ("nothing has the id fa_1", "nothing has the id fa_1", ""),
        ("f(x)", "f(x)", ""),
        ("(all of it)", "(all of it)", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_fault_has_the_hint_that_the_service_gave(message: str, problem: str, hint: str) -> None:
    above = {"message": message, "extensions": {"code": "BAD_USER_INPUT"}}
    beside = {"message": message, "code": "BAD_USER_INPUT", "path": None}
    for body in (
        {"errors": [above]},
        {"data": {"undo": {"changes": [], "userErrors": [beside]}}},
    ):
        fault, _ = talked([Reply(200, json.dumps(body))])
        assert isinstance(fault, Invalid)
        assert (fault.problem, fault.hint, str(fault)) == (problem, hint, message)
