"""Checks from npm, at the versions of tests/outside, in a cache folder outside the checkout.

`python -m npm_packages` installs them and prints where; tests do so themselves where npm is there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

LISTED = Path(__file__).parent / "outside"
_FILES = ("package.json", "package-lock.json")
_SECONDS = 300


class NoNode(Exception):
    """Why there are no packages from npm here."""


def node_modules() -> Path:
    """The folder of the installed packages. Raises NoNode."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        raise NoNode(f"{' and '.join(missing)} not installed (Debian: apt-get install nodejs npm)")
    place = _cache() / _digest()
    if not place.is_dir():
        _install(place)
    return place / "node_modules"


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "quipu" / "npm"


def _digest() -> str:
    whole = b"".join((LISTED / name).read_bytes() for name in _FILES)
    return hashlib.sha256(whole).hexdigest()[:16]


def _install(place: Path) -> None:
    """All or nothing: what was interrupted leaves no folder of that name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as beside:
        for name in _FILES:
            shutil.copy(LISTED / name, beside)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(
            command, cwd=beside, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        if done.returncode:
            raise NoNode(f"npm could not install what {LISTED.name} lists: {done.stderr[-500:]}")
        try:
            Path(beside).rename(place)
        except OSError:
            if not place.is_dir():  # else another run was faster
                raise
        Path(beside).mkdir(exist_ok=True)  # for the context to remove


if __name__ == "__main__":
    print(node_modules())
