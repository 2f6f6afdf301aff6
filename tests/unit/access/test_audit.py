"""The audit log notices every change, survives a crash, and holds no content."""

from __future__ import annotations

import asyncio
import json
import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from builders import day
from quipu.api.access.audit import AuditTrail, Deed, ids_of_ours, verified
from quipu.schema.errors import Conflict, Unavailable


def deed(number: int, tenant: str = "acme") -> Deed:
    return Deed(day(number), "qk_anna", tenant, "remember", (f"ep_{number:04}",))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of five deeds."""
    path = tmp_path / "audit.jsonl"
    for number in range(5):
        AuditTrail(path).append(deed(number))
    return path


def test_an_untouched_log_is_found_whole(log: Path) -> None:
    found = verified(log)

    assert (found.entries, found.incomplete) == (5, 0)
    assert found.head == list(AuditTrail(log).entries())[-1].hash
    assert log.stat().st_mode & 0o077 == 0


def test_what_was_written_is_read_back(log: Path) -> None:
    entries = list(AuditTrail(log).entries(after=3))

    assert [entry.deed for entry in entries] == [deed(3), deed(4)]


def test_each_tenant_sees_its_own_deeds(log: Path) -> None:
    AuditTrail(log).append(deed(9, "other"))

    assert [one.deed for one in AuditTrail(log).entries(tenant="other")] == [deed(9, "other")]


def changed(lines: list[str], field: str, value: object) -> list[str]:
    entry = json.loads(lines[2])
    return [*lines[:2], json.dumps({**entry, field: value}), *lines[3:]]


@pytest.mark.parametrize(
    "forge",
    [
        lambda lines: changed(lines, "principal", "qk_eve"),
        lambda lines: changed(lines, "at", day(99).isoformat()),
        lambda lines: changed(lines, "ids", []),
        lambda lines: changed(lines, "outcome", "FORBIDDEN"),
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [*lines[:3], lines[2], *lines[3:]],
        lambda lines: [*lines[:2], "torn", *lines[3:]],
        lambda lines: lines[1:],
    ],
    ids=["who", "when", "what", "outcome", "left out", "moved", "twice", "torn", "no start"],
)
def test_a_change_is_noticed(log: Path, forge: object) -> None:
    assert callable(forge)
    lines = log.read_text().splitlines()
    log.write_text("\n".join(forge(lines)) + "\n")

    with pytest.raises(Conflict, match="was changed"):
        verified(log)


def test_an_end_cut_off_is_noticed_by_who_noted_the_head(log: Path) -> None:
    head = verified(log).head
    AuditTrail(log).append(deed(5))
    assert verified(log, head).entries == 6

    log.write_text("".join(log.read_text().splitlines(keepends=True)[:4]))

    assert verified(log).entries == 4
    with pytest.raises(Conflict, match="does not hold"):
        verified(log, head)


def test_a_line_cut_short_by_a_crash_is_told_and_breaks_nothing(log: Path) -> None:
    with log.open("a") as file:
        file.write('{"n": 6, "at": "2024')
    AuditTrail(log).append(deed(5))

    found = verified(log)

    assert (found.entries, found.incomplete) == (6, 1)


def test_several_writers_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    trails = [AuditTrail(path) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: trails[number % 4].append(deed(number)), range(200)))

    assert verified(path).entries == 200


def test_an_entry_that_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="audit log"):
        AuditTrail(tmp_path).append(deed(0))


def test_only_ids_of_ours_are_kept() -> None:
    given = ["ep_abcd2345", "I live in Oslo", "Anna", "ep_Oslo", "ep_abcd2345", "fa_x y"]

    assert ids_of_ours(given) == ("ep_abcd2345",)


@contextmanager
def full_disk(path: Path, left: int) -> Iterator[None]:
    """No file may grow by more than `left` bytes beyond the size of this one."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + left, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, before)


def test_an_entry_that_fits_in_part_is_no_success_and_leaves_nothing(log: Path) -> None:
    trail, whole = AuditTrail(log), log.read_bytes()
    with full_disk(log, 20), pytest.raises(Unavailable, match="audit log"):
        trail.append(deed(5))
    assert log.read_bytes() == whole
    trail.append(deed(6))
    assert (verified(log).entries, verified(log).incomplete) == (6, 0)


async def test_deeds_noted_together_make_one_chain(tmp_path: Path) -> None:
    trail = AuditTrail(tmp_path / "audit.jsonl")
    await asyncio.gather(*(trail.noted(deed(number)) for number in range(50)))
    assert [one.deed for one in trail.entries()] == [deed(number) for number in range(50)]
    assert verified(tmp_path / "audit.jsonl").entries == 50


async def test_every_deed_of_a_write_that_fails_is_told(tmp_path: Path) -> None:
    trail = AuditTrail(tmp_path)
    told = await asyncio.gather(*(trail.noted(deed(n)) for n in range(9)), return_exceptions=True)
    assert [type(one) for one in told] == [Unavailable] * 9
