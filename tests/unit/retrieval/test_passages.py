"""Passages of documents: what leads to them, and the places they take."""

from __future__ import annotations

import pytest

from builders import day, entity, episode, fact, now_view
from quipu.graph.retrieval.documents.blend import best_hits
from quipu.graph.retrieval.documents.passages import (
    FEATURES,
    Model,
    asked_of,
    found_in,
    passage_features,
    passage_scores,
    shipped_model,
)
from quipu.graph.retrieval.ranking.fusion import measured, ranked
from quipu.graph.retrieval.search import rank
from quipu.schema.appearances import Appearance
from quipu.schema.identity import EpisodeId
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.ports import Appearances
from quipu.schema.recall import (
    Candidate,
    Candidates,
    Channel,
    Fusion,
    ItemKind,
    Question,
)

FILM, DIRECTOR, TOWN = entity("Blue Hour"), entity("Ida Berg"), entity("Bergen")


def passage(text, **fields):
    return episode(text, **({"kind": EpisodeKind.DOCUMENT, "speaker": ""} | fields))


FILM_PAGE = passage("Blue Hour is a film by Ida Berg.")
DIRECTOR_PAGE = passage("Ida Berg was born in Bergen.")
OTHER_PAGE = passage("Films are shown in cinemas.")
TURN = episode("I saw Blue Hour.")
LINKS = Appearances(
    found=(
        Appearance(FILM_PAGE.id, FILM.id, is_topic=True),
        Appearance(FILM_PAGE.id, DIRECTOR.id),
        Appearance(DIRECTOR_PAGE.id, DIRECTOR.id, is_topic=True),
        Appearance(DIRECTOR_PAGE.id, TOWN.id),
    ),
    counts={FILM.id: 1, DIRECTOR.id: 2, TOWN.id: 1},
)


def gathered(*episodes, named=(FILM,), facts=(), words=(2.0, 1.5, 1.0)):
    found = [
        Candidate(one.id, ItemKind.EPISODE, score, score / 4)
        for one, score in zip(episodes, words, strict=False)
    ]
    found += [Candidate(one.id, ItemKind.FACT, 2.0, 0.5) for one in facts]
    return Candidates(
        found=tuple(found),
        facts={one.id: one for one in facts},
        episodes={one.id: one for one in (*episodes, DIRECTOR_PAGE)},
        entities={one.id: one for one in (FILM, DIRECTOR, TOWN)},
        named=tuple(one.id for one in named),
        values=frozenset(),
        is_exact=True,
        sequence=1,
    )


def features(candidates, seen=LINKS):
    rows = passage_features(candidates, found_in(candidates), seen)
    return {id: dict(zip(FEATURES, row, strict=True)) for id, row in rows.items()}


def test_a_page_is_reached_through_the_page_that_names_whom_it_is_about():
    found = features(gathered(FILM_PAGE, OTHER_PAGE))
    page = found[DIRECTOR_PAGE.id]
    assert (page["words"], page["meaning"], page["direct"]) == (0.0, 0.0, 0.0)
    assert page["led to"] == 1.0
    assert page["reached"] > found[OTHER_PAGE.id]["reached"]


def test_a_page_does_not_lead_to_itself():
    assert features(gathered(FILM_PAGE))[FILM_PAGE.id]["led to"] == 0.0


def test_a_page_has_the_best_of_the_facts_it_states():
    said = fact("Bergen", subject="Ida Berg", episodes=(FILM_PAGE.id,))
    found = features(gathered(FILM_PAGE, OTHER_PAGE, facts=[said]))
    assert found[FILM_PAGE.id]["told"] == pytest.approx(0.75)
    assert found[OTHER_PAGE.id]["told"] == 0.0


def test_without_links_pages_are_weighed_by_what_they_say():
    found = features(gathered(FILM_PAGE, OTHER_PAGE), Appearances())
    assert list(found) == [FILM_PAGE.id, OTHER_PAGE.id]
    assert found[FILM_PAGE.id]["direct"] == 1.0


def test_turns_of_a_chat_are_not_weighed_here():
    assert found_in(gathered(TURN)).direct == {}


def test_a_name_within_a_longer_name_is_not_asked_for():
    short = entity("Blue")
    candidates = gathered(FILM_PAGE, named=(FILM,))
    both = Candidates(
        **{
            **{name: getattr(candidates, name) for name in Candidates.__slots__},
            "entities": {**candidates.entities, short.id: short},
            "named": (FILM.id, short.id),
        }
    )
    asked = asked_of(both, found_in(both), day(9), inherit=True)
    assert asked.entities == (FILM.id,)
    assert asked.episodes == (FILM_PAGE.id,)


