"""A variable that was never set is no wish for the memory of everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.doors.scripted import REMEMBER, Door

from quipu import Client, Quipu
from quipu.api.assemble import Service
from quipu.api.cli.options import Place
from quipu.api.cli.running import scope_of
from quipu.schema.errors import Invalid


@pytest.mark.parametrize("name", ["", "  "])
async def test_an_empty_user_reads_and_writes_nothing(door: Door, name: str) -> None:
    episode = {"content": "Sam lives in Oslo."}
    given = {"idempotencyKey": "k", "scope": {"user": name}, "episodes": [episode]}
    told = (await door.ask(REMEMBER, input=given))["remember"]
    codes = await door.error_codes(
        "query ($scope: ScopeInput) { facts(scope: $scope) { totalCount } }", scope={"user": name}
    )
    assert [one["message"] for one in told["userErrors"]] == [
        "an empty user (name one, or leave user out for all of them)"
    ]
    assert codes == ["BAD_USER_INPUT"]


async def test_library_client_and_commands_refuse_it_as_well(door: Door, tmp_path: Path) -> None:
    service: Service = door.app.state.service
    memory = Quipu(service, service.scope)
    for level in ("user", "agent", "session"):
        with pytest.raises(Invalid, match=f"an empty {level}"):
            memory.within(**{level: ""})
        with pytest.raises(Invalid, match=f"an empty {level}"):
            scope_of(service, Place(**{level: ""}))
    assert Client().within(user="").scope == {"user": ""}  # which the service refuses
    assert memory.within(user="maya").within(agent="a").scope.user == "maya"
