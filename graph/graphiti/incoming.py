"""A group of Graphiti's becomes episodes with ready-made statements, ready to be remembered.

Nothing is dropped without being counted: `Plan.left_out` says how much, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quipu.graph.graphiti.said import Said, Told
from quipu.graph.graphiti.texts import LONGEST_NAME, drafts_of, fault_of, source_of
from quipu.graph.graphiti.told import Names, ends, is_same, names_of, property_statement, states
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.graphiti import OURS, GraphitiEntity, GraphitiFact, GraphitiGroup
from quipu.schema.knowledge import EpisodeKind

_LONGEST_LIST = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes of a group: episodes, and what is left out or joined, counted by reason."""

    told: tuple[Told, ...]
    kept_facts: int  # of Graphiti's, each told in one episode or several
    left_out: Mapping[str, int]
    noted: Mapping[str, int]


def incoming(group: GraphitiGroup) -> Plan:
    """Everything to remember of a group. The same group gives the same episodes and ids."""
    left, noted = Counter(group.others), Counter[str]()
    names = names_of(group.entities, group.facts)
    _note_names(group.entities, names, noted)
    drafts = dict(drafts_of(group.episodes, left, noted))
    said = dict[str, list[Said]]()
    alone = dict[str, Told]()
    rivals = _rivals(group.facts)
    kept = 0
    for fact in sorted(group.facts, key=lambda one: one.uuid):
        reason = _unusable(fact, names)
        if reason:
            left[reason] += 1
            continue
        kept += 1
        if not fact.fact.strip():
            noted["facts without a sentence, which got one from their names"] += 1
        for place, one in _placed(fact, names, rivals, drafts):
            if place in drafts:
                said.setdefault(place, []).append(one)
            else:
                told = alone.get(place) or Told(_own_draft(fact, one, group.group_id))
                alone[place] = replace(told, said=(*told.said, one))
    if alone:
        noted["facts without an episode, which are their own source"] += len(alone)
    mentioned = {end for fact in group.facts for end in (fact.source, fact.target)}
    described = [one for entity in group.entities for one in _described(entity, names, left)]
    described_ids = {one.draft.external_id for one in described}
    idle = sum(1 for uuid in names.entities if uuid not in mentioned | described_ids)
    if idle:
        left["entities without facts or attributes"] += idle
    texts = [Told(draft, tuple(said.get(uuid, ()))) for uuid, draft in drafts.items()]
    unread = sum(1 for one in texts if not one.said)
    if unread:
        noted["texts without facts of Graphiti's, which our own reader read"] += unread
    return Plan(tuple(map(_given, [*texts, *alone.values(), *described])), kept, left, noted)


def _given(told: Told) -> Told:
    marks = [one.mark for one in told.said]
    own = told.draft.metadata.get("graphiti", {})
    assert isinstance(own, dict)
    metadata = {"graphiti": {**own, "told": marks}} if marks else {"graphiti": own}
    given = tuple(one.statement for one in told.said)
    return replace(told, draft=replace(told.draft, given=given, metadata=metadata))


def _note_names(entities: Iterable[GraphitiEntity], names: Names, noted: Counter[str]) -> None:
    by_name = Counter(names.mention(uuid).text.casefold() for uuid in names.entities)
    joined = sum(count - 1 for count in by_name.values())
    if joined:
        noted["entities joined with another of the same name"] += joined
    summaries = sum(1 for entity in entities if entity.summary.strip())
    if summaries:
        noted["summaries of entities not taken over: they retell facts that came"] += summaries


def _unusable(fact: GraphitiFact, names: Names) -> str:
    """Why a fact cannot be told; nothing if it can."""
    if is_same(fact):
        return "facts that say that two entities are one (they are joined by it)"
    if fact.source not in names.entities or fact.target not in names.entities:
        return "facts of an entity without a name, or of another group"
    if any(len(names.mention(end).text) > LONGEST_NAME for end in (fact.source, fact.target)):
        return f"facts of an entity whose name has more than {LONGEST_NAME} characters"
    if not fact.name.strip():
        return "facts without a predicate"
    if fact.valid_at and fact.invalid_at and fact.invalid_at <= fact.valid_at:
        return "facts that end before they begin"
    return ""


