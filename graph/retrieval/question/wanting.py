"""What an engine is to gather for a question, and which questions are refused (pure)."""

from __future__ import annotations

from quipu.graph.retrieval.question.voices import Voiced
from quipu.schema.errors import Invalid, must_be
from quipu.schema.intervals import AsOf
from quipu.schema.recall import Fusion, ItemKind, Question, Wanted

LIMIT = 200
PER_ARM = 100  # episodes an arm brings at least
FACTS_PER_ARM = 60  # facts: each costs its row, and few of them are shown
LOOKED_AT = 48  # facts among which the shown ones are chosen
DEPTH = 3
FANOUT = 10  # edges of one entity that a search walks: a quarter of its places is theirs
EDGES = 40
TEXT_LIMIT = 4_000


def wanted_for(question: Question, voice: Voiced, view: AsOf) -> Wanted:
    """What an engine is to gather for a question with these vectors."""
    sieve = question.whole_sieve
    return Wanted(
        text=question.text,
        vector=voice.asked,
        said=voice.said,
        view=view,
        kinds=_kinds(question),
        per_arm=max(PER_ARM, 2 * question.limit),
        facts_per_arm=max(FACTS_PER_ARM, 2 * question.limit),
        most_facts=most_facts(question),
        depth=question.depth,
        max_edges=max(EDGES, 2 * question.limit),
        max_fanout=FANOUT,
        include_stale=question.include_stale,
        sieve=sieve,
        inherit=question.inherit,
    )


def _kinds(question: Question) -> frozenset[ItemKind]:
    """Communities are found by facts, and what is asked of facts alone leaves no episodes."""
    is_grouped = ItemKind.COMMUNITY in question.kinds
    dropped = {ItemKind.EPISODE} if question.whole_sieve.wants_facts else set()
    return question.kinds - dropped | ({ItemKind.FACT} if is_grouped else set())


def most_facts(question: Question) -> int | None:
    """How many facts are worth a look, by words and meaning: each costs its row. None where
    something else is to be weighed besides."""
    is_plain = question.fusion is Fusion.AUTO and not question.weights and question.period is None
    return max(LOOKED_AT, 2 * question.limit + 8) if is_plain else None


def check_text(text: str) -> None:
    """Raises `Invalid` for a question that is no text, empty or too long."""
    must_be("a question", text, str)
    if not text.strip():
        raise Invalid("empty question", hint="say what to look for")
    if len(text) > TEXT_LIMIT:
        raise Invalid(f"question of {len(text)} characters", hint=f"at most {TEXT_LIMIT}")


def check_question(question: Question) -> None:
    check_text(question.text)
    if not 1 <= question.limit <= LIMIT:
        raise Invalid(f"limit {question.limit} out of range", hint=f"1 to {LIMIT}")
    if not 0 <= question.depth <= DEPTH:
        raise Invalid(f"depth {question.depth} out of range", hint=f"0 to {DEPTH}")
