"""What README.md shows is true: its Python runs, and the commands it names exist; decisions are
numbered in their order."""

import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from typer.main import get_command

from architecture.source_files import ROOMS, ROOT, python_files
from quipu.api.cli.main import app

README = ROOT / "README.md"
BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELLS = ("sh", "bash", "shell", "console")
SECONDS = 120
START = "from quipu.api.cli.main import run; run()"  # what the installed command does


class Command(Protocol):
    """As much of a command of `quipu` as these tests look at."""

    params: list["Option"]


class Option(Protocol):
    opts: list[str]
    secondary_opts: list[str]


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the words after it, and where it stands."""

    language: str
    marks: tuple[str, ...]
    text: str
    line: int

    @property
    def commands(self) -> Iterator[list[str]]:
        """The words of each command; of a console session, only the lines after `$`."""
        joined = self.text.replace("\\\n", " ")
        for line in joined.splitlines():
            prompted = line.lstrip().startswith("$ ")
            if prompted or (self.language != "console" and line.strip()):
                words = shlex.split(line.lstrip().removeprefix("$ "), comments=True)
                yield from _between_operators(words)


def _between_operators(words: list[str]) -> Iterator[list[str]]:
    command: list[str] = []
    for word in words:
        if word in ("&&", "||", "|", ";", "&", ">", "<"):
            yield command
            command = []
        else:
            command.append(word)
    if command:
        yield command


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a Markdown text, in order."""
    return [
        Block(words[0], tuple(words[1:]), match[2], text.count("\n", 0, match.start()) + 1)
        for match in BLOCK.finditer(text)
        if (words := match[1].split())
    ]


