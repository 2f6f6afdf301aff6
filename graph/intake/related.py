"""Whom a text means by "Ann's sister", by what is told of Ann."""

from __future__ import annotations

from collections.abc import Sequence

from quipu.graph.consolidation.relatives import Relative, relatives_in
from quipu.graph.consolidation.resolve import Resolution
from quipu.graph.memory import Memory
from quipu.schema.identity import EntityId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import Claim, Episode, Mention, Reading
from quipu.schema.names import name_form
from quipu.schema.ontology import Ontology
from quipu.schema.ports import FactQuery, Page

_ENOUGH = 20  # facts that are looked at: two who differ are enough to mean nobody


def owners_in(mentions: Sequence[Mention], ontology: Ontology) -> set[str]:
    """The normal forms of those whose relatives are mentioned."""
    return {name_form(one.owner) for one in relatives_in(mentions, ontology).values()}


async def relatives_meant(
    memory: Memory,
    resolved: Resolution,
    episode: Episode,
    reading: Reading,
    said: Sequence[Claim],
) -> dict[str, EntityId]:
    """By normal form, who is meant by each relative that a text tells of and nobody is called.

    `said` is what the batch told before. Whoever is less trusted than the text names nobody in it.
    """
    mentions = [end for one in reading.statements for end in (one.subject, one.object)]
    found: dict[str, EntityId] = {}
    for form, relative in relatives_in(mentions, memory.ontology).items():
        owners = {
            resolved.root(one.id) for one in resolved.known.get(name_form(relative.owner), ())
        }
        if len(owners) != 1 or resolved.known.get(form):
            continue
        [owner] = owners
        ends = _named_here(resolved, reading, relative, memory.ontology)
        told, over = _told_before(resolved, episode, relative, owner, said)
        ends = ends if ends and relative.is_one else ends | told
        if not (ends and relative.is_one):
            ends |= await _believed(memory, resolved, episode, relative, owner) - over
        if len(ends) == 1:
            [found[form]] = ends
    return found


def _named_here(
    resolved: Resolution, reading: Reading, relative: Relative, ontology: Ontology
) -> set[EntityId]:
    named = [one.object for one in reading.statements if relative.is_named_in(one, ontology)]
    return {resolved.root(resolved.entity(one)) for one in named}


def _told_before(
    resolved: Resolution,
    episode: Episode,
    relative: Relative,
    owner: EntityId,
    said: Sequence[Claim],
) -> tuple[set[EntityId], set[EntityId]]:
    """Whom the batch has named so, and who is so no longer by it."""
    told, over = set[EntityId](), set[EntityId]()
    for one in said:
        ends = {resolved.root(one.subject), resolved.root(one.object)}
        is_his = resolved.root(one.subject) == owner or (one.far_slot and owner in ends)
        if one.predicate != relative.predicate or not is_his or one.trust < episode.trust:
            continue
        if one.is_ending:
            told, over = told - ends, over | ends
        elif relative.is_told_by(one) and one.stated.start <= episode.occurred_at < one.stated.end:
            told, over = (set() if relative.is_one else told) | ends - {owner}, over - ends
    return told, over


async def _believed(
    memory: Memory, resolved: Resolution, episode: Episode, relative: Relative, owner: EntityId
) -> set[EntityId]:
    view = AsOf.moment(episode.occurred_at, resolved.at)
    query = FactQuery(
        view,
        subject=owner,
        predicates=frozenset({relative.predicate}),
        during=view.valid,
        min_trust=episode.trust,
    )
    facts = await memory.store.list_facts(resolved.scope, query, Page(_ENOUGH))
    ends = list({one.other_end(owner) for one in facts if relative.is_told_by(one)})
    people = await memory.store.entities(resolved.scope, ends) if ends else []
    return {resolved.root(one.id) for one in people if not one.is_value}
