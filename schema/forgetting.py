"""What a caller asks to forget, and the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quipu.schema.drafts import EntityRef
from quipu.schema.erasing import ForgetMode
from quipu.schema.errors import Conflict
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Episode

SHOWN_TEXTS = 50
"""How many texts a dry run shows at most."""

SHOWN_CHARACTERS = 100
"""How much of each."""


class Erased(Conflict):
    """All that is told was erased on request: it must not come back."""


@dataclass(frozen=True, slots=True)
class Selector:
    """What to forget: exactly one of the fields.

    `ids` are those of episodes, facts and entities. A fact goes with the texts that tell it, a
    subject with all that tell of it. `scope` means all of the scope and the narrower ones.
    """

    ids: tuple[str, ...] = ()
    subject: EntityRef | None = None
    episodes_before: datetime | None = None
    scope: bool = False


@dataclass(frozen=True, slots=True)
class ForgetWish:
    """Without the token of a dry run that found the same, nothing is forgotten."""

    selector: Selector
    reason: str
    actor: str
    mode: ForgetMode = ForgetMode.ERASE
    confirm_token: str | None = None
    dry_run: bool = True


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What went, or would go: the receipt. `residual` says what cannot be reached from here."""

    id: str
    episodes: int
    entities: int
    facts: int
    facts_kept_with_other_evidence: int
    embeddings: int
    fulltext_entries: int
    residual: tuple[str, ...] = ()
    purge_due_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class DoomedText:
    """A text that a dry run would have go, as far as a person needs to know it again."""

    id: EpisodeId
    occurred_at: datetime
    speaker: str
    beginning: str  # of its content, on one line

    @classmethod
    def of(cls, episode: Episode) -> DoomedText:
        line = " ".join(episode.content[: 4 * SHOWN_CHARACTERS].split())
        if len(line) > SHOWN_CHARACTERS:
            line = line[: SHOWN_CHARACTERS - 1].rstrip() + "…"
        return cls(episode.id, episode.occurred_at, episode.speaker, line)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The answer: a dry run with its token, or the receipt of what was done.

    `texts` are the first of those that would go, for whoever is to confirm it: no receipt has them.
    """

    report: ForgetReport
    is_dry_run: bool
    confirm_token: str | None = None
    is_replay: bool = False
    texts: tuple[DoomedText, ...] = ()
