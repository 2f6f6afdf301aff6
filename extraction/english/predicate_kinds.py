"""Which kinds of things a predicate joins: the surest sign of what a name is."""

from __future__ import annotations

_PLACE_OBJECTS = frozenset(
    {
        "live in", "live at", "reside in", "be based in", "move to", "relocate to", "be born in",
        "die in", "be from", "come from", "travel to", "fly to", "grow up in", "be located in",
        "move from", "be citizen of", "stay in", "settle in", "capital", "be headquartered in",
        "headquarters", "hometown", "birthplace",
    }
)  # fmt: skip
_FIRM_OBJECTS = frozenset({"work at", "work for", "be employed by", "be employed at", "intern at"})
_PERSON_OBJECTS = frozenset(
    {
        "marry", "be married to", "married to", "be engaged to", "in a relationship with", "date",
        "sister", "brother", "mother", "father", "mom", "dad", "wife", "husband", "son", "daughter",
        "friend", "best friend", "boss", "cousin", "aunt", "uncle", "girlfriend", "boyfriend",
        "partner", "ceo", "president", "prime minister", "head coach", "author", "king", "monarch",
        "child", "spouse", "niece", "nephew", "fiance", "fiancé", "fiancée", "roommate",
        "colleague", "coworker", "chief executive officer", "head of government", "head of state",
        "chancellor", "mayor", "governor", "queen", "be founded by", "be written by",
        "be directed by", "be friend with", "founder", "mentor",
        "report to",
    }
)  # fmt: skip
_PERSON_SUBJECTS = frozenset(
    {
        "live in", "work at", "work for", "work as", "marry", "be married to", "be engaged to",
        "married to", "in a relationship with", "sister", "brother", "mother", "father", "mom",
        "dad", "wife", "husband", "son", "daughter", "friend", "best friend", "girlfriend",
        "boyfriend", "like", "love", "hate", "enjoy", "adopt", "be born in", "be citizen of",
        "be employed by", "grow up in", "study", "graduate from", "attend", "be allergic to",
        "speak", "be from", "move to",
    }
)  # fmt: skip


def object_kind(predicate: str) -> str:
    """The kind of a predicate's object, or empty where it may be anything."""
    if predicate in _PLACE_OBJECTS:
        return "place"
    if predicate in _FIRM_OBJECTS:
        return "organisation"
    return "person" if predicate in _PERSON_OBJECTS else ""


def subject_kind(predicate: str) -> str:
    """The kind of a predicate's subject, or empty where it may be anything."""
    return "person" if predicate in _PERSON_SUBJECTS else ""
