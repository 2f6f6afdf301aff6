"""What was found, as lines for people. Nothing here asks the memory anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import typer

from quipu.api.cli.ingest import Ingested
from quipu.api.cli.lived import attempt_lines, procedure_lines
from quipu.api.retraction import Retraction
from quipu.api.rulings import Ruled
from quipu.graph.explain import span_text
from quipu.schema.forgetting import Forgotten
from quipu.schema.identity import EntityId, EpisodeId, FactId
from quipu.schema.intervals import AsOf
from quipu.schema.knowledge import STALE, Entity, Episode, Fact, FactStatus, status_of
from quipu.schema.language_models import Spending, Usage
from quipu.schema.ports import Statistics
from quipu.schema.recall import Answer, Hit, ItemKind, Recollection, Trace
from quipu.schema.reviews import Review, ReviewKind, said_by

_COLOURS = {
    FactStatus.CURRENT: typer.colors.GREEN,
    FactStatus.HISTORICAL: typer.colors.BLUE,
    FactStatus.PLANNED: typer.colors.CYAN,
}
_MARKS = {
    FactStatus.CURRENT: "●",
    FactStatus.HISTORICAL: "○",
    FactStatus.PLANNED: "◌",
}
_TEXT_LIMIT = 300


def fact_line(fact: Fact, view: AsOf) -> str:
    """A fact with its status and its dates: one line, marked and coloured."""
    status = status_of(fact, view)
    colour = typer.colors.RED if status in STALE else _COLOURS[status]
    label = typer.style(f"{_MARKS.get(status, '×')} {status:<11}", fg=colour)
    return f"{label} {when(fact):<24} {short(fact.sentence)}"


def when(fact: Fact) -> str:
    """The dates of a fact: one day as one date, an interval with both ends."""
    span = fact.valid
    is_day = (span.end - span.start).days <= 1 and span.start.date() != span.end.date()
    return f"{span.start:%Y-%m-%d}" if is_day else span_text(span)


def triple(fact: Fact, entities: Mapping[EntityId, Entity]) -> str:
    """`(Maya) —lives in→ (Oslo)`."""
    ends = [entities[end].name if end in entities else end for end in (fact.subject, fact.object)]
    return f"({ends[0]}) —{'not ' if fact.is_negated else ''}{fact.predicate}→ ({short(ends[1])})"


def source_line(episode: Episode) -> str:
    """Who said what, when and where."""
    speaker = f"{episode.speaker}: " if episode.speaker else ""
    where = f" [{episode.source.rsplit('/', 1)[-1]}]" if episode.source else ""
    return f"{episode.occurred_at:%Y-%m-%d}{where} {speaker}“{short(episode.content)}”"


def short(text: str) -> str:
    """A text in one line of bearable length."""
    line = " ".join(text.split())
    return line if len(line) <= _TEXT_LIMIT else f"{line[:_TEXT_LIMIT]}…"


def recollection_lines(found: Recollection, *, explains: bool) -> Iterator[str]:
    """The hits of a search, numbered."""
    if not found.hits:
        yield "nothing found"
    for number, hit in enumerate(found.hits, start=1):
        head, *rest = _hit_lines(hit, found)
        yield f"{number:>2}. {head}"
        yield from (f"    {line}" for line in rest)
        yield f"    {_arms(hit, explains=explains)}"
    if explains:
        yield from trace_lines(found.trace)


def _hit_lines(hit: Hit, found: Recollection) -> Iterator[str]:
    if hit.kind is ItemKind.FACT:
        fact = found.facts[FactId(hit.id)]
        yield fact_line(fact, found.view)
        yield f"{fact.id}  {triple(fact, found.entities)}"
        sources = (found.episodes.get(one) for one in fact.episodes[:2])
        yield from (f"source {source_line(one)}" for one in sources if one is not None)
    elif hit.kind is ItemKind.EPISODE:
        episode = found.episodes[EpisodeId(hit.id)]
        yield f"said {source_line(episode)}"
        yield episode.id
    elif hit.kind is ItemKind.ENTITY:
        entity = found.entities[EntityId(hit.id)]
        yield f"{entity.name} ({entity.kind})"
        yield entity.id
    elif hit.kind is ItemKind.EXPERIENCE:
        yield from attempt_lines(found.experiences[hit.id])
    elif hit.kind is ItemKind.PROCEDURE:
        yield from procedure_lines(found.procedures[hit.id])
    else:
        group = found.communities[hit.id]
        yield f"{group.name} ({len(group.community.members)} that belong together)"
        yield group.summary
        yield hit.id


def _arms(hit: Hit, *, explains: bool) -> str:
    arms = ", ".join(
        f"{arm.channel.lower()} #{arm.rank}"
        + (f" ({arm.raw_score:.3f} → {arm.contribution:.3f})" if explains else "")
        for arm in hit.channels
    )
    via = f", via {' '.join(hit.via)}" if hit.via else ""
    return f"score {hit.score:.3f}: {arms or 'by the graph'}{via}"


def trace_lines(trace: Trace) -> Iterator[str]:
    """How a search went."""
    yield ""
    exact = "exact" if trace.is_exact else "approximate"
    yield f"plan {', '.join(trace.plan)} · {trace.candidates} candidates, {exact}"
    stages = ", ".join(f"{stage} {spent:.1f}" for stage, spent in trace.stages_ms.items())
    yield f"took {trace.took_ms:.1f} ms" + (f" ({stages})" if stages else "")
    if trace.truncated_by:
        yield f"cut by {trace.truncated_by}"
    yield from (f"warning: {one}" for one in trace.warnings)


def answer_lines(answer: Answer, view: AsOf) -> Iterator[str]:
    """The answer first, then the facts that lead to it, then who said so."""
    if not answer.texts:
        yield "I do not know."
        yield f"  {answer.reason}"
        yield from _path_lines(answer, view)
        return
    yield typer.style(", ".join(answer.texts), bold=True)
    yield f"  {answer.reason} (confidence {answer.confidence:.2f})"
    yield from _path_lines(answer, view)


def _path_lines(answer: Answer, view: AsOf) -> Iterator[str]:
    for fact in answer.path:
        yield f"  {fact_line(fact, view)}"
        yield f"    {fact.id}  {triple(fact, answer.entities)}"
    yield from (f"  source {source_line(one)}" for one in answer.sources)


def timeline_lines(
    entity: Entity,
    facts: Sequence[Fact],
    view: AsOf,
    overridden: Mapping[FactId, Fact] = MappingProxyType({}),
    named: Mapping[EntityId, Entity] = MappingProxyType({}),
) -> Iterator[str]:
    """What is believed of an entity, oldest first; crosses mark what no longer holds, and what a
    narrower scope has another value of says which.

    `named`: the ends of the facts, by which those told in one sentence are told apart.
    """
    often = Counter(fact.sentence for fact in facts)
    also = ", ".join(name for name in entity.aliases if name != entity.name)
    yield f"{entity.name} ({entity.kind}) {entity.id}" + (f", also {also}" if also else "")
    if not facts:
        yield "  no facts"
    for fact in facts:
        other = named.get(fact.object if fact.subject == entity.id else fact.subject)
        is_one_of_many = often[fact.sentence] > 1 and other is not None
        about = f"  ({fact.predicate}: {other.name})" if is_one_of_many and other else ""
        yield f"  {fact_line(fact, view)}{about}  {fact.id}"
        if rival := overridden.get(fact.id):
            yield f"    overridden here: {short(rival.sentence)}  {rival.id}"


def statistics_lines(counted: Statistics, where: str, scope: str) -> Iterator[str]:
    """The size of a memory and what it still owes."""
    yield f"memory        {where}"
    yield f"scope         {scope}"
    yield f"episodes      {counted.episodes:,}"
    yield f"entities      {counted.entities:,}"
    yield f"facts         {counted.facts:,} ({counted.current_facts:,} hold now)"
    yield f"open jobs     {counted.queued_jobs:,}"
    yield f"failed jobs   {counted.failed_jobs:,}"
    yield f"last change   {counted.last_sequence:,}"
    if counted.stood_in:
        texts = amount(counted.stood_in, "text")
        yield f"stood in      {texts} read by the local reader, for a model that did not answer"


def spending_lines(spent: Sequence[Spending], now: datetime) -> Iterator[str]:
    """What was used of language models, today and in all."""
    for model in dict.fromkeys(row.model for row in spent):
        rows = [row for row in spent if row.model == model]
        today = sum((row.usage for row in rows if row.day == f"{now:%Y-%m-%d}"), Usage())
        in_all = sum((row.usage for row in rows), Usage())
        yield f"model         {model}: {_used(today)} today, {_used(in_all)} in all"


def _used(usage: Usage) -> str:
    spared = f" ({usage.spared:,} spared)" if usage.spared else ""
    return f"{amount(usage.calls, 'call')}{spared} and {usage.tokens:,} tokens"


def ingested_lines(done: Ingested) -> Iterator[str]:
    """The summary of an ingest."""
    yield (
        f"{amount(done.messages, 'message')} from {amount(done.files, 'file')} in "
        f"{done.seconds:.1f} s ({done.messages_per_second:.0f}/s)"
    )
    again = done.messages - done.new_episodes - done.failed
    known = f", {again:,} known already" if again > 0 else ""
    new = f"{amount(done.new_episodes, 'new episode')}{known}"
    yield f"{new}; {amount(done.new_facts, 'new fact')}"
    if done.refused:
        yield f"{amount(done.refused, 'bad line')} skipped"
    if done.failed:
        yield f"{amount(done.failed, 'message')} could not be settled; see `quipu status`"


def retraction_lines(done: Retraction, episodes: int, view: AsOf) -> Iterator[str]:
    """What a retraction changed."""
    yield f"retracted what {amount(episodes, 'episode')} claimed"
    if not done.gone and not done.changed:
        yield "nothing that is believed rested on that alone"
    yield from (f"  no longer believed: {short(fact.sentence)}  {fact.id}" for fact in done.gone)
    for fact in done.changed:
        yield f"  believed now: {fact_line(fact, view)}  {fact.id}"


def forgotten_lines(done: Forgotten) -> Iterator[str]:
    """What went or would go, what stays, and how it is confirmed."""
    report = done.report
    told = [
        amount(report.episodes, "text"),
        amount(report.facts, "fact row"),
        amount(report.entities, "name"),
    ]
    yield f"{'would forget' if done.is_dry_run else 'forgot'} {', '.join(told)}"
    if report.facts_kept_with_other_evidence:
        kept = amount(report.facts_kept_with_other_evidence, "fact")
        yield f"  {kept} stay, because others told the same"
    for text in done.texts:
        who = f"{text.speaker}: " if text.speaker else ""
        yield f"  {text.id}  {text.occurred_at:%Y-%m-%d}  {who}{text.beginning}"
    if 0 < len(done.texts) < report.episodes:
        more = amount(report.episodes - len(done.texts), "further text")
        yield f"  and {more}, rulings among them"
    yield from (f"  left: {line}" for line in report.residual)
    if report.purge_due_by is not None:
        yield f"  gone by itself by {report.purge_due_by:%Y-%m-%d}"
    if done.is_dry_run:
        yield f"nothing has happened yet; to do it, add --confirm {done.confirm_token}"
    else:
        yield f"receipt: {report.id}"


def ruled_lines(done: Ruled, view: AsOf) -> Iterator[str]:
    """What a ruling changed, and how it is undone."""
    if not done.lines:
        yield "nothing that is believed is otherwise now"
        return
    yield from (f"  no longer believed: {short(fact.sentence)}  {fact.id}" for fact in done.gone)
    for fact in done.learned:
        yield f"  believed now: {fact_line(fact, view)}  {fact.id}"
    yield f"undo with: quipu undo {done.lines[-1].sequence} --reason …"


def review_lines(one: Review) -> Iterator[str]:
    """A review, and how it is decided."""
    became = f"{one.status} by {one.decided_by}: {one.decision}" if one.decided_by else one.status
    yield f"{one.id}  {became.rstrip(': ')}  ({one.reason}, {one.opened_at:%Y-%m-%d})"
    if one.kind is ReviewKind.POSSIBLY_SAME_AS:
        names = " and ".join(f"{entity.name} ({entity.id})" for entity in one.entities)
        yield f"  one and the same, by {one.score:.2f} of 1?  {names}"
        return
    for name, sentence in zip(("first ", "second"), said_by(one), strict=True):
        yield f"  {name}  {short(sentence)}"


def amount(number: int, noun: str) -> str:
    """`1 fact`, `2 facts`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
