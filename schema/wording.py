"""How a source words what it tells: tense, firmness, and how a relation lies in time."""

from __future__ import annotations

from enum import StrEnum


class Tense(StrEnum):
    PRESENT = "present"
    PAST = "past"
    PERFECT = "perfect"
    FUTURE = "future"
    NONE = ""


class Modality(StrEnum):
    """How firmly the source says it. Only ASSERTED may change what holds."""

    ASSERTED = "asserted"
    PLAN = "plan"
    WISH = "wish"
    POSSIBLE = "possible"
    CONDITION = "condition"
    QUESTION = "question"


class Temporal(StrEnum):
    """How a predicate lies in time."""

    STATE = "state"
    EVENT = "event"
    ETERNAL = "eternal"
