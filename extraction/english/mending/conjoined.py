"""Mends of what belongs to the second of two verbs and was hung on the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINITE = ("VBP", "VBZ", "VBD")


def move_object(token: Token) -> None:
    """ "It was never sold and keeps its tower": what the passive verb before it cannot have."""
    first = token.head
    is_passive = any(child.dep_ == "aux:pass" for child in first.children)
    if token.dep_ != "obj" or not is_passive or token.i < first.i:
        return
    between = [c for c in first.children if c.dep_ == "conj" and first.i < c.i < token.i]
    if between and between[-1].tag_ in _FINITE and between[-1].pos_ == "VERB":
        token.head = between[-1]


def hang_on_second_verb(token: Token) -> None:
    """ "He comes from Bern and lives in Ghent": what stands right behind the second verb."""
    first = token.head
    between = [c for c in first.children if c.dep_ == "conj" and first.i < c.i < token.i]
    if token.dep_ != "obl" or not between or between[-1].tag_ not in _FINITE:
        return
    last = between[-1]
    is_bare = all(child.i < last.i for child in last.children)
    if is_bare and token.left_edge.i == last.i + 1:
        token.head = last