@pytest.fixture(scope="module")
def shown() -> list[Block]:
    return blocks(README.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_every_python_block_runs_in_order(shown: list[Block], tmp_path: Path) -> None:
    scripts = [block for block in shown if block.language == "python"]

    for block in scripts:
        run([sys.executable, "-c", block.text], tmp_path, f"README.md line {block.line}")
    assert scripts


@pytest.mark.slow
def test_every_command_marked_run_does(shown: list[Block], tmp_path: Path) -> None:
    """A block opened as ```sh run is carried out line by line, in a folder that has only tests/."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    for block in shown:
        if "run" in block.marks:
            for words in block.commands:
                called = [sys.executable, "-c", START, *words[1:]]
                assert Path(words[0]).name == "quipu", f"README.md line {block.line}: {words}"
                run(called, tmp_path, f"README.md line {block.line}: {shlex.join(words)}")


def run(command: list[str], folder: Path, what: str) -> None:
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert done.returncode == 0, f"{what}\n{done.stdout}{done.stderr}"


def test_the_contents_lead_to_every_part_of_the_page() -> None:
    text = README.read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = [re.sub(r"[^a-z0-9 -]", "", part.lower()).replace(" ", "-") for part in parts]
    linked = re.findall(r"\]\(#([^)]+)\)", text.partition("\n## ")[0])
    assert sorted(linked) == sorted(anchors)


def test_every_quipu_command_shown_exists_with_its_options(shown: list[Block]) -> None:
    named = [
        words[1:]
        for block in shown
        if block.language in SHELLS
        for words in block.commands
        if words and Path(words[0]).name == "quipu"
    ]

    assert named
    assert not [" ".join(words) for words in named if unknown(words)]


def unknown(words: list[str]) -> list[str]:
    """The words of a call of `quipu` that name no command or no option of it."""
    return _unknown_in(get_command(app), words)


def _unknown_in(whole: Command, words: list[str]) -> list[str]:
    places: dict[str, Command] = getattr(whole, "commands", {})
    if not words or words[0].startswith("-"):
        return [word for word in words if word.split("=")[0] not in options(whole)]
    if words[0] not in places:
        return [words[0]]
    if getattr(places[words[0]], "commands", None):
        return _unknown_in(places[words[0]], words[1:])
    known = options(places[words[0]])
    return [word for word in words[1:] if word.startswith("--") and word.split("=")[0] not in known]


def options(command: Command) -> set[str]:
    given = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    return given | {"--help", "-h"}


def test_every_make_target_shown_exists(shown: list[Block]) -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        word
        for block in shown
        if block.language in SHELLS
        for words in block.commands
        if words and words[0] == "make"
        for word in words[1:]
        if "=" not in word
    }

    assert named <= targets
    assert {"demo", "test"} <= named


def test_blocks_and_commands_are_found_as_they_are_written() -> None:
    text = """
```console
$ quipu serve --port 80 && quipu status   # two
an answer, and not a command
```
```sh run
quipu ingest a \\
  --strict
```
"""
    found = blocks(text)

    assert [(block.language, block.marks, block.line) for block in found] == [
        ("console", (), 2),
        ("sh", ("run",), 6),
    ]
    assert [list(block.commands) for block in found] == [
        [["quipu", "serve", "--port", "80"], ["quipu", "status"]],
        [["quipu", "ingest", "a", "--strict"]],
    ]


@pytest.mark.parametrize(
    "call",
    ["flurb", "serve --flurb 3", "serve --prt=3", "--flurb", "keys flurb", "keys create --flurb"],
)
def test_a_call_that_does_not_exist_is_noticed(call: str) -> None:
    assert unknown(call.split())


def test_decisions_stand_in_the_order_of_their_numbers_each_once() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("\n## Decisions\n")[2]
    numbers = [int(found) for found in re.findall(r"^(\d+)\. \*\*", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_index_of_decisions_leaves_none_out() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("\n## Decisions\n")[2]
    subjects = re.findall(r"^- \*\*.+\*\*: (.+)$", text.partition("\n1. **")[0], re.MULTILINE)
    named = {int(number) for numbers in subjects for number in re.findall(r"\d+", numbers)}
    assert named == {*range(1, max(named) + 1)}  # newer ones stand at the end of the log


def on_the_map() -> list[tuple[str, list[Path]]]:
    """Every path that the map names, and the files and folders that it may mean."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    table = text.partition("\n## Where things live\n")[2].partition("\n## ")[0]
    found = []
    for part in re.split(r"\n#{3,4} ", table)[1:]:
        head, _, rows = part.partition("\n")
        folders = [Path(), *map(Path, re.findall(r"`([^`]+)`", head))]
        found += [(str(folder), [folder]) for folder in folders[1:]]
        for row in re.findall(r"^\| .+ \| (.+) \|$", rows, re.MULTILINE):
            for name in re.findall(r"`([^`]+)`", row):
                places = [folder / name for folder in folders]
                found.append((name, [place for place in places if (ROOT / place).exists()]))
    return found


def test_the_map_names_nothing_that_is_not_there() -> None:
    missing = [name for name, places in on_the_map() if not places]
    assert not missing, (
        f"{missing}: a merge may have brought rows of an older map back: delete them"
    )


def test_every_module_is_on_the_map_by_its_name_or_by_the_folder_of_its_concern() -> None:
    rooms = {Path(room) for room in ROOMS}
    named = {place for _, places in on_the_map() for place in places} - rooms
    modules = [file for file in python_files(*ROOMS) if file.name != "__init__.py"]

    lost = [str(file) for file in modules if named.isdisjoint((file, *file.parents))]
    assert not lost, f"{lost}: each is named in the part of its folder"


def test_no_row_of_the_map_no_word_and_no_decision_stands_twice() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    heads = re.findall(r"^(?:\d+\. \*\*(.+?)\*\*|\| (.+?) \|)", text, re.MULTILINE)
    counted = Counter(decision or row for decision, row in heads)
    assert len(counted) > 250
    heads_of_tables = {"you look for", "its tests"}
    assert [head for head, n in counted.items() if n > 1 and head not in heads_of_tables] == []
