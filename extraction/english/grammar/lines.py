"""Where lines say that a sentence begins: list items, paragraphs, labels, lines broken on purpose.

Who writes notes ends few lines with a full stop, and a parser that was taught on prose reads five
items as one sentence and the marks before them as words. Lines that are only wrapped stay joined.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quipu.extraction.english.grammar.syntax import case_words, dependents
from quipu.extraction.english.lexicon.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span, Token

# "- ", "* ", "• ", "1. ", "2) ", "a) ", with or without a box to tick: "- [x] ".
_MARK = re.compile(r"[ \t]*(?:[-*+•‣◦–—]|\d{1,3}[.)]|[a-zA-Z]\))(?:[ \t]+\[[ xX]?\])?[ \t]+(?=\S)")
_GREETINGS = word_set("hi hello hey dear hallo greetings")
_LONGEST_GREETING = 5  # words: "Good morning everyone," is one, a clause before a comma is none
_OPENING = 3  # words
_EMPHASIS = " \t*_"
_UNFINISHED = (",", "-", "–", "—", "(", "&")
_NEW = re.compile(r"[\"“‘'(*_]*(?:[A-ZÀ-ÖØ-Þ0-9]|i\b)")


def unwrapped(text: str) -> str:
    """The text with the lines joined that are only wrapped, by one space each, and each item of a
    list without its mark, behind an empty line: beside a mark a parser reads its words otherwise.
    """
    kept: list[str] = []
    lines = text.strip("\n").split("\n")
    widest = _widest(lines)
    for line in lines:
        mark = _MARK.match(line)
        if mark is not None:
            kept += [*([""] if kept and kept[-1] else []), line[mark.end() :]]
        elif kept and line.strip() and kept[-1].strip() and not _begins(line, kept[-1], widest):
            kept[-1] = f"{kept[-1].rstrip()} {line.strip()}"
        else:
            kept.append(line)
    return "\n".join(kept)


def as_wrapped(quote: str, text: str) -> str:
    """Words of a text whose lines were joined, as the text has them."""
    if not quote or quote in text:
        return quote
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return found[0] if found else quote


def part_lines(doc: Doc) -> Doc:
    """Let each line that begins something begin a sentence; before the parser."""
    if "\n" not in doc.text:
        return doc
    starts = set(_starts(doc.text))
    for token in doc[1:]:
        if token.idx in starts:
            token.is_sent_start = True
            if token.nbor(-1).is_space:  # which the tagger takes for a noun
                token.nbor(-1).is_sent_start = True
            _keep_together(token)
    return doc


def _keep_together(first: Token) -> None:
    """No sentence is over after the word that opens a line and the next, which end with no stop:
    the parser took "Boris" for an entry, and "leads the team" for a command."""
    for after in first.doc[first.i + 1 : first.i + _OPENING]:
        if not (after.is_alpha and after.nbor(-1).is_alpha):
            return
        after.is_sent_start = False


def is_entry(sentence: Span) -> bool:
    """Whether a sentence is an item of a list, a heading or a label, which nobody says of
    himself: "- Directed by Robert Wise", "### Testing the debugger"."""
    said = sentence.text.lstrip(_EMPHASIS)
    before = sentence.doc.text[: sentence.end_char].removesuffix(said)
    line = before.rpartition("\n")[2].lstrip()
    is_set_off = before.rstrip(_EMPHASIS).endswith("\n\n")
    return is_set_off or line.startswith(("#", "*", "_")) or said.rstrip(_EMPHASIS).endswith(":")


def is_nobodys(verb: Token) -> bool:
    """Whether a verb without a subject opens an entry and tells nothing of who wrote it, as
    "Moved to Basel" does."""
    is_by = any(case_words(c) == ["by"] for c in dependents(verb, "obl", "obl:agent"))
    is_bare = verb.lower_ == verb.lemma_.lower()  # "- Read the guidelines": rather a command
    return (is_by or is_bare or verb.tag_ == "VBG") and is_entry(verb.sent)


def _starts(text: str) -> Iterator[int]:
    """Where lines begin that begin a sentence for sure."""
    lines = text.split("\n")
    widest, start, before = _widest(lines), 0, ""
    for line in lines:
        if line.strip() and _begins(line, before, widest):
            yield start + len(line) - len(line.lstrip())
        before, start = line, start + len(line) + 1


def _widest(lines: Iterable[str]) -> int:
    return max(len(line.rstrip()) for line in lines)


def _begins(line: str, before: str, widest: int) -> bool:
    """Whether a line goes not on with the one before it."""
    before, said = before.rstrip(), line.strip()
    if not before or before.endswith(":") or _is_greeting(before) or _MARK.match(line):
        return True
    # Wrapped text breaks where the next word had no room left.
    is_wanted = len(before) + 1 + len(said.split(maxsplit=1)[0]) <= widest
    return is_wanted and not before.endswith(_UNFINISHED) and _NEW.match(said) is not None


def _is_greeting(line: str) -> bool:
    """ "Hi all,": one line of few words, and the next one is another sentence."""
    words = line.rstrip(",!").lower().split()
    return line.endswith((",", "!")) and len(words) <= _LONGEST_GREETING and words[0] in _GREETINGS
