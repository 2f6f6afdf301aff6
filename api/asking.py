"""Whom a consolidation asks about likely names: the model of the settings, where they say so."""

from __future__ import annotations

from contextlib import AsyncExitStack

from quipu.api.readers import Around, chosen_adjudicator, must_name_a_model
from quipu.api.settings import Settings
from quipu.graph.upkeep.going_over import Asking
from quipu.schema.adjudicating import Adjudicator, Dossier, Opinion
from quipu.schema.identity import Scope


def chosen_asking(
    settings: Settings, around: Around, until_closed: AsyncExitStack
) -> Asking | None:
    """Whom to ask, and about how many pairs; None where nobody is. Raises `Invalid`."""
    if settings.model_pairs == 0:
        return None
    must_name_a_model(settings, for_what="model.pairs")
    return Asking(WhenAsked(settings, around, until_closed), settings.model_pairs)


class WhenAsked:
    """An adjudicator that is put together when it is first asked, as `WhenNeeded` is."""

    def __init__(self, settings: Settings, around: Around, until_closed: AsyncExitStack) -> None:
        self.name = settings.model_name
        self._settings, self._around, self._until_closed = settings, around, until_closed
        self._adjudicator: Adjudicator | None = None

    async def opinion(self, scope: Scope, one: Dossier, other: Dossier) -> Opinion:
        """See `Adjudicator.opinion`."""
        if self._adjudicator is None:
            chosen = chosen_adjudicator(self._settings, self._around)
            self._adjudicator = await self._until_closed.enter_async_context(chosen)
            self.name = self._adjudicator.name
        return await self._adjudicator.opinion(scope, one, other)
