"""What a question tells apart by a name, and a text only by what stands beside it.

"Who leads the migration to NATS?", where a record says "We replace RabbitMQ with NATS. Luis leads
the migration". Of the migration to something that nobody wrote of, that is no answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quipu.schema.name_parts import parts_of, plain_form
from quipu.schema.recall import Answer

_TOLD_APART = re.compile(
    r"\b(?P<thing>(?:the|our) (?:[a-z-]+ )?(?P<noun>[a-z-]+)) "
    r"(?P<joined>to|for|of|from|at|with|into|on|in) (?:the )?"
    r"(?P<name>[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*){0,3})(?=[?.!,\s]|$)"
)
_OTHER = r"\s+(?:to|for|of|from|at|with|into|on|in)\b"


@dataclass(frozen=True, slots=True)
class ToldApart:
    """A question without the name that tells apart what it is about."""

    text: str
    noun: str
    name: str

    def is_named_by(self, answer: Answer) -> bool:
        """Whether the facts found, whom they lead to, or the texts that tell them say the name."""
        names = [name for one in answer.entities.values() for name in (one.name, *one.aliases)]
        said = [fact.sentence for fact in answer.path]
        texts = [*names, *said, *(one.content for one in answer.sources)]
        core = f" {' '.join(parts_of(self.name).core)} "  # "Horgesti" asks for "Horgești" as well
        return any(core in f" {plain_form(one)} " for one in texts)

    def is_told_by(self, answer: Answer) -> bool:
        """Whether what was found speaks of that thing and of no other, in a text with its name."""
        said = [fact.sentence for fact in answer.path]
        noun = rf"\b{re.escape(self.noun)}\b"
        speaks = any(re.search(noun, one, re.IGNORECASE) for one in said)
        is_other = any(re.search(noun + _OTHER, one, re.IGNORECASE) for one in said)
        return len(answer.path) == 1 and self.is_named_by(answer) and speaks and not is_other


def told_apart(text: str) -> ToldApart | None:
    """ "Who leads the migration?" of "Who leads the migration to NATS?"."""
    found = _TOLD_APART.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]}{found['thing']}{text[found.end() :]}"
    return ToldApart(rest, found["noun"], found["name"])
