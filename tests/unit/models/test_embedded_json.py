"""JSON is found by what it says, with the embedder that is shipped."""

from __future__ import annotations

import json

import numpy as np
import pytest

from quipu.extraction.models.local_vectors import LocalEmbedder
from quipu.schema.knowledge import EpisodeKind
from quipu.schema.recall import plain_text

QUESTIONS = {
    "Who bought a bicycle?": {
        "event": "order_placed", "orderId": "o-7181", "user": "Maya", "item": "bicycle",
    },
    "Which meeting was put off?": {
        "eventType": "meeting_postponed", "data": {"room": "B12", "organizer": "Ben"}, "v": 3,
    },
    "How long is the runway in Aarhus?": {
        "type": "airport", "name": "Aarhus Airport", "runwayLength": 2702.0, "id": "rec_1",
    },
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_is_nearer_to_what_json_says_than_to_its_signs(question: str) -> None:
    written = json.dumps(QUESTIONS[question])
    said = plain_text(EpisodeKind.JSON, written)
    asked, plain, raw = await LocalEmbedder().embed([question, said, written])
    assert np.vdot(asked, plain) > np.vdot(asked, raw) + 0.05
