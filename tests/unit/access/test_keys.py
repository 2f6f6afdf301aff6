"""Keys are recognised by their hash, end when they should, and lie in a file that fails closed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import day
from quipu.api.access import keys
from quipu.api.access.keyfile import KeyFile
from quipu.api.access.keys import RANDOM_BYTES, Grant, KeyRecord
from quipu.api.access.principal import Permission, Role, Unauthenticated
from quipu.schema.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust


def made(number: int = 1, **fields: str) -> tuple[str, KeyRecord]:
    """A key whose random bytes all are `number`."""
    grant = Grant(**({"role": "writer", "tenant": "acme"} | fields))
    return keys.made(bytes([number]) * RANDOM_BYTES, f"key {number}", grant, day(0))


def test_a_key_speaks_for_what_it_was_made_for() -> None:
    key, record = made(user="anna", trust="observed")

    found = keys.recognised([record], key, day(1))

    assert found.scope == Scope("acme", "anna")
    assert (found.role, found.trust) == (Role.WRITER, Trust.OBSERVED)
    assert found.subject == record.prefix


def test_what_is_kept_does_not_hold_the_key() -> None:
    key, record = made()

    assert key.split("_", 2)[2] not in json.dumps(keys.written(record))
    assert key.startswith(f"{record.prefix}_")


@pytest.mark.parametrize("tail", ["x", ""])
def test_a_key_that_differs_in_its_secret_is_refused(tail: str) -> None:
    key, record = made()

    with pytest.raises(Unauthenticated, match="not known"):
        keys.recognised([record], key[:-1] + tail, day(1))


@pytest.mark.parametrize("key", ["", "qk", "qk_", "qk__", "qk_aeaqcaib", "Bearer"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(Unauthenticated):
        keys.recognised([made()[1]], key, day(1))


def test_a_key_ends_at_its_moment() -> None:
    key, record = made(expires_at=day(2).isoformat())

    assert keys.recognised([record], key, day(2) - timedelta(seconds=1))
    with pytest.raises(Unauthenticated, match="expired"):
        keys.recognised([record], key, day(2))


def test_a_revoked_key_is_refused_and_the_others_are_not() -> None:
    (first, one), (second, other) = made(1), made(2)

    left = keys.revoked([one, other], one.prefix, day(1))

    with pytest.raises(Unauthenticated, match="revoked"):
        keys.recognised(left, first, day(1))
    assert keys.recognised(left, second, day(1)).subject == other.prefix
    with pytest.raises(Conflict, match="was revoked"):
        keys.revoked(left, one.prefix, day(2))


def test_an_old_key_may_end_sooner_and_never_later() -> None:
    _, record = made(expires_at=day(3).isoformat())

    sooner = keys.ending([record], record.prefix, day(2), day(1))
    later = keys.ending([record], record.prefix, day(9), day(1))

    assert sooner[0].state(day(2)) == "expired"
    assert later[0].state(day(3)) == "expired"


def test_a_key_is_named_by_prefix_or_name() -> None:
    (key, one), (_, other) = made(1), made(2)

    assert keys.named([one, other], one.prefix, day(1)) is one
    assert keys.named([one, other], key, day(1)) is one
    assert keys.named([one, other], "key 2", day(1)) is other
    with pytest.raises(NotFound):
        keys.named([one], "key 3", day(1))
    twin = KeyRecord("b", "key 1", "", one.grant, "")
    with pytest.raises(Conflict, match="2 keys"):
        keys.named([one, made(3)[1], twin], "key 1", day(1))


def test_a_name_means_the_key_that_works_once_an_old_one_has_run_out() -> None:
    (_, old), (_, fresh) = made(1, expires_at=day(2).isoformat()), made(2)
    fresh = replace(fresh, name=old.name)

    assert keys.named([old, fresh], old.name, day(3)) is fresh


def test_to_revoke_a_name_is_to_let_none_of_its_keys_in() -> None:
    (first, old), (second, fresh) = made(1, expires_at=day(9).isoformat()), made(2)
    _, ended = made(3, expires_at=day(1).isoformat())
    fresh, ended = (replace(one, name=old.name) for one in (fresh, ended))

    left = keys.revoked([ended, old, fresh], old.name, day(2))

    for key in (first, second):
        with pytest.raises(Unauthenticated, match="revoked"):
            keys.recognised(left, key, day(2))
    assert left[0].state(day(2)) == "expired"


@pytest.mark.parametrize(
    "fields", [{"role": "king"}, {"trust": "blind"}, {"tenant": ""}, {"tenant": "a/b"}]
)
def test_a_grant_that_makes_no_sense_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        made(**fields)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("reader", "read"),
        ("writer", "read write"),
        ("admin", "audit erase read write"),
        ("auditor", "audit"),
    ],
)
def test_a_role_allows_what_it_says_and_nothing_else(role: str, allowed: str) -> None:
    principal = Grant(role, "acme").principal("p")

    for permission in Permission:
        if permission in allowed.split():
            principal.must(permission)
        else:
            with pytest.raises(Forbidden):
                principal.must(permission)


def test_a_change_of_the_file_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keys.json"
    reader, writer = KeyFile(path), KeyFile(path)
    assert reader.records() == ()

    writer.change(lambda records: [*records, made(1)[1]])
    writer.change(lambda records: [*records, made(2)[1]])

    assert [one.name for one in reader.records()] == ["key 1", "key 2"]
    assert path.stat().st_mode & 0o077 == 0


def test_keys_that_are_gone_open_nothing_that_they_closed(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    reader = KeyFile(path)
    reader.change(lambda records: [*records, made(1)[1]])
    assert reader.records()

    path.rename(tmp_path / "moved")
    for _ in range(2):
        with pytest.raises(Unavailable, match="gone"):
            reader.records()

    (tmp_path / "moved").rename(path)
    assert reader.records()


@pytest.mark.parametrize("text", ["", "{}", '{"version": 2, "keys": []}', '{"version": 1}'])
def test_a_file_that_cannot_be_read_lets_nobody_in(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text)

    with pytest.raises(Unavailable, match="cannot read the keys"):
        KeyFile(tmp_path / "keys.json").records()


@pytest.mark.parametrize("lost", ["grant", "sha256"])
def test_a_record_that_lacks_something_lets_nobody_in(tmp_path: Path, lost: str) -> None:
    entry = keys.written(made()[1])
    del entry[lost]
    (tmp_path / "keys.json").write_text(json.dumps({"version": 1, "keys": [entry]}))

    with pytest.raises(Unavailable, match="cannot read the keys"):
        KeyFile(tmp_path / "keys.json").records()


def test_a_key_has_a_name_that_no_other_working_key_has() -> None:
    [_, first], [_, second] = made(1), made(2)
    twin = replace(second, name=first.name)
    with pytest.raises(Conflict, match=first.prefix):
        keys.with_new([first], twin, day(1))
    over = keys.revoked([first], first.prefix, day(1))
    assert keys.with_new(over, twin, day(1)) == [*over, twin]
    with pytest.raises(Invalid, match="without a name"):
        keys.with_new([], replace(second, name=" "), day(1))
    with pytest.raises(Invalid, match="one line"):
        keys.with_new([], replace(second, name="x\nqk_aaaaaaaa  active"), day(1))


def test_a_key_that_would_be_over_already_is_not_made() -> None:
    _, record = made(expires_at=day(3).isoformat())
    assert keys.with_new([], record, day(1)) == [record]
    with pytest.raises(Invalid, match="over already"):
        keys.with_new([], record, day(3))
