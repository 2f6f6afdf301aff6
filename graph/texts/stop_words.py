"""Words that say nothing about what a text is about: no engine searches for them."""

from __future__ import annotations

STOP_WORDS = frozenset(
    """
    a an and are as at be but by did do does for from had has have he her hers him his
    how i if in into is it its me my no not of on or our she so than that the their them
    then there these they this to us was we were what when where which who whom why with
    would you your
    """.split()
)
