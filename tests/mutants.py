"""Breaks the pure core on purpose, one small change at a time, and lists what no test notices.

    make mutants ARGS="--each 25 --seconds 900 --seed 1"

A sample of each module. Against each mutant the tests run that call the function it breaks: those
that name cases, the laws, the stories told by hand. One that makes them hang is noticed as well.
The same seed takes the same sample, as long as the code is the same.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from noticing import Called, calls, concerned, is_noticed_on_import, noticed

ROOT = Path(__file__).resolve().parents[1]
CORE = (
    "graph/consolidation/*.py graph/forgetting/planning.py graph/causes.py graph/intake/turns.py"
    " schema/names.py schema/name_parts.py schema/literals.py schema/intervals.py"
).split()
_UNITS = "consolidation forgetting graph schema test_archives.py"
_STORIES = (
    "told_by_hand rules identity cases reviews rulings taking_back consolidating merging splitting"
    " answering undone_in_a_batch forgetting what_ends merged_at_both_ends very_many_values records"
)

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module: which of the module's possible changes, and what it reads like."""

    module: str
    number: int
    line: int
    change: str


def mutants_of(source: str, module: str) -> list[Mutant]:
    """Every change that can be made to a module, in the order of its text."""
    tree = ast.parse(source)
    return [
        Mutant(module, number, node.lineno, f"{ast.unparse(node)} → {ast.unparse(changed)}")
        for number, (node, changed) in enumerate(_changes(tree))
    ]


def mutated(source: str, number: int) -> str:
    """A module's text with one of its changes made."""
    tree = ast.parse(source)
    node, changed = list(_changes(tree))[number]
    return ast.unparse(ast.fix_missing_locations(_Exchange(node, changed).visit(tree)))


class _Exchange(ast.NodeTransformer):
    def __init__(self, node: ast.AST, changed: ast.AST) -> None:
        self.node, self.changed = node, changed

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.node:
            return self.changed
        return super().generic_visit(node)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in _inner(tree):
        yield from ((node, changed) for changed in _changed(node))


def _inner(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions that decide something: no annotations, decorators, defaults of fields, texts."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                if isinstance(child, ast.expr):
                    yield child
                yield from _inner(child)


def _changed(node: ast.expr) -> Iterator[ast.expr]:
    other = copy.copy(node)
    match node, other:
        case ast.Compare(ops=[op]), ast.Compare() if type(op) in _SWAPS:
            other.ops = [_SWAPS[type(op)]()]  # type: ignore[list-item]
            yield other
        case (ast.BoolOp(op=op), ast.BoolOp()) | (ast.BinOp(op=op), ast.BinOp()):
            if type(op) in _SWAPS:
                other.op = _SWAPS[type(op)]()  # type: ignore[assignment]
                yield other
        case ast.UnaryOp(op=ast.Not(), operand=inner), _:
            yield inner
        case ast.IfExp(test=test), ast.IfExp():
            other.test = ast.UnaryOp(ast.Not(), test)
            yield other
        case ast.Constant(value=bool() as value), _:
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value), _:
            yield ast.Constant(value + 1)
        case ast.Call(func=ast.Name(id=name)), ast.Call() if name in _NAMES:
            other.func = ast.Name(_NAMES[name], ast.Load())
            yield other


def tests_of_core() -> list[str]:
    """What notices: units of the core, of what it reads, and stories; arguments of pytest."""
    units = [str(ROOT / f"tests/unit/{name}") for name in _UNITS.split()]
    told = [str(ROOT / f"tests/stories/test_{name}.py") for name in _STORIES.split()]
    return [*units, *told, "-m", "not slow and not neo4j"]


def function_at(source: str, line: int) -> str:
    """The innermost function around a line, as Python calls it; "" for what runs on import."""
    found = ""

    def look(node: ast.AST, within: str) -> None:
        nonlocal found
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if child.lineno <= line <= (child.end_lineno or child.lineno):
                    is_class = isinstance(child, ast.ClassDef)
                    if not is_class:
                        found = within + child.name
                    look(child, f"{within}{child.name}{'.' if is_class else '.<locals>.'}")
            else:
                look(child, within)

    look(ast.parse(source), "")
    return found


