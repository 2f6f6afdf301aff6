"""`make neo4j`: a throwaway Neo4j for a person, with Neo4j Browser in our style on it."""

from __future__ import annotations

import argparse
import html
import io
import re
import socket
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from neo4j_local import LocalNeo4j, free_port
from neo4j_server import VERSIONS, NoNeo4j

PACK = Path(__file__).parents[1] / "docker" / "browser"


def main() -> None:
    """Runs until Ctrl-C, then nothing of it is left."""
    asked = _arguments()
    http = _port_like(7474)
    try:
        with (
            pack_served() as pack,
            LocalNeo4j(
                asked.series,
                asked.password,
                browser_settings(pack, http),
                is_lasting=True,
                port=_port_like(7687),
            ) as running,
        ):
            print("Starting Neo4j …", flush=True)
            version = running.start().version
            print(_welcome(version, http, running, pack), flush=True)
            running.wait()
            sys.exit(f"Neo4j ended:\n{running.log()[-2000:]}")
    except NoNeo4j as missing:
        sys.exit(f"No Neo4j here: {missing}")
    except KeyboardInterrupt:
        print("\nStopped; its data is gone.")


def browser_settings(pack: str, http: int) -> dict[str, str]:
    """Lines of neo4j.conf: the Browser's pages on a port, our style and guide once connected."""
    return {
        "server.http.enabled": "true",
        "server.http.listen_address": f"127.0.0.1:{http}",
        "server.http.advertised_address": f"127.0.0.1:{http}",
        "browser.remote_content_hostname_whitelist": "127.0.0.1,localhost",
        "browser.post_connect_cmd": f"style {pack}/quipu.grass; play {pack}/guide.html",
        "client.allow_telemetry": "false",
    }


@contextmanager
def pack_served() -> Iterator[str]:
    """The address under which the Browser pack can be read from pages of any origin."""
    pages = partial(_PackPages, directory=str(PACK))
    with ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def saved_queries() -> bytes:
    """A zip file that becomes a folder of favourites when dropped on the Browser's page."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(PACK.glob("*/*.cypher")):
            archive.write(file, file.relative_to(PACK))
    return packed.getvalue()


def guide() -> str:
    """The guide, with the saved queries in their places."""

    def saved(name: re.Match[str]) -> str:
        (file,) = PACK.glob(f"*/{name[1]}.cypher")
        return html.escape(file.read_text(encoding="utf-8").strip(), quote=False)

    return re.sub(r"\{\{(.+?)\}\}", saved, (PACK / "guide.html").read_text(encoding="utf-8"))


class _PackPages(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, OPTIONS")
        self.send_header("Access-Control-Allow-Headers", "*")
        super().end_headers()

    def do_GET(self) -> None:
        match self.path:
            case "/guide.html":
                self._answer("text/html; charset=utf-8", guide().encode())
            case "/quipu-queries.zip":
                self._answer("application/zip", saved_queries())
            case _:
                super().do_GET()

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for the person."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make neo4j", description=__doc__)
    parser.add_argument("--series", choices=sorted(VERSIONS), default="2026")
    parser.add_argument("--password", help="ask for it, from the user neo4j (8 characters or more)")
    return parser.parse_args()


def _port_like(wanted: int) -> int:
    """The usual port, or any other where that one is taken."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
    return wanted


def _welcome(version: str, http: int, running: LocalNeo4j, pack: str) -> str:
    no_user = "" if running.password else "?preselectAuthMethod=NO_AUTH"
    settings = f"export QUIPU_ENGINE=neo4j QUIPU_NEO4J__URI={running.uri}"
    if running.password:
        settings += f" QUIPU_NEO4J__USER=neo4j QUIPU_NEO4J__PASSWORD={running.password}"
    return f"""
Neo4j {version} runs. Its data goes when it stops (Ctrl-C).

  Browser        http://127.0.0.1:{http}/browser/{no_user}
  Saved queries  {pack}/quipu-queries.zip   (download, then drop it on the page)

To use it from another terminal:
  {settings}
"""


if __name__ == "__main__":
    main()
