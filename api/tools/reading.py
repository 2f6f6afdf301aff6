"""Tools that change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from itertools import chain

from quipu.api.moments import moment_from
from quipu.api.quoting import quoted
from quipu.api.tools.arguments import argument
from quipu.api.tools.caller import Answer, Caller
from quipu.api.tools.lived import attempt_line, lines_lived, procedure_line
from quipu.api.tools.naming import entity_named, whole_id
from quipu.api.tools.telling import Citing, as_data, citing, short, told, whole_episode
from quipu.graph.communities import communities_by_id
from quipu.schema.communities import ToldCommunity
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.identity import EntityId, EpisodeId, FactId, JobId
from quipu.schema.intervals import DAWN, DUSK, AsOf, Interval
from quipu.schema.knowledge import Entity, Fact
from quipu.schema.ports import Job, Reach
from quipu.schema.recall import USUAL_KINDS, Hit, ItemKind, Question, Recollection

BUDGET_TOKENS = 4_000
_IDS_AT_ONCE = 20
_SHORTEST_LINE_TOKENS = 10  # of a fact: more lines than a budget holds need not be made
_MEMBERS_SHOWN = 20
_WAYS_SHOWN = 8
_AROUND_TOKENS = 100  # of an answer, beside the texts in it
_HELD = "When it held, ISO 8601; else now."
_BELIEVED = "When it was believed; else now."


@dataclass(frozen=True, slots=True)
class SearchArguments:
    query: str = argument("In words.")
    as_of: str = argument(_HELD, default="")
    known_at: str = argument(_BELIEVED, default="")
    include_stale: bool = argument("Also what is over, or began later.", default=False)
    kinds: tuple[str, ...] = argument(
        "Else fact, episode: entity, community, experience, procedure.", default=()
    )
    limit: int = argument(default=10, minimum=1, maximum=50)
    max_tokens: int = argument(default=BUDGET_TOKENS, minimum=200, maximum=20_000)


@dataclass(frozen=True, slots=True)
class AskArguments:
    question: str = argument("In plain English.")
    as_of: str = argument(_HELD, default="")
    known_at: str = argument(_BELIEVED, default="")


@dataclass(frozen=True, slots=True)
class GetArguments:
    ids: tuple[str, ...] = argument(f"At most {_IDS_AT_ONCE}; beginnings as shown will do.")
    offset: int = argument("Where to go on in a text.", default=0, minimum=0, maximum=1_000_000)
    max_tokens: int = argument(default=BUDGET_TOKENS, minimum=200, maximum=20_000)


@dataclass(frozen=True, slots=True)
class ExploreArguments:
    start: str = argument("Name or id.")
    depth: int = argument(default=1, minimum=1, maximum=4)
    predicates: tuple[str, ...] = argument("Along these, such as lives in.", default=())
    as_of: str = argument(_HELD, default="")
    max_tokens: int = argument(default=BUDGET_TOKENS, minimum=200, maximum=20_000)


@dataclass(frozen=True, slots=True)
class TimelineArguments:
    about: str = argument("Name or id.")
    since: str = argument("What holds after this date.", default="")
    until: str = argument("What holds before this date.", default="")
    after: str = argument("What comes after this fact.", default="")
    max_tokens: int = argument(default=BUDGET_TOKENS, minimum=200, maximum=20_000)


@dataclass(frozen=True, slots=True)
class StatusArguments:
    job: str = argument(default="")


async def search(caller: Caller, given: SearchArguments) -> Answer:
    view = caller.memory.view(_moment(given.as_of), _moment(given.known_at))
    question = Question(
        given.query,
        view=view,
        kinds=frozenset(map(_kind, given.kinds)) or USUAL_KINDS,
        limit=given.limit,
        include_stale=given.include_stale,
    )
    found = await caller.memory.search(caller.scope, question)
    said = await caller.said(found.facts.values())
    facts = [found.facts[FactId(hit.id)] for hit in found.hits if hit.kind is ItemKind.FACT]
    tell = citing(facts, found.view, said)
    lines = [_hit_line(hit, found, tell, given.query) for hit in found.hits]
    ids = tuple(hit.id for hit in found.hits)
    if not lines:
        return Answer("Nothing found. Try other words, or include_stale for what is over.")
    return Answer(as_data(lines, given.max_tokens, "ask more narrowly or raise max_tokens"), ids)


async def ask(caller: Caller, given: AskArguments) -> Answer:
    as_of, known_at = _moment(given.as_of), _moment(given.known_at)
    view = caller.memory.view_for(given.question, as_of, known_at)
    found = await caller.memory.ask(caller.scope, given.question, view)
    lines = await _fact_lines(caller, found.path, view)
    ids = tuple(fact.id for fact in found.path)
    if not found.texts:
        head = f"Not known: {quoted(found.reason)}"
        return Answer(as_data([head, *lines], BUDGET_TOKENS, ""), ids)
    said = ", ".join(quoted(one) for one in found.texts)
    head = f"Answer: {said}, confidence {found.confidence:.2f}, by these facts"
    return Answer(as_data([head, *lines], BUDGET_TOKENS, "search for more"), ids)


async def get(caller: Caller, given: GetArguments) -> Answer:
    if not 1 <= len(given.ids) <= _IDS_AT_ONCE:
        raise Invalid(f"{len(given.ids)} ids at once", hint=f"1 to {_IDS_AT_ONCE}")
    ids = [await whole_id(caller.memory, caller.scope, one) for one in given.ids]
    share = (given.max_tokens - _AROUND_TOKENS) // len(ids)
    lines = [line for id in ids for line in await _lines_about(caller, id, given.offset, share)]
    return Answer(as_data(lines, given.max_tokens, "ask for fewer ids"), tuple(ids))


async def explore(caller: Caller, given: ExploreArguments) -> Answer:
    memory = caller.memory
    start = await entity_named(memory, caller.scope, given.start)
    view = memory.view(_moment(given.as_of))
    reach = Reach(
        hops=given.depth,
        predicates=memory.predicates(given.predicates),
        inverses=memory.inverses(given.predicates),
    )
    found = await memory.traverse(caller.scope, [start.id], view, reach)
    lines = await _fact_lines(caller, found.facts, view)
    if not lines:
        along = f" along {', '.join(given.predicates)}" if given.predicates else ""
        hint = await _other_ways(caller, start, view, given) or "try timeline"
        return Answer(f"No fact about {_called(start)}{along} holds then; {hint}.", (start.id,))
    head = f"{len(lines)} facts within {given.depth} of {_called(start)}, nearest first"
    text = as_data([head, *lines], given.max_tokens, "name predicates or lower the depth")
    return Answer(text, (start.id,))


async def _other_ways(caller: Caller, start: Entity, view: AsOf, given: ExploreArguments) -> str:
    """Which predicates there are where those that are asked for lead nowhere; "" if none do."""
    if not given.predicates:
        return ""
    found = await caller.memory.traverse(caller.scope, [start.id], view, Reach(hops=given.depth))
    there = list(dict.fromkeys(fact.predicate for fact in found.facts))  # the nearest first
    alike = [get_close_matches(one.casefold(), there, _WAYS_SHOWN) for one in given.predicates]
    first = dict.fromkeys([*chain.from_iterable(alike), *there])
    return f"there are {', '.join(map(quoted, list(first)[:_WAYS_SHOWN]))}" if first else ""


async def timeline(caller: Caller, given: TimelineArguments) -> Answer:
    about = await entity_named(caller.memory, caller.scope, given.about)
    during = Interval(_moment(given.since) or DAWN, _moment(given.until) or DUSK)
    after = await whole_id(caller.memory, caller.scope, given.after) if given.after else ""
    every = await caller.memory.timeline(caller.scope, about.id, during, after)
    facts = every[: given.max_tokens // _SHORTEST_LINE_TOKENS]
    view = caller.memory.view()
    overridden = await caller.memory.overridden(caller.scope, facts, view)
    lines = [
        f"{line}, overridden here by {short(overridden[fact.id].id)}"
        if fact.id in overridden
        else line
        for fact, line in zip(facts, await _fact_lines(caller, facts, view), strict=True)
    ]
    head = f"{len(every)} facts about {_called(about)}, oldest first"
    beyond = [short(fact.id) for fact in every[len(facts) :]]
    how = "go on with after, the last id shown, or say since and until"
    text = as_data([head, *lines, *beyond], given.max_tokens, how)
    return Answer(text, (about.id,))


async def status(caller: Caller, given: StatusArguments) -> Answer:
    if given.job:
        id = await whole_id(caller.memory, caller.scope, given.job)
        return Answer(await _job_line(caller, id), (id,))
    found = await caller.memory.store.statistics(caller.scope, caller.memory.view())
    lines = [
        f"{found.current_facts} facts hold now, {found.facts} are believed in all;"
        f" {found.entities} entities, {found.episodes} episodes.",
        f"{found.queued_jobs} jobs wait to be read, {found.failed_jobs} failed.",
        f"Trouble: {caller.service.worker.complaint or 'none'}.",
        f"You are {caller.principal.subject}, {caller.principal.role},"
        f" believed up to {caller.principal.trust.name.lower()}.",
    ]
    return Answer(told(lines, BUDGET_TOKENS, ""))


async def _lines_about(caller: Caller, id: str, offset: int, share_tokens: int) -> list[str]:
    """What there is to know of one id; a text from `offset` on, as far as its share goes."""
    memory, scope = caller.memory, caller.scope
    match id.partition("_")[0]:
        case "fa":
            why = await memory.explain(scope, FactId(id))
            facts = await memory.store.facts(scope, [FactId(id)])
            shown = await _fact_lines(caller, facts, memory.view())
            return [*shown, f"  why: {quoted(why.text, 1_500)}"]
        case "en" | "va":
            rows = await memory.store.entities(scope, [EntityId(id)])
            return [_entity_line(row) for row in rows]
        case "ep":
            episodes = await memory.store.episodes(scope, [EpisodeId(id)])
            return [whole_episode(row, offset, share_tokens) for row in episodes]
        case "co":
            return await _community_lines(caller, id)
        case "ex" | "pr":
            return await lines_lived(caller, id, offset, share_tokens)
        case _:
            return [await _job_line(caller, id)]


async def _community_lines(caller: Caller, id: str) -> list[str]:
    """A community, some of its members, and the first facts that are told of it."""
    memory, view = caller.memory, caller.memory.view()
    found = await communities_by_id(memory.store, caller.scope, view, [id])
    lines = []
    for one in found.values():
        lines.append(f"{_community_line(one)}, {len(one.community.members)} members, some of them:")
        members = await memory.store.entities(caller.scope, one.community.members[:_MEMBERS_SHOWN])
        lines += [_entity_line(row) for row in members]
        lines += await _fact_lines(
            caller, await memory.store.facts(caller.scope, one.community.facts), view
        )
    return lines


async def _fact_lines(caller: Caller, facts: Sequence[Fact], view: AsOf) -> list[str]:
    said = await caller.said(facts)
    return citing(facts, view, said).lines(facts)


def _hit_line(hit: Hit, found: Recollection, tell: Citing, question: str) -> str:
    match hit.kind:
        case ItemKind.FACT:
            return tell.line(found.facts[FactId(hit.id)])
        case ItemKind.ENTITY:
            return _entity_line(found.entities[EntityId(hit.id)])
        case ItemKind.EPISODE:
            return tell.episode(found.episodes[EpisodeId(hit.id)], question)
        case ItemKind.COMMUNITY:
            return _community_line(found.communities[hit.id])
        case ItemKind.EXPERIENCE:
            return attempt_line(found.experiences[hit.id])
        case ItemKind.PROCEDURE:
            return procedure_line(found.procedures[hit.id])


def _community_line(one: ToldCommunity) -> str:
    summary = quoted(one.summary)
    return f"{short(one.community.id)} {quoted(one.name, 60)} belong together: {summary}"


async def _job_line(caller: Caller, id: str) -> str:
    job: Job | None = await caller.memory.queue.job(caller.scope, JobId(id))
    if job is None:
        raise NotFound(f"no job {short(id)}")
    error = f", {quoted(job.last_error)}" if job.last_error else ""
    return f"{short(job.id)} {job.status}, attempts {job.attempts}{error}"


def _entity_line(entity: Entity) -> str:
    names = ", ".join(quoted(name, 60) for name in entity.aliases if name != entity.name)
    also = f", also {names}" if names else ""
    return f"{short(entity.id)} {quoted(entity.name, 100)} {entity.kind}{also}"


def _called(entity: Entity) -> str:
    return f"{quoted(entity.name, 100)} ({short(entity.id)})"


def _kind(name: str) -> ItemKind:
    try:
        return ItemKind(name.upper())
    except ValueError as error:
        hint = ", ".join(one.value.lower() for one in ItemKind)
        raise Invalid(f"no kind {name[:40]!r}", hint=f"there is {hint}") from error


def _moment(text: str) -> datetime | None:
    return moment_from(text).at if text else None
