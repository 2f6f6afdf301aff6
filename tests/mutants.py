"""Breaks the pure core on purpose, one small change at a time, and lists what no test notices.

    make mutants ARGS="--sample 60 --seconds 900 --seed 1"

A sample, because each mutant runs the tests of the core: first those that name cases, then the
laws, then the stories told by hand. A mutant that makes them hang is noticed as well. The same
seed takes the same sample, as long as the code is the same.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
CORE = (
    "graph/consolidation/*.py graph/forgetting/planning.py graph/causes.py graph/turns.py"
    " schema/names.py schema/name_parts.py schema/literals.py schema/intervals.py"
).split()
_LAWS = ("test_laws.py", "test_mutual.py", "test_communities_at_scale.py")
_STORIES = (
    "told_by_hand rules identity cases reviews rulings taking_back consolidating merging splitting"
)
_HANGS_SECONDS = 240

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


class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a text of ours, and leaves all others alone."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.source = module, source

    def find_spec(self, name: str, path: object, target: object = None) -> object:  # type: ignore[override]
        return importlib.util.spec_from_loader(name, self) if name == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, f"<mutant of {self.module}>", "exec"), module.__dict__)


def stages(module: str) -> list[list[str]]:
    """What is run against a mutant, until something fails: arguments of pytest.

    The module's own tests come first: most mutants go no further.
    """
    unit = ROOT / "tests/unit/consolidation"
    name = module.rpartition(".")[2]
    own = [str(file) for file in (ROOT / "tests/unit").glob(f"*/test_{name}.py")]
    laws = [str(unit / name) for name in _LAWS]
    told = [str(ROOT / f"tests/stories/test_{name}.py") for name in _STORIES.split()]
    quick = ["-m", "not slow and not neo4j"]
    return [
        [*(own if not {*own} & {*laws} else []), str(unit), *(f"--ignore={one}" for one in laws)],
        [*laws[:2], *quick],
        [*told, *quick],
    ]


def is_noticed(module: str, source: str, runs: Sequence[Sequence[str]]) -> bool:
    """Whether a test fails, or hangs, in a process of its own where one module has this text."""
    child = os.fork()
    if child == 0:
        _run_broken(module, source, runs)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run_broken(module: str, source: str, runs: Sequence[Sequence[str]]) -> None:
    """Ends the process: 0 where every test passes."""
    import pytest

    code = 1
    signal.alarm(_HANGS_SECONDS * len(runs))  # ends the process, if it has not ended by then
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.meta_path.insert(0, Broken(module, source))
        options = ["-x", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # imported before the fork
        code = next((1 for run in runs if pytest.main([*options, *run]) != 0), 0)
    finally:
        os._exit(code)


def _warm() -> None:
    """Import what takes long and is not under test, once, before anything forks."""
    for name in ("numpy", "pytest", "hypothesis", "networkx", "spacy", "onnxruntime", "httpx"):
        importlib.import_module(name)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    asked.add_argument("--sample", type=int, default=100, help="mutants to try")
    asked.add_argument("--seconds", type=float, default=1800, help="begin none after this time")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--only", default="", help="modules whose name has this")
    return run(asked.parse_args())


def run(wish: argparse.Namespace) -> int:
    """Try a sample and print what survived, then the score."""
    os.chdir(ROOT)
    os.environ["CI"] = "1"  # the same examples of the laws for every mutant
    sources = {
        ".".join(("quipu", *path.relative_to(ROOT).with_suffix("").parts)): path.read_text("utf-8")
        for pattern in CORE
        for path in sorted(ROOT.glob(pattern))
        if path.stem != "__init__" and wish.only in path.stem
    }
    every = [one for module, text in sources.items() for one in mutants_of(text, module)]
    chosen = random.Random(wish.seed).sample(every, min(wish.sample, len(every)))
    _warm()
    whole = next(iter(sources))
    if is_noticed(whole, sources[whole], stages(whole)):
        print("the tests fail before anything is broken")
        return 1
    started, tried, survived = time.monotonic(), 0, 0
    for one in chosen:
        if time.monotonic() - started > wish.seconds:
            break
        tried += 1
        if not is_noticed(one.module, mutated(sources[one.module], one.number), stages(one.module)):
            survived += 1
            print(f"survived: {one.module.rpartition('.')[2]}.py:{one.line}: {one.change}")
            sys.stdout.flush()
    score = 100 * (tried - survived) / tried if tried else 0.0
    took = time.monotonic() - started
    print(f"{tried} of {len(every):,} mutants tried, {tried - survived} noticed,", end=" ")
    print(f"{survived} survived: {score:.1f} % in {took:.0f} s (seed {wish.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
