"""Which tests call which function of the core, and whether one of them notices that it is broken.

All tests are collected once. A process of its own runs them and writes down what each calls; then
each mutant is a fork in which the functions of its module have the code of the broken text, and
the tests that call the changed one run, the quickest first, until one fails.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper, partial
from types import FrameType, FunctionType, ModuleType

import pytest

_HANGS_SECONDS = 300
_CPU_SECONDS = 90
Called = Mapping[str, tuple[float, frozenset[str]]]
"""By the id of a test: how long it ran, and what it called, as "module:function"."""


class Collected:
    """A plugin of pytest that hands what was collected to `then`, instead of running it."""

    def __init__(self, then: Callable[[pytest.Session], None]) -> None:
        self.then = then

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise pytest.UsageError("the tests cannot be collected")
        self.then(session)
        return True


def collected(arguments: Sequence[str], then: Callable[[pytest.Session], None]) -> None:
    """Collect tests in this process, and let `then` have them."""
    options = ["-q", "-p", "no:cacheprovider", "--no-header", "--no-summary"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # imported before the fork
    pytest.main([*options, *arguments], plugins=[Collected(then)])


def calls(arguments: Sequence[str], modules: Collection[str]) -> Called:
    """What each test calls of some modules. Raises RuntimeError if one of them fails."""
    lines = [*_said_by(lambda say: collected(arguments, partial(_traced, modules, say)))]
    if not lines or lines[-1] != "":
        raise RuntimeError(f"the tests fail before anything is broken: {lines[-1:]}")
    found = [json.loads(line) for line in lines[:-1]]
    return {test: (took, frozenset(names)) for test, took, names in found}


def noticed(
    arguments: Sequence[str], broken: Sequence[tuple[str, str, Sequence[str]]]
) -> Iterator[bool]:
    """Of each module, text and ids of tests whether one of these fails, or hangs, where the
    functions of the module have the code of the text."""

    def tries(session: pytest.Session, say: Callable[[str], None]) -> None:
        by_id = {item.nodeid: item for item in session.items}
        for module, source, tests in broken:
            chosen = [by_id[test] for test in tests]
            say("noticed" if _is_noticed(module, source, chosen) else "survived")

    told = _said_by(lambda say: collected(arguments, lambda session: tries(session, say)))
    yield from (line == "noticed" for line in told)


def _said_by(act: Callable[[Callable[[str], None]], None]) -> Iterator[str]:
    """The lines that a process of its own says while it acts."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _silent()
            act(lambda line: _write(writing, line))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        yield from (line.removesuffix("\n") for line in told)
    os.waitpid(child, 0)


def _traced(modules: Collection[str], say: Callable[[str], None], session: pytest.Session) -> None:
    """Says a line of JSON for each test, and an empty one if all of them passed."""
    files = {sys.modules[one].__file__: one for one in modules if one in sys.modules}
    called = set[str]()

    def trace(frame: FrameType, event: str, argument: object) -> None:
        if (module := files.get(frame.f_code.co_filename)) is not None:
            called.add(f"{module}:{frame.f_code.co_qualname}")

    threading.settrace(trace)
    for item, following in _in_turn(session.items):
        _forget_answers(modules)
        called.clear()
        started = time.process_time()
        sys.settrace(trace)
        passed = _passes(item, following)
        sys.settrace(None)
        if not passed:
            say(item.nodeid)
            return
        say(json.dumps([item.nodeid, time.process_time() - started, sorted(called)]))
    say("")


def _in_turn(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    failed: list[str] = []

    class Heard:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

    heard = Heard()
    item.config.pluginmanager.register(heard)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    item.config.pluginmanager.unregister(heard)
    return not failed


def _write(to: int, line: str) -> None:
    os.write(to, f"{line}\n".encode())


def _silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _forget_answers(modules: Iterable[str]) -> None:
    """Answers kept from a test before are not asked for again, so they would look uncalled."""
    for name in modules:
        for value in vars(sys.modules[name]).values() if name in sys.modules else ():
            if isinstance(value, _lru_cache_wrapper):
                value.cache_clear()


def concerned(called: Called, module: str, function: str) -> list[str]:
    """The tests that call a function, the quickest first; "" is for what runs on import, which
    every test of the module knows."""
    place = f"{module}:{function}" if function else f"{module}:"
    fits = [
        (took, test)
        for test, (took, names) in called.items()
        if (place in names if function else any(one.startswith(place) for one in names))
    ]
    return [test for _, test in sorted(fits)]


def _is_noticed(module: str, source: str, tests: Sequence[pytest.Item]) -> bool:
    def runs() -> bool:
        exchange(module, source)
        return all(_passes(item, following) for item, following in _in_turn(tests))

    return _ends_badly(runs)


def is_noticed_on_import(module: str, source: str, tests: Sequence[str]) -> bool:
    """Likewise for what runs on import, in a process that has imported nothing of ours yet."""

    def runs() -> bool:
        sys.meta_path.insert(0, Broken(module, source))
        passed = []

        def all_of(session: pytest.Session) -> None:
            place = {test: number for number, test in enumerate(tests)}
            chosen = sorted(session.items, key=lambda item: place[item.nodeid])
            passed.append(all(_passes(item, after) for item, after in _in_turn(chosen)))

        collected(tests, all_of)
        return passed == [True]

    return _ends_badly(runs)


def _ends_badly(runs: Callable[[], bool]) -> bool:
    child = os.fork()
    if child == 0:
        code = 1
        signal.alarm(_HANGS_SECONDS)  # ends the process, if it has not ended by then
        signal.setitimer(signal.ITIMER_PROF, _CPU_SECONDS)  # likewise, where it turns in circles
        try:
            _silent()
            code = 0 if runs() else 1
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a text of ours, and leaves all others alone."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.source = module, source

    def find_spec(self, name: str, path: object, target: object = None) -> object:  # type: ignore[override]
        return importlib.util.spec_from_loader(name, self) if name == self.module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, f"<mutant of {self.module}>", "exec"), module.__dict__)


def exchange(module: str, source: str) -> None:
    """Give every function of an imported module the code that it has in another text of it."""
    before = sys.modules[module]
    now = ModuleType(module)
    sys.modules[module] = now  # dataclasses look there for the names in their annotations
    exec(compile(source, f"<mutant of {module}>", "exec"), now.__dict__)
    sys.modules[module] = before
    others = dict(_functions(vars(now), module, ""))
    for name, function in _functions(vars(before), module, ""):
        if name in others:
            function.__code__ = others[name].__code__
            function.__defaults__ = others[name].__defaults__
            function.__kwdefaults__ = others[name].__kwdefaults__
    _forget_answers([module])


def _functions(
    names: Mapping[str, object], module: str, within: str
) -> Iterator[tuple[str, FunctionType]]:
    for name, value in [*names.items()]:
        bare = _bare(value)
        if isinstance(bare, FunctionType) and bare.__module__ == module:
            if bare.__code__.co_filename != "<string>":  # what dataclasses write
                yield within + name, bare
        elif isinstance(value, type) and value.__module__ == module and not within:
            yield from _functions(vars(value), module, f"{name}.")


def _bare(value: object) -> object:
    """The function under a property, a class method, a cache, a context manager."""
    for under in ("fget", "__func__", "__wrapped__", "func"):
        inner = getattr(value, under, None)
        if isinstance(inner, FunctionType):
            return inner
    return value
