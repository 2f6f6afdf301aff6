"""The review queue through GraphQL: what waits for a person, and what a person decides."""

from __future__ import annotations

import strawberry

from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import stamp
from quipu.api.graphql.inputs import ScopeInput, must_inherit, scope_from
from quipu.api.graphql.items import Entity, Fact
from quipu.api.graphql.paging import Found, PageArguments, listing
from quipu.api.graphql.types import Counted, DateTime, Node, described
from quipu.graph.ruling.reviews import reviews
from quipu.schema import identity
from quipu.schema import reviews as kept
from quipu.schema.reviews import DisputePlace, ReviewKind, ReviewStatus, Verdict, said_by

ID_PREFIX = "rv"
_COUNTED = 10_000  # reviews at most: how each stands is found by looking at it
strawberry.enum(ReviewStatus, description="DISMISSED: left as it is, and not asked again.")
strawberry.enum(
    Verdict,
    name="Decision",
    description="Of a CONFLICT or POSSIBLY_CONTRADICTS: KEEP_FIRST (shown until then), KEEP_SECOND,"
    " KEEP_BOTH (they hold side by side, until something later ends them). Of POSSIBLY_SAME_AS:"
    " SAME, DIFFERENT, KEEP_BOTH (as DIFFERENT: not asked again). DISMISS leaves all as it is.",
)


strawberry.enum(
    ReviewKind,
    description="CONFLICT: two claims that cannot both hold, of equal standing."
    " POSSIBLY_CONTRADICTS: two that hold together where nearly everybody has one value."
    " POSSIBLY_SAME_AS: two names that are too like to be passed over and not like enough to be"
    " taken for one.",
)


@strawberry.type(
    description="Two claims that no rule settles for good, or two names that may mean one."
)
class Review(Node):
    row: strawberry.Private[kept.Review]
    read_in: strawberry.Private[identity.Scope]
    kind: ReviewKind
    status: ReviewStatus
    reason: str = strawberry.field(description="The rule that leaves it open.")
    statements: list[str] = strawberry.field(
        description="What the two say, the first one first; of entities, their names."
    )
    entities: list[Entity] = strawberry.field(
        description="Of POSSIBLY_SAME_AS: whom was met first, and the other."
    )
    score: float | None = strawberry.field(description="How likely two are one, 0 to 1.")
    opened_at: DateTime
    decided_by: str | None = strawberry.field(
        description="Who decided; rule, where a later telling settled it."
    )
    decision: str | None

    @classmethod
    def of(cls, row: kept.Review, read_in: identity.Scope) -> Review:
        return cls(
            row=row,
            read_in=read_in,
            id=strawberry.ID(row.id),
            kind=row.kind,
            status=row.status,
            reason=row.reason,
            statements=said_by(row),
            entities=[Entity.of(one, read_in) for one in row.entities],
            score=row.score,
            opened_at=stamp(row.opened_at),
            decided_by=row.decided_by or None,
            decision=row.decision or None,
        )

    @described("What is believed now of either claim, that of the first one first.")
    def facts(self, info: Info) -> list[Fact]:
        view = info.context.memory.view()
        return [Fact.of(one, view, self.read_in) for one in self.row.facts]


@strawberry.type(name="ReviewConnection")
class ReviewConnection(Counted[Review]):
    pass


async def review_by_id(info: Info, scope: identity.Scope, id: str) -> Review | None:
    found = await info.context.loaders.reviews.load((scope, id))
    return None if found is None else Review.of(found, scope)


async def review_page(
    info: Info, scope: ScopeInput | None, status: ReviewStatus | None, asked: PageArguments
) -> ReviewConnection:
    """One page of reviews, oldest first."""
    must_inherit(scope)
    within = scope_from(info.context.scope, scope)
    page = listing(info, asked, None, within, status)
    after = DisputePlace.read(page.after) if page.after else None
    rows = await reviews(info.context.memory, within, status, after, page.size + 1)

    async def counted() -> int:
        return len(await reviews(info.context.memory, within, status, None, _COUNTED))

    return page.of_found(
        ReviewConnection,
        Found(rows, counted),
        id_of=lambda row: row[0].written(),
        shown=lambda row: Review.of(row[1], within),
    )
