"""A language model's opinion on two likely names; in doubt it has none."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quipu.extraction.prompts import wording
from quipu.schema.adjudicating import Dossier, Opinion
from quipu.schema.identity import Scope
from quipu.schema.language_models import LanguageModel, Prompt, Shape

VERSION = "who-1"
_ANSWERS = {"same": True, "different": False, "unsure": None}
_SHAPE = Shape(
    "opinion",
    {
        "type": "object",
        "properties": {
            "answer": {"type": "string", "enum": list(_ANSWERS)},
            "because": {"type": "string"},
        },
        "required": ["answer", "because"],
    },
)
_LONGEST_REASON = 300  # characters


@dataclass(frozen=True, slots=True)
class ModelAdjudicator:
    """Asks a model about one pair at a time."""

    model: LanguageModel

    @property
    def name(self) -> str:
        return f"{self.model.name}/{VERSION}"

    async def opinion(self, scope: Scope, one: Dossier, other: Dossier) -> Opinion:
        """See `Adjudicator.opinion`."""
        material = f"<pair>\n{_fenced({'one': _row(one), 'other': _row(other)})}\n</pair>"
        prompt = Prompt(VERSION, wording(VERSION), material)
        answer = await self.model.answer(scope, prompt, _SHAPE)
        because = " ".join(str(answer["because"]).split())[:_LONGEST_REASON]
        return Opinion(_ANSWERS[answer["answer"]], because)


def _row(dossier: Dossier) -> dict[str, object]:
    return {"names": dossier.names, "kind": dossier.kind, "told": dossier.told}


def _fenced(value: object) -> str:
    """JSON in which no text can end its string or the fence around it."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e")
