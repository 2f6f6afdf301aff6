"""The command that shows every setting: its value, where that came from, what it is for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import typer

from quipu.api.cli.options import Database
from quipu.api.settings import SettingRow, described


def config(place: Database) -> None:
    """Show every setting: its value, where that came from, and what it is for.

    Settings come from `quipu.toml`, from the environment and from flags; later ones win. A key with
    a dot is a table in TOML and two underscores in the environment: QUIPU_WORKER__LATE_SECONDS.
    """
    from quipu.api.cli.as_json import say

    rows = described(place.settings())
    if place.json:
        say([_row_json(row) for row in rows])
    else:
        for line in setting_lines(rows):
            typer.echo(line)


def setting_lines(rows: Sequence[SettingRow]) -> Iterator[str]:
    """Two lines a setting, its value as TOML has it; where it is not the default, who says so."""
    for row in rows:
        by = "" if row.source == "default" else f"  ({row.source})"
        yield f"{row.key} = {json.dumps(_value(row), ensure_ascii=False)}{by}"
        yield f"    {row.meaning}"


def _row_json(row: SettingRow) -> dict[str, object]:
    return {
        "key": row.key,
        "value": _value(row),
        "source": row.source,
        "environmentName": row.environment_name,
        "meaning": row.meaning,
    }


def _value(row: SettingRow) -> object:
    """A value as JSON has it; what is not set as nothing."""
    value = row.value
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float) else "" if value is None else str(value)
