"""Why a fact is believed: whose words, when, read how, against which rivals, by which rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quipu.graph.aside import aside
from quipu.graph.consolidation.identities import ends_told
from quipu.graph.consolidation.rulings import of_review, rulings_on
from quipu.graph.contenders import Contenders, nearest
from quipu.schema.identity import ClaimId, EntityId, EpisodeId, FactId, Scope, SlotKey
from quipu.schema.intervals import DAWN, DUSK, AsOf, Interval
from quipu.schema.knowledge import DECIDED, REFUSED, Claim, Entity, Episode, Fact, status_of
from quipu.schema.ontology import Ontology
from quipu.schema.ports import GraphStore, SlotState
from quipu.schema.readings import EpisodeRead
from quipu.schema.reviews import claims_in
from quipu.schema.rulings import is_ruling

MOST_SHOWN = 20  # rivals of one fact, and as many that dispute it: more tell nobody anything

RULES: Mapping[str, str] = {
    "stated": "its source says so",
    "planned": "its source announces it for that time",
    "event": "it is an event; events never conflict",
    "told-as-past": "its source tells it as past and nobody said when it began",
    "corroborated": "several sources agree",
    "later-start-wins": "one value holds at a time, and a later one began",
    "ended-without-successor": "a source says that it ended",
    "trust-first": "a more trusted source says otherwise",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a fact is believed, in words and in parts."""

    fact: Fact
    text: str
    claims: tuple[Claim, ...]
    episodes: tuple[Episode, ...]
    rivals: tuple[Fact, ...]
    disputed_by: tuple[Claim, ...]  # claims that say otherwise of the same time and are not shown
    entities: Mapping[EntityId, Entity]
    rule: str
    decided_by: str  # "rule", or who ruled that it is so
    undo: str


async def explained(
    store: GraphStore, ontology: Ontology, scope: Scope, ids: Collection[FactId], view: AsOf
) -> dict[FactId, Explanation]:
    """Gather and tell the stories of some facts, in as many reads as of one.

    An unknown or foreign id is left out.
    """
    facts = await store.facts(scope, ids)
    claims = await _claims_under(store, scope, facts)
    states = await _states(store, facts)
    told = {where: Contenders(state, ontology) for where, state in states.items()}
    count = sum(len(state.claims) for state in states.values())
    drafts = await aside(count, lambda: [_draft(one, claims, told[one.scope]) for one in facts])
    heard = list(dict.fromkeys(id for one in drafts for id in one.heard))
    said: dict[str, Episode] = {one.id: one for one in await store.episodes(scope, heard)}
    read = await store.readings(scope, heard)
    ends = {end for one in drafts for end in one.ends}
    named = {one.id: one for one in await store.entities(scope, ends)}
    return {one.fact.id: _finished(_Told(one, said, read, named, view)) for one in drafts}


async def _claims_under(
    store: GraphStore, scope: Scope, facts: Sequence[Fact]
) -> dict[ClaimId, Claim]:
    """The claims that some facts rest on, and those that ended them."""
    closers = [fact.closed_by for fact in facts if fact.closed_by]
    wanted = dict.fromkeys([*(id for fact in facts for id in fact.claims), *closers])
    return {one.id: one for one in await store.claims(scope, list(wanted))}


