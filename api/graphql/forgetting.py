"""Forget for good: what is asked, the dry run, the receipt."""

from __future__ import annotations

import strawberry

from quipu.api.forgetting import forget
from quipu.api.graphql.context import Info
from quipu.api.graphql.convert import moment_from, stamp
from quipu.api.graphql.documents import drop_documents
from quipu.api.graphql.errors import Misplaced, at_path
from quipu.api.graphql.inputs import EntityRefInput, ScopeInput, ref_from, scope_from
from quipu.api.graphql.types import DateTime
from quipu.api.graphql.user_errors import UserError, user_error
from quipu.api.graphql.work import Job
from quipu.schema import forgetting, identity
from quipu.schema.erasing import ForgetMode
from quipu.schema.errors import MemoryFault
from quipu.schema.forgetting import ForgetWish, Selector


@strawberry.input(
    one_of=True,
    description="What to forget. A fact goes with every text that tells it, a subject with all"
    " that tells of it.",
)
class ForgetSelector:
    ids: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET, description="Of episodes, facts and entities."
    )
    scope: ScopeInput | None = strawberry.field(
        default=strawberry.UNSET, description="All of a scope and of the narrower ones in it."
    )
    subject: EntityRefInput | None = strawberry.UNSET
    episodes_before: DateTime | None = strawberry.field(
        default=strawberry.UNSET, description="What happened earlier."
    )


@strawberry.input
class ForgetInput:
    idempotency_key: str
    selector: ForgetSelector
    mode: ForgetMode | None = strawberry.field(
        default=ForgetMode.ERASE,
        description="REDACT keeps that there was a text, when and in which conversation.",
    )
    dry_run: bool | None = True
    confirm_token: str | None = strawberry.field(
        default=None, description="What a dry run of the same gave."
    )
    reason: str
    scope: ScopeInput | None = strawberry.field(
        default=None, description="Where to look for it; the caller's own scope if left out."
    )


@strawberry.type(description="What went, or in a dry run would go.")
class ForgetReport:
    episodes: int
    entities: int
    facts: int
    facts_kept_with_other_evidence: int
    embeddings: int
    fulltext_entries: int
    cache_purged: bool
    residual: list[str] = strawberry.field(
        description="What cannot be reached from here, and what is kept on purpose."
    )
    purge_due_by: DateTime | None = strawberry.field(
        description="When what the engine still holds unseen is gone by itself, if it says so."
    )
    audit_id: strawberry.ID = strawberry.field(
        description="The item under which the log keeps this receipt."
    )

    @classmethod
    def of(cls, report: forgetting.ForgetReport, *, cache_purged: bool) -> ForgetReport:
        due = report.purge_due_by
        return cls(
            episodes=report.episodes,
            entities=report.entities,
            facts=report.facts,
            facts_kept_with_other_evidence=report.facts_kept_with_other_evidence,
            embeddings=report.embeddings,
            fulltext_entries=report.fulltext_entries,
            cache_purged=cache_purged,
            residual=list(report.residual),
            purge_due_by=None if due is None else stamp(due),
            audit_id=strawberry.ID(report.id),
        )


@strawberry.type(description="A text that would go, as far as one knows it again.")
class DoomedText:
    id: strawberry.ID
    occurred_at: DateTime
    speaker: str | None
    beginning: str = strawberry.field(description="Of its content, on one line.")

    @classmethod
    def of(cls, text: forgetting.DoomedText) -> DoomedText:
        return cls(
            id=strawberry.ID(text.id),
            occurred_at=stamp(text.occurred_at),
            speaker=text.speaker or None,
            beginning=text.beginning,
        )


@strawberry.type
class ForgetPayload:
    report: ForgetReport | None = None
    dry_run: bool = True
    confirm_token: str | None = None
    job: Job | None = strawberry.field(
        default=None, description="Always null: what is forgotten is gone when this is answered."
    )
    texts: list[DoomedText] = strawberry.field(
        default_factory=list,
        description="In a dry run the first 50 texts that would go: who confirms sees what.",
    )
    replayed: bool = False
    user_errors: list[UserError] = strawberry.field(default_factory=list)


async def forget_asked(info: Info, given: ForgetInput) -> ForgetPayload:
    """What the mutation `forget` answers."""
    context = info.context
    try:
        scope, selector = _asked(info, given)
        wish = ForgetWish(
            selector,
            given.reason,
            context.principal.subject,
            given.mode or ForgetMode.ERASE,
            given.confirm_token,
            given.dry_run is not False,
        )
        done = await forget(context.service, scope, wish, given.idempotency_key)
    except (MemoryFault, Misplaced) as problem:
        return ForgetPayload(user_errors=[user_error(problem, info, given.scope)])
    if not done.is_dry_run:
        drop_documents()
    return ForgetPayload(
        report=ForgetReport.of(done.report, cache_purged=not done.is_dry_run),
        dry_run=done.is_dry_run,
        confirm_token=done.confirm_token,
        texts=[DoomedText.of(one) for one in done.texts],
        replayed=done.is_replay,
    )


def _asked(info: Info, given: ForgetInput) -> tuple[identity.Scope, Selector]:
    """Where to look, and for what. A scope to forget is a scope to look in."""
    with at_path("scope"):
        scope = scope_from(info.context.scope, given.scope)
    chosen = given.selector
    with at_path("selector", "scope"):
        if chosen.scope:
            return scope_from(scope, chosen.scope), Selector(scope=True)
    with at_path("selector", "episodesBefore"):
        before = moment_from(chosen.episodes_before or None)
    return scope, Selector(
        ids=tuple(str(one) for one in chosen.ids or ()),
        subject=ref_from(chosen.subject) if chosen.subject else None,
        episodes_before=before,
    )
