"""Who "I", "you", "he" and "she" are, within one text; everything else is left open."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.extraction.english.lexicon.words import FIRST_PERSON, SECOND_PERSON
from quipu.schema.knowledge import Episode, EpisodeKind

UNNAMED_SPEAKER = "user"


@dataclass(frozen=True, slots=True)
class Speakers:
    """The names behind "I" and "you"; empty where nobody is known."""

    first: str = ""
    second: str = ""

    def named_by(self, pronoun: str) -> str | None:
        """The name behind a pronoun of the first or second person; None for any other word.

        "The user", as agents note things down, is who is called so.
        """
        word = pronoun.lower().replace("’", "'")
        if word == "user" and self.first:
            return UNNAMED_SPEAKER
        if word in FIRST_PERSON:
            return self.first
        return self.second if word in SECOND_PERSON else None


def speakers_of(episode: Episode) -> Speakers:
    """The speaker ("user" for a message without one), and the addressee of the metadata."""
    addressee = episode.metadata.get("addressee")
    fallback = UNNAMED_SPEAKER if episode.kind is EpisodeKind.MESSAGE else ""
    return Speakers(
        first=episode.speaker.strip() or fallback,
        second=addressee.strip() if isinstance(addressee, str) else "",
    )
