"""Who reads what no extractor reads: facts handed in ready-made, and rulings."""

from __future__ import annotations

GIVEN = "given"  # statements that a caller handed in ready-made (addFact)

# What is over by the registry, once something else is told: see schema/what_ends.py.
OVER = "over"  # its value
OTHERS_OVER = "others over"  # whatever there is but its value

# What a speaker put right in the next message: what was said before it counts no more.
PUT_RIGHT = "put right"

# Rulings about claims.
REFUSED = "refused"  # nobody is believed who says this
WITHDRAWN = "withdrawn"  # the claims that its quote names no longer count
DECIDED = "decided"  # what became of the review that its quote names

# Rulings about who is who: see graph/consolidation/identities.py.
SAME = "same"  # its subject is taken for its object
APART = "apart"  # the claims that its quote names are about its object, not about its subject
LIKELY = "likely"  # no ruling yet: its subject and another may be one

WHO_IS_WHO = frozenset({SAME, APART, LIKELY})
RULINGS = frozenset({REFUSED, WITHDRAWN, DECIDED}) | WHO_IS_WHO
