"""The tool by which an agent passes on that something must be forgotten for good."""

from __future__ import annotations

from dataclasses import dataclass

from quipu.api.forgetting import forget as forget_for_good
from quipu.api.quoting import quoted
from quipu.api.tools.arguments import argument
from quipu.api.tools.caller import Answer, Caller
from quipu.api.tools.naming import entity_named, is_id, whole_id
from quipu.api.tools.telling import as_data, short
from quipu.schema.canonical import canonical
from quipu.schema.drafts import EntityRef
from quipu.schema.errors import Invalid, NotFound
from quipu.schema.forgetting import DoomedText, ForgetReport, ForgetWish, Forgotten, Selector
from quipu.schema.identity import content_hash

_SHOWN_TOKENS = 2_000


@dataclass(frozen=True, slots=True)
class ForgetArguments:
    reason: str = argument("Who asks for it, and why.")
    ids: tuple[str, ...] = argument("Ids of facts, episodes or entities.", default=())
    about: str = argument("Instead of ids: a name; all that tells of it.", default="")
    confirm: str = argument("The first call's token, once a person said yes.", default="")


async def forget(caller: Caller, given: ForgetArguments) -> Answer:
    """Show what would be forgotten, or forget it where the token of that comes back."""
    done = await _done(caller, given, await _selector(caller, given))
    counted = _counted(done.report)
    if done.is_dry_run:
        asked = (
            f"This would go for good: {counted}. Nothing has happened yet. Ask the person; then"
            f" call again with confirm {done.confirm_token}."
        )
        lines = [_doomed_line(one) for one in done.texts]
        return Answer(f"{as_data(lines, _SHOWN_TOKENS, '')}\n{asked}" if lines else asked)
    stays = " ".join(done.report.residual)
    return Answer(f"Forgotten: {counted}. {stays}", (done.report.id,))


async def _done(caller: Caller, given: ForgetArguments, selector: Selector) -> Forgotten:
    wish = ForgetWish(
        selector,
        given.reason,
        caller.principal.subject,
        confirm_token=given.confirm or None,
        dry_run=not given.confirm,
    )
    # A call that is sent twice is the same call: its token makes it so.
    key = content_hash(canonical([selector, given.confirm]))[:40]
    try:
        return await forget_for_good(caller.service, caller.scope, wish, f"tool-{key}")
    except NotFound:
        if given.about:
            await entity_named(caller.memory, caller.scope, given.about)  # names the nearest
        raise


async def _selector(caller: Caller, given: ForgetArguments) -> Selector:
    if bool(given.ids) == bool(given.about):
        raise Invalid("give either ids or about", hint="about is a name: all that tells of it")
    ids = [await whole_id(caller.memory, caller.scope, one) for one in given.ids]
    if not given.about:
        return Selector(ids=tuple(ids))
    if not is_id(given.about):  # a name may be known in narrower scopes only
        return Selector(ids=tuple(ids), subject=EntityRef(name=given.about))
    entity = await entity_named(caller.memory, caller.scope, given.about)
    return Selector(ids=tuple(ids), subject=EntityRef(id=entity.id))


def _doomed_line(text: DoomedText) -> str:
    who = f" {quoted(text.speaker, 60)}:" if text.speaker else ""
    return f"{short(text.id)} {text.occurred_at:%Y-%m-%d}{who} {quoted(text.beginning)}"


def _counted(report: ForgetReport) -> str:
    told = f"{report.episodes} texts, {report.facts} fact rows, {report.entities} names"
    kept = report.facts_kept_with_other_evidence
    return f"{told}; {kept} facts stay, since others told them too" if kept else told
