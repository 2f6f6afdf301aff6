"""Forget for good: a dry run that shows what would go, and the same again with its token."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice

from quipu.graph.accept import checked_key
from quipu.graph.aside import aside
from quipu.graph.asked import Asked, asked
from quipu.graph.forgetting.planning import Order, Plan, claims_going, planned, unruled
from quipu.graph.forgetting.targets import Target, target_of
from quipu.graph.memory import Memory
from quipu.graph.regrouping import Regrouping, regroup_below, regrouped_without, state_with
from quipu.graph.renaming import renamed
from quipu.graph.vectors import fact_vectors
from quipu.schema.changes import Cause, ChangeSet
from quipu.schema.erasing import ForgetMode
from quipu.schema.errors import Conflict, Invalid
from quipu.schema.forgetting import SHOWN_TEXTS, DoomedText, ForgetReport, ForgetWish, Forgotten
from quipu.schema.identity import Scope, content_hash, erasure_id
from quipu.schema.knowledge import Claim
from quipu.schema.ports import SlotState
from quipu.schema.rulings import is_ruling

_TRIES = 5
_TOKEN_LENGTH = 32
_ALWAYS_LEFT = (
    "Backups, exports and copies made before are not reached from here.",
    "The logs keep ids, times, who did what and the reason given for this; of the texts, no word.",
)


@dataclass(frozen=True, slots=True)
class _Task:
    """One call to forget."""

    memory: Memory
    scope: Scope
    wish: ForgetWish
    id: str
    new_key: Callable[[], str]


async def forgotten(
    memory: Memory, scope: Scope, wish: ForgetWish, key: str, new_key: Callable[[], str]
) -> Forgotten:
    """Show what would be forgotten, or forget it where the token of that dry run comes back.

    `new_key` gives 32 random bytes in hexadecimal. Raises `Conflict` where more or less would go
    now than the dry run showed; nothing has happened then.
    """
    if not wish.reason.strip():
        raise Invalid("forgetting without a reason", hint="say in a few words why")
    id = erasure_id(scope, checked_key(key))
    if (done := await _done_before(memory, scope, id, wish)) is not None:
        return Forgotten(done, is_dry_run=False, is_replay=True)
    await memory.queue.replay(scope, key, _asked(wish).hash)  # refuses what is used otherwise
    task = _Task(memory, scope, wish, id, new_key)
    found = await target_of(memory.store, scope, wish.selector, memory.view())
    token = _token(scope, wish, found)
    plans = {where: await _planned(task, where, found) for where in found.episodes}
    report = _report(id, list(plans.values()), wish.mode)
    if wish.dry_run:
        return Forgotten(
            _with_names(report, found),
            is_dry_run=True,
            confirm_token=token,
            texts=tuple(islice(_texts(plans.values()), SHOWN_TEXTS)),
        )
    if wish.confirm_token is None:
        raise Invalid("forgetting without a confirmToken", hint="make a dry run first")
    if wish.confirm_token != token:
        raise Conflict(
            "what would be forgotten is no longer what was shown", hint="make a dry run again"
        )
    # The scope itself comes last, and always: its line in the log says that all of it is done.
    found.episodes[scope] = found.episodes.pop(scope, [])
    for where in found.episodes:
        await _erase(task, where, found, report)
    residue = await memory.store.scrub(memory.clock())
    return Forgotten(
        replace(report, residual=(*report.residual, *residue.lines), purge_due_by=residue.due),
        is_dry_run=False,
    )


def _texts(plans: Iterable[Plan]) -> Iterator[DoomedText]:
    """What would go, rulings left out: they only repeat what texts say."""
    for plan in plans:
        yield from (DoomedText.of(one) for one in plan.doomed if not is_ruling(one))


def _with_names(report: ForgetReport, found: Target) -> ForgetReport:
    """Which names were looked for: that is said before, and stands in no receipt."""
    lines = []
    if found.names:
        names = ", ".join(found.names)
        lines.append(
            f"Texts are looked through for {names}, as written; what calls them otherwise stays."
        )
    if found.shared:
        names = ", ".join(found.shared)
        lines.append(f"Others are called {names} too: texts are not looked through for that.")
    lines += [
        f"In the memory of the user {one} only what is found so goes; all of it can be forgotten"
        " as a scope."
        for one in found.memories
    ]
    return replace(report, residual=(*report.residual, *lines))


async def _planned(task: _Task, where: Scope, found: Target) -> Plan:
    memory = task.memory
    holdings = await memory.store.holdings(where, found.episodes[where])
    keys = await memory.store.erasure_keys(where)
    order = Order(
        id=task.id,
        mode=task.wish.mode,
        at=memory.clock(),
        key=keys.get(where) or task.new_key(),
        facts=found.facts,
        entities=found.entities,
    )
    group, beside = Regrouping(), SlotState((), ())
    if named := unruled(holdings):
        store, gone = memory.store, claims_going(holdings)
        group = await regrouped_without(store, memory.ontology, where, named, gone)
        beside = await state_with(store, where, (), group)
    plan = partial(planned, holdings, order, memory.ontology, group, beside)
    made = await aside(len(holdings.claims) + len(beside.claims), plan)
    return await _renamed(task, where, made, (*holdings.claims, *beside.claims))


async def _renamed(task: _Task, where: Scope, plan: Plan, claims: Sequence[Claim]) -> Plan:
    """The plan with rows that say whom they are about, where a split has moved them."""
    store, roots = task.memory.store, plan.group.who.roots
    learned = await renamed(store, where, plan.decision.learned, claims, roots)
    reduced = await renamed(store, where, plan.erasure.reduced, claims, roots)
    return replace(
        plan,
        decision=replace(plan.decision, learned=learned),
        erasure=replace(plan.erasure, reduced=reduced),
    )


async def _erase(task: _Task, where: Scope, found: Target, report: ForgetReport) -> None:
    """Decide on what is there now and carry it out; again, where somebody wrote in between."""
    for left in reversed(range(_TRIES)):
        plan = await _planned(task, where, found)
        learned = plan.decision.learned
        vectors = await fact_vectors(task.memory.embedder, [*learned, *plan.erasure.reduced])
        erasure = replace(plan.erasure, receipt=_told(report, task.wish))
        try:
            # First below, as the receipt that is written here says that all of it is done.
            await _regroup_below(task, where, plan)
            await task.memory.store.erase(where, erasure, _changes(task, plan), vectors)
            break
        except Conflict:
            if left == 0:
                raise
    # Whoever was being read there meanwhile was still taken for whom the erased ruling said.
    await _regroup_below(task, where, plan)


async def _regroup_below(task: _Task, where: Scope, plan: Plan) -> None:
    """Whom an erased ruling took for one are two again in narrower scopes."""
    memory = task.memory
    cause = Cause(memory.clock(), task.wish.actor, _reason(task))
    store, embedder, ontology = memory.store, memory.embedder, memory.ontology
    await regroup_below(store, embedder, ontology, where, plan.group, cause)


def _reason(task: _Task) -> str:
    return f"forgotten: {task.wish.reason}"


def _changes(task: _Task, plan: Plan) -> ChangeSet:
    return ChangeSet(
        at=plan.decision.at,
        actor=task.wish.actor,
        reason=_reason(task),
        retired=plan.decision.retired,
        learned=plan.decision.learned,
        disputes=plan.decision.disputes,
        redirects=plan.group.redirects,
        moved=plan.group.moved,
    )


def _token(scope: Scope, wish: ForgetWish, found: Target) -> str:
    """The same as long as the same would go."""
    ids = {one.key: sorted(some) for one, some in found.episodes.items()}
    what = [scope.key, wish.mode, ids, sorted(found.facts), sorted(found.entities)]
    return content_hash(json.dumps(what, sort_keys=True))[:_TOKEN_LENGTH]


def _report(id: str, plans: Sequence[Plan], mode: ForgetMode) -> ForgetReport:
    erasures = [plan.erasure for plan in plans]
    episodes = sum(len(one.episodes) + len(one.redacted) for one in erasures)
    facts = sum(len(one.facts) for one in erasures)
    unspoken = sum(plan.unspoken for plan in plans)
    residual = list(_ALWAYS_LEFT)
    if mode is ForgetMode.REDACT:
        residual.append("Of each text stays that there was one, when, and in which conversation.")
    if unspoken:
        residual.append(f"{unspoken} names stay: other texts tell of whom they belong to.")
    return ForgetReport(
        id=id,
        episodes=episodes,
        entities=sum(len(one.entities) for one in erasures),
        facts=facts,
        facts_kept_with_other_evidence=sum(plan.kept for plan in plans),
        embeddings=episodes + facts,
        fulltext_entries=episodes + facts,
        residual=tuple(residual),
    )


def _told(report: ForgetReport, wish: ForgetWish) -> str:
    """The receipt as the log keeps it, with a hash of what was asked for."""
    kept = asdict(report) | {"purge_due_by": None}
    return json.dumps({"asked": _asked(wish).hash, "report": kept}, ensure_ascii=False)


def _asked(wish: ForgetWish) -> Asked:
    what = (wish.selector, wish.mode)
    return asked("forget", *what, former=[repr(what)])


async def _done_before(
    memory: Memory, scope: Scope, id: str, wish: ForgetWish
) -> ForgetReport | None:
    """The receipt of an earlier call with the same key, as the log has it. Raises `Conflict`."""
    for line in await memory.store.changes_of(scope, [id], 1):
        kept = json.loads(line.after)
        what = _asked(wish)
        if kept["asked"] not in (what.hash, *what.former):
            raise Conflict(
                "this key was used to forget another thing", hint="use a new idempotency key"
            )
        report = kept["report"]
        return ForgetReport(**(report | {"residual": tuple(report["residual"])}))
    return None
