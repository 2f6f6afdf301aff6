"""Names as they are kept: without articles, possessive endings and stray punctuation."""

from __future__ import annotations

import re

_ARTICLE = re.compile(
    r"^(?:(?:what|such|quite|both|all|half|just|only|even)\s+)*"
    r"(?:the|a|an|this|that|these|those|some|any|such|another)\s+",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_TITLE = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?|Sir)\s+(?=\w)")
_EDGES = ' \t\n,;:!?"“”()[]{}«»*_~-–/&'


def clean_name(text: str) -> str:
    """The name or noun phrase alone; empty where nothing is left.

    A final full stop stays only where it belongs to an abbreviation ("Apple Inc.", "F.C.").
    """
    name = re.sub(r"\s+", " ", text).strip(_EDGES)
    name = _POSSESSIVE.sub("", name)
    bare = _ARTICLE.sub("", name)
    name = (bare or name).strip(_EDGES)
    return name if _ends_in_abbreviation(name) else name.rstrip(". ")


def without_title(name: str) -> tuple[str, tuple[str, ...]]:
    """A person's name without "Dr." and its like, and the full form as alias where there was one.

    Only before a capital: "Mr. Brown" is Brown.
    """
    bare = name
    while (match := _TITLE.match(bare)) is not None and bare[match.end()].isupper():
        bare = bare[match.end() :]
    return bare, (() if bare == name else (name,))


def _ends_in_abbreviation(name: str) -> bool:
    last = name.rsplit(" ", 1)[-1]
    is_short = last.lower() in ("inc.", "ltd.", "co.", "corp.", "jr.", "sr.", "st.", "bros.")
    return is_short or (re.fullmatch(r"(?:\w\.)+", last) is not None and len(last) > 2)
