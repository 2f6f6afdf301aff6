"""What is said where a command ends otherwise than it should."""

from __future__ import annotations

import pytest

from quipu.api.cli.faults import report_unexpected


def test_who_stops_a_command_that_has_not_begun_yet_is_asked_to_report_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report_unexpected(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert capsys.readouterr().err.strip() == "interrupted"


def test_what_nobody_foresaw_is_one_line_that_asks_for_a_report(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report_unexpected(ValueError, ValueError("no\nsuch"), None)

    said = capsys.readouterr().err
    assert said.startswith("error [INTERNAL]: ValueError: no such (")
    assert said.count("\n") == 1
