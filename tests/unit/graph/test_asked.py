"""A key stands for what was asked under it: today, and for who asked an earlier version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from builders import DIMENSIONS, episode, scope
from quipu.graph.accept import asked_of
from quipu.graph.asked import asked, by_any_hash
from quipu.graph.engines.sqlite.open import open_sqlite
from quipu.graph.ruling.amend import asked_by
from quipu.schema.canonical import APART, canonical
from quipu.schema.drafts import EntityRef, EpisodeDraft, FactDraft
from quipu.schema.errors import Conflict
from quipu.schema.identity import FactId
from quipu.schema.knowledge import EpisodeKind, Trust
from quipu.schema.ports import Receipt
from quipu.schema.rulings import Invalidation, Ruling

MAY = datetime(2024, 5, 1, 8, tzinfo=UTC)
SAID = EpisodeDraft(
    "I live in Oslo.", EpisodeKind.MESSAGE, MAY, "Maya", "m1", "talk", Trust.ASSERTED,
    {"b": 1, "a": ["é"]},
)  # fmt: skip
FACT = FactDraft(
    EntityRef(name="Sam"), "lives in", "Sam lives in Oslo", EntityRef(name="Oslo"),
    valid_at=datetime(2024, 5, 1, tzinfo=UTC),
)  # fmt: skip
ENDED = Invalidation(FactId("fa_1"), datetime(2024, 5, 1, tzinfo=UTC))


def test_what_earlier_versions_kept_of_a_call_is_known() -> None:
    """The hashes are those of version a6cca7a."""
    ruled = asked_by(Ruling("anna", "because"), "invalidate", ENDED)
    kept = [asked_of([SAID]).former, asked_of([FACT]).former, ruled.former]
    assert kept == [
        ("8bfb325f5db5c0bb6c663a54f4d825b884591945ac0d81fa761eec9456d47c0f",),
        ("af2f0ed59abc2bb3aeb0e1435f1735bd024477044b846d734f30bd2cb31ccab9",),
        ("f8caa313eeb721b04d1f6dfd6c3479c39a8b8316f91712e4d748cd0a34556091",),
    ]


def test_what_this_version_keeps_of_a_call_stays_known() -> None:
    assert asked_of([SAID]).hash == (
        "1:cd552046314598688a76a745688ebcf0b0e0c59db7aadbd3f3bebbe03ec68f7e"
    )
    assert asked_of([FACT]).hash == (
        "1:1ef7e12060218f8053eff66870ffd156110ec7f3b8f37186255fff73d1ae9501"
    )


@dataclass(frozen=True)
class Wish:
    name: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class WishOfTomorrow:
    name: str
    kinds: frozenset[str] = frozenset()
    limit: int = 10
    names: tuple[str, ...] = field(default_factory=tuple)
    found: str = field(default="", metadata=APART)


def test_a_field_that_is_added_later_changes_nothing_for_who_does_not_use_it() -> None:
    before = canonical(Wish("Sam", frozenset({"b", "a"})))
    assert canonical(WishOfTomorrow("Sam", frozenset({"a", "b"}), found="here")) == before
    assert canonical(WishOfTomorrow("Sam", frozenset({"a", "b"}), 11)) != before


def test_the_order_of_keys_and_the_offset_of_a_moment_say_nothing() -> None:
    oslo = timezone(timedelta(hours=2))
    assert canonical({"b": MAY, "a": 1}) == canonical({"a": 1, "b": MAY.astimezone(oslo)})
    assert canonical([1, 2]) != canonical([2, 1])


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no form"):
        canonical([object()])


async def test_a_key_kept_by_an_earlier_version_is_a_replay_and_no_conflict(tmp_path: Path) -> None:
    store = await open_sqlite(tmp_path / "m.db", dimensions=DIMENSIONS, embedder="test")
    what = asked_of([SAID])
    first = await store.accept(scope(), "k", what.former[0], [episode()], MAY)

    async def accept(hash: str) -> Receipt:
        return await store.accept(scope(), "k", hash, [episode()], MAY)

    again = await by_any_hash(what, accept)
    assert again.is_replay
    assert again.job.id == first.job.id
    with pytest.raises(Conflict):
        await by_any_hash(asked("else", former=["x"]), accept)
    await store.close()
