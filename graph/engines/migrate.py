"""Which migrations an engine's storage still needs: numbered, append-only, each applied once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files

from quipu.schema.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class Migration:
    """One step from an older storage to a newer one; `text` is in the engine's language."""

    number: int
    name: str
    text: str


def migrations(engine: str) -> list[Migration]:
    """The migrations of `schema/migrations/<engine>`, in the order of their numbers."""
    folder = files("quipu.schema") / "migrations" / engine
    found = []
    for file in folder.iterdir():
        number, _, rest = file.name.partition("_")
        found.append(Migration(int(number), rest.partition(".")[0], file.read_text("utf-8")))
    return sorted(found)


def pending(known: Collection[Migration], applied: Collection[int]) -> list[Migration]:
    """Migrations still to apply, in order. Raises Invalid when the storage is newer than we are."""
    newest = max((migration.number for migration in known), default=0)
    if applied and max(applied) > newest:
        raise Invalid(
            f"the database is of version {max(applied)}, this quipu knows up to {newest}",
            hint="upgrade quipu",
        )
    return [migration for migration in sorted(known) if migration.number not in applied]
