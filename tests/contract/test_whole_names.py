"""Texts that have a name are found by it whole, and the same ones on every engine."""

from __future__ import annotations

from builders import day, episode, scope
from contract.engines import Engine
from quipu.schema.erasing import Choice

HERE = scope()
WITH_IT = {
    "राम": ("राम घर गया", "यह राम।"),
    "محمد": ("جاء محمدٌ اليوم", "محمد هنا"),
    "Zoe": ("Zoe left", "(Zoe)\nleft"),
    "李雷": ("昨天李雷住在北京",),
}
WITHOUT = (
    "रामायण एक ग्रंथ है",
    "كان محمدَين",
    "Zoe\u0308 left",
    "Zoe\u203fs",
    "Zoes",
    "Zoe² left",
    "李",
)


async def test_a_name_is_found_whole_in_any_script(store: Engine) -> None:
    told = [text for texts in WITH_IT.values() for text in texts]
    turns = [episode(text, ordinal=n) for n, text in enumerate([*told, *WITHOUT])]
    await store.accept(HERE, "key", "body", turns, day(0))
    found = await store.chosen(HERE, Choice(names=tuple(WITH_IT)))
    said = {one.id: one.content for one in turns}
    assert sorted(said[id] for id in found) == sorted(told)
