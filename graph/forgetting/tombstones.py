"""What must not be told again, as keyed hashes: nobody can read from them what it was."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from datetime import timedelta

from quipu.graph.consolidation.resolve import introduced_id
from quipu.graph.texts.stop_words import STOP_WORDS
from quipu.graph.texts.whole_names import is_unspaced
from quipu.schema.canonical import canonical
from quipu.schema.erasing import Erasing
from quipu.schema.experience import is_experience, told_of
from quipu.schema.forgetting import Erased
from quipu.schema.identity import EntityId, Scope, content_hash, derived_id
from quipu.schema.jobs import Unforgotten
from quipu.schema.knowledge import Claim, Entity, Episode, EpisodeKind, Fact
from quipu.schema.names import name_form
from quipu.schema.readers import RULINGS
from quipu.schema.texts import legible

_FEW_SIGNS = 3
_ANSWERS = frozenset(
    "yes yeah yep no nope nah ok okay sure please thanks thank maybe perhaps right fine good great"
    " nice cool really true indeed agreed exactly hi hello hey bye sorry well oh course too also"
    " ja nein nee doch bitte danke oui non merci si sí gracias por favor não sim obrigado".split()
)


def digest(key: str, *said: str) -> str:
    """HMAC-SHA-256 of some texts under a scope's key (hexadecimal): its first 32 digits."""
    body = "\x1f".join(said).encode()
    return hmac.new(bytes.fromhex(key), body, "sha256").hexdigest()[:32]


def of_episode(key: str, episode: Episode) -> list[str]:
    """An erased text is known again by its id; one told without a date of its own, by its words,
    or where these say nothing of anybody, as for attempts, by them and the day."""
    by_words = _by_words(key, episode, [_day(episode)])
    return [digest(key, "id", episode.id), *by_words, *_by_values(key, episode)]


def of_telling(key: str, episode: Episode, *, is_dated: bool) -> list[str]:
    """The same of what is about to be told; `is_dated` where its id does not depend on now."""
    # A file's message was once called by where the file lay: it may have been erased as that.
    said = ("external", episode.source, episode.external_id, content_hash(episode.content))
    by_place = digest(key, "id", derived_id("ep", episode.scope.key, *said))
    by_id = digest(key, "id", episode.id)
    known_by = [by_id, by_place] if episode.external_id else [by_id]
    days = [_day(episode), _day(episode, 1)]  # what is told again at night is of the next day
    known_by += _by_values(key, episode)
    return known_by if is_dated else [*known_by, *_by_words(key, episode, days)]


def _by_words(key: str, episode: Episode, days: Sequence[str]) -> list[str]:
    said = episode.content
    if is_experience(episode):  # tasks come again: the same attempt is the same to the last step
        said += canonical(told_of(episode))
    elif says_something(said):
        days = [""]
    # What looks the same is the same text, whatever nobody sees in it.
    as_told = (episode.speaker, said)
    ways = dict.fromkeys((as_told, tuple(legible(one) for one in as_told)))
    if (values := _values(episode)) is not None:
        ways[episode.speaker, values] = None
    return [
        digest(key, "text", episode.source, who, content_hash(what), *([day] if day else []))
        for who, what in ways
        for day in days
    ]


def _by_values(key: str, episode: Episode) -> list[str]:
    """JSON of a moment is the same however it is written: who sends it again may order its keys
    and set its spaces otherwise."""
    values = _values(episode)
    told = (episode.source, episode.speaker, episode.occurred_at.isoformat())
    return [] if values is None else [digest(key, "json", *told, content_hash(values))]


def _values(episode: Episode) -> str | None:
    """JSON in its one form; None of a text, and of what has none."""
    if episode.kind is not EpisodeKind.JSON:
        return None
    try:
        return canonical(json.loads(episode.content))
    except (ValueError, RecursionError):  # NaN has none
        return None


def _day(episode: Episode, before: int = 0) -> str:
    return (episode.occurred_at - timedelta(days=before)).date().isoformat()


def says_something(text: str) -> bool:
    """Whether a text says anything of anybody: "Yes.", "Oslo" and "No, thank you." do not, alone.

    One word without a number says nothing by itself, nor do several that are all small or used in
    answers; of scripts without spaces, three signs.
    """
    words = name_form(text).split()
    if len(words) > 1:
        return not STOP_WORDS.union(_ANSWERS).issuperset(words)
    return any(map(str.isdigit, text)) or any(
        len(word) > _FEW_SIGNS and is_unspaced(word) for word in words
    )


def of_fact(key: str, fact: Fact, subject: Entity, target: Entity) -> list[str]:
    """What a fact says, under every name of its ends; what holds both ways, from either end."""
    ways = [(subject, target), (target, subject)] if fact.is_mutual else [(subject, target)]
    return [
        digest(key, "value", one, fact.predicate, other)
        for first, second in ways
        for one in _ids_of(first)
        for other in _ids_of(second)
    ]


def _ids_of(entity: Entity) -> list[EntityId]:
    """Its id, and those that its other names would get if it were met for the first time."""
    if entity.is_value:
        return [entity.id]
    others = (introduced_id(entity.scope, name, entity.kind) for name in entity.further_names)
    return list(dict.fromkeys([entity.id, *others]))


async def left_of(store: Erasing, scope: Scope, claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those of values that were erased on request."""
    keys = await store.erasure_keys(scope) if claims else {}
    if not keys:
        return list(claims)
    told = {
        claim.id: {
            digest(key, "value", subject, claim.predicate, target)
            for key in keys.values()
            for subject, target in _ways_told(claim)
        }
        for claim in claims
        if claim.reader not in RULINGS
    }
    buried = await store.buried(scope, {one for some in told.values() for one in some})
    return [claim for claim in claims if buried.isdisjoint(told.get(claim.id, ()))]


def _ways_told(claim: Claim) -> set[tuple[EntityId, EntityId]]:
    told = claim.told or claim
    return {(claim.subject, claim.object), (told.subject, told.object)}


async def refused(
    store: Erasing, scope: Scope, told: Sequence[tuple[Episode, bool]]
) -> tuple[frozenset[int], Unforgotten]:
    """The places of episodes that were erased on request and must not be told again, and what must
    still be so when the others are kept.

    With each comes whether it is dated, or has an id of its caller's. Raises `Erased` where
    nothing is left.
    """
    keys = await store.erasure_keys(scope)
    if not keys:
        return frozenset(), Unforgotten(frozenset(), frozenset())
    digests = [
        {one for key in keys.values() for one in of_telling(key, episode, is_dated=is_dated)}
        for episode, is_dated in told
    ]
    buried = await store.buried(scope, {one for some in digests for one in some})
    gone = frozenset(place for place, some in enumerate(digests) if not buried.isdisjoint(some))
    if len(gone) == len(told):
        raise Erased("all of this was erased on request", hint="it must not come back")
    left = {one for place, some in enumerate(digests) if place not in gone for one in some}
    return gone, Unforgotten(frozenset(keys), frozenset(left))
