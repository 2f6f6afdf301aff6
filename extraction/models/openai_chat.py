"""A chat model behind any OpenAI-compatible address."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from openai import AsyncOpenAI

from quipu.extraction.models.chat import Completion, Role, Stop, Turn
from quipu.extraction.models.dialect import Dialect, Form, after_refusal
from quipu.extraction.models.openai_endpoint import Endpoint, Raw, Refused
from quipu.schema.errors import Unavailable
from quipu.schema.language_models import Shape, Usage

_CHARACTERS_PER_TOKEN = 4  # a guess, for servers that do not count
_STOPS = {"length": Stop.CUT, "content_filter": Stop.REFUSED}


class OpenAIChat:
    """Asks for JSON of a schema, or for what the endpoint understands of that.

    What it does not understand is learned from its refusals, once for the life of this object.
    """

    def __init__(self, endpoint: Endpoint, model: str, *, max_tokens: int = 4_096) -> None:
        self.name = model
        self._endpoint = endpoint
        self._max_tokens = max_tokens
        self._dialect = Dialect()

    async def complete(self, turns: Sequence[Turn], shape: Shape) -> Completion:
        """The next turn. Raises `Unavailable`."""
        while True:
            dialect = self._dialect
            asked = _asked(turns, shape, dialect)
            answer = await self._endpoint.ask(self._call(asked, shape, dialect))
            if not isinstance(answer, Refused):
                return _completion(answer, asked)
            poorer = after_refusal(dialect, answer.complaint)
            if poorer is None:
                raise Unavailable(f"HTTP {answer.status}: {answer.complaint}")
            self._dialect = poorer

    def _call(
        self, asked: Sequence[Turn], shape: Shape, dialect: Dialect
    ) -> Callable[[AsyncOpenAI], Awaitable[Raw]]:
        body: dict[str, Any] = {
            "model": self.name,
            "messages": [{"role": turn.role.value, "content": turn.text} for turn in asked],
            dialect.limit: self._max_tokens,
        }
        if dialect.has_temperature:
            body["temperature"] = 0
        if dialect.form is not Form.TEXT:
            body["response_format"] = _response_format(shape, dialect.form)

        async def call(client: AsyncOpenAI) -> Raw:
            raw: Raw = await client.chat.completions.with_raw_response.create(**body)
            return raw

        return call


def _response_format(shape: Shape, form: Form) -> dict[str, Any]:
    if form is Form.OBJECT:
        return {"type": "json_object"}
    wanted = {"name": shape.name, "schema": strict(shape.schema), "strict": True}
    return {"type": "json_schema", "json_schema": wanted}


def strict(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema as strict endpoints want it: no other keys in any object, every key required.

    Bounds of numbers are left out: some endpoints refuse them, and answers are checked anyway.
    """
    found = {key: value for key, value in schema.items() if key not in ("minimum", "maximum")}
    if "properties" in found:
        found["properties"] = {name: strict(one) for name, one in found["properties"].items()}
        found["required"] = list(found["properties"])
        found["additionalProperties"] = False
    if "items" in found:
        found["items"] = strict(found["items"])
    return found


def _asked(turns: Sequence[Turn], shape: Shape, dialect: Dialect) -> list[Turn]:
    """The turns, with the schema in words for an endpoint that cannot be held to it."""
    if dialect.form is Form.SCHEMA:
        return list(turns)
    schema = json.dumps(shape.schema, ensure_ascii=False)
    told = f"Answer with one JSON object and nothing else, of this JSON Schema:\n{schema}"
    first, *rest = turns
    return [Turn(Role.SYSTEM, f"{first.text}\n\n{told}"), *rest]


def _completion(body: Mapping[str, Any], asked: Sequence[Turn]) -> Completion:
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise Unavailable("the endpoint answers with no message", hint="is it a chat endpoint?")
    text = message.get("content")
    said = text if isinstance(text, str) else ""
    stop = _STOPS.get(str(choice.get("finish_reason")), Stop.DONE)
    if message.get("refusal"):
        stop = Stop.REFUSED
    return Completion(said, stop, _usage(body.get("usage"), asked, said))


def _usage(counted: object, asked: Sequence[Turn], said: str) -> Usage:
    given = counted if isinstance(counted, dict) else {}
    guess_in = sum(len(turn.text) for turn in asked) // _CHARACTERS_PER_TOKEN
    return Usage(
        calls=1,
        tokens_in=_count(given.get("prompt_tokens"), guess_in),
        tokens_out=_count(given.get("completion_tokens"), len(said) // _CHARACTERS_PER_TOKEN),
    )


def _count(value: object, guess: int) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if is_count and isinstance(value, int) else guess
