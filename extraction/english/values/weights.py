"""What somebody weighs by now, told without a verb: "Down to 81 kg!"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quipu.extraction.english.grammar.parsed_passage import ParsedPassage
from quipu.schema.knowledge import Mention, Statement, Temporal

_CONFIDENCE = 0.8
_WEIGHT = r"(\d+(?:[.,]\d+)? ?(?:kg|kgs|kilos?|lbs?|pounds|stone))\b(?![^.!]*\?)"
_WHEN = r"(?:today|now|this (?:morning|evening|week)|as of today|currently)"
_REACHED = re.compile(
    r"\W*(?:I(?:['’]m| am) )?(?:(?:now|finally|already|currently) )*(?:down|up|back) to "
    rf"{_WEIGHT}"
    r"|\W*(?:I(?:['’]ve| have)? )?weighed (?:in|myself)\b[^.!?\d]{0,25}?(?:: ?|, | at |- |– )"
    rf"{_WEIGHT}"
    rf"|\W*(?:I(?:['’]m| am) )?(?:at )?{_WEIGHT} {_WHEN}\b(?! of)",
    re.IGNORECASE,
)


def weights(passage: ParsedPassage, reader: str) -> Iterator[tuple[int, Statement]]:
    """The weight that whoever speaks has come to, each with where its sentence begins."""
    speaker = passage.speakers.first
    for sentence in passage.doc.sents if speaker and not passage.quotations else ():
        found = _REACHED.match(passage.text, sentence.start_char)
        if found is not None and passage.is_asserted(sentence.root):
            value = Mention(next(filter(None, found.groups())), "thing", is_value=True)
            yield (
                sentence.start_char,
                Statement(
                    Mention(speaker, "person"),
                    "weigh",
                    value,
                    sentence=f"{speaker} weighs {value.text}",
                    quote=sentence.text.strip(),
                    temporal=Temporal.STATE,
                    confidence=_CONFIDENCE,
                    reader=reader,
                ),
            )
