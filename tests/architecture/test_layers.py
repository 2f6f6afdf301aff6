"""Who may import whom: the rooms, their order, and the one place for each library."""

import ast
import importlib
import sys
import tomllib
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from architecture.source_files import ROOMS, ROOT, imports, our_modules, python_files, tree

MAY_IMPORT = {
    "schema": {"schema"},
    "extraction": {"schema", "extraction"},
    "graph": {"schema", "graph"},
    "api": {"schema", "extraction", "graph", "api"},
}
OURS = python_files(*ROOMS)


@dataclass(frozen=True)
class Library:
    """A library by the distribution that brings it, and the places where it may be imported."""

    distribution: str
    places: tuple[str, ...]


STANDARD = ""  # part of Python, yet confined to one place
LIBRARIES = {
    "Stemmer": Library("pystemmer", ("graph/texts/terms.py",)),
    "click": Library("typer", ("api/cli/",)),
    "cross_web": Library("strawberry-graphql", ("api/graphql/",)),
    "graphql": Library("strawberry-graphql", ("api/graphql/",)),
    "httpx": Library(
        "httpx",
        ("api/client/calls.py", "api/client/streams.py", "extraction/models/openai_reranker.py"),
    ),
    "jwt": Library("pyjwt[crypto]", ("api/access/jwks", "api/access/tokens")),
    "mcp": Library("mcp", ("api/mcp/",)),
    "graphiti_core": Library("graphiti-core", ("api/bench/graphiti_search.py",)),
    "mcp_types": Library("mcp", ("api/mcp/",)),
    "neo4j": Library("neo4j", ("graph/engines/neo4j/",)),
    "networkx": Library(
        "networkx", ("graph/retrieval/routes.py", "graph/consolidation/communities.py")
    ),
    "numpy": Library("numpy", ("schema/", "extraction/", "graph/", "api/bench/")),
    "onnx": Library("onnx", ("extraction/models/minilm_graph", "extraction/models/build_minilm")),
    "onnxruntime": Library("onnxruntime", ("extraction/models/",)),
    "openai": Library("openai", ("extraction/models/openai_",)),
    "prometheus_client": Library("prometheus-client", ("api/metrics.py",)),
    "rich": Library("rich", ("api/cli/",)),
    "spacy": Library("spacy", ("extraction/",)),
    "sqlite3": Library(STANDARD, ("graph/engines/sqlite/",)),
    "starlette": Library("starlette", ("api/",)),
    "strawberry": Library("strawberry-graphql", ("api/graphql/",)),
    "tokenizers": Library("tokenizers", ("extraction/models/",)),
    "typer": Library("typer", ("api/cli/",)),
    "uvicorn": Library("uvicorn", ("api/",)),
}
BUILD_ONLY = {"onnx"}  # needed to draw the shipped model anew, never to run it
BEHIND_OTHERS = {"websockets"}  # uvicorn imports it where it is there, and offers no extra for it


def room_of(module: str) -> str:
    """The room of a module of ours; of `quipu` itself, "quipu", which no room may import."""
    return [*module.split("."), "quipu"][1]


def library_of(module: str) -> str:
    return module.split(".")[0]


def of_ours(file: Path) -> set[str]:
    return {name for name in imports(file) if library_of(name) == "quipu"}


def found(offences: dict[Path, set[str]]) -> dict[str, set[str]]:
    """Only the files that offend, so that a failure shows nothing else."""
    return {str(file): names for file, names in offences.items() if names}


def test_a_room_imports_only_what_lies_below_it() -> None:
    assert not found(
        {
            file: {name for name in of_ours(file) if room_of(name) not in MAY_IMPORT[file.parts[0]]}
            for file in OURS
        }
    )


def test_no_module_imports_itself_through_others() -> None:
    modules = our_modules()
    order = TopologicalSorter(
        {name: of_ours(file) & modules.keys() - {name} for name, file in modules.items()}
    )
    try:
        order.prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def test_our_rooms_are_imported_under_the_name_quipu() -> None:
    assert not found(
        {
            file: {name for name in imports(file) if library_of(name) in ROOMS}
            for file in python_files("src", "tests", *ROOMS)
        }
    )


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_that_run_are_those_of_this_repository(room: str) -> None:
    where = importlib.import_module(f"quipu.{room}").__file__

    assert where is not None
    assert Path(where).resolve().parent == ROOT / room


def test_every_library_has_its_place() -> None:
    known = sys.stdlib_module_names | LIBRARIES.keys() | {"quipu"}

    assert not found({file: set(map(library_of, imports(file))) - known for file in OURS})


