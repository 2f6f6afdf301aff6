"""Who appears in which documents, on every engine."""

from __future__ import annotations

from typing import Any

import pytest

from builders import change_set, day, entity, episode, scope, vectors
from contract.engines import Engine
from quipu.schema.appearances import Appearance
from quipu.schema.errors import Invalid
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Entity, Episode, EpisodeKind
from quipu.schema.ports import AppearanceQuery, Appearances

HERE = scope()


def passage(text: str, **fields: Any) -> Episode:
    return episode(text, **({"kind": EpisodeKind.DOCUMENT, "speaker": ""} | fields))


async def tell(
    store: Engine, passage: Episode, topic: Entity, *others: Entity, key: str = ""
) -> None:
    """Settle a passage about `topic` that names others."""
    where = passage.scope
    found = (
        Appearance(passage.id, topic.id, is_topic=True),
        *(Appearance(passage.id, other.id) for other in others),
    )
    await store.accept(where, key or passage.id, "body", [passage], passage.created_at)
    own = tuple(one for one in (topic, *others) if one.scope == where)
    changes = change_set(entities=own, appearances=found)
    await store.apply(where, changes, vectors(passage))


def asked(*episodes: Episode, about: tuple[Entity, ...] = (), **fields: Any) -> AppearanceQuery:
    ids = tuple(one.id for one in episodes)
    entities = tuple(one.id for one in about)
    return AppearanceQuery(**({"episodes": ids, "entities": entities, "known": day(9)} | fields))


def pairs(found: Appearances) -> set[tuple[str, str, bool]]:
    return {(one.episode, one.entity, one.is_topic) for one in found.found}


FILM, DIRECTOR, TOWN = entity("Film"), entity("Director"), entity("Town")


async def test_a_passage_leads_to_the_passage_about_whom_it_names(store: Engine) -> None:
    film, director = passage("The film."), passage("The director.")
    await tell(store, film, FILM, DIRECTOR)
    await tell(store, director, DIRECTOR, TOWN)
    found = await store.appearances(HERE, asked(film))
    assert pairs(found) == {
        (film.id, FILM.id, True),
        (film.id, DIRECTOR.id, False),
        (director.id, DIRECTOR.id, True),
    }
    assert found.counts == {FILM.id: 1, DIRECTOR.id: 2}


async def test_an_entity_leads_to_where_it_is_named(store: Engine) -> None:
    film = passage("The film.")
    await tell(store, film, FILM, DIRECTOR)
    found = await store.appearances(HERE, asked(about=(DIRECTOR,)))
    assert pairs(found) == {(film.id, DIRECTOR.id, False)}


async def test_an_entity_named_everywhere_brings_what_is_about_it_first(store: Engine) -> None:
    for number in range(5):
        await tell(store, passage(f"Film {number}."), entity(f"Film {number}"), TOWN)
    about = passage("The town.")
    await tell(store, about, TOWN)
    found = await store.appearances(HERE, asked(about=(TOWN,), fanout=2))
    assert (about.id, TOWN.id, True) in pairs(found)
    assert len(found.found) == 2
    assert found.counts == {TOWN.id: 6}


async def test_saying_it_again_adds_nothing_and_forgets_no_topic(store: Engine) -> None:
    film = passage("The film.")
    await tell(store, film, FILM)
    await store.apply(HERE, change_set(appearances=(Appearance(film.id, FILM.id),)), vectors(film))
    found = await store.appearances(HERE, asked(film))
    assert pairs(found) == {(film.id, FILM.id, True)}


async def test_what_came_later_is_not_seen_from_before(store: Engine) -> None:
    early, late = passage("The film."), passage("Again.", created_at=day(5))
    await tell(store, early, FILM)
    await tell(store, late, FILM)
    found = await store.appearances(HERE, asked(about=(FILM,), known=day(2)))
    assert pairs(found) == {(early.id, FILM.id, True)}
    assert found.counts == {FILM.id: 1}


async def test_appearances_stay_within_what_a_scope_sees(store: Engine) -> None:
    user, other = scope(user="ben"), scope(user="eve")
    shared = passage("The film.")
    await tell(store, shared, FILM)
    of_user = passage("Of Ben.", scope=user)
    of_other = passage("Of Eve.", scope=other)
    await tell(store, of_user, FILM)
    await tell(store, of_other, FILM)
    assert await _seen(store, user) == {shared.id, of_user.id}
    assert await _seen(store, user, inherit=False) == {of_user.id}
    assert await _seen(store, HERE) == {shared.id}
    assert await _seen(store, scope("other")) == set()


async def _seen(store: Engine, where: Scope, **fields: Any) -> set[str]:
    found = await store.appearances(where, asked(about=(FILM,), **fields))
    return {one.episode for one in found.found}


async def test_an_appearance_of_nobody_is_refused(store: Engine) -> None:
    changes = change_set(appearances=(Appearance(passage("The film.").id, FILM.id),))
    with pytest.raises(Invalid):
        await store.apply(HERE, changes, vectors())