def test_the_shipped_model_wants_more_of_everything_that_speaks_for_a_page():
    model = shipped_model()
    low = [tuple(model.mean)]
    for place in range(len(FEATURES)):
        high = list(model.mean)
        high[place] += model.deviation[place]
        changed = model.chances(_rows([tuple(high)]))[0] - model.chances(_rows(low))[0]
        assert changed > 0 or abs(model.weights[place]) < 0.25, FEATURES[place]


def _rows(rows):
    import numpy as np

    return np.array(rows)


EVEN = Model((0.0,) * 6, (1.0,) * 6, (1.0,) * 6, -3.0)


def weighed(*episodes, **fields):
    candidates = gathered(*episodes, **fields)
    return candidates, passage_scores(candidates, found_in(candidates), LINKS, EVEN)


def test_a_page_that_the_question_finds_when_asked_again_gains_by_it():
    candidates = gathered(FILM_PAGE, OTHER_PAGE)
    found, unseen = found_in(candidates), Appearances()
    again = found_in(gathered(DIRECTOR_PAGE, OTHER_PAGE, words=(2.0, 0.2)))
    before = passage_scores(candidates, found, unseen, EVEN)
    after = passage_scores(candidates, found, unseen, EVEN, again)
    assert list(before) == [FILM_PAGE.id, OTHER_PAGE.id]
    assert next(iter(after)) == DIRECTOR_PAGE.id  # found by nothing else
    assert after[FILM_PAGE.id] == before[FILM_PAGE.id]
    assert max(after.values()) <= 1.0


def test_the_parts_of_one_page_keep_their_order_when_the_question_is_asked_again():
    first, second = (passage(f"Blue Hour, {n}", metadata={"title": "Blue Hour"}) for n in "AB")
    found, unseen = found_in(gathered(first, second)), Appearances()
    again = found_in(gathered(second, first))
    scores = passage_scores(gathered(first, second), found, unseen, EVEN, again)
    assert list(scores) == [first.id, second.id]


def test_a_reached_page_takes_its_place_among_the_hits():
    candidates, scores = weighed(FILM_PAGE, OTHER_PAGE)
    hits = rank(candidates, Question("Who made Blue Hour?"), now_view(), scores)
    assert {hit.id for hit in hits} == {FILM_PAGE.id, DIRECTOR_PAGE.id, OTHER_PAGE.id}
    reached = next(hit for hit in hits if hit.id == DIRECTOR_PAGE.id)
    assert [one.channel for one in reached.channels] == [Channel.GRAPH]


def test_contributions_add_up_to_the_score():
    candidates, scores = weighed(FILM_PAGE, OTHER_PAGE)
    for hit in rank(candidates, Question("Who made Blue Hour?"), now_view(), scores):
        assert sum(one.contribution for one in hit.channels) == pytest.approx(hit.score)


def test_a_fact_of_a_document_stands_behind_its_page():
    said = fact("Bergen", subject="Ida Berg", episodes=(FILM_PAGE.id,))
    candidates, scores = weighed(FILM_PAGE, OTHER_PAGE, facts=[said])
    ids = [hit.id for hit in rank(candidates, Question("Blue Hour?"), now_view(), scores)]
    assert ids.index(said.id) == ids.index(FILM_PAGE.id) + 1


def test_what_a_chat_says_keeps_its_score_beside_documents():
    said = fact("Bergen", episodes=(TURN.id,))
    candidates, scores = weighed(FILM_PAGE, TURN, OTHER_PAGE, facts=[said])
    arms = {Channel.FULLTEXT: {TURN.id: 3.0, FILM_PAGE.id: 2.0, said.id: 2.5}}
    fused = ranked(measured(arms, {Channel.FULLTEXT: 1.0}, Fusion.AUTO))
    hits = {hit.id: hit.score for hit in best_hits(fused, candidates, scores, 9)}
    assert hits[TURN.id] == fused.scores[TURN.id]
    assert hits[said.id] == fused.scores[said.id]
    assert max(hits[EpisodeId(id)] for id in scores) == fused.scores[FILM_PAGE.id]


def test_without_documents_the_fused_order_stands():
    found = {Channel.FULLTEXT: {TURN.id: 3.0}}
    fused = ranked(measured(found, {Channel.FULLTEXT: 1.0}, Fusion.AUTO))
    [hit] = best_hits(fused, gathered(TURN), {}, 5)
    assert (hit.id, hit.score) == (TURN.id, fused.scores[TURN.id])
