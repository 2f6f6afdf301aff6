"""Messages that put the speaker's last one right: what is meant counts, and not what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quipu.extraction.english.asking.put_right import put_right
from quipu.schema.knowledge import Episode, EpisodeKind, Reading, Statement
from quipu.schema.names import name_form
from quipu.schema.readers import PUT_RIGHT

Reader = Callable[[Sequence[Episode]], list[Reading]]
_LONGEST = 1_000  # characters of the message that is put right


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody said, and what they mean by it."""

    said: Episode
    meant: Episode


def meant_by(episode: Episode) -> Right | None:
    """What an episode puts right in the speaker's last turn; None for any other."""
    said = episode.asked
    if said is None or name_form(said.speaker) != name_form(episode.speaker):
        return None
    if episode.kind is not EpisodeKind.MESSAGE or len(said.content) > _LONGEST:
        return None
    meant = put_right(episode.content, said.content)
    return Right(said, replace(said, content=meant)) if meant else None


def put_right_among(
    episodes: Sequence[Episode], found: Mapping[int, Right], read: Reader
) -> Iterator[tuple[int, list[Statement]]]:
    """By the places of their episodes: what is meant, and, marked as put right, what was said.

    Both are read whole, so that what was said is told in the very words that it was read in.
    """
    turns = [turn for right in found.values() for turn in (right.said, right.meant)]
    readings = [[replace(one, quote="") for one in some.statements] for some in read(turns)]
    for place, said, meant in zip(found, readings[::2], readings[1::2], strict=True):
        quote = episodes[place].content
        new = [one for one in meant if one not in said]
        old = [replace(one, reader=PUT_RIGHT) for one in said if one not in meant]
        yield place, [replace(one, quote=quote, is_answer=True) for one in (*new, *old)]
