"""What another memory noted of its user, often without saying of whom: "Lives in Oslo" (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quipu.extraction.english.lexicon.words import KIN, word_set

NOTED = "noted"
"""The key in an episode's metadata that says so."""

_WORD = re.compile(r"[A-Z][a-z]+")
_USERS = re.compile(r"(?:The u|U)ser['’]s (?=\w)")
_IRREGULAR = {"is": "am", "has": "have", "was": "was", "had": "had", "can": "can",
              "cannot": "cannot", "does": "do"}  # fmt: skip
# As notes begin. Not all that ends so: "James lives in Rome" begins so, too.
_VERBS = word_set(
    "live work love like prefer enjoy want plan need own use drive speak study hate dislike play "
    "teach run watch read write eat drink cook avoid believe collect attend aim hope intend travel "
    "practice practise volunteer wish struggle suffer take think tend train try visit wear value "
    "support keep lead manage build make know learn listen follow go grow rent share feel find "
    "consider"
)


def third_person(verb: str) -> str:
    """ "lives" of "live"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


_SAID_OF_ONESELF = _IRREGULAR | {third_person(verb): verb for verb in _VERBS}
_IS = re.compile(r" (?:is|are|was|were) ")
_STATE = word_set(
    "allergic married divorced engaged single widowed vegetarian vegan interested afraid fluent "
    "based born intolerant retired pregnant diabetic passionate proud fond currently planning "
    "considering learning studying working looking training building"
)
_OWN = KIN | word_set(
    "name nickname age birthday hometown home address email phone job profession occupation role "
    "employer company favorite favourite preferred nationality hobby hobbies language car pronouns"
)


def in_full(content: str, metadata: Mapping[str, object]) -> str:
    """A note as the user would say it of himself, which is how chats are read; any other text, and
    a note that says of whom, as it is."""
    note = content.strip()
    if metadata.get(NOTED) is not True or _WORD.match(note) is None:
        return content
    # Without a full stop the parser takes a short sentence for a heading.
    note = note if note[-1] in ".!?" else f"{note}."
    if _USERS.match(note):
        return _USERS.sub("My ", note, count=1)
    first, rest = note.split()[0].rstrip(",.:;").lower(), note[0].lower() + note[1:]
    if first in _OWN and _IS.search(note):
        return f"My {rest}"
    if first in _STATE:
        return f"I {'was' if first == 'born' else 'am'} {rest}"
    if first in _SAID_OF_ONESELF:
        return f"I {_SAID_OF_ONESELF[first]}{rest.removeprefix(first)}"
    return note
