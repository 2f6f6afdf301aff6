"""Exports of other software: chats with a model, whole conversations in one object.

Understood are the messages of OpenAI's and Anthropic's interfaces, of LangChain, and what is called
ShareGPT. All come to one form, `{"role": …, "content": …}`, which `messages.py` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Fields = Mapping[str, object]

LISTS = ("messages", "conversations", "conversation", "turns")
_NAMED_BY = ("conversation_id", "session_id", "thread_id", "id")
_DATED_BY = ("created_at", "create_time", "createdAt", "created", "timestamp", "date")
_PEOPLE = {
    "human": "user",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "ai": "assistant",
    "model": "assistant",
    "bot": "assistant",
    "aimessagechunk": "assistant",
}
# Whose messages tell nothing of anybody: instructions to a model, calls of tools, what they gave.
_NOBODY = frozenset(
    "system developer tool function tool_call tool_calls function_call observation ipython".split()
)
_KINDS_OF_LANGCHAIN = frozenset(
    "human ai system tool function chat humanmessagechunk aimessagechunk".split()
)
_TEXTS = frozenset({"text", "input_text", "output_text"})


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one object holds of a chat: its name and date, as far as it says them, and its turns."""

    name: str
    at: object
    turns: tuple[Fields, ...]


def conversation_in(fields: Fields) -> Conversation | None:
    """The conversation that an object holds; None where it is something else."""
    for key in LISTS:
        turns = fields.get(key)
        if isinstance(turns, list) and turns and all(map(_is_turn, turns)):
            named = next((fields[name] for name in _NAMED_BY if fields.get(name)), "")
            at = next((fields[name] for name in _DATED_BY if fields.get(name)), None)
            name = str(named) if isinstance(named, str | int) else ""
            return Conversation(name, at, tuple(map(flattened, turns)))
    return None


def _is_turn(one: object) -> bool:
    if not isinstance(one, dict):
        return False
    return "role" in one or {"from", "value"} <= one.keys() or _is_of_langchain(one)


def _is_of_langchain(one: Fields) -> bool:
    inner = one.get("data", one.get("kwargs"))
    is_meant = "lc" in one or str(one.get("type")).lower() in _KINDS_OF_LANGCHAIN
    return is_meant and isinstance(inner, dict) and "content" in inner


def flattened(fields: Fields) -> Fields:
    """A message in one form, whatever its software calls things; anything else as it is."""
    if _is_of_langchain(fields):
        inner = fields.get("data", fields.get("kwargs"))
        assert isinstance(inner, dict)
        role = inner.get("role") or inner.get("type") or fields.get("type")
        return _in_one_form(str(role), inner)
    if {"from", "value"} <= fields.keys():
        return _in_one_form(str(fields["from"]), {**_rest(fields), "content": fields["value"]})
    if isinstance(fields.get("role"), str) and "content" in fields:
        return _in_one_form(str(fields["role"]), fields)
    return fields


def _rest(fields: Fields) -> Fields:
    return {key: value for key, value in fields.items() if key not in ("from", "value")}


def _in_one_form(role: str, fields: Fields) -> Fields:
    known = _PEOPLE.get(role.lower(), role)
    name = fields.get("name")
    is_named = known == "user" and isinstance(name, str) and bool(name.strip())
    kept = {key: value for key, value in fields.items() if key not in _OF_SOFTWARE}
    said = {"role": name if is_named else known, "content": _text_of(fields.get("content"))}
    return {**kept, **said}


# What an interface needs and nobody said.
_OF_SOFTWARE = frozenset(
    "role type name content additional_kwargs response_metadata usage_metadata example refusal "
    "annotations audio weight tool_calls invalid_tool_calls function_call tool_call_id".split()
)


def _text_of(content: object) -> object:
    """The text of a content that comes in parts, pictures and calls left out."""
    if content is None:
        return ""
    if not isinstance(content, list) or not all(map(_is_part, content)):
        return content
    return "\n\n".join(_texts_in(content)).strip()


def _is_part(one: object) -> bool:
    return isinstance(one, str) or (isinstance(one, dict) and isinstance(one.get("type"), str))


def _texts_in(parts: Sequence[object]) -> Iterator[str]:
    for part in parts:
        text = part.get("text") if isinstance(part, dict) and part["type"] in _TEXTS else part
        if isinstance(text, str) and text.strip():
            yield text


def is_unsaid(fields: Fields) -> bool:
    """Whether a message in one form is nobody's words: an instruction, a call, a mere picture."""
    role = fields.get("role")
    if not isinstance(role, str) or not isinstance(fields.get("content"), str):
        return False
    return role.lower() in _NOBODY or not str(fields["content"]).strip()
