"""A client of a running service, under the names of its contract.

async with Client("http://127.0.0.1:8321", key="qk_…") as memory:
    await memory.remember("I live in Oslo.", speaker="Sam", wait=True)
    print((await memory.ask("Where does Sam live?")).texts)

Every call can be awaited, or taken with `result()` where nothing is async:

with Client() as memory:
    print(memory.ask("Where does Sam live?").result().texts)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

from quipu.api.client import answers
from quipu.api.client.calls import Call, Wires, service_at
from quipu.api.client.looking import Looking
from quipu.api.client.ruling import Ruling
from quipu.api.client.shapes import read, selection
from quipu.api.client.speaking import moment
from quipu.api.client.streams import Stream
from quipu.schema.drafts import content_handed_over

_TIMEOUT_SECONDS = 150.0  # EXTRACTED may wait for two minutes
_PATIENCE_SECONDS = 30.0


class Client(Ruling, Looking):
    """A service at an address, and whose memory there: `scope` narrows what the key allows."""

    __slots__ = ()

    def __init__(
        self,
        address: str = "http://127.0.0.1:8321",
        *,
        key: str = "",
        scope: Mapping[str, str] | None = None,
        patience_seconds: float = _PATIENCE_SECONDS,
        wires: Wires | None = None,
    ) -> None:
        """`patience_seconds`: how long retries may pause in all; 0 never repeats anything.

        Raises `Invalid` for what is no address.
        """
        chosen = wires if wires is not None else Wires(service_at(address), key, _TIMEOUT_SECONDS)
        super().__init__(chosen, dict(scope or {}), patience_seconds)

    def within(
        self, *, user: str | None = None, agent: str | None = None, session: str | None = None
    ) -> Client:
        """The same service, narrowed to a user, an agent or a session."""
        named = {"user": user, "agent": agent, "session": session}
        scope = {**self.scope, **{level: name for level, name in named.items() if name is not None}}
        return Client(scope=scope, patience_seconds=self.patience_seconds, wires=self.wires)

    def remember(
        self,
        content: str | Mapping[str, object],
        *,
        speaker: str | None = None,
        occurred_at: datetime | None = None,
        source: str | None = None,
        wait: bool = False,
        idempotency_key: str | None = None,
    ) -> Call[answers.RememberPayload]:
        """Keep a text or a JSON object; with `wait`, answer when it is read and settled."""
        words, kind = content_handed_over(content, speaker or "", source or "")
        episode = {"content": words, "kind": kind.value, "speaker": speaker}
        return self._change(
            answers.RememberPayload,
            "remember",
            idempotency_key,
            episodes=[{**episode, "occurred_at": occurred_at, "source": source}],
            wait_for="EXTRACTED" if wait else None,
        )

    def add_fact(
        self,
        source: str,
        predicate: str,
        target: str | None = None,
        *,
        statement: str | None = None,
        idempotency_key: str | None = None,
        **more: Any,
    ) -> Call[answers.FactPayload]:
        """Add a ready-made fact between two names; `more` is the rest of `AddFactInput`."""
        sentence = statement or " ".join(filter(None, (source, predicate, target)))
        named = {"source": {"name": source}, "predicate": predicate, "statement": sentence}
        whom = None if target is None else {"name": target}
        return self._change(
            answers.FactPayload, "addFact", idempotency_key, **named, target=whom, **more
        )

    def record_experience(
        self,
        task: str,
        outcome: str,
        steps: Sequence[str | Mapping[str, Any]] = (),
        *,
        idempotency_key: str | None = None,
        **more: Any,
    ) -> Call[answers.ExperiencePayload]:
        """Record an attempt, to learn from; a step may be what was done alone.

        `more` is the rest of `RecordExperienceInput`, such as `lesson` and `used_procedures`. Ask
        with `search(task, filter={"kinds": ["PROCEDURE", "EXPERIENCE"]})` before the next one.
        """
        done = [{"action": one} if isinstance(one, str) else one for one in steps]
        said = {"task": task, "outcome": outcome.upper(), "steps": done, **more}
        return self._change(answers.ExperiencePayload, "recordExperience", idempotency_key, **said)

    def forget(
        self,
        selector: Mapping[str, Any],
        *,
        reason: str,
        confirm_token: str | None = None,
        idempotency_key: str | None = None,
    ) -> Call[answers.ForgetPayload]:
        """Forget for good what a `ForgetSelector` names: a dry run, until its token comes back."""
        said = {"selector": selector, "reason": reason, "confirm_token": confirm_token}
        return self._change(
            answers.ForgetPayload, "forget", idempotency_key, **said, dry_run=confirm_token is None
        )

    def search(
        self,
        text: str,
        *,
        first: int = 10,
        after: str | None = None,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
        **more: Any,
    ) -> Call[answers.SearchConnection]:
        """Facts, entities and texts that bear on a text; `more` is the rest of `SearchInput`."""
        asked = {"text": text, "at": moment(as_of, known_at), "scope": self._scope(), **more}
        heads = "$input: SearchInput!, $first: Int, $after: String"
        values = {"input": asked, "first": first, "after": after}
        return self._question(answers.SearchConnection, "search", heads, values)

    def ask(
        self, text: str, *, as_of: datetime | None = None, known_at: datetime | None = None
    ) -> Call[answers.Answer]:
        """The best path of facts that answers a question."""
        heads = "$text: String!, $at: TimePoint, $scope: ScopeInput"
        values = {"text": text, "at": moment(as_of, known_at), "scope": self._scope()}
        return self._question(answers.Answer, "ask", heads, values)

    def context(
        self,
        text: str,
        *,
        tokens: int = 1_500,
        as_of: datetime | None = None,
        known_at: datetime | None = None,
    ) -> Call[answers.Context]:
        """What bears on a text, as a text for a prompt, within 100 to 32,000 tokens."""
        heads = "$text: String!, $tokens: Int, $at: TimePoint, $scope: ScopeInput"
        values = {"text": text, "tokens": tokens, "at": moment(as_of, known_at)}
        return self._question(answers.Context, "context", heads, {**values, "scope": self._scope()})

    def statistics(self) -> Call[answers.Statistics]:
        """How much there is."""
        heads, values = "$scope: ScopeInput", {"scope": self._scope()}
        return self._question(answers.Statistics, "statistics", heads, values)

    def viewer(self) -> Call[answers.Viewer]:
        """Who asks, and what they may do."""
        document = f"query {{ viewer {selection(answers.Viewer)} }}"
        return self._call(document, {}, lambda data: read(answers.Viewer, data["viewer"]))

    def execute(self, document: str, **variables: Any) -> Call[dict[str, Any]]:
        """Any operation of the contract; its data as it comes, its variables as they are."""
        return self._call(document, variables, dict)

    def consolidate(
        self, *passes: str, dry_run: bool = False, idempotency_key: str | None = None
    ) -> Call[answers.ConsolidatePayload]:
        """Go over the scope by some passes, or all: now and on trial, or as work for a worker."""
        return self._change(
            answers.ConsolidatePayload,
            "consolidate",
            idempotency_key,
            passes=list(passes) or None,
            dry_run=dry_run,
        )

    def changes(
        self, since: str | None = None, *, kinds: Sequence[str] = ()
    ) -> Stream[answers.Change]:
        """Changes after a sequence, then live, for `for` or `async for`; else from now on.

        Where the connection is lost, it goes on from where it was.
        """
        heads = "$since: String, $scope: ScopeInput, $kinds: [ChangeKind!]"
        values = {"since": since, "scope": self._scope(), "kinds": list(kinds) or None}
        asked = self._question(answers.Change, "changes", heads, values, "subscription")
        start = None if since is not None else self.statistics()
        return Stream(asked, start, lambda change: change.sequence)

    def follow(self, job: str) -> Stream[answers.Job]:
        """A job as it stands, and again each time it changes, until it has ended."""
        heads, values = "$id: ID!, $scope: ScopeInput", {"id": job, "scope": self._scope()}
        return Stream(self._question(answers.Job, "job", heads, values, "subscription"))

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self.wires.aclose()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.wires.close()
