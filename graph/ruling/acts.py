"""What people rule becomes episodes of ready-made statements, settled and explained as any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quipu.graph import accept
from quipu.graph.consolidation.rulings import UNDONE, naming, of_review
from quipu.graph.ruling.tellings import Telling
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid
from quipu.schema.identity import EpisodeId, Scope, derived_id
from quipu.schema.intervals import DAWN, DUSK, Interval, utc
from quipu.schema.knowledge import (
    DECIDED,
    GIVEN,
    REFUSED,
    WITHDRAWN,
    Claim,
    Ending,
    Entity,
    Episode,
    EpisodeKind,
    Fact,
    Mention,
    Nature,
    Statement,
    Temporal,
    Tense,
    Trust,
    When,
)
from quipu.schema.ontology import predicate_form
from quipu.schema.reviews import Review, Verdict
from quipu.schema.rulings import (
    CORRECTION,
    DECISION,
    INVALIDATION,
    RETRACTION,
    UNDOING,
    Correction,
    Invalidation,
    Ruling,
)

_REASON_LIMIT = 1_000


def checked_reason(reason: str) -> str:
    """Why somebody rules; it stands in the log for good."""
    if not reason.strip() or len(reason) > _REASON_LIMIT:
        raise Invalid("a ruling without a reason", hint=f"1 to {_REASON_LIMIT} characters")
    return reason.strip()


@dataclass(frozen=True, slots=True)
class Act:
    """A ruling as it is written down: by whom, under which idempotency key, and when."""

    by: Ruling
    key: str
    now: datetime

    def told(
        self, scope: Scope, source: str, given: tuple[Statement, ...], trust: Trust
    ) -> Episode:
        return Episode(
            id=EpisodeId(derived_id("ep", scope.key, source, self.key, given[0].reader)),
            scope=scope,
            content=". ".join(dict.fromkeys(one.sentence.rstrip(".") for one in given)),
            occurred_at=self.now,
            created_at=self.now,
            kind=EpisodeKind.EVENT,
            source=source,
            trust=trust,
            metadata={"actor": self.by.actor, "reason": self.by.reason},
            given=given,
        )


def correction(
    fact: Fact, tellings: Sequence[Telling], wish: Correction, act: Act
) -> list[Episode]:
    """The old value refused, or its claims withdrawn where the value stays; and the fact anew.

    What is told anew is trusted as what it corrects, so that the world may still change: only a
    rumour becomes as good as its corrector.
    """
    is_same = wish.predicate in (None, fact.predicate) and wish.target is None
    against = _withdrawal(fact, tellings) if is_same else _refusal(fact, tellings)
    told = tuple(_told(fact, one, wish) for one in _saying_so(tellings))
    trust = fact.trust if fact.trust > Trust.UNTRUSTED else min(act.by.trust, Trust.ASSERTED)
    return [
        act.told(fact.scope, CORRECTION, against, act.by.trust),
        act.told(fact.scope, CORRECTION, told, trust),
    ]


def invalidation(
    fact: Fact, tellings: Sequence[Telling], wish: Invalidation, act: Act
) -> list[Episode]:
    """The end of a fact on a date, or its refusal for good."""
    if wish.invalid_at is None:
        return [act.told(fact.scope, INVALIDATION, _refusal(fact, tellings), act.by.trust)]
    over = tuple(_ended(fact, one, utc(wish.invalid_at)) for one in _saying_so(tellings))
    return [act.told(fact.scope, INVALIDATION, over, fact.trust)]


def undoing(scope: Scope, claims: Sequence[Claim], act: Act) -> list[Episode]:
    """The withdrawal of what led to a change, in all its slots; claims as `told_of` gives them."""
    return [_taken_back(scope, UNDOING, claims, act)]


def retraction(scope: Scope, claims: Sequence[Claim], act: Act) -> list[Episode]:
    """The same of what some texts claimed."""
    return [_taken_back(scope, RETRACTION, claims, act)]


def _taken_back(scope: Scope, source: str, claims: Sequence[Claim], act: Act) -> Episode:
    marks = tuple(
        _about(one, DECIDED, f"Open again: {one.sentence}", f"{of_review(one)} {UNDONE}")
        for one in claims
        if one.reader == DECIDED
    )
    return act.told(scope, source, (*_withdrawn(claims), *marks), act.by.trust)


def decision(
    found: Review, first: Claim, verdict: Verdict, losers: Sequence[Claim], act: Act
) -> list[Episode]:
    """The verdict, told of the first claim, and the withdrawal of the claims that lose by it."""
    told = _about(first, DECIDED, f"Decided: {first.sentence}", f"{found.id} {verdict}")
    return [act.told(found.scope, DECISION, (told, *_withdrawn(losers)), act.by.trust)]


def _saying_so(tellings: Sequence[Telling]) -> Sequence[Telling]:
    return [one for one in tellings if one.says_so] or tellings


def _refusal(fact: Fact, tellings: Sequence[Telling]) -> tuple[Statement, ...]:
    said = f"Not so: {fact.sentence}"
    return tuple(_against(fact, one, REFUSED, said, fact.sentence) for one in tellings)


def _withdrawal(fact: Fact, tellings: Sequence[Telling]) -> tuple[Statement, ...]:
    said = f"Told anew: {fact.sentence}"
    return tuple(
        _against(fact, one, WITHDRAWN, said, naming(claim.id for claim in one.claims))
        for one in tellings
    )


def _against(fact: Fact, told: Telling, reader: str, sentence: str, quote: str) -> Statement:
    return Statement(
        subject=_as_mention(told.ends[0]),
        predicate=fact.predicate,
        object=_as_mention(told.ends[1]),
        sentence=sentence,
        quote=quote,
        is_negated=fact.is_negated,
        confidence=1.0,
        reader=reader,
        qualifier=fact.qualifier,
        seat=tuple(one for one in told.seat if one is not None),
    )


def _seat(claim: Claim) -> tuple[object, ...]:
    return (claim.slot, claim.far_slot, claim.subject, claim.predicate, claim.object)


def _withdrawn(claims: Sequence[Claim]) -> tuple[Statement, ...]:
    found: dict[tuple[object, ...], list[Claim]] = {}
    for one in claims:
        found.setdefault(_seat(one), []).append(one)
    return tuple(
        _about(some[0], WITHDRAWN, f"Taken back: {some[0].sentence}", naming(c.id for c in some))
        for some in found.values()
    )


def _about(claim: Claim, reader: str, sentence: str, quote: str) -> Statement:
    """A ruling in the slots of a claim."""
    return Statement(
        subject=Mention(claim.subject, entity=claim.subject),
        predicate=claim.predicate,
        object=Mention(claim.object, entity=claim.object),
        sentence=sentence,
        quote=quote,
        is_negated=claim.is_negated,
        confidence=1.0,
        reader=reader,
        qualifier=claim.qualifier,
        seat=(claim.slot,) if claim.far_slot is None else (claim.slot, claim.far_slot),
    )


def _told(fact: Fact, telling: Telling, wish: Correction) -> Statement:
    """The fact as it should be, with its own time where none is given."""
    predicate = wish.predicate or fact.predicate
    if not predicate_form(predicate):
        raise Invalid("fact without a predicate")
    if wish.confidence is not None and not 0.0 <= wish.confidence <= 1.0:
        raise Invalid(f"confidence {wish.confidence} out of range", hint="0 to 1")
    ends = telling.ends
    target = _as_mention(ends[1]) if wish.target is None else _aimed(wish.target, ends[1])
    start = fact.valid.start if wish.valid_at is None else utc(wish.valid_at)
    sentence = wish.statement or _reworded(fact, telling, predicate, target)
    return Statement(
        subject=_as_mention(ends[0]),
        predicate=predicate,
        object=target,
        sentence=accept.checked_sentence(sentence),
        quote=sentence,
        tense=_TENSES.get(fact.nature, Tense.PRESENT),
        temporal=Temporal.EVENT if fact.nature is Nature.EVENT else None,
        is_negated=fact.is_negated,
        when=_when(fact, start),
        confidence=fact.confidence if wish.confidence is None else wish.confidence,
        reader=GIVEN,
        qualifier=fact.qualifier,
    )


_TENSES = {Nature.PLAN: Tense.FUTURE, Nature.PAST_STATE: Tense.PAST}


def _when(fact: Fact, start: datetime) -> When | None:
    """From its start to the end that its own source stated; an event keeps its length."""
    if fact.nature is Nature.EVENT:
        lasts = fact.valid.end - fact.valid.start if fact.valid.start > DAWN else timedelta(days=1)
        return When(Interval(start, start + lasts))
    is_over = fact.ending is Ending.STATED and fact.valid.end < DUSK
    end = fact.valid.end if is_over else DUSK
    if start >= end:
        raise Invalid(f"validAt {start} is not before its end {end}")
    if start == DAWN and end == DUSK:
        return None
    return When(Interval(start, end), granularity="range" if is_over else "", is_open=end == DUSK)


def _reworded(fact: Fact, telling: Telling, predicate: str, target: Mention) -> str:
    """The old sentence with the new name in it; a plain one where the old name is not there."""
    ends, sentence = telling.ends, telling.sentence
    if predicate == fact.predicate and target.entity == ends[1].id:
        return sentence
    names = sorted((ends[1].name, *ends[1].aliases), key=len, reverse=True)
    said = next((name for name in names if name in sentence), None)
    if predicate == fact.predicate and said is not None:
        return sentence.replace(said, target.text)
    return f"{ends[0].name} {predicate} {target.text}"


def _ended(fact: Fact, telling: Telling, at: datetime) -> Statement:
    """What a source would say that tells of the end."""
    if fact.nature is Nature.EVENT:
        raise Invalid(
            "an event does not end later", hint="correct its date, or leave invalidAt out"
        )
    if at <= fact.valid.start:
        raise Invalid(f"invalidAt {at} is not after its start {fact.valid.start}")
    return Statement(
        subject=_as_mention(telling.ends[0]),
        predicate=fact.predicate,
        object=_as_mention(telling.ends[1]),
        sentence=f"Over since {at:%Y-%m-%d}: {telling.sentence}",
        quote=telling.sentence,
        is_negated=fact.is_negated,
        is_ending=True,
        when=When(Interval(at, DUSK)),
        confidence=1.0,
        reader=GIVEN,
        qualifier=fact.qualifier,
    )


def _as_mention(entity: Entity) -> Mention:
    return Mention(entity.name, entity.kind, entity.is_value, entity=entity.id)


def _aimed(ref: EntityRef, instead_of: Entity) -> Mention:
    if instead_of.is_value and ref.name is not None:
        return Mention(ref.name.strip(), instead_of.kind, is_value=True)
    return accept.mention_of(ref)
