"""GraphiQL in a headless Chromium that reaches no host but ours.

`QUIPU_GRAPHIQL=graphiql.png` keeps a picture of it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.doors.scripted import REMEMBER

from neo4j_absent import absent

FLAGS = (
    *"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync".split(),
    *"--disable-background-networking --disable-component-update".split(),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
_PATIENCE_MS = 60_000
pytestmark = pytest.mark.slow


async def test_a_question_is_asked_and_answered_without_internet(address: str) -> None:
    try:
        from playwright.async_api import async_playwright
    except ModuleNotFoundError:
        absent("playwright, to look at GraphiQL, is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        absent("Chromium, to look at GraphiQL, is not installed")

    asked, complaints = list[str](), list[str]()
    async with async_playwright() as driven:
        browser = await driven.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(_PATIENCE_MS)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{address}/graphql")
        await page.locator(".graphiql-query-editor .CodeMirror").first.click()
        await page.keyboard.press("Control+A")
        # At once, so GraphiQL still sends the name of the page's own first question along.
        await page.keyboard.insert_text("query Mine { viewer { subject } }")
        await page.keyboard.press("Control+Enter")
        answer = page.locator(".result-window")
        await answer.get_by_text('"local"').wait_for()
        told = {"idempotencyKey": "k", "episodes": [{"content": "Sam likes tea."}]}
        variables = {"input": told | {"waitFor": "EXTRACTED"}}
        document = {"query": REMEMBER, "variables": variables}
        assert (await page.request.post(f"{address}/graphql", data=document)).ok
        await page.locator(".graphiql-query-editor .CodeMirror").first.click()
        await page.keyboard.press("Control+A")
        await page.keyboard.insert_text('subscription { changes(since: "0") { kind sequence } }')
        await page.keyboard.press("Control+Enter")
        await answer.get_by_text('"CREATED"').wait_for()
        await page.get_by_label("Show Documentation Explorer").click()
        await page.get_by_text("Root Types").wait_for()
        if wanted := os.environ.get("QUIPU_GRAPHIQL"):
            await page.screenshot(path=Path(wanted))
        await browser.close()

    assert not complaints
    assert {url.split(":", 1)[0] for url in asked} <= {"http", "data", "blob"}
    assert not [url for url in asked if url.startswith("http") and not url.startswith(address)]
