"""The files of this repository, as the architecture tests see them."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("schema", "extraction", "graph", "api")
_OURS = re.compile(rf"quipu\.(?:{'|'.join(ROOMS)})(?:\.\w+)*")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep once added, relative to the top."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    names = sorted(set(filter(None, listed.stdout.split("\0"))))
    return tuple(
        Path(name) for name in names if (ROOT / name).is_symlink() or (ROOT / name).exists()
    )


def python_files(*folders: str) -> list[Path]:
    """The Python files below some folders, relative to the top."""
    return [file for file in tracked() if file.suffix == ".py" and file.parts[0] in folders]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), str(file))


def module_name(file: Path) -> str:
    """`graph/memory.py` → `quipu.graph.memory`."""
    parts = file.with_suffix("").parts
    parts = parts[1:] if parts[0] == "src" else ("quipu", *parts)
    return ".".join(parts).removesuffix(".__init__")


@cache
def our_modules() -> dict[str, Path]:
    return {module_name(file): file for file in python_files("src", *ROOMS)}


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports: lazily, for types only, or by a name in a string too.

    `from a import b` counts as `a.b` where that is a module of ours, else as `a`. A string that
    is nothing but the name of one of our modules counts, because that is how `import_module` and
    `importlib.resources.files` are asked for one.
    """
    for node in ast.walk(tree(file)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(names=names):
                yield from _imported_from(node, file)
            case ast.Constant(value=str(text)) if _OURS.fullmatch(text):
                yield text


def _imported_from(node: ast.ImportFrom, file: Path) -> Iterator[str]:
    module = node.module or ""
    if node.level:
        inside = ["quipu", *file.parent.parts] if file.parts[0] in ROOMS else ["quipu"]
        base = inside[: len(inside) - node.level + 1]
        module = ".".join([*base, module] if module else base)
    for name in node.names:
        whole = f"{module}.{name.name}"
        yield whole if whole in our_modules() else module
