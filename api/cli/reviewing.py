"""The command that shows what waits for a person, and takes what the person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quipu.api.cli.options import Place
from quipu.api.cli.reading import existing
from quipu.api.cli.ruling import Named, settle_ruling
from quipu.api.cli.running import run_on, scope_of
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.ports import Receipt
from quipu.schema.reviews import ReviewStatus, Verdict
from quipu.schema.rulings import Ruling

if TYPE_CHECKING:
    from quipu.api.assemble import Service

_SHOWN = 50
_VERDICTS = {
    "first": Verdict.KEEP_FIRST,
    "second": Verdict.KEEP_SECOND,
    "both": Verdict.KEEP_BOTH,
    "dismiss": Verdict.DISMISS,
    "same": Verdict.SAME,
    "different": Verdict.DIFFERENT,
}


@dataclass(frozen=True, slots=True)
class ReviewWish:
    review: Annotated[
        str | None, typer.Argument(metavar="REVIEW", help="Its id; without one all are listed.")
    ] = None
    keep: Annotated[
        Literal["first", "second", "both", "dismiss"] | None,
        typer.Option(help="Which of the two holds, or both; dismiss leaves all as it is."),
    ] = None
    are: Annotated[
        Literal["same", "different"] | None,
        typer.Option(help="Of two names: whether they mean one. Neither is asked again."),
    ] = None
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stands in the log.")] = ""
    ask_model: Annotated[
        bool,
        typer.Option("--ask-model", help="Let the model of the settings rule on likely names."),
    ] = False
    all: Annotated[bool, typer.Option("--all", help="List those that are decided, too.")] = False


def review(wish: ReviewWish, place: Place) -> None:
    """List what no rule settles, or decide one of them: --keep for claims, --are for names.

    Of two claims the first is what is shown until somebody decides. A decision can be undone.
    """
    if wish.ask_model:
        run_on(existing(place), lambda service: _adjudicated(service, place))
        return
    if wish.review is None:
        run_on(existing(place), lambda service: _listed(service, wish, place))
        return
    said = [one for one in (wish.keep, wish.are) if one is not None]
    if len(said) != 1:
        raise Invalid("nothing decided", hint="--keep first, --are same, … : one of them")
    id, verdict = wish.review, _VERDICTS[said[0]]

    async def accepting(service: Service, scope: Scope, by: Ruling, key: str) -> Receipt:
        from quipu.graph.ruling.reviews import decided

        return await decided(service.memory, scope, id, verdict, by, key)

    settle_ruling(place, Named("decide", (id,)), wish.reason, accepting)


async def _adjudicated(service: Service, place: Place) -> None:
    from quipu.api.cli.as_json import say
    from quipu.api.cli.credentials import note
    from quipu.api.readers import Around, chosen_adjudicator
    from quipu.graph.ruling.adjudicating import adjudicated

    memory, scope = service.memory, scope_of(service, place)
    around = Around(memory.ontology, service.ledger, memory.clock)
    async with chosen_adjudicator(service.settings, around) as adjudicator:
        done = await adjudicated(memory, scope, adjudicator)
    note(place, "decide", scope.tenant, [])
    await service.worker.until_settled(memory.clock())
    if place.json:
        told = {"asked": done.asked, "decided": done.decided, "left": done.left}
        say(told | {"complaint": done.complaint or None})
        return
    typer.echo(f"asked about {done.asked}, decided {done.decided}, left to you {done.left}")
    if done.complaint:
        typer.echo(f"  {done.complaint}")


async def _listed(service: Service, wish: ReviewWish, place: Place) -> None:
    from quipu.api.cli.as_json import review_json, say
    from quipu.api.cli.render import review_lines
    from quipu.graph.ruling.reviews import reviews

    status = None if wish.all else ReviewStatus.OPEN
    found = await reviews(service.memory, scope_of(service, place), status, None, _SHOWN)
    if place.json:
        say({"reviews": [review_json(one) for _, one in found]})
        return
    if not found:
        typer.echo("nothing waits for a decision")
    for _, one in found:
        for line in review_lines(one):
            typer.echo(line)
