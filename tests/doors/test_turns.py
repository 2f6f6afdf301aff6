"""What cannot be read now, of one, holds nobody else up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fakes import HashEmbedder
from quipu.api.assemble import assembled
from quipu.api.settings import Settings
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Episode, Reading
from quipu.schema.ports import JobStatus

ONE, OTHER = Scope("one"), Scope("other")


class AwayForSome:
    """Its model does not answer about texts of one tenant."""

    name = "away for some"

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        if any(one.scope == ONE for one in episodes):
            raise Unavailable("the model does not answer")
        return [Reading() for _ in episodes]


async def test_a_scope_whose_model_is_away_has_had_its_turn(settings: Settings) -> None:
    async with assembled(settings, extractor=AwayForSome(), embedder=HashEmbedder()) as service:
        memory = service.memory
        late = await memory.remember(ONE, [EpisodeDraft("a")], "k")
        read = await memory.remember(OTHER, [EpisodeDraft("b")], "k")
        with pytest.raises(Unavailable):
            await service.worker.settle()
        assert await service.worker.settle()
        jobs = [
            await memory.queue.job(ONE, late.job.id),
            await memory.queue.job(OTHER, read.job.id),
        ]
    assert [job.status for job in jobs if job] == [JobStatus.QUEUED, JobStatus.DONE]