async def _states(store: GraphStore, facts: Sequence[Fact]) -> dict[Scope, SlotState]:
    """What is known in the slots of some facts: one read for each exact scope among them."""
    wanted: dict[Scope, dict[SlotKey, None]] = {}
    for fact in facts:
        wanted.setdefault(fact.scope, {})[fact.slot] = None
    return {scope: await store.slots(scope, list(slots)) for scope, slots in wanted.items()}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one story is made of before anybody in it has a name."""

    fact: Fact
    claims: tuple[Claim, ...]
    rivals: tuple[Fact, ...]
    against: tuple[Claim, ...]
    rulings: tuple[Claim, ...]
    left_out: int = 0  # rivals further off, and more that dispute it

    @property
    def heard(self) -> list[EpisodeId]:
        return [one.episode for one in (*self.claims, *self.against, *self.rulings)]

    @property
    def ends(self) -> set[EntityId]:
        ends = {one for each in (self.fact, *self.rivals) for one in (each.subject, each.object)}
        return ends | {end for claim in self.claims for end in ends_told(claim)}


def _draft(fact: Fact, claims: Mapping[ClaimId, Claim], known: Contenders) -> _Draft:
    closers: list[ClaimId] = [fact.closed_by] if fact.closed_by else []
    under = [claims[id] for id in dict.fromkeys([*fact.claims, *closers]) if id in claims]
    told = known.in_reach(fact.slot)
    rivals = [one for one in known.meeting(fact) if one.said != fact.said]
    shown, against = nearest(fact, rivals, MOST_SHOWN), known.disputing(fact)
    return _Draft(
        fact,
        tuple(under),
        rivals=tuple(shown),
        against=tuple(against[:MOST_SHOWN]),
        rulings=(
            *rulings_on(told, [one for one in under if one.id in fact.claims]),
            *(one for one in known.kept_both(fact.slot) if _names(one, fact)),
        ),
        left_out=len(rivals) - len(shown) + max(0, len(against) - MOST_SHOWN),
    )


def _finished(told: _Told) -> Explanation:
    draft = told.draft
    heard = dict.fromkeys(draft.heard)
    return Explanation(
        fact=draft.fact,
        text=told.text(),
        claims=draft.claims,
        episodes=tuple(told.episodes[id] for id in heard if id in told.episodes),
        rivals=draft.rivals,
        disputed_by=draft.against,
        entities={end: told.named[end] for end in draft.ends if end in told.named},
        rule=draft.fact.rule,
        decided_by=told.decided_by(),
        undo=told.undo(),
    )


def _names(decision: Claim, fact: Fact) -> bool:
    return not set(claims_in(of_review(decision)) or ()).isdisjoint(fact.claims)


@dataclass(frozen=True, slots=True)
class _Told:
    """The parts of an explanation on their way to becoming text."""

    draft: _Draft
    episodes: Mapping[str, Episode]
    read: Mapping[EpisodeId, EpisodeRead]
    named: Mapping[EntityId, Entity]
    view: AsOf

    def text(self) -> str:
        draft, fact = self.draft, self.draft.fact
        lines = [
            f"{fact.sentence}",
            f"  {self._triple(fact)}: {status_of(fact, self.view)}, valid {span_text(fact.valid)},"
            f" believed since {fact.known.start:%Y-%m-%d %H:%M}"
            + ("" if fact.known.end == DUSK else f" until {fact.known.end:%Y-%m-%d %H:%M}"),
        ]
        lines += [self._source(claim) for claim in draft.claims if claim.id in fact.claims]
        lines += [self._closer(claim) for claim in draft.claims if claim.id == fact.closed_by]
        lines += [f"  rival: {self._triple(one)}, {span_text(one.valid)}" for one in draft.rivals]
        lines += [self._dispute(claim) for claim in draft.against]
        lines += [f"  and {draft.left_out:,} more that say otherwise"] if draft.left_out else []
        lines += [self._ruling(claim) for claim in draft.rulings]
        lines.append(
            f"  rule: {fact.rule} ({RULES[fact.rule]}), decided by {self.decided_by()},"
            f" revision {fact.revision}"
        )
        lines.append(f"  undo: {self.undo()}")
        return "\n".join(lines)

    def decided_by(self) -> str:
        """Who told what is believed, where it was told as a ruling."""
        told = [self.episodes[id] for id in self.draft.fact.episodes if id in self.episodes]
        rulers = [str(one.metadata["actor"]) for one in told if is_ruling(one)]
        return rulers[0] if rulers else "rule"

    def _ruling(self, claim: Claim) -> str:
        told = self.episodes[claim.episode]
        by, reason = told.metadata.get("actor", "?"), told.metadata.get("reason", "")
        deeds = {REFUSED: "refused", DECIDED: "kept beside another value"}
        deed = deeds.get(claim.reader, "taken back")
        return f"  {deed} on {told.occurred_at:%Y-%m-%d} by {by}: {reason}"

    def undo(self) -> str:
        return f"quipu retract {' '.join(self.draft.fact.episodes)}"

    def _triple(self, fact: Fact) -> str:
        ends = [self._name(end) for end in (fact.subject, fact.object)]
        denied = "not " if fact.is_negated else ""
        return f"({ends[0]}) —{denied}{fact.predicate}→ ({ends[1]})"

    def _name(self, entity: EntityId) -> str:
        return self.named[entity].name if entity in self.named else entity

    def _source(self, claim: Claim) -> str:
        quote = claim.quote or claim.sentence
        return (
            f"  said by {self._speaker(claim)} on {claim.occurred_at:%Y-%m-%d}: “{quote}”"
            f" (read by {claim.reader}, confidence {claim.confidence:.2f},"
            f" trust {claim.trust.name})" + self._told_of(claim) + self._stand_in(claim)
        )

    def _told_of(self, claim: Claim) -> str:
        """Whom it was told of, where somebody ruled that this is somebody else."""
        if claim.told is None:
            return ""
        pairs = ((claim.told.subject, claim.subject), (claim.told.object, claim.object))
        moved = (
            f"{self._name(one)}, taken for {self._name(now)}" for one, now in pairs if one != now
        )
        return f"\n  told of {' and '.join(moved)}"

    def _stand_in(self, claim: Claim) -> str:
        read = self.read.get(claim.episode)
        if read is None or not read.stood_in_because:
            return ""
        return f"\n  {read.reader} stood in for a model: {read.stood_in_because}"

    def _closer(self, claim: Claim) -> str:
        return (
            f"  ended by {self._speaker(claim)} on {claim.occurred_at:%Y-%m-%d}:"
            f" “{claim.quote or claim.sentence}”"
        )

    def _dispute(self, claim: Claim) -> str:
        return (
            f"  disputed: {self._speaker(claim)} said on {claim.occurred_at:%Y-%m-%d}:"
            f" “{claim.quote or claim.sentence}”"
        )

    def _speaker(self, claim: Claim) -> str:
        episode = self.episodes.get(claim.episode)
        if episode is None:
            return "an episode that is gone"
        return claim.attributed_to or episode.speaker or episode.source or "an unnamed source"


def span_text(span: Interval) -> str:
    """An interval as people read it: "2024-05-01 → still"."""
    start = "unknown" if span.start == DAWN else f"{span.start:%Y-%m-%d}"
    end = "still" if span.end == DUSK else f"{span.end:%Y-%m-%d}"
    return f"{start} → {end}"
