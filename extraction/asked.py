"""Which question a text may answer: the end of the turn before it, where it says little itself."""

from __future__ import annotations

import re

from quipu.extraction.references import speakers_of
from quipu.schema.knowledge import Episode
from quipu.schema.names import name_form

_LAST = 300  # characters of the turn before that are looked at: it ends with its question
LONGEST_ANSWER = 12  # words, up to the first full stop


def question_to(episode: Episode, text: str) -> str:
    """The question that a text of an episode may answer, put to its speaker; empty for none."""
    asked = episode.asked
    if asked is None or not asked.content.rstrip().endswith(("?", "？", "؟")):
        return ""
    if name_form(asked.speaker) == name_form(episode.speaker):
        return ""  # a speaker's own turn is there to be put right
    first = re.split(r"[.!?\n]", text.strip(), maxsplit=1)[0]
    addressee = speakers_of(asked).second
    is_to_another = addressee not in ("", speakers_of(episode).first)
    if is_to_another or not 0 < len(first.split()) <= LONGEST_ANSWER:
        return ""
    question = asked.content.rstrip()
    return question if len(question) <= _LAST else question[-_LAST:].split(" ", 1)[-1]
