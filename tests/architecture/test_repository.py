"""The repository itself: what lies where, and what no file of it may say."""

import os
import re
from collections.abc import Iterator

from architecture.source_files import ROOMS, ROOT, imports, python_files, tracked

AT_THE_TOP = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "NOTICE",
    "README.md", "api", "docker", "extraction", "graph", "pyproject.toml", "schema", "src", "tests",
}  # fmt: skip
MAY_BE_ABSENT = {"docker"}  # git keeps no empty folder
OF_OTHERS = (
    "api/explorer/cytoscape.js",
    "api/graphql/graphiql/graphiql.",
    "extraction/language/en/vocab/",
)
# Written in pieces, for this file is looked through too.
HOSTS = re.compile("|".join((
    r"pypi\." + "org", "python" + "hosted", r"registry\." + "npmjs", "repo1?" + r"\.maven",
    r"deb\." + "debian", r"conda\." + "anaconda",
)))  # fmt: skip
MACHINE_PATHS = re.compile(r"(?<![\w.\-*])/(?:" + r"work|farm|root|home/\w+|Users/\w+|opt/\w+)/")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b(?!\(#\d+\))")
FORBIDDEN_IN_TESTS = {"unittest", "mock", "pytest_mock"}


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text file that git keeps, with its place; without what others wrote."""
    for file in tracked():
        path = ROOT / file
        if path.is_symlink() or str(file).startswith(OF_OTHERS):
            continue
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            yield f"{file}:{number}", line


def places(pattern: re.Pattern[str]) -> list[str]:
    return [f"{place}: {line.strip()[:120]}" for place, line in lines() if pattern.search(line)]


def test_the_top_level_holds_what_it_should_and_nothing_else() -> None:
    found = {file.parts[0] for file in tracked()}

    assert found <= AT_THE_TOP
    assert found >= AT_THE_TOP - MAY_BE_ABSENT


def test_the_links_to_the_rooms_are_relative() -> None:
    links = {room: str((ROOT / "src" / "quipu" / room).readlink()) for room in ROOMS}

    assert links == {room: f"../../{room}" for room in ROOMS}


def test_the_check_for_every_push_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "make test" in (ROOT / ".ci" / "run").read_text()


def test_no_file_names_a_package_registry() -> None:
    assert not places(HOSTS)


def test_no_file_names_a_place_on_one_machine() -> None:
    assert not places(MACHINE_PATHS)


def test_nothing_is_left_to_do_without_an_issue() -> None:
    assert not places(UNFINISHED)


def test_tests_use_the_real_thing_and_never_wait() -> None:
    mocked = {
        str(file)
        for file in python_files("tests")
        if FORBIDDEN_IN_TESTS & {name.split(".")[0] for name in imports(file)}
    }
    called = re.compile(r"\btime\.sle" + r"ep\(|monkeypatch\.seta" + r"ttr|\bmocker\b")

    assert not mocked
    assert not [place for place in places(called) if place.startswith("tests/")]


def test_a_model_is_small_enough_to_stay_in_the_history_for_ever() -> None:
    sizes = {file: (ROOT / file).stat().st_size for file in tracked() if (ROOT / file).is_file()}

    assert not {str(file): size for file, size in sizes.items() if size > 25_000_000}
    assert sum(sizes.values()) < 60_000_000
