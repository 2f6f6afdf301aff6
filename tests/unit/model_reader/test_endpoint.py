"""Asking an OpenAI-compatible address: what is tried again, what is given up, what is learned."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from model_endpoint import ModelEndpoint, Reply, refused, said
from model_service import Clockwork, MemoryLedger, model_at
from quipu.extraction.models.metered import Budget
from quipu.extraction.models.waiting import asked_pause
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope
from quipu.schema.language_models import Prompt, Shape, Usage

SCOPE = Scope("acme", "anna")
PROMPT = Prompt("test-1", "Name a colour.", "of the sky")
SHAPE = Shape(
    "colour",
    {
        "type": "object",
        "properties": {"colour": {"type": "string"}, "sure": {"type": "number", "maximum": 1}},
        "required": ["colour"],
    },
)
BLUE = {"colour": "blue", "sure": 0.9}


async def test_an_answer_comes_in_the_shape_that_was_asked_for(endpoint: ModelEndpoint) -> None:
    endpoint.answers(said(BLUE))
    async with model_at(endpoint.address, key="sesame") as model:
        assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE
    [asked] = endpoint.asked
    schema = asked["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["required"] == ["colour", "sure"]
    assert schema["schema"]["additionalProperties"] is False
    assert "maximum" not in str(schema)
    assert endpoint.keys == ["Bearer sesame"]


async def test_what_was_asked_before_costs_nothing_again(endpoint: ModelEndpoint) -> None:
    endpoint.answers(said(BLUE))
    ledger = MemoryLedger()
    for _ in range(2):
        async with model_at(endpoint.address, ledger) as model:
            assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE
    assert len(endpoint.asked) == 1
    assert ledger.total == Usage(calls=1, tokens_in=100, tokens_out=10, spared=1)


async def test_one_scope_has_nothing_from_the_answers_of_another(endpoint: ModelEndpoint) -> None:
    endpoint.answers(said(BLUE))
    async with model_at(endpoint.address) as model:
        await model.answer(SCOPE, PROMPT, SHAPE)
        await model.answer(Scope("acme", "bert"), PROMPT, SHAPE)
    assert len(endpoint.asked) == 2


@pytest.mark.parametrize(
    "complaints",
    [
        ["This response_format type is unavailable now"],
        ["json_schema is not supported", "'response_format' of type json_object is not supported"],
        ["Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."],
        ["Unsupported value: 'temperature' does not support 0 with this model."],
    ],
)
async def test_what_an_endpoint_lacks_is_learned_once(
    endpoint: ModelEndpoint, complaints: list[str]
) -> None:
    endpoint.answers(*(refused(400, complaint) for complaint in complaints), said(BLUE))
    async with model_at(endpoint.address) as model:
        assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE
        asked = len(endpoint.asked)
        assert asked == len(complaints) + 1
        await model.answer(Scope("other"), PROMPT, SHAPE)
    assert len(endpoint.asked) == asked + 1


async def test_an_endpoint_without_schemas_is_told_the_schema_in_words(
    endpoint: ModelEndpoint,
) -> None:
    endpoint.answers(refused(400, "no json_schema"), refused(422, "no json_object"), said(BLUE))
    async with model_at(endpoint.address) as model:
        await model.answer(SCOPE, PROMPT, SHAPE)
    assert "response_format" not in endpoint.asked[-1]
    assert '"colour"' in endpoint.asked[-1]["messages"][0]["content"]


@pytest.mark.parametrize(
    "chatter",
    [
        '```json\n{"colour": "blue"}\n```',
        'Sure! Here it is: {"colour": "blue",} Anything else?',
        '<think>{"colour": "red"}?</think>{"colour": "blue"}',
        '{{{ {"colour": "blue"}',
        '\ufeff{"colour": "blue", "more": [1, {"a": null}]}',
    ],
)
async def test_json_is_found_in_chatter(endpoint: ModelEndpoint, chatter: str) -> None:
    endpoint.answers(said(chatter))
    async with model_at(endpoint.address) as model:
        assert (await model.answer(SCOPE, PROMPT, SHAPE))["colour"] == "blue"
    assert len(endpoint.asked) == 1


async def test_a_misfit_answer_is_sent_back_once_with_what_is_wrong(
    endpoint: ModelEndpoint,
) -> None:
    endpoint.answers(said({"sure": 0.5}), said(BLUE))
    ledger = MemoryLedger()
    async with model_at(endpoint.address, ledger) as model:
        assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE
    assert "lacks 'colour'" in endpoint.asked[1]["messages"][-1]["content"]
    assert ledger.total.calls == 2


@pytest.mark.parametrize(
    ("babble", "reason"),
    [
        ("I would rather not.", "no JSON object"),
        ('{"colour": NaN}', "no JSON object"),
        ('{"colour": 7}', "answer.colour is not of type string"),
        ('{"colour": "blue", "sure": 2}', "answer.sure is above 1"),
        ("[" * 100_000, "no JSON object"),
    ],
)
async def test_babble_is_given_up_after_the_second_time(
    endpoint: ModelEndpoint, babble: str, reason: str
) -> None:
    endpoint.answers(said(babble))
    ledger = MemoryLedger()
    async with model_at(endpoint.address, ledger) as model:
        with pytest.raises(Unavailable, match=reason):
            await model.answer(SCOPE, PROMPT, SHAPE)
    assert len(endpoint.asked) == ledger.total.calls == 2
    assert not ledger.answers


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (said('{"colour": "bl', "length"), "cut off"),
        (said("", "content_filter"), "refused"),
        (said("", refusal="I cannot help with that."), "refused"),
    ],
)
async def test_what_asking_again_cannot_mend_is_not_asked_again(
    endpoint: ModelEndpoint, reply: Reply, reason: str
) -> None:
    endpoint.answers(reply)
    async with model_at(endpoint.address) as model:
        with pytest.raises(Unavailable, match=reason):
            await model.answer(SCOPE, PROMPT, SHAPE)
    assert len(endpoint.asked) == 1


async def test_too_many_requests_are_spaced_as_the_endpoint_asks(endpoint: ModelEndpoint) -> None:
    endpoint.answers(refused(429, retry_after="7"), refused(503), said(BLUE))
    clockwork = Clockwork()
    async with model_at(endpoint.address, clockwork=clockwork) as model:
        assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE
    assert clockwork.pauses == [7.0, 1.0]


async def test_an_endpoint_that_asks_for_a_long_rest_gets_it(endpoint: ModelEndpoint) -> None:
    endpoint.answers(refused(429, "slow down", retry_after="600"), said(BLUE))
    clockwork = Clockwork()
    async with model_at(endpoint.address, clockwork=clockwork) as model:
        with pytest.raises(Unavailable, match="HTTP 429: slow down"):
            await model.answer(SCOPE, PROMPT, SHAPE)
        with pytest.raises(Unavailable, match="asked again in 600 s"):
            await model.answer(SCOPE, PROMPT, SHAPE)
        assert len(endpoint.asked) == 1
        clockwork.seconds += 601
        assert await model.answer(SCOPE, PROMPT, SHAPE) == BLUE


async def test_an_endpoint_that_keeps_failing_is_left_alone(endpoint: ModelEndpoint) -> None:
    endpoint.answers(refused(500))
    async with model_at(endpoint.address, tries=1) as model:
        for _ in range(5):
            with pytest.raises(Unavailable):
                await model.answer(SCOPE, PROMPT, SHAPE)
    assert len(endpoint.asked) == 3


async def test_a_wrong_key_is_not_tried_again_and_again(endpoint: ModelEndpoint) -> None:
    endpoint.answers(refused(401, "bad key"))
    async with model_at(endpoint.address, key="wrong-secret") as model:
        with pytest.raises(Unavailable, match="bad key") as caught:
            await model.answer(SCOPE, PROMPT, SHAPE)
        with pytest.raises(Unavailable, match="left alone"):
            await model.answer(SCOPE, PROMPT, SHAPE)
    assert len(endpoint.asked) == 1
    assert "wrong-secret" not in str(caught.value)


async def test_an_answer_that_does_not_come_is_not_waited_for(endpoint: ModelEndpoint) -> None:
    endpoint.answers(Reply(is_endless=True))
    async with model_at(endpoint.address, timeout_seconds=0.2) as model:
        with pytest.raises(Unavailable, match=r"no answer in 0\.2 s"):
            await model.answer(SCOPE, PROMPT, SHAPE)


async def test_nobody_at_the_address_is_said_so() -> None:
    async with model_at("http://127.0.0.1:9/v1") as model:
        with pytest.raises(Unavailable, match="cannot be reached"):
            await model.answer(SCOPE, PROMPT, SHAPE)


@pytest.mark.parametrize(
    "body", ["<html>hello</html>", "[]", "null", "{}", '{"choices": []}', '{"choices": [3]}', ""]
)
async def test_what_is_no_chat_endpoint_is_said_so(endpoint: ModelEndpoint, body: str) -> None:
    endpoint.answers(Reply(body, headers={"content-type": "application/json"}))
    async with model_at(endpoint.address) as model:
        with pytest.raises(Unavailable):
            await model.answer(SCOPE, PROMPT, SHAPE)


@pytest.mark.parametrize(
    ("budget", "reason"),
    [(Budget(calls=2), "budget of 2 calls"), (Budget(tokens=220), "budget of 220 tokens")],
)
async def test_a_scope_stays_within_its_budget(
    endpoint: ModelEndpoint, budget: Budget, reason: str
) -> None:
    endpoint.answers(said(BLUE))
    async with model_at(endpoint.address, budget=budget) as model:
        for colour in "ab":
            await model.answer(SCOPE, Prompt("test-1", "Name", colour), SHAPE)
        with pytest.raises(Unavailable, match=reason):
            await model.answer(SCOPE, Prompt("test-1", "Name", "c"), SHAPE)
        await model.answer(Scope("other"), Prompt("test-1", "Name", "c"), SHAPE)
        assert await model.answer(SCOPE, Prompt("test-1", "Name", "a"), SHAPE) == BLUE
    assert len(endpoint.asked) == 3


async def test_of_many_questions_at_once_only_those_are_asked_that_the_budget_pays(
    endpoint: ModelEndpoint,
) -> None:
    """But for one more where there is room for two at a time."""
    endpoint.answers(said(BLUE))
    async with model_at(endpoint.address, budget=Budget(calls=2)) as model:
        asked = [Prompt("test-1", "Name", str(number)) for number in range(20)]
        found = await asyncio.gather(
            *(model.answer(SCOPE, one, SHAPE) for one in asked), return_exceptions=True
        )
    assert len(endpoint.asked) in (2, 3)
    assert sum(isinstance(one, Unavailable) for one in found) == 20 - len(endpoint.asked)


async def test_a_misfit_answer_is_not_asked_for_again_beyond_the_budget(
    endpoint: ModelEndpoint,
) -> None:
    endpoint.answers(said("blue, I think"))
    async with model_at(endpoint.address, budget=Budget(calls=1)) as model:
        with pytest.raises(Unavailable, match="budget of 1 calls"):
            await model.answer(SCOPE, PROMPT, SHAPE)
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "Fri, 02 Jan 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Fri, 02 Jan 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_understood_in_all_its_forms(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert asked_pause(headers, datetime(2026, 1, 2, 12, tzinfo=UTC)) == seconds
