"""What whoever runs the service sees of it: readiness, what is late, numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from prometheus_client.parser import text_string_to_metric_families
from tests.doors.scripted import REMEMBER, AbsentReader, Door, open_door
from tests.doors.test_access import calling, made_key

from quipu.api.settings import Settings
from quipu.schema.identity import Scope

TOLD = {"idempotencyKey": "k", "episodes": [{"content": "Sam lives in Oslo.", "speaker": "Sam"}]}


async def numbers(door: Door) -> dict[str, float]:
    """Every sample of /metrics by its name with labels, as Prometheus itself reads them."""
    answer = await door.http.get("/metrics")
    assert answer.status_code == 200
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_work_is_counted_from_the_request_to_the_fact(door: Door) -> None:
    before = await numbers(door)
    await door.tell("Sam lives in Oslo.")
    after = await numbers(door)

    assert before["quipu_read_episodes_total"] == 0
    assert after["quipu_read_episodes_total"] == 1
    assert after["quipu_learned_facts_total"] >= 1
    assert after["quipu_requests_total /graphql 200"] >= 1
    assert after["quipu_request_seconds_count /graphql"] >= 1
    assert after["quipu_queue_waiting_jobs"] == 0


async def test_work_that_waits_is_seen_with_its_age(settings: Settings) -> None:
    async with open_door(settings, AbsentReader()) as door:
        queue = door.app.state.service.memory.queue
        await queue.accept(Scope("local"), "old", "body", [], datetime.now(UTC) - timedelta(days=1))
        seen = await numbers(door)
        ready = await door.http.get("/readyz")

    assert seen["quipu_queue_waiting_jobs"] == 1
    assert seen["quipu_queue_oldest_seconds"] >= 86_400
    assert ready.status_code == 200
    assert ready.json()["warnings"] == ["the oldest work has waited for over 300 s"]


async def test_work_given_up_is_warned_of(door: Door) -> None:
    poison = {"idempotencyKey": "p", "episodes": [{"content": "POISON"}], "waitFor": "EXTRACTED"}
    job = (await door.ask(REMEMBER, input=poison))["remember"]["job"]

    assert job["status"] == "FAILED"
    ready = (await door.http.get("/readyz")).json()
    assert ready == {
        "status": "ready",
        "warnings": ["some jobs were given up: their status says why"],
    }
    seen = await numbers(door)
    assert (seen["quipu_queue_failed_jobs"], seen["quipu_failed_jobs_total"]) == (1, 1)


async def test_the_numbers_are_for_whoever_runs_the_service(settings: Settings) -> None:
    own = ("--tenant", settings.tenant)
    strangers = [
        made_key(settings, *own, "--role", "writer"),
        made_key(settings, *own, "--role", "admin", "--user", "sam"),
        made_key(settings, "--tenant", "other", "--role", "auditor"),
    ]
    auditor = made_key(settings, *own, "--role", "auditor")
    async with open_door(settings) as door:
        assert (await door.http.get("/metrics")).status_code == 401
        for key in strangers:
            assert (await calling(door, key).http.get("/metrics")).status_code == 403
        assert (await calling(door, auditor).http.get("/metrics")).status_code == 200


async def test_who_tells_more_than_there_is_room_for_is_told_when_to_come_again(
    settings: Settings,
) -> None:
    async with open_door(replace(settings, limits_waiting_calls=1), AbsentReader()) as door:
        first = await door.ask(REMEMBER, input=TOLD)
        more = TOLD | {"idempotencyKey": "l"}
        refused = await door.http.post(
            "/graphql", json={"query": REMEMBER, "variables": {"input": more}}
        )
        again = await door.ask(REMEMBER, input=TOLD)

    [error] = refused.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert error["extensions"]["retryAfterMs"] > 0
    assert again["remember"]["replayed"]
    assert again["remember"]["job"]["id"] == first["remember"]["job"]["id"]


async def test_keys_that_cannot_be_read_close_the_service_and_are_told_of(
    settings: Settings,
) -> None:
    made_key(settings)
    keys = settings.database.with_name(f"{settings.database.name}.keys.json")
    async with open_door(settings) as door:
        keys.write_text('{"keys": 5')
        ready = await door.http.get("/readyz")
        refused = await door.http.post("/graphql", json={"query": "{ __typename }"})

    assert (ready.status_code, refused.status_code) == (503, 503)
    assert "the keys cannot be read" in ready.text
    assert not [text for text in (ready.text, refused.text) if str(keys.parent) in text]
