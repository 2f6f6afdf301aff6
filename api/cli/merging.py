"""The commands by which a person says who is who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.ruling import Named, settle_ruling
from quipu.schema.identity import FactId, Scope
from quipu.schema.ports import Receipt
from quipu.schema.rulings import Ruling

if TYPE_CHECKING:
    from quipu.api.assemble import Service

_Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the log.")]


@dataclass(frozen=True, slots=True)
class MergeWish:
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="Name or id of whom to keep.")]
    others: Annotated[
        list[str], typer.Argument(metavar="OTHER…", help="Names or ids of who is the same.")
    ]
    reason: _Reason
    insist: Annotated[
        bool, typer.Option("--insist", help="Also where kinds, numbers or births differ.")
    ] = False


@dataclass(frozen=True, slots=True)
class SplitWish:
    entity: Annotated[str, typer.Argument(metavar="NAME", help="Name or id of who is two.")]
    new_name: Annotated[str, typer.Argument(metavar="NEW", help="What to call the other one.")]
    facts: Annotated[
        list[str], typer.Argument(metavar="FACT…", help="The facts that are about the other one.")
    ]
    reason: _Reason


def merge(wish: MergeWish, place: Place) -> None:
    """Say that several names mean one: all that is told of them competes from then on.

    Nothing is lost by it: `quipu undo` makes them several again, with all that each had.
    """
    from quipu.api.naming import meant
    from quipu.graph.ruling.merging import merged
    from quipu.schema.merging import Merger

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        keep = await meant(service.memory, scope, wish.keep)
        others = [await meant(service.memory, scope, one) for one in wish.others]
        asked = Merger(keep.id, tuple(one.id for one in others), insists=wish.insist)
        return await merged(service.memory, scope, asked, by, key)

    settle_ruling(place, Named("mergeEntities", (wish.keep, *wish.others)), wish.reason, accepting)


def split(wish: SplitWish, place: Place) -> None:
    """Say that some facts are about somebody else, who gets a name of their own.

    `quipu undo` gives them back.
    """
    from quipu.api.naming import meant
    from quipu.graph.ruling.merging import split as parted
    from quipu.schema.merging import Splitting

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        entity = await meant(service.memory, scope, wish.entity)
        facts = tuple(FactId(one) for one in wish.facts)
        asked = Splitting(entity.id, wish.new_name, facts)
        return await parted(service.memory, scope, asked, by, key)

    settle_ruling(place, Named("splitEntity", (wish.entity, *wish.facts)), wish.reason, accepting)
