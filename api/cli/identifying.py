"""The command that measures who is who: `quipu bench identity`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Database
from quipu.schema.errors import Invalid

if TYPE_CHECKING:
    from quipu.api.bench.identity.growth import Growth
    from quipu.api.bench.identity.run import SetScore


@dataclass(frozen=True, slots=True)
class IdentityWish:
    folder: Annotated[str, typer.Argument(help="A folder with sets of labelled names.")]
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Where predictions are written, one file a set.")
    ]
    names: Annotated[
        str, typer.Option(metavar="N,N,…", help="How many made-up names to compare; empty: none.")
    ] = "1000,10000,100000"
    seed: Annotated[int, typer.Option(help="The same seed makes the same names.")] = 0


def identity(wish: IdentityWish, place: Database) -> None:
    """Tell names apart, score it beside letters alone, and show what comparing costs.

    likely: if somebody agrees to all that the ladder of names proposes; joined: by itself, as a
    memory does; letters: half of the letter triples shared. Nothing is remembered.
    """
    from quipu.api.bench.identity.growth import grown
    from quipu.api.bench.identity.run import run_identity
    from quipu.api.cli.as_json import say

    sizes = _sizes(wish.names)
    done = run_identity(Path(wish.folder), Path(wish.out))
    if not place.json:
        _show_sets(done)
    growth = []
    for size in sizes:
        growth.append(grown(size, wish.seed))
        if not place.json:
            _show_growth(growth[-1], is_first=len(growth) == 1)
    if place.json:
        costs = [asdict(one) | {"pairs_per_second": one.pairs_per_second} for one in growth]
        say({"set": "identity", "sets": [asdict(one) for one in done], "growth": costs})
        return
    typer.echo(f"predictions in {wish.out}")


def _sizes(text: str) -> list[int]:
    try:
        sizes = [int(part) for part in text.split(",") if part.strip()]
    except ValueError as error:
        raise Invalid(f"no sizes: {text!r}", hint="such as 1000,10000") from error
    if any(size < 1 for size in sizes):
        raise Invalid(f"a size below one: {text!r}", hint="such as 1000,10000")
    return sizes


def _show_sets(done: list[SetScore]) -> None:
    for one in done:
        typer.echo(f"{one.name}: {one.rows:,} rows in {one.seconds:.1f} s")
        for way, figures in one.figures.items():
            told = "  ".join(f"{name} {value:5.1f}" for name, value in figures.items())
            typer.echo(f"  {way:12}{told}")


def _show_growth(one: Growth, *, is_first: bool) -> None:
    if is_first:
        heads = ("names", "pairs", "pairs/name", "pairs/s", "seconds", "found of known")
        ways = [f"{way} B3 P/R/F1" for way in one.b_cubed]
        typer.echo("".join(f"{head:>16}" for head in heads) + "".join(f"{way:>22}" for way in ways))
    cells = (
        f"{one.names:,}",
        f"{one.pairs:,}",
        f"{one.pairs / one.names:.2f}",
        f"{one.pairs_per_second:,}",
        f"{one.seconds:.1f}",
        f"{one.found:,}/{one.known:,}",
    )
    told = ["/".join(f"{value:.1f}" for value in some.values()) for some in one.b_cubed.values()]
    typer.echo("".join(f"{cell:>16}" for cell in cells) + "".join(f"{cell:>22}" for cell in told))
