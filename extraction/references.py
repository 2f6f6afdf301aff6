"""Who "I", "you", "he" and "she" are, within one text; everything else is left open."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.extraction.english.lexicon.words import FIRST_PERSON, SECOND_PERSON, word_set
from quipu.schema.knowledge import Episode, EpisodeKind

UNNAMED_SPEAKER = "user"
GROUP = "we"  # in the metadata of an episode: for whom it says "we", as minutes and letters do
_OF_GROUP = word_set("we us our ours ourselves")


@dataclass(frozen=True, slots=True)
class Speakers:
    """The names behind "I", "you" and "we"; empty where nobody is known.

    Without a name for "we" it is who says it, as people do of their homes and trips.
    """

    first: str = ""
    second: str = ""
    group: str = ""

    @property
    def teller(self) -> str:
        """For whom a text speaks: who says it, else the group of whom it is told."""
        return self.first or self.group

    def named_by(self, pronoun: str) -> str | None:
        """The name behind a pronoun of the first or second person; None for any other word.

        "The user", as agents note things down, is who is called so.
        """
        word = pronoun.lower().replace("’", "'")
        if word == "user" and self.first:
            return UNNAMED_SPEAKER
        if self.group and word in _OF_GROUP:
            return self.group
        if word in FIRST_PERSON:
            return self.first
        return self.second if word in SECOND_PERSON else None


def speakers_of(episode: Episode) -> Speakers:
    """The speaker ("user" for a message without one), and the addressee of the metadata."""
    addressee, group = episode.metadata.get("addressee"), episode.metadata.get(GROUP)
    fallback = UNNAMED_SPEAKER if episode.kind is EpisodeKind.MESSAGE else ""
    return Speakers(
        first=episode.speaker.strip() or fallback,
        second=addressee.strip() if isinstance(addressee, str) else "",
        group=group.strip() if isinstance(group, str) else "",
    )
