"""What programs take of this machine: memory and room on disk, as far as Linux tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

_LISTENS = "0A"  # the state of a listening socket in /proc/net/tcp
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_PROCESSES = Path("/proc")


def resident_mb(process: int | str = "self") -> float | None:
    """Megabytes of memory that a process holds; None where that cannot be told."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return None
    sizes = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return round(int(sizes[0]) / 1024, 1) if sizes else None


def listener(uri: str, processes: Path = _PROCESSES) -> int | None:
    """The process of this machine that listens where an address points to; None if not ours.

    processes: a folder for each of them, as Linux keeps it.
    """
    address = urlsplit(uri)
    if address.hostname not in _LOCAL or address.port is None:
        return None
    sockets = set(_listening(address.port))
    for process in processes.glob("[0-9]*"):
        if sockets & set(_sockets_of(process)):
            return int(process.name)
    return None


def _listening(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        try:
            lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            _, local, _, state, *rest = line.split()
            if state == _LISTENS and int(local.rsplit(":", 1)[1], 16) == port:
                yield f"socket:[{rest[5]}]"


def _sockets_of(process: Path) -> Iterator[str]:
    try:
        descriptors = list((process / "fd").iterdir())
    except OSError:
        return  # ended meanwhile, or somebody else's
    for descriptor in descriptors:
        # A server opens and closes files all the time: one that is gone hides none of the others.
        with suppress(OSError):
            yield str(descriptor.readlink())


def home_of(process: int) -> Path | None:
    """The home folder of a Neo4j, as its command line tells it."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return None
    homes = [word.removeprefix("--home-dir=") for word in words if word.startswith("--home-dir=")]
    return Path(homes[0]) if homes else None


def disk_mb(paths: Iterable[Path]) -> float:
    """Megabytes that files and whole folders take on disk."""
    blocks = sum(_blocks(file) for path in paths for file in (path, *path.rglob("*")))
    return round(blocks * 512 / 2**20, 1)


def _blocks(file: Path) -> int:
    try:
        return file.lstat().st_blocks
    except OSError:
        return 0  # gone since it was listed
