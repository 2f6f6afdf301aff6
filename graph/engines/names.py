"""The keys of names as both engines write them and ask for them."""

from __future__ import annotations

from collections.abc import Collection

from quipu.schema.name_parts import name_keys

MOST_ALIKE = 200  # names under the keys of one kind: more say nothing about any of them


def key_values(name: str) -> dict[str, str]:
    """The columns of an alias that hold its keys."""
    return {f"key_{kind}": key for kind, key in name_keys(name).items()}


def keys_by_kind(names: Collection[str]) -> dict[str, list[str]]:
    """All keys of some names, by kind."""
    found = [name_keys(name) for name in sorted(names)]
    kinds = name_keys("")
    return {kind: list({keys[kind]: "" for keys in found if keys[kind]}) for kind in kinds}
