"""What keys of JSON mean, whatever their spelling: `fullName`, `full-name` and `full_name` are
"full name". Lists are in the order in which they are tried."""

from __future__ import annotations

import re

NAMES = ("name", "full name", "display name", "legal name", "title", "label", "username")
NAMES_IN_PARTS = ("first name", "last name")
NUMBERS = ("id", "key", "number", "code", "slug", "uuid")
OWN_IDS = ("id", "key", "uuid")  # of the numbers, what no other record of its kind has
KINDS = ("kind", "type", "@type", "category")
ACTORS = (
    "actor", "user", "customer", "author", "person", "member", "employee", "account", "agent",
    "who", "by", "sender",
)  # fmt: skip
DEEDS = ("event", "event name", "event type", "action", "verb", "activity")
TARGETS = (
    "object", "target", "item", "product", "resource", "document", "project", "issue", "ticket",
    "order", "repository", "channel", "page", "plan",
)  # fmt: skip
NUMBERED = (
    "order", "ticket", "issue", "invoice", "shipment", "return", "refund", "payment",
    "subscription", "case", "booking", "reservation", "quote", "contract", "incident",
)  # fmt: skip
NUMBERINGS = ("id", "number", "no", "key", "ref")
COMPANY = (
    "with",
    "attendees",
    "attendee",
    "participants",
    "participant",
    "guests",
    "guest",
    "invitees",
)
WHEREABOUTS = ("place", "location", "venue", "city", "where")
HOW = ("priority", "severity", "topic", "reason", "duration", "status")
HOW_MUCH = (
    "total", "amount", "price", "quantity", "currency", "carrier", "tracking number",
    "payment method",
)  # fmt: skip
CONTENTS = ("item", "items", "product", "products")
MOMENTS = (
    "at", "timestamp", "occurred at", "event time", "time", "date", "datetime", "updated at",
    "created at", "as of", "updated", "modified", "created",
)  # fmt: skip
SENT_AT = (*MOMENTS, "ts ms", "ts", "sent at")
CHANGED_AT = (
    "at",
    "timestamp",
    "occurred at",
    "event time",
    "updated at",
    "as of",
    "updated",
    "modified",
)
STARTS = ("since", "start", "start date", "started at", "valid from", "valid at", "begin")
ENDS = ("until", "end", "end date", "ended at", "valid to", "invalid at", "expires at")
TRIPLE = (("subject",), ("predicate", "relation", "property"), ("object", "value"))

TYPES = (*DEEDS, "detail type", "topic", *KINDS)
CARRIED = ("data", "payload", "object", "record", "after", "new", "new record", "detail", "body")
FORMER = (
    "before", "old", "old record", "old value", "old values", "previous", "previous attributes",
    "previous value", "previous values", "original",
)  # fmt: skip
WRITTEN = frozenset("c u r create insert update upsert change".split())
GONE = frozenset("d delete deleted remove removed destroy destroyed erased purged".split())
"""How events of changes are named, what they carry, and how it was before."""

KIND_OF = {
    "person": "person name user customer author employee member manager owner spouse partner"
    " boss friend mother father son daughter brother sister assignee reporter reviewer contact"
    " attendee participant",
    "organisation": "organisation organization company employer vendor supplier team client"
    " university school",
    "place": "place location city country town region state office headquarters",
}
KINDS_BY_WORD = {word: kind for kind, words in KIND_OF.items() for word in words.split()}
"""What an object or a text under such a key, or of such a kind, is."""


# "placed at", "shipped on": when something was done. What is only expected dates nothing.
_DONE = re.compile(r"(?:\w+ )*(\w+ed|sent|paid|sold|bought|made|begun|told|left) (?:at|on)")
_EXPECTED = frozenset("scheduled expected planned estimated required requested promised".split())


def is_when_done(words: str) -> bool:
    """Whether a key, as words, says when something was done: "placed at"."""
    found = _DONE.fullmatch(words)
    return found is not None and found[1] not in _EXPECTED


def kind_named(words: str) -> str:
    """The kind that a key or a type says, by its last word, in the plural too; else "thing"."""
    last = words.rpartition(" ")[2]
    return KINDS_BY_WORD.get(last) or KINDS_BY_WORD.get(last.removesuffix("s")) or "thing"