def _warm() -> None:
    """Import what takes long and is not under test, once, before anything forks."""
    for name in ("numpy", "pytest", "hypothesis", "networkx", "spacy", "onnxruntime", "httpx"):
        importlib.import_module(name)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    asked.add_argument("--each", type=int, default=10, help="mutants to try of each module")
    asked.add_argument("--seconds", type=float, default=1800, help="begin none after this time")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="", help="modules whose name has this")
    return run(asked.parse_args())


def run(wish: argparse.Namespace) -> int:
    """Try a sample of each module and print what survived, then the scores."""
    started = time.monotonic()
    os.chdir(ROOT)
    os.environ["CI"] = "1"  # the same examples of the laws for every mutant
    sources = {
        ".".join(("quipu", *path.relative_to(ROOT).with_suffix("").parts)): path.read_text("utf-8")
        for pattern in CORE
        for path in sorted(ROOT.glob(pattern))
        if path.stem != "__init__" and wish.only in path.stem
    }
    chosen = [one for module, text in sources.items() for one in sampled(text, module, wish)]
    _warm()
    called = calls(tests_of_core(), sources)
    score = Score()
    for one, noticed_by_one in tried(chosen, sources, called):
        score.add(one, noticed_by_one)
        if time.monotonic() - started > wish.seconds:
            break
    score.show(
        wish.seed, {module: len(mutants_of(text, module)) for module, text in sources.items()}
    )
    return 0


def tried(
    chosen: Sequence[Mutant], sources: Mapping[str, str], called: Called
) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant and whether a test noticed it: first those within functions."""
    places = [function_at(sources[one.module], one.line) for one in chosen]
    tests = [concerned(called, one.module, at) for one, at in zip(chosen, places, strict=True)]
    texts = [mutated(sources[one.module], one.number) for one in chosen]
    pairs = [*zip(chosen, texts, tests, strict=True)]
    inner = [pair for pair, at in zip(pairs, places, strict=True) if at]
    outer = [pair for pair, at in zip(pairs, places, strict=True) if not at]
    found = noticed(tests_of_core(), [(one.module, text, ids) for one, text, ids in inner])
    yield from ((one, is_noticed) for (one, _, _), is_noticed in zip(inner, found, strict=True))
    for one, text, ids in outer:
        yield one, bool(ids) and is_noticed_on_import(one.module, text, ids)


def sampled(source: str, module: str, wish: argparse.Namespace) -> list[Mutant]:
    every = mutants_of(source, module)
    return random.Random(f"{wish.seed} {module}").sample(every, min(wish.each, len(every)))


@dataclass(slots=True)
class Score:
    """Of each module how many mutants were tried and how many noticed."""

    noticed: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Mutant, is_noticed: bool) -> None:
        self.noticed[one.module].append(is_noticed)
        if not is_noticed:
            print(f"survived: {one.module.rpartition('.')[2]}.py:{one.line}: {one.change}")
            sys.stdout.flush()

    def show(self, seed: int, there: dict[str, int]) -> None:
        for module, found in sorted(self.noticed.items()):
            print(f"{module[6:]:32} {sum(found):3} of {len(found):3} ({there[module]} there)")
        found = [one for some in self.noticed.values() for one in some]
        low, high = interval(sum(found), len(found))
        print(
            f"{sum(found)} of {len(found)} noticed: {100 * sum(found) / max(len(found), 1):.1f} %",
            end=" ",
        )
        print(f"[{100 * low:.1f}–{100 * high:.1f}] of {sum(there.values()):,} (seed {seed})")


def interval(hits: int, of: int) -> tuple[float, float]:
    """Where a share lies with 95 % (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    off = z / (1 + z * z / of) * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5
    return middle - off, middle + off


if __name__ == "__main__":
    sys.exit(main())
