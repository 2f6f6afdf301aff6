"""A question about one who speaks, as that one would say it: "What did Anna paint?" → "What did I
paint?".

People say "I" of themselves, and their names stand in what others say to them ("Thanks, Anna!").
So turns are measured by the question in the first person, and facts, which name whom they are
about, by the question as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.schema.identity import Scope
from quipu.schema.ports import Embedder, GraphStore
from quipu.schema.recall import Candidates, ItemKind, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w+(?:-\w+)*")
_LONGEST = 3  # words in a name of one who speaks
_MOST = 24  # names that are looked up
_TURNED = {"is": "am I", "does": "do I", "has": "have I"}
_TOLD = {"is": "I am", "does": "I do", "has": "I have"}


@dataclass(frozen=True, slots=True)
class Voiced:
    """What a question means as it is asked, and as those say it who are asked about, if any."""

    asked: NDArray[np.float32]
    said: NDArray[np.float32] | None = None

    def levelled(self, gathered: Candidates) -> Candidates:
        """The candidates, facts as near as the two questions are alike: a name that stands in a
        fact and in the question brings them nearer than any turn can be."""
        if self.said is None:
            return gathered
        alike = float(self.asked @ self.said)
        found = tuple(
            one._replace(meaning=alike * one.meaning)
            if one.kind is ItemKind.FACT and one.meaning is not None
            else one
            for one in gathered.found
        )
        return replace(gathered, found=found)


async def voiced(store: GraphStore, embedder: Embedder, scope: Scope, question: Question) -> Voiced:
    """The vectors to search by. One that asks for facts alone has its own only."""
    texts = [question.text]
    names = possible_speakers(question.text) if ItemKind.EPISODE in question.kinds else []
    if names:
        said = in_first_person(question.text, await store.speakers(scope, names))
        texts += [said] if said != question.text else []
    return Voiced(*await embedder.embed(texts))


def possible_speakers(text: str) -> list[str]:
    """Runs of one to three words with a capital, the longest first, each once; in a text without
    capitals every word as a name would be written (pure)."""
    words = _WORD.findall(text)
    if _is_typed_small(words):
        words = [word.capitalize() for word in words]
    runs: list[list[str]] = [[]]
    for word in words:
        if word[0].isupper() and word.casefold() not in STOP_WORDS:
            runs[-1].append(word)
        else:
            runs.append([])
    names = [
        " ".join(run[start : start + length])
        for length in range(_LONGEST, 0, -1)
        for run in runs
        for start in range(len(run) - length + 1)
    ]
    return list(dict.fromkeys(names))[:_MOST]


def in_first_person(text: str, speakers: Iterable[str]) -> str:
    """A question as the speakers whom it names would say it, by whole or first name (pure)."""
    forms = {form for speaker in speakers for form in (speaker, speaker.split(" ")[0])}
    if not forms:
        return text
    names = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    flags = re.IGNORECASE if _is_typed_small(_WORD.findall(text)) else re.NOFLAG
    pattern = re.compile(
        rf"(?:\b(?P<before>(?i:is|does|has)) )?(?<!\w)(?:{names})(?!\w)"
        r"(?:(?P<own>['’]s\b)| (?P<after>is|does|has)\b)?",
        flags,
    )

    def turned(found: re.Match[str]) -> str:
        before, own, after = found["before"], found["own"], found["after"]
        rest = text[found.end() :]
        if not (own or after) and rest[:1] == " " and rest[1:2].isupper():
            return found[0]  # the first name of somebody else: "Anna Berg" is not Anna Miller
        if own:
            return f"{before} my" if before else "my"
        if before:
            return _TURNED[before.lower()] + (f" {after}" if after else "")
        return _TOLD[after.lower()] if after else "I"

    return pattern.sub(turned, text)


def _is_typed_small(words: list[str]) -> bool:
    return all(word == word.casefold() for word in words)
