"""What one JSON object says: one message, a whole conversation, or a memory of other software."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from quipu.api.cli.conversations import Conversation, conversation_in, flattened, is_unsaid
from quipu.api.cli.memories import as_message, is_memory, user_of
from quipu.api.cli.messages import Fallback, Message, Unsaid, message_from
from quipu.api.moments import moment_from
from quipu.graph.accept import checked_draft
from quipu.schema.errors import Invalid
from quipu.schema.identity import content_hash

_SOURCE_LIMIT = 500  # as long as a source may be


def told_in(
    fields: Mapping[str, object], id: str, fallback: Fallback, place: int
) -> Iterator[Message | Unsaid | Invalid]:
    """What an object says, in order; what cannot be accepted of it as the fault that it is.

    `place` is that of the object in its file, from 1; `id` serves where it names none.
    """
    conversation = conversation_in(fields)
    if conversation is not None:
        yield from _turns(conversation, fallback, place)
    elif is_memory(fields):
        found = _message(as_message(fields), id, replace(fallback, source=""))
        yield replace(found, user=user_of(fields)) if isinstance(found, Message) else found
    else:
        yield _message(flattened(fields), id, fallback)


def _turns(
    conversation: Conversation, fallback: Fallback, place: int
) -> Iterator[Message | Unsaid | Invalid]:
    """A turn's id is made from what it says: when the chat has grown, what was there stays.

    A turn without a date is of its conversation's, a microsecond after the one before.
    """
    begun = fallback.at if conversation.at is None else moment_from(conversation.at).written
    source = conversation.name or _numbered(fallback.source, place)
    seen: Counter[str] = Counter()
    for ordinal, turn in enumerate(conversation.turns):
        said = f"{turn.get('role')}\n{turn.get('content')}"
        seen[said] += 1
        id = f"{content_hash(said)[:24]}#{seen[said]}"
        at = None if begun is None else begun + timedelta(microseconds=ordinal)
        found = _message(turn, id, Fallback(source, at))
        if isinstance(found, Message) and conversation.name:
            found = replace(found, draft=replace(found.draft, is_source_a_path=False))
        yield found


def _numbered(source: str, place: int) -> str:
    """The source of one of several conversations of a file."""
    sign = f"#{place}"
    return source[len(sign) - _SOURCE_LIMIT :] + sign


def _message(
    fields: Mapping[str, object], id: str, fallback: Fallback
) -> Message | Unsaid | Invalid:
    if is_unsaid(fields):
        return Unsaid()
    try:
        message = message_from(fields, id, fallback)
        checked_draft(message.draft)
    except Invalid as fault:
        return fault
    return message