def _rivals(facts: Iterable[GraphitiFact]) -> dict[tuple[str, datetime], list[GraphitiFact]]:
    """Facts by an entity they are about and when they begin."""
    found: dict[tuple[str, datetime], list[GraphitiFact]] = {}
    for fact in sorted(facts, key=lambda one: one.uuid):
        if fact.valid_at is not None and not is_same(fact):
            for end in {fact.source, fact.target}:
                found.setdefault((end, fact.valid_at), []).append(fact)
    return found


def _placed(
    fact: GraphitiFact,
    names: Names,
    rivals: Mapping[tuple[str, datetime], Sequence[GraphitiFact]],
    drafts: Mapping[str, EpisodeDraft],
) -> Iterator[tuple[str, Said]]:
    """What a fact says, with the uuid of the episode that says it, or its own where none does.

    Its end is told by the episode of the fact that ended it. Graphiti does not keep which one that
    was, but it gave the one the date of the other.
    """
    ender = _ender(fact, rivals)
    is_ended = ender is not None
    places = [uuid for uuid in dict.fromkeys(fact.episodes) if uuid in drafts] or [fact.uuid]
    statement = states(fact, names, is_ended=is_ended)
    if statement is None:
        return
    until = "" if is_ended and not statement.is_ending else _text(fact.invalid_at)
    holds = Said(fact.uuid, _text(fact.valid_at), until, statement.is_ending, statement)
    yield from ((place, holds) for place in places)
    if ender is not None and not statement.is_ending:
        over = Said(
            fact.uuid, "", _text(fact.invalid_at), is_over=True, statement=ends(fact, names)
        )
        told_by = [uuid for uuid in ender.episodes if uuid in drafts]
        yield (told_by or places)[0], over


def _ender(
    fact: GraphitiFact, rivals: Mapping[tuple[str, datetime], Sequence[GraphitiFact]]
) -> GraphitiFact | None:
    """The fact that ended this one, or itself where ours says that it was ended; None where its
    own source told its end, or it has none."""
    if fact.invalid_at is None:
        return None
    at_its_end = [
        rival
        for end in (fact.source, fact.target)
        for rival in rivals.get((end, fact.invalid_at), ())
        if rival.uuid != fact.uuid
    ]
    ending = fact.attributes.get(f"{OURS}ending")
    if ending is not None:
        was_ended = ending in ("SUPERSEDED", "INVALIDATED")
        return (at_its_end or [fact])[0] if was_ended else None
    return at_its_end[0] if at_its_end and fact.expired_at is not None else None


def _own_draft(fact: GraphitiFact, said: Said, group_id: str) -> EpisodeDraft:
    return EpisodeDraft(
        content=said.statement.sentence,
        kind=EpisodeKind.EVENT,
        occurred_at=fact.reference_time or fact.created_at,
        external_id=fact.uuid,
        source=source_of(group_id),
        metadata={"graphiti": {"fact": fact.uuid, "group_id": group_id}},
    )


def _described(entity: GraphitiEntity, names: Names, left: Counter[str]) -> Iterator[Told]:
    """What the custom attributes of an entity say, as an episode of its own."""
    if entity.uuid not in names.entities:
        left["entities without a name"] += 1
        return
    said = []
    for name, value in sorted(entity.attributes.items()):
        text = _plain(value)
        if name.startswith(OURS) or text == "":
            continue
        if text is None:
            left["attributes of entities that are neither text, number nor date"] += 1
            continue
        statement = property_statement(entity, name, text, names)
        said.append(Said(f"{entity.uuid}.{name}", "", "", is_over=False, statement=statement))
    if not said:
        return
    draft = EpisodeDraft(
        content="\n".join(one.statement.sentence for one in said),
        kind=EpisodeKind.EVENT,
        occurred_at=entity.created_at,
        external_id=entity.uuid,
        source=source_of(entity.group_id),
        metadata={"graphiti": {"entity": entity.uuid, "group_id": entity.group_id}},
    )
    if fault_of(draft):
        left["attributes of entities that cannot be kept"] += len(said)
    else:
        yield Told(draft, tuple(said))


def _plain(value: object) -> str | None:
    """A property as text; empty where there is nothing in it, None where it is no text."""
    match value:
        case None:
            return ""
        case str() | bool() | int() | float():
            return str(value).strip()
        case datetime():
            return value.isoformat()
        case list() if len(value) <= _LONGEST_LIST and all(isinstance(one, str) for one in value):
            return ", ".join(value)
    return None


def _text(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()
