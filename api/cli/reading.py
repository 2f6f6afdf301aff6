"""The commands that ask the memory and change nothing: search, ask, explain, history, status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quipu.api.cli.options import Database, Place
from quipu.api.cli.running import run_on, scope_of
from quipu.api.moments import moment_from
from quipu.api.quoting import FEWEST_TOKENS, MOST_TOKENS, USUAL_TOKENS
from quipu.api.settings import Settings
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, FactId, Scope
from quipu.schema.knowledge import Entity

if TYPE_CHECKING:
    from quipu.api.assemble import Service
    from quipu.schema.recall import Recollection

_DATE = "Date, year, or date and time; UTC unless it has an offset."
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=f"What held in the world then. {_DATE}"),
]


class KindName(StrEnum):
    """What a search can find, as the command line names it."""

    FACT = "fact"
    EPISODE = "episode"
    ENTITY = "entity"
    COMMUNITY = "community"
    EXPERIENCE = "experience"
    PROCEDURE = "procedure"


DEFAULT_KINDS = (KindName.FACT, KindName.EPISODE)


KnownAtOption = Annotated[
    str | None, typer.Option("--known-at", metavar="DATE", help="What we believed then.")
]


@dataclass(frozen=True, slots=True)
class SearchWish:
    text: Annotated[str, typer.Argument(help="What to look for.")]
    as_of: AsOfOption = None
    known_at: KnownAtOption = None
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many answers at most.")] = 10
    depth: Annotated[int, typer.Option(min=0, max=3, help="Hops to expand from direct hits.")] = 0
    include_stale: Annotated[
        bool,
        typer.Option("--include-stale", help="Also what is over, or began later."),
    ] = False
    kinds: Annotated[
        list[KindName] | None,
        typer.Option("--kind", help="Only these, several times for several; else facts, episodes."),
    ] = None
    rerank: Annotated[
        bool, typer.Option("--rerank", help="The reranker of the settings reads the best again.")
    ] = False
    explain: Annotated[bool, typer.Option("--explain", help="Raw scores, plan and timings.")] = (
        False
    )


@dataclass(frozen=True, slots=True)
class AskWish:
    text: Annotated[str, typer.Argument(help="A question in plain English.")]
    as_of: AsOfOption = None
    known_at: KnownAtOption = None


@dataclass(frozen=True, slots=True)
class ContextWish:
    text: Annotated[str, typer.Argument(help="What the prompt is about, such as a message.")]
    tokens: Annotated[
        int, typer.Option(min=FEWEST_TOKENS, max=MOST_TOKENS, help="At most so many.")
    ] = USUAL_TOKENS
    as_of: AsOfOption = None
    known_at: KnownAtOption = None


@dataclass(frozen=True, slots=True)
class ExplainWish:
    fact: Annotated[str, typer.Argument(help="Id of a fact, as `quipu search` prints it.")]


@dataclass(frozen=True, slots=True)
class HistoryWish:
    entity: Annotated[str, typer.Argument(help="Name or id of someone or something.")]
    as_of: AsOfOption = None


def search(wish: SearchWish, place: Place) -> None:
    """Find facts and messages by words, by meaning and by neighbourhood.

    Every hit carries its dates, its status, its source, and the arms that found it.
    """
    from quipu.api.cli.as_json import recollection_json, say
    from quipu.api.cli.render import recollection_lines
    from quipu.schema.recall import ItemKind, Question

    kinds = frozenset(ItemKind[one.name] for one in wish.kinds or DEFAULT_KINDS)
    as_of, known_at = _moment(wish.as_of), _moment(wish.known_at)

    async def searched(service: Service) -> Recollection:
        question = Question(
            wish.text,
            view=service.memory.view(as_of, known_at),
            kinds=kinds,
            limit=wish.limit,
            depth=wish.depth,
            include_stale=wish.include_stale,
            rerank=wish.rerank,
        )
        scope = scope_of(service, place)
        return await _with_sources(service, scope, await service.memory.search(scope, question))

    found = run_on(existing(place), searched)
    if place.json:
        say(recollection_json(found))
    else:
        _say(recollection_lines(found, explains=wish.explain))


def ask(wish: AskWish, place: Place) -> None:
    """Answer a question by the best path of facts, with its sources; or say "I do not know"."""
    from quipu.api.cli.as_json import answer_json, say
    from quipu.api.cli.render import answer_lines
    from quipu.schema.intervals import AsOf
    from quipu.schema.recall import Answer

    as_of, known_at = _moment(wish.as_of), _moment(wish.known_at)

    async def asked(service: Service) -> tuple[Answer, AsOf]:
        view = service.memory.view_for(wish.text, as_of, known_at)
        return await service.memory.ask(scope_of(service, place), wish.text, view), view

    answer, view = run_on(existing(place), asked)
    if place.json:
        say(answer_json(answer, view))
    else:
        _say(answer_lines(answer, view))


def context(wish: ContextWish, place: Place) -> None:
    """Print what bears on a text for a prompt: dated facts and their sources, within a budget."""
    from quipu.api.cli.as_json import context_json, say
    from quipu.api.packing import Packed, packed_for
    from quipu.schema.intervals import AsOf

    as_of, known_at = _moment(wish.as_of), _moment(wish.known_at)

    async def gathered(service: Service) -> tuple[Packed, AsOf]:
        view = service.memory.view(as_of, known_at)
        scope = scope_of(service, place)
        return await packed_for(service.memory, scope, wish.text, view, wish.tokens), view

    found, view = run_on(existing(place), gathered)
    if place.json:
        say(context_json(found, view))
    else:
        typer.echo(found.text or "Nothing found.")


def explain(wish: ExplainWish, place: Place) -> None:
    """Say why a fact is believed: whose words, when, against which rivals, by which rule."""
    from quipu.api.cli.as_json import explanation_json, say
    from quipu.graph.explain import Explanation
    from quipu.schema.intervals import AsOf

    async def explained(service: Service) -> tuple[Explanation, AsOf]:
        found = await service.memory.explain(scope_of(service, place), FactId(wish.fact))
        return found, service.memory.view()

    found, view = run_on(existing(place), explained)
    if place.json:
        say(explanation_json(found, view))
    else:
        typer.echo(found.text)


def history(wish: HistoryWish, place: Place) -> None:
    """Tell all that is believed of someone or something, oldest first, stale facts marked."""
    from quipu.api.cli.as_json import say, timeline_json
    from quipu.api.cli.render import timeline_lines

    as_of = _moment(wish.as_of)

    async def told(service: Service) -> None:
        scope, memory = scope_of(service, place), service.memory
        entity = await entity_called(service, scope, wish.entity)
        facts, view = await memory.timeline(scope, entity.id), memory.view(as_of)
        overridden = await memory.overridden(scope, facts, view)
        ends = {end for fact in facts for end in (fact.subject, fact.object)}
        named = {one.id: one for one in await memory.store.entities(scope, ends)}
        if place.json:
            say(timeline_json(entity, facts, named, view, overridden))
        else:
            _say(timeline_lines(entity, facts, view, overridden, named))

    run_on(existing(place), told)


def status(place: Place) -> None:
    """Count what the memory holds and what it still owes."""
    from quipu.api.cli.as_json import say, statistics_json
    from quipu.api.cli.render import spending_lines, statistics_lines

    async def counted(service: Service) -> None:
        scope = scope_of(service, place)
        found = await service.memory.store.statistics(scope, service.memory.view())
        spent = await service.ledger.spending(scope)
        if place.json:
            say(statistics_json(found, spent))
        else:
            _say(statistics_lines(found, service.settings.memory_place, scope.key.rstrip("/")))
            _say(spending_lines(spent, service.memory.clock()))

    run_on(existing(place), counted)


async def _with_sources(service: Service, scope: Scope, found: Recollection) -> Recollection:
    """The same hits with the episodes that their facts rest on."""
    facts = [fact for fact in found.facts.values() if fact.id in {hit.id for hit in found.hits}]
    missing = {id for fact in facts for id in fact.episodes} - found.episodes.keys()
    fetched = await service.memory.store.episodes(scope, missing)
    return replace(found, episodes={**found.episodes, **{one.id: one for one in fetched}})


async def entity_called(service: Service, scope: Scope, name: str) -> Entity:
    """An entity by its name, an alias, or its id. Raises `NotFound`, naming what is near, and
    `Invalid` where several bear the name."""
    from quipu.api.naming import called, did_you_mean, near_names
    from quipu.schema.drafts import EntityRef

    if not name.strip():
        raise Invalid("an empty name")
    found = await called(service.memory, scope, name)
    found = found or await service.memory.entity(scope, EntityRef(id=EntityId(name)))
    if found is not None:
        return found
    hint = did_you_mean(await near_names(service.memory, scope, name)) or "try `quipu search`"
    raise NotFound(f"nobody and nothing called {name!r}", hint=hint)


def existing(place: Database) -> Settings:
    """Settings that point at a memory: a question makes no empty file of a mistyped name."""
    settings = place.settings()
    is_file = settings.engine == "sqlite" and not settings.is_in_memory
    if is_file and not settings.database.exists():
        raise NotFound(f"no memory at {settings.database}", hint="`quipu ingest` makes one")
    return settings


def _moment(written: str | None) -> datetime | None:
    return None if written is None else moment_from(written).at


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
