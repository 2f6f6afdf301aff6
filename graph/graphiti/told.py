"""What Graphiti's facts say, as ready-made statements: predicates, names, kinds and dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from quipu.schema.graphiti import OURS, VALUE_LABEL, GraphitiEntity, GraphitiFact
from quipu.schema.intervals import DAWN, DUSK, INSTANT, Interval
from quipu.schema.knowledge import GIVEN, Mention, Statement, Temporal, Tense, When
from quipu.schema.ontology import predicate_form

CONFIDENCE = 0.8  # a model read it; Graphiti keeps no figure of its own
SAME = "IS_DUPLICATE_OF"  # written by graphiti-core of 2025: both ends are one
_KINDS = {
    "company": "organisation",
    "organization": "organisation",
    "location": "place",
    "city": "place",
    "country": "place",
    "user": "person",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The entities of a group by uuid, duplicates under the entity they are duplicates of."""

    entities: Mapping[str, GraphitiEntity]
    main: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the main one's uuid

    def mention(self, uuid: str) -> Mention:
        """An entity as a text would name it; a duplicate goes by the name of the other."""
        entity = self.entities[self.main.get(uuid, uuid)]
        ours = entity.attributes.get(f"{OURS}aliases")
        aliases = tuple(map(str, ours)) if isinstance(ours, list) else ()
        return Mention(
            entity.name.strip(),
            str(entity.attributes.get(f"{OURS}kind") or kind_of(entity.labels)),
            is_value=VALUE_LABEL in entity.labels,
            aliases=(*aliases, *self.aliases.get(entity.uuid, ())),
        )


def names_of(entities: Iterable[GraphitiEntity], facts: Iterable[GraphitiFact]) -> Names:
    """Names, with the entities that Graphiti found to be one joined."""
    known = {entity.uuid: entity for entity in entities if entity.name.strip()}
    main: dict[str, str] = {}
    for fact in sorted(facts, key=lambda one: one.uuid):
        if is_same(fact) and fact.source in known and fact.target in known:
            first, other = (_end(main, uuid) for uuid in (fact.target, fact.source))
            if first != other:
                main[other] = first
    joined = {uuid: _end(main, uuid) for uuid in main}
    aliases: dict[str, set[str]] = {}
    for uuid, end in joined.items():
        if known[uuid].name.strip() != known[end].name.strip():
            aliases.setdefault(end, set()).add(known[uuid].name.strip())
    return Names(known, joined, {end: tuple(sorted(found)) for end, found in aliases.items()})


def is_same(fact: GraphitiFact) -> bool:
    """Says of two entities that they are one."""
    return predicate_form(fact.name) == predicate_form(SAME)


def _end(main: Mapping[str, str], uuid: str) -> str:
    while uuid in main:
        uuid = main[uuid]
    return uuid


def kind_of(labels: Collection[str]) -> str:
    """The kind of an entity by the first of its own labels, in our words where we have one."""
    own = sorted(set(labels) - {"Entity", VALUE_LABEL})
    own = [label for label in own if not label.startswith("Entity_")]
    if not own:
        return "thing"
    kind = own[0].casefold()
    return _KINDS.get(kind, kind)


def states(fact: GraphitiFact, names: Names, *, is_ended: bool) -> Statement | None:
    """What a fact says holds. With `is_ended` its end is told by another statement, or it is only
    told as over where its start is not known. None where its dates make no interval."""
    start, end = fact.valid_at or DAWN, fact.invalid_at or DUSK
    if start >= end:
        return None
    if is_ended and fact.valid_at is None:
        return ends(fact, names)
    return _statement(fact, names, _when(start, DUSK if is_ended else end))


def ends(fact: GraphitiFact, names: Names) -> Statement:
    """That a fact is over from its `invalid_at` on."""
    when = When(Interval(fact.invalid_at or DAWN + INSTANT, DUSK))
    return _statement(fact, names, when, is_ending=True)


def _when(start: datetime, end: datetime) -> When | None:
    """Without any date it is told as of its episode, as anything else said without one is."""
    if start == DAWN and end == DUSK:
        return None
    return When(Interval(start, end), is_open=end == DUSK and start > DAWN)


def _statement(
    fact: GraphitiFact, names: Names, when: When | None, *, is_ending: bool = False
) -> Statement:
    ours = {key.removeprefix(OURS): value for key, value in fact.attributes.items()}
    nature = ours.get("nature")
    confidence = ours.get("confidence")
    return Statement(
        subject=names.mention(fact.source),
        predicate=str(ours.get("predicate") or predicate_form(fact.name)),
        object=names.mention(fact.target),
        sentence=fact.fact.strip() or _sentence(fact, names),
        quote=fact.fact.strip(),
        tense=Tense.PAST if nature == "PAST_STATE" and not is_ending else Tense.PRESENT,
        temporal=Temporal.EVENT if nature == "EVENT" else None,
        is_negated=bool(ours.get("negated")),
        is_ending=is_ending,
        when=when,
        confidence=confidence if isinstance(confidence, float) else CONFIDENCE,
        reader=GIVEN,
        qualifier=str(ours.get("qualifier") or ""),
        is_canonical=bool(ours.get("predicate")),
    )


def _sentence(fact: GraphitiFact, names: Names) -> str:
    ends = (names.mention(fact.source).text, names.mention(fact.target).text)
    return f"{ends[0]} {predicate_form(fact.name)} {ends[1]}"


def property_statement(entity: GraphitiEntity, name: str, value: object, names: Names) -> Statement:
    """A custom attribute of an entity, as what is said of it."""
    text = str(value).strip()
    sentence = f"{entity.name.strip()}: {predicate_form(name)} {text}"
    return Statement(
        subject=names.mention(entity.uuid),
        predicate=predicate_form(name),
        object=Mention(text, "value", is_value=True),
        sentence=sentence,
        quote=sentence,
        confidence=CONFIDENCE,
        reader=GIVEN,
    )
