"""Made-up tasks of a few sorts, each with a way that leads there and traps that do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Sort:
    """Tasks that differ in their words alone. `plan` has to be done in its order, among whatever
    else; a trap ends an attempt."""

    said: tuple[str, ...]
    things: tuple[str, ...]
    plan: tuple[str, ...]
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    text: str
    sort: Sort
    actions: tuple[str, ...]  # all that could be done, in no order


IDLE = ("read the manual", "ask a colleague", "take notes", "wait a minute", "check the clock")
"""What does no harm, and leads nowhere."""

SORTS = (
    Sort(
        (
            "Deploy the {} service to staging",
            "Roll out {} to the staging cluster",
            "Bring the new {} version to staging",
        ),
        ("billing", "search", "login", "checkout", "mail", "report"),
        ("pull the branch", "build the image", "set the context", "apply", "run smoke tests"),
        ("copy files by hand", "apply to production"),
    ),
    Sort(
        (
            "Refund the customer for order {}",
            "Pay back order {} to the buyer",
            "The buyer of order {} wants the money back",
        ),
        ("1881", "2040", "2212", "3019", "4471", "5120"),
        ("look up the order", "check the return date", "open a refund case", "issue the refund"),
        ("delete the order", "refund in cash"),
    ),
    Sort(
        (
            "Fix the failing test of the {} module",
            "Repair the broken {} test",
            "The {} test is red: make it pass",
        ),
        ("parser", "session", "cache", "router", "invoice", "upload"),
        ("run the test", "read the trace", "write the fix", "run all tests", "commit"),
        ("skip the test", "edit the expected value"),
    ),
    Sort(
        (
            "Book a flight to {} for the team",
            "Find and book flights to {}",
            "Get the team plane tickets to {}",
        ),
        ("Lisbon", "Rome", "Vienna", "Oslo", "Dublin", "Athens"),
        ("collect the dates", "compare fares", "get approval", "pay the tickets"),
        ("pay without approval", "book one way"),
    ),
    Sort(
        (
            "Write the summary of the {} sales report",
            "Summarise the {} sales figures for the board",
            "Sum up how sales went in {}",
        ),
        ("March", "June", "spring", "August", "autumn", "winter"),
        ("fetch the figures", "check the totals", "draft the text", "send it for review"),
        ("reuse last year's text", "send it unread"),
    ),
    Sort(
        (
            "Move the {} table to the new database",
            "Migrate {} to the new Postgres server",
            "Carry the {} data over to the new database",
        ),
        ("users", "orders", "events", "prices", "tags", "invoices"),
        ("back up the table", "create the schema", "copy the rows", "count both", "switch over"),
        ("drop the old table", "copy while writing"),
    ),
)


def tasks(count: int, random: Random) -> Iterator[Task]:
    """Tasks of all sorts in turn by chance; hardly two have the same words."""
    for _ in range(count):
        sort = random.choice(SORTS)
        text = random.choice(sort.said).format(random.choice(sort.things))
        actions = [*sort.plan, *sort.traps, *IDLE]
        random.shuffle(actions)
        yield Task(text, sort, tuple(actions))
