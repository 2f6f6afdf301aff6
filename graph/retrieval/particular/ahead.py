"""Questions about what is still to come: "Where will I work?", "When do I start at Acme?" (pure).

What was told ahead holds from its own day on. So it is looked for at the end of all time, where the
last of it holds, and answers if it has not begun yet; else what holds now does.
"""

from __future__ import annotations

import re

from quipu.schema.intervals import DUSK, INSTANT, AsOf
from quipu.schema.recall import Answer

_WHOSE = r"\b(?P<whose>my|our|his|her|their|\w+['’]s)"
_COMING = re.compile(rf"{_WHOSE} (?:next|future|upcoming|new) ", re.IGNORECASE)
_NEW = re.compile(rf"{_WHOSE} new ", re.IGNORECASE)
_WILL = re.compile(r"\b(?:will|going to)\b", re.IGNORECASE)
_WHEN = re.compile(r"^\W*when (?:do|does)\b", re.IGNORECASE)


def asked_ahead(text: str, view: AsOf) -> str | None:
    """The question as it is asked of what is to come; None for one that does not ask so, or that
    names its time."""
    if view.valid.start < view.known:
        return None
    said = _WHEN.sub("When will", _COMING.sub(r"\g<whose> ", text))
    return said if said != text or _WILL.search(text) else None


def without_new(text: str) -> str:
    """ "Who is my new boss?" asks for whoever is the boss, where nobody is to come."""
    return _NEW.sub(r"\g<whose> ", text)


def at_last(view: AsOf) -> AsOf:
    """The end of all time, as it is known at a viewpoint."""
    return AsOf.moment(DUSK - INSTANT, view.known)


def is_to_come(answer: Answer, view: AsOf) -> bool:
    """Whether what answers has not begun at a viewpoint."""
    return bool(answer.texts) and answer.path[-1].valid.start > view.valid.start
