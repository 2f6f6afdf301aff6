"""What a user gets: source archive → wheel → an empty place, used from another folder."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from architecture.source_files import ROOMS, ROOT, tracked

pytestmark = pytest.mark.slow

# Run against the installed wheel, outside the repository: imports all of it, says where it is.
IMPORT_ALL = """
import importlib, json, pkgutil
import quipu.graph
names = [found.name for found in pkgutil.walk_packages(quipu.__path__, "quipu.")]
build_only = {"quipu.extraction.models.minilm_graph", "quipu.extraction.models.build_minilm"}
for name in names:
    if name not in build_only and not name.endswith("__main__"):
        importlib.import_module(name)
print(json.dumps({"where": quipu.graph.__file__, "modules": names}))
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command printed; the test fails, with all it said, where the command fails."""
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, and the wheel built from it and not from the checkout."""
    out = tmp_path_factory.mktemp("archives")
    run("-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    (found,) = archives.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel; the libraries come from this environment."""
    site = tmp_path_factory.mktemp("site")
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run("-m", "pip", "install", *options, "--target", site, wheel, cwd=site)
    return site


def test_the_source_archive_holds_every_room_once(archives: Path) -> None:
    (archive,) = archives.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}

    assert {f"{room}/__init__.py" for room in ROOMS} <= names
    assert not {name for name in names if name.startswith(tuple(f"src/quipu/{r}" for r in ROOMS))}


def test_the_wheel_brings_one_package_its_licence_and_its_notice(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    (described,) = {name.split("/")[0] for name in names} - {"quipu"}

    assert described.startswith("quipu_memory-")
    assert described.endswith(".dist-info")
    assert {f"{described}/licenses/{name}" for name in ("LICENSE", "NOTICE")} <= set(names)
    assert len(names) == len(set(names))


def test_a_wheel_straight_from_the_checkout_holds_the_same(wheel: Path, tmp_path: Path) -> None:
    run("-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (direct,) = tmp_path.glob("*.whl")

    assert sorted(zipfile.ZipFile(direct).namelist()) == sorted(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_works_in_an_empty_place_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    told = json.loads(run("-c", IMPORT_ALL, cwd=tmp_path, PYTHONPATH=str(installed)))

    assert Path(told["where"]).is_relative_to(installed)
    assert {f"quipu.{room}" for room in ROOMS} <= set(told["modules"])


def test_every_file_of_a_room_is_in_the_wheel_unchanged(installed: Path) -> None:
    ours = [file for file in tracked() if file.parts[0] in ROOMS]
    inside = installed / "quipu"
    differing = [
        str(file)
        for file in ours
        if not (inside / file).is_file()
        or (inside / file).read_bytes() != (ROOT / file).read_bytes()
    ]

    assert {".py", ".toml", ".sql", ".onnx"} <= {file.suffix for file in ours}
    assert not differing
    assert (inside / "py.typed").is_file()


def test_working_on_the_checkout_copies_nothing_out_of_it(tmp_path: Path) -> None:
    hook = f"from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    run("-c", hook, cwd=ROOT)
    (link,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(link).namelist()

    assert [name for name in names if ".dist-info/" not in name] == ["_quipu_memory.pth"]
