from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quipu.api.moments import moment_from
from quipu.schema.errors import Invalid


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-31", datetime(2024, 5, 31, tzinfo=UTC)),
        ("2024-05-31 14:00", datetime(2024, 5, 31, 14, tzinfo=UTC)),
        ("2024-05-31T14:00:00+02:00", datetime(2024, 5, 31, 12, tzinfo=UTC)),
        ("2024-05-31T14:00:00Z", datetime(2024, 5, 31, 14, tzinfo=UTC)),
        (1_717_164_000, datetime(2024, 5, 31, 14, tzinfo=UTC)),
        (1_717_164_000_000, datetime(2024, 5, 31, 14, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_and_programs_write_them(written: object, meant: datetime) -> None:
    assert moment_from(written).at == meant


@pytest.mark.parametrize(
    "written", ["yesterday", "2024-13-01", "31/05/2024", "", True, None, float("nan"), 1e30]
)
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(Invalid, match="not a date"):
        moment_from(written)


def test_a_date_without_an_offset_is_told_apart() -> None:
    assert not moment_from("2024-05-31").has_offset
    assert moment_from("2024-05-31T14:00:00Z").has_offset


@pytest.mark.parametrize("written", ["1709640000000", "1709640000", 1_709_640_000])
def test_seconds_and_milliseconds_may_be_written_as_text(written: object) -> None:
    assert moment_from(written).at == datetime(2024, 3, 5, 12, tzinfo=UTC)


def test_eight_digits_are_a_date() -> None:
    assert moment_from("20240531").at == datetime(2024, 5, 31, tzinfo=UTC)
