"""Questions about what was before or after: answered by stepping back along what held.

"Where did she live before?" asks what "Where did she live?" would have been answered with just
before its answer of today began.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

from quipu.schema.intervals import DAWN, INSTANT, AsOf
from quipu.schema.names import name_form
from quipu.schema.recall import Answer

_MOST_STEPS = 8  # back, to find what a question names
_BESIDE = re.compile(
    r",?\s+(?:right |just |shortly )?(?P<side>before|after)\b(?P<named>[^?]*)(?P<end>\??)\s*$",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:previous(?:ly)?|former(?:ly)?|prior|earlier|used? to)\s+(?=\w)", re.IGNORECASE
)
_TIME = re.compile(r"\d|\b(?:to)?day\b|\bweek\b|\bmonth\b|\byear\b")
_EMPTY = frozenset({"", "that", "this", "now", "then"})

Ask = Callable[[str, AsOf], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Beside:
    """A question without its words for "before", and what it names beside which to look."""

    text: str
    named: str = ""  # a normal form; empty: what holds now
    is_after: bool = False

    def is_named_by(self, answer: Answer) -> bool:
        """Whether an answer is what the question names, in short or in full: "before Oslo" is not
        answered by Oslo."""
        named = f" {self.named.removeprefix('the ')} "
        said = [f" {name_form(text)} " for text in answer.texts]
        return bool(self.named) and any(one in named or named in one for one in said)


def beside_in(text: str) -> Beside | None:
    """What a question about something earlier or later asks; None for any other question.

    "Before 2020" is a time, which is found elsewhere.
    """
    found = _BESIDE.search(text)
    if found is None:
        stripped = _FORMER.sub("", text)
        return None if stripped == text else Beside(stripped)
    named, is_after = name_form(found["named"]), found["side"].lower() == "after"
    if _TIME.search(named) or (is_after and named in _EMPTY):
        return None
    rest = text[: found.start()] + found["end"]
    return Beside(rest, "" if named in _EMPTY else named, is_after)


async def stepped_back(ask: Ask, asked: Beside, view: AsOf) -> Answer | None:
    """The answer beside the one that holds at a viewpoint, or beside the one that is named.

    None where none is known, or what is named is not among them: nothing to look beside.
    """
    later: Answer | None = None
    is_passed = not asked.named
    async for answer in _backwards(ask, asked.text, view):
        if is_passed and (later is not None or not answer.path[-1].valid.overlaps(view.valid)):
            return answer  # what is over is earlier than what is not told to hold
        is_passed = is_passed or asked.is_named_by(answer)
        if is_passed and asked.is_after:
            return later or nothing_beside(answer, asked)
        later = answer
    return nothing_beside(later, asked) if is_passed and later is not None else None


async def _backwards(ask: Ask, text: str, view: AsOf) -> AsyncIterator[Answer]:
    """What a question is answered with, the latest first."""
    answer = await ask(text, view)
    for _ in range(_MOST_STEPS):
        if not answer.texts:
            return
        yield answer
        start, texts = answer.path[-1].valid.start, answer.texts
        while answer.texts == texts:
            if start == DAWN:
                return
            answer = await ask(text, AsOf.moment(start - INSTANT, view.known))
            if not answer.path or answer.path[-1].valid.start >= start:
                return
            start = answer.path[-1].valid.start


def nothing_beside(answer: Answer, asked: Beside) -> Answer:
    """No answer, and that it is what lies before or after this one that nobody told."""
    side = "after" if asked.is_after else "before"
    reason = f"nothing is told of what was {side} “{', '.join(answer.texts)}”"
    return replace(answer, texts=(), confidence=0.0, reason=reason)
