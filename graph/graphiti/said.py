"""What an imported episode tells; it is remembered, so that only what is new comes again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from quipu.graph.graphiti.texts import LONGEST_NAME
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.intervals import DUSK, Interval
from quipu.schema.knowledge import EpisodeKind, Statement, When


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and which fact of Graphiti's it comes from, as it stood there.

    `since` and `until` are the dates told with it; `is_over` says that only its end is told.
    """

    fact: str
    since: str
    until: str
    is_over: bool
    statement: Statement = field(compare=False)

    @property
    def mark(self) -> str:
        """How it is remembered that this was told: as one line in the episode's metadata."""
        return "|".join((self.fact, self.since, self.until, "over" if self.is_over else "holds"))


@dataclass(frozen=True, slots=True)
class Told:
    """An episode to remember, and what is told in it."""

    draft: EpisodeDraft
    said: tuple[Said, ...] = ()


def still_to_tell(told: Told, marks: Iterable[str], left: Counter[str]) -> Iterator[EpisodeDraft]:
    """What an episode that is held already, with these marks, does not say yet: facts that
    Graphiti has added to it, or ended, since it came in."""
    held = set(marks)
    known = {tuple(mark.split("|")[:2]): mark.split("|") for mark in held}
    facts = {mark.split("|")[0] for mark in held}
    for said in told.said:
        if said.mark in held:
            continue
        before = known.get((said.fact, said.since))
        if said.is_over or said.fact not in facts:
            yield _later(told, said)
        elif before is not None and before[2] == "" and said.until:
            end = datetime.fromisoformat(said.until)
            over = replace(
                said.statement, is_ending=True, temporal=None, when=When(Interval(end, DUSK))
            )
            yield _later(told, replace(said, is_over=True, statement=over))
        else:
            left["facts whose dates were changed since they came in, not only ended"] += 1


def _later(told: Told, said: Said) -> EpisodeDraft:
    graphiti = {"fact": said.fact, "evidence": told.draft.external_id, "told": [said.mark]}
    return replace(
        told.draft,
        content=said.statement.sentence,
        kind=EpisodeKind.EVENT,
        speaker="",
        external_id=said.mark[:LONGEST_NAME],
        metadata={"graphiti": graphiti},
        given=(said.statement,),
    )
