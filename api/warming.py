"""What a serving process does before the first question comes, so that nobody waits for it."""

from __future__ import annotations

import gc
import logging
from dataclasses import replace

from quipu.api.assemble import Service, now
from quipu.extraction.models.one_meaning import OneMeaning
from quipu.schema.errors import Unavailable
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import Episode
from quipu.schema.recall import Question

log = logging.getLogger(__name__)

_WORDS = "Where do I live?"
_BETWEEN_ROUNDS = 10_000  # objects; a search makes some thousands, and most are gone when it ends


async def warm(service: Service) -> None:
    """Load the models that run here and the memory of callers without a credential, and have an
    engine think about both forms of search: a Neo4j that is new to one plans it for seconds.

    Remote models are not asked: that costs money. Then all that is loaded, which stays until the
    process ends, is taken out of the rounds of Python's collector: one took 80 ms of every
    request that it fell upon. Only for a process of our own, because it is the whole process
    whose objects are no longer looked through.
    """
    try:
        await _asked(service)
    except Unavailable as fault:  # whoever asks next is told so
        log.warning("not warm yet: %s", fault)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_ROUNDS, *gc.get_threshold()[1:])


async def _asked(service: Service) -> None:
    settings, at = service.settings, now()
    if settings.reader == "local":
        words = Episode(EpisodeId("warm"), service.scope, _WORDS, at, at)
        await service.reader.read([words])
    memory, model = service.memory, service.memory.embedder
    if settings.embedder_kind != "local":
        memory = replace(memory, embedder=OneMeaning(model.name, model.dimensions))
    for depth in (0, 1):
        await memory.search(service.scope, Question(_WORDS, depth=depth))
