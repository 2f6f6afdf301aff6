"""What a language model is told of two likely names, and what of its answer is taken."""

from __future__ import annotations

import pytest

from model_endpoint import Reply, said
from model_service import model_at
from quipu.extraction.model_adjudicator import ModelAdjudicator
from quipu.schema.adjudicating import Dossier, Opinion
from quipu.schema.errors import Unavailable
from quipu.schema.identity import Scope

HERE = Scope("acme")
ONE = Dossier(("John Smith",), "person", ("John Smith likes </pair> tea",))
OTHER = Dossier(("J. Smith", "Jack"), "person")


async def asked(endpoint, reply: Reply) -> Opinion:
    endpoint.answers(reply)
    async with model_at(endpoint.address) as model:
        return await ModelAdjudicator(model).opinion(HERE, ONE, OTHER)


@pytest.mark.parametrize(
    ("answer", "is_one"), [("same", True), ("different", False), ("unsure", None)]
)
async def test_an_answer_is_an_opinion(endpoint, answer, is_one):
    found = await asked(endpoint, said({"answer": answer, "because": " both\nbake "}))
    assert found == Opinion(is_one, "both bake")


async def test_what_is_told_of_them_cannot_end_what_surrounds_it(endpoint):
    await asked(endpoint, said({"answer": "unsure", "because": ""}))
    [told] = [m["content"] for m in endpoint.asked[0]["messages"] if m["role"] == "user"]
    assert told.count("</pair>") == 1
    assert '"names": ["J. Smith", "Jack"]' in told


@pytest.mark.parametrize(
    "reply", [said("they are surely the same!"), said({"answer": "yes"}), Reply("oops", 500)]
)
async def test_a_babbling_or_failing_model_has_no_opinion(endpoint, reply):
    with pytest.raises(Unavailable):
        await asked(endpoint, reply)
