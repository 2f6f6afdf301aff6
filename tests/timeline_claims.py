"""Claims for timeline tests, in a few letters: who says what holds from which day on."""

from datetime import UTC, datetime, timedelta

from quipu.schema.identity import ClaimId, EntityId, EpisodeId, Scope, SlotKey
from quipu.schema.intervals import DAWN, DUSK, Interval
from quipu.schema.knowledge import Claim, Nature, Trust
from quipu.schema.ontology import Cardinality, Predicate

SCOPE = Scope("test")
ONE = Predicate("lives in", cardinality=Cardinality.ONE)
MANY = Predicate("likes")


def day(number):
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number)


def holds(value, since=None, until=None, **more):
    """A claim that `value` holds from day `since` until day `until`, as its own source says."""
    told = more.pop("told", since if since is not None else until or 0)
    start = DAWN if since is None else day(since)
    end = DUSK if until is None else day(until)
    said = {
        "nature": Nature.PAST_STATE if since is None and until is not None else Nature.STATE,
        "is_start_stated": since is not None and until is not None,
        "is_end_stated": until is not None,
        "is_negated": False,
        "is_ending": False,
        "confidence": 0.8,
        "trust": Trust.OBSERVED,
        "predicate": "lives in",
    } | more
    name = "|".join(str(part) for part in (value, since, until, told, sorted(more.items())))
    return Claim(
        id=ClaimId(f"cl_{name}"), scope=SCOPE, episode=EpisodeId(f"ep_{name}"),
        slot=SlotKey("sl_1"), subject=EntityId("en_sam"), object=EntityId(value),
        sentence=f"Sam {said['predicate']} {value}", quote="", stated=Interval(start, end),
        occurred_at=day(told), recorded_at=day(told), reader="test", **said,
    )  # fmt: skip


def ends(value, on, **more):
    """A claim that `value` is over since day `on`: "I left Beta"."""
    return holds(value, until=on, is_ending=True, **more)


def denied(value, on, **more):
    """A plain denial from day `on`, for good or `until` a day: "I do not live in Rome"."""
    return holds(value, since=on, is_negated=True, **more)


def shown(settlement):
    """Shares as (value, first day, last day, why it ends), in order; None for an unknown bound."""
    zero = day(0)
    return [
        (
            ("not " if share.value[2] else "") + share.value[1],
            None if share.span.start == DAWN else (share.span.start - zero).days,
            None if share.span.end == DUSK else (share.span.end - zero).days,
            str(share.ending),
        )
        for share in sorted(settlement.shares, key=lambda share: (share.span, share.value))
    ]
