"""Nothing outgrows a reader's patience, and nothing hides behind an empty name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from architecture.source_files import ROOMS, ROOT, python_files, tree

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 60
PARAMETERS = 6
# Functions that may take more, each with the reason.
CONTRACT = "takes the arguments that the public contract gives its field"
WIDE: dict[str, str] = {
    f"api/graphql/queries.py::Query.{field}": CONTRACT for field in ("entities", "facts", "paths")
} | {
    "api/library/looking.py::Looking.search": "takes wishes by their names, none of which is needed"
}
EMPTY_NAME = re.compile(r"(?:^|_)(?:manager|helpers?|utils?|misc|common)(?:$|_)|Manager|Helper")
OURS = python_files("src", *ROOMS)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(file: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a file by its dotted name, those inside classes and functions too."""

    def inside(node: ast.AST, path: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function | ast.ClassDef):
                name = f"{path}.{child.name}" if path else child.name
                if not isinstance(child, ast.ClassDef):
                    yield name, child
                yield from inside(child, name)
            else:
                yield from inside(child, path)

    yield from inside(tree(file), "")


def parameters(function: Function) -> list[str]:
    taken = function.args
    several = [star for star in (taken.vararg, taken.kwarg) if star is not None]
    named = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *several]
    return [one.arg for one in named if one.arg not in ("self", "cls")]


def test_a_module_is_short() -> None:
    lengths = {file: (ROOT / file).read_text(encoding="utf-8").count("\n") for file in OURS}

    assert not {str(file): lines for file, lines in lengths.items() if lines > LINES_OF_A_MODULE}


def test_a_function_is_short() -> None:
    lengths = {
        f"{file}::{name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in OURS
        for name, node in functions(file)
    }

    assert not {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION}


def test_a_function_takes_few_parameters() -> None:
    wide = {
        f"{file}::{name}": len(parameters(node))
        for file in OURS
        for name, node in functions(file)
        if len(parameters(node)) > PARAMETERS
    }

    assert not {name: count for name, count in wide.items() if name not in WIDE}
    assert wide.keys() >= WIDE.keys(), "excused without need"


def test_no_name_is_empty_of_meaning() -> None:
    named = {
        f"{file}::{name}": name.rpartition(".")[2]
        for file in OURS
        for name in [file.stem, *classes(file), *(name for name, _ in functions(file))]
    }

    assert not [where for where, name in named.items() if EMPTY_NAME.search(name)]


def classes(file: Path) -> list[str]:
    return [node.name for node in ast.walk(tree(file)) if isinstance(node, ast.ClassDef)]


def test_a_module_says_what_it_is_for() -> None:
    assert not [str(file) for file in OURS if not ast.get_docstring(tree(file))]