def test_a_library_is_used_only_in_its_place() -> None:
    assert not found(
        {
            file: {
                name
                for name in set(map(library_of, imports(file))) & LIBRARIES.keys()
                if not str(file).startswith(LIBRARIES[name].places)
            }
            for file in OURS
        }
    )


def test_what_is_imported_is_what_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {distribution(line) for line in project["dependencies"]}
    optional = {
        distribution(line)
        for extra, lines in project["optional-dependencies"].items()
        for line in lines
        if extra != "dev"
    }
    imported = {library_of(name) for file in OURS for name in imports(file)} & LIBRARIES.keys()
    needed = {LIBRARIES[name].distribution for name in imported - BUILD_ONLY} - {STANDARD}

    assert declared - BEHIND_OTHERS <= needed, "declared, but imported nowhere"
    assert needed <= declared | optional, "imported, but not declared"


def distribution(requirement: str) -> str:
    """`spacy>=3.8,<3.9` → `spacy`."""
    return requirement.partition(">")[0].strip()


def test_the_vocabulary_needs_no_library() -> None:
    allowed = sys.stdlib_module_names | {"quipu", "numpy"}
    files = python_files("schema")

    assert not found({file: set(map(library_of, imports(file))) - allowed for file in files})


def test_the_vocabulary_knows_numpy_only_as_the_name_of_a_type() -> None:
    assert not found({file: imported_when_run(file) & {"numpy"} for file in python_files("schema")})


def imported_when_run(file: Path) -> set[str]:
    """The libraries that a file imports outside `if TYPE_CHECKING`."""
    for_types = {
        inner
        for node in ast.walk(tree(file))
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    names = set()
    for node in set(ast.walk(tree(file))) - for_types:
        if isinstance(node, ast.Import):
            names |= {library_of(name.name) for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(library_of(node.module))
    return names


def test_an_engine_is_named_only_where_parts_are_chosen() -> None:
    assert not found(
        {
            file: {name for name in of_ours(file) if name.startswith("quipu.graph.engines.")}
            for file in OURS
            if not file.is_relative_to("graph/engines") and file != Path("api/assemble.py")
        }
    )


def test_consolidation_knows_nothing_of_the_rest_of_the_graph() -> None:
    assert not found(
        {
            file: {
                name
                for name in of_ours(file)
                if room_of(name) == "graph" and not name.startswith("quipu.graph.consolidation")
            }
            for file in python_files("graph")
            if file.is_relative_to("graph/consolidation")
        }
    )


FLOORS: dict[str, dict[str, set[str]]] = {
    "graph": {
        "texts": set(),
        "consolidation": set(),
        "engines": {"texts"},
        "graphiti": set(),
        "experience": {"texts"},
        "retrieval": {"texts", "experience"},
        "forgetting": {"texts", "consolidation", "retrieval"},
        "ruling": {"consolidation", "forgetting"},
        "upkeep": {"consolidation", "ruling"},
        "intake": {"consolidation", "forgetting", "ruling", "upkeep"},
    },
    "graph/retrieval": {
        "question": set(),
        "ranking": {"question"},
        "documents": {"question", "ranking"},
        "walking": {"question"},
        "places": {"question", "walking"},
        "particular": {"question", "walking", "places"},
    },
    "extraction/english": {
        "lexicon": set(),
        "mending": {"lexicon"},
        "grammar": {"lexicon"},
        "asking": {"lexicon"},
        "clause": {"lexicon", "grammar"},
        "keeping": {"lexicon", "grammar", "clause"},
        "work": {"lexicon", "grammar", "clause"},
        "people": {"lexicon", "grammar", "clause", "work"},
        "life": {"lexicon", "grammar", "clause", "people"},
        "values": {"lexicon", "grammar", "clause", "people"},
    },
}


ROOT_IS_SHARED = {"graph"}  # at the root of graph lies what several parts need


@pytest.mark.parametrize("folder", FLOORS)
def test_a_part_imports_only_the_parts_below_it(folder: str) -> None:
    floors = FLOORS[folder]
    prefix = f"quipu.{folder.replace('/', '.')}."
    depth = len(Path(folder).parts)
    files = [file for file in python_files(*ROOMS) if file.is_relative_to(folder)]
    inside = {file: file.parts[depth] for file in files if len(file.parts) > depth + 1}
    at_root = {file.stem for file in files if len(file.parts) == depth + 1}
    shared = at_root if folder in ROOT_IS_SHARED else set()

    assert set(inside.values()) == floors.keys()
    assert not found(
        {
            file: {
                name
                for name in of_ours(file)
                if name.startswith(prefix)
                and name.removeprefix(prefix).split(".")[0] not in {part, *floors[part], *shared}
            }
            for file, part in inside.items()
        }
    )
