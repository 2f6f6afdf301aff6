"""A question as phrases: which words belong together, and which of them it is after (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

NAME = "\0"
"""Stands in a question's words where a name stood."""

_LONGEST = 4  # content words of a phrase
_ASKING = frozenset("who whom whose what which when where why how".split())
_RELATIVE = _ASKING | {"that"}
_BEING = frozenset("is are was were s".split())
_HELPING = frozenset("do does did".split()) | _BEING
_ARTICLES = frozenset("a an the".split())
ENDS = frozenset("from in at on by for to with as of about".split())  # "come from", "works for"
_NOW = frozenset("currently now today".split())
_OPENS_A_NOUN = _ARTICLES | {"s", "of"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Content words that stand together, such as "country of origin"."""

    words: tuple[str, ...]
    text: str  # with what joins them and a preposition that ends them
    is_asked: bool = False  # the question is after this
    is_needed: bool = False  # no answer without it: what is asked, and "owner" of "the owner of"
    is_beside: bool = False  # only says what a name is: "the team Rosenborg"

    def less(self, explained: Collection[str]) -> str:
        """What is left of it to be explained, as text; empty if nothing is."""
        left = [word for word in self.words if word not in explained]
        return self.text if len(left) == len(self.words) else " ".join(left)


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int  # exclusive
    is_last_verb: bool = False


def phrases_of(
    tokens: Sequence[str], empty: Collection[str], vague: Collection[str]
) -> tuple[Phrase, ...]:
    """The phrases of a question in their order, names being `NAME` and `empty` saying nothing.

    What is only `vague` is never asked for by itself ("the place where she works").

    What is asked stands first after "what is", "who is" ("the owner of Bar", but not if a name
    comes before: "Sam's owner"), and last where a verb ends the question ("… did she work").
    """
    runs = [part for run in _runs(tokens, empty) for part in _without_final_verb(run, tokens)]
    clear = [run for run in runs if not set(tokens[run.start : run.end]) <= {*empty, *vague}]
    asked = _asked(runs, clear, tokens)
    needed = [run for run in clear if run == asked or _is_of(run, tokens)]
    return tuple(
        replace(_phrase(run, tokens, empty), is_asked=run == asked, is_needed=run in needed)
        for run in runs
    )


def _is_of(run: _Run, tokens: Sequence[str]) -> bool:
    """The owner of somebody or something: a relation, which no answer may pass over."""
    return tokens[run.end : run.end + 1] == ["of"] and run.end + 1 < len(tokens)


def _runs(tokens: Sequence[str], empty: Collection[str]) -> list[_Run]:
    def says(place: int) -> bool:
        return place < len(tokens) and tokens[place] != NAME and tokens[place] not in empty

    found: list[_Run] = []
    place = 0
    while place < len(tokens):
        if not says(place):
            place += 1
            continue
        end = place + 1
        while end - place < _LONGEST:
            if says(end):
                end += 1
            elif end < len(tokens) and tokens[end] == "of" and says(end + 1):
                end += 2  # "country of origin"; an article would begin another phrase
            else:
                break
        found.append(_Run(place, end))
        place = end
    return found


def _without_final_verb(run: _Run, tokens: Sequence[str]) -> list[_Run]:
    """ "… Sam's sister live" is a sister and living: a verb that ends a question stands alone."""
    ends = all(token in ENDS or token in _NOW for token in tokens[run.end :])
    opens = run.start > 0 and tokens[run.start - 1] in _OPENS_A_NOUN
    before = set(tokens[: run.start])
    helped = not _HELPING.isdisjoint(before)
    conjugated = not before.isdisjoint(("do", "does", "did"))
    verb = tokens[run.end - 1]
    if run.end - run.start < 2 or not (ends and opens and helped):
        return [run]
    if conjugated or _is_participle(verb):
        return [_Run(run.start, run.end - 1), _Run(run.end - 1, run.end, is_last_verb=True)]
    return [run]


_PARTICIPLES = frozenset(
    "born held made written built sung known spoken found worn drawn grown sold kept led set "
    "begun won lost run taught thought bought brought caught fought taken given shown".split()
)


def _asked(runs: Sequence[_Run], clear: Sequence[_Run], tokens: Sequence[str]) -> _Run | None:
    if not clear:
        return None
    first_name = tokens.index(NAME) if NAME in tokens else len(tokens)
    asking = next((place for place, one in enumerate(tokens) if one in _ASKING), None)
    if asking is None or asking > 1 or asking + 1 >= len(tokens):
        return None
    word, after = tokens[asking], tokens[asking + 1]
    is_first = clear[0] == runs[0] and runs[0].start < first_name
    if word in ("what", "who", "whom") and after in _BEING and clear[0] == runs[0]:
        return runs[0] if is_first else clear[-1]
    if word == "who" and runs[0].start == asking + 1:
        return runs[0]
    last = clear[-1]
    if not all(token in ENDS or token in _NOW for token in tokens[last.end :]):
        return None
    is_open = clear[0] != runs[0] and tokens[runs[0].end] in _RELATIVE
    if last.is_last_verb or (after in _BEING and _ends_it(last, tokens, asking, is_open=is_open)):
        return last
    if after in _BEING:
        return clear[0] if clear[0].start < first_name else None
    return last if tokens[last.start - 1] == NAME and word in ("where", "when") else None


def _ends_it(last: _Run, tokens: Sequence[str], asking: int, *, is_open: bool) -> bool:
    """ "Where was she born", and not "… of the school where she was taught", "… where she learned".

    In "… of the person who wrote it born" the relative clause has its verb already; "the place
    where she worked" is open: nothing is asked but what the clause tells.
    """
    if not _is_participle(tokens[last.end - 1]):
        return False
    said = tokens[asking + 1 : last.start]
    relative = next((n for n, one in enumerate(said) if one in _RELATIVE), None)
    if relative is None or is_open:
        return True
    clause = said[relative:]
    opens = clause[0] != "where" and len(clause) > 1 and clause[1] not in {NAME, *_ARTICLES}
    has_verb = opens or any(_is_participle(word) for word in clause)
    return has_verb and _BEING.isdisjoint(clause)


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in _PARTICIPLES


def _phrase(run: _Run, tokens: Sequence[str], empty: Collection[str]) -> Phrase:
    before = tokens[run.start - 1] if run.start else ""
    after = tokens[run.end] if run.end < len(tokens) else ""
    said = list(tokens[run.start : run.end])
    words = tuple(one for one in said if one not in empty)
    if after in ENDS and after != "of":
        said.append(after)
    is_beside = after == NAME and before in _ARTICLES
    return Phrase(words, " ".join(said), is_beside=is_beside)
