"""What the name of an event says was done, and to what: `order_placed`, `plan.cancelled`."""

from __future__ import annotations

from collections.abc import Iterable

from quipu.extraction.events.keys import ACTORS
from quipu.schema.knowledge import Mention, Statement, Temporal

# What befalls something, and is nobody's deed: "payment failed".
_BEFALLING = frozenset("failed expired arrived occurred succeeded happened started ended".split())
# What a shop does for a customer, and never the customer.
_SERVED = frozenset(
    "shipped dispatched delivered packed fulfilled refunded invoiced charged issued processed"
    " credited restocked".split()
)
_CUSTOMERS = ("customer", "account")
# What is done to the record of somebody, mostly by somebody else.
_RECORDED = frozenset("created updated changed modified deleted removed".split())


def as_verb(words: str) -> str:
    """ "order placed" as "placed order": what was done comes first where it is said last."""
    parts = words.split(" ")
    if len(parts) > 1 and parts[-1].endswith("ed") and not parts[0].endswith("ed"):
        return " ".join([parts[-1], *parts[:-1]])
    return words


def deed_and_thing(done: str) -> tuple[str, str]:
    """ "cancelled subscription": the deed, and what it was done to; no thing where none is told, or
    where that is who did it."""
    deed, _, thing = done.partition(" ")
    is_deed = deed.endswith("ed") and deed not in _BEFALLING
    is_thing = thing not in ACTORS and len(thing) > len("out")  # "logged in", "signed up"
    return (deed, thing) if is_deed and is_thing else (done, "")


def by_name_first(keys: Iterable[str], done: str) -> list[str]:
    """Keys under which the thing of a deed may stand, first the one that the deed names."""
    return sorted(keys, key=lambda key: key not in done.split(" "))


def worded(actor: Mention, key: str, done: str, target: Mention) -> Statement:
    """Who did what to what; of what is done for a customer, that it was done.

    key: what the event calls the actor. done: as `as_verb` gives it.
    """
    deed, _, thing = done.partition(" ")
    if thing == key and deed in _RECORDED:
        done = f"was {deed} as {thing}"
        return _told(actor, done, NOTHING, f"{actor.text} {done}")
    if key in _CUSTOMERS and deed in _SERVED:
        return _served(actor, deed, thing, target)
    if is_named_by(done, target):
        done = deed  # "placed order ORD-1", not "placed order order ORD-1"
    words = (part for part in (actor.text, done, target.text) if part)
    return _told(actor, done, target, " ".join(words))


def is_named_by(done: str, target: Mention) -> bool:
    """Whether the thing of a deed is what its words say: order ORD-1 of "placed order"."""
    thing = done.partition(" ")[2]
    return bool(thing) and target.text.startswith(f"{thing} ")


def meant(done: str, target: Mention) -> Mention:
    """What is told of in a deed: the thing that its words say, where another is the target, as
    the refund in "issued refund" of order ORD-1."""
    thing = done.partition(" ")[2]
    is_other = bool(thing) and not target.is_value and not is_named_by(done, target)
    return Mention(thing, is_value=True) if is_other else target


def _served(customer: Mention, deed: str, thing: str, target: Mention) -> Statement:
    if target.is_value or not target.text:
        done = f"{thing or target.text} was {deed}"
        return _told(customer, done, NOTHING, f"{customer.text}'s {done}")
    if not thing or is_named_by(f"{deed} {thing}", target):
        sentence = f"{target.text} was {deed} for {customer.text}"
        return _told(target, f"was {deed} for", customer, sentence)
    sentence = f"{customer.text}'s {thing} of {target.text} was {deed}"
    return _told(customer, f"{thing} was {deed} of", target, sentence)


NOTHING = Mention("", "thing", is_value=True)


def _told(subject: Mention, predicate: str, other: Mention, sentence: str) -> Statement:
    return Statement(subject, predicate, other, sentence, temporal=Temporal.EVENT)
