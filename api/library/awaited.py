"""All calls of the library, each of which is awaited."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.api.library.deciding import Deciding
from quipu.api.library.looking import Looking
from quipu.api.library.telling import Telling


@dataclass(frozen=True, slots=True)
class Awaited(Telling, Looking, Deciding):
    """A memory. `remember` keeps at once; what was read from it is there after `settled`."""
