"""The explorer in a headless Chromium that reaches no host but ours, over a service in a thread.

`QUIPU_EXPLORER=FOLDER` keeps a picture of each view that a test has looked at.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.doors.scripted import ScriptedReader
from tests.fakes import HashEmbedder

from neo4j_absent import absent
from quipu.api.app import create_app
from quipu.api.assemble import assembled
from quipu.api.cli.standing import standing
from quipu.api.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    *"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split(),
    *"--disable-background-networking --disable-component-update".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
PATIENCE_MS = 30_000


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """A service beside the browser, whose calls here block; at the end it is gone."""
    up: list[str] = []
    is_up, over = threading.Event(), threading.Event()

    async def serve() -> None:
        reader, embedder = ScriptedReader(), HashEmbedder()
        app = create_app(settings, lambda: assembled(settings, extractor=reader, embedder=embedder))
        async with standing(app, settings) as server:
            up.append(server.address)
            is_up.set()
            await asyncio.to_thread(over.wait)

    serving = threading.Thread(target=lambda: asyncio.run(serve()))
    serving.start()
    try:
        is_up.wait(60)
        yield up[0]
    finally:
        over.set()
        serving.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; in CI its absence is a failure."""
    try:
        playwright = importlib.import_module("playwright.sync_api")
    except ModuleNotFoundError:
        absent("playwright, to look at the explorer, is not installed")
    there = shutil.which("chromium") or shutil.which("chromium-browser")
    if there is None:
        absent("Chromium, to look at the explorer, is not installed")
    with playwright.sync_playwright() as driven:
        browser = driven.chromium.launch(executable_path=there, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Explorer:
    """A page of the explorer, and what it complained of."""

    def __init__(self, browser: Browser, address: str, **looks: object) -> None:
        whole: Any = {"viewport": {"width": 1280, "height": 860}, **looks}
        context = browser.new_context(**whole)
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def _heard(self, message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        if kind == "error" and "status of 4" not in text:  # what the service refused, on purpose
            self.complaints.append(text)

    def _asked(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]
        if url.startswith("http") and not url.startswith(self.address):
            self.elsewhere.append(url)

    def open(self, hash: str = "#/") -> Page:
        """A view, once it is shown."""
        self.page.goto(f"{self.address}/explorer{hash}")
        return self.shown()

    def shown(self) -> Page:
        self.page.locator("main:not([aria-busy]) > *").first.wait_for(state="attached")
        return self.page

    def keep(self, name: str) -> None:
        if folder := os.environ.get("QUIPU_EXPLORER"):
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def harmless(self) -> bool:
        """Nothing was complained of, and nobody else was asked for anything."""
        assert not self.complaints
        assert not self.elsewhere
        return True
