"""What a person does in the explorer, on the embedded engine."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.explorer_page import Explorer, chromium, served
from typer.testing import CliRunner

from neo4j_absent import absent
from npm_packages import NoNode, node_modules
from quipu.api.cli.main import app
from quipu.api.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

HOMES = [
    ("Maya lives in Lisbon.", "2023-03-04T18:00:00Z"),
    ("Maya works at Acme.", "2023-03-05T18:00:00Z"),
    ("Tom lives in Bergen.", "2023-03-06T18:00:00Z"),
    ("Maya lives in Oslo.", "2024-02-10T18:00:00Z"),
    ("Tom works at Acme.", "2024-03-06T18:00:00Z"),
    ("Rita lives in Turin.", "2024-03-07T18:00:00Z"),
    ("Rita lives in Genoa.", "2024-03-07T18:00:00Z"),
]
REMEMBER = """mutation($input: RememberInput!) {
  remember(input: $input) { facts { id source { id name } } userErrors { message } } }"""
RECORD = """mutation($input: RecordExperienceInput!) {
  recordExperience(input: $input) { userErrors { message } } }"""
EVIL = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 8
RTL = "\u202eמאיה\u202c"


def told(address: str, document: str, key: str = "", **variables: Any) -> dict[str, Any]:
    """The data of an operation, asked for without the page."""
    body = json.dumps({"query": document, "variables": variables}).encode()
    headers = {"content-type": "application/json"} | (
        {"authorization": f"Bearer {key}"} if key else {}
    )
    asked = urllib.request.Request(f"{address}/graphql", body, headers)
    with urllib.request.urlopen(asked, timeout=60) as reply:
        found: dict[str, Any] = json.load(reply)
    assert "errors" not in found, found
    data: dict[str, Any] = found["data"]
    return data


def tell(address: str, texts: list[tuple[str, str]], key: str = "") -> dict[str, str]:
    """The ids of whom the facts of some texts are about, by name."""
    episodes = [{"content": text, "occurredAt": date} for text, date in texts]
    given = {"idempotencyKey": texts[0][0], "episodes": episodes, "waitFor": "EXTRACTED"}
    facts = told(address, REMEMBER, key, input=given)["remember"]["facts"]
    return {fact["source"]["name"]: fact["source"]["id"] for fact in facts}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in which Maya has moved, and someone tried a task twice."""
    folder = tmp_path_factory.mktemp("explored")
    settings = Settings(database=folder / "memory.db", port=0, worker_poll_seconds=0.05)
    with served(settings) as answers:
        yield answers


@pytest.fixture(scope="module")
def people(address: str) -> dict[str, str]:
    for number in ("one", "two"):
        steps = [{"action": "run the migrations", "succeeded": True}]
        given = {"idempotencyKey": number, "task": f"deploy the shop, version {number}"}
        told(address, RECORD, input=given | {"steps": steps, "outcome": "SUCCESS"})
    return tell(address, HOMES)


def ruled(page: Page, **fields: str) -> None:
    """Fill in the dialogue that asks for a reason, and agree."""
    dialog = page.get_by_role("dialog")
    for label, value in fields.items():
        dialog.get_by_label(label.replace("_", " ")).fill(value)
    dialog.locator("button.main").click()
    dialog.wait_for(state="detached")


def test_one_asks_goes_back_in_time_corrects_and_takes_it_back(
    browser: Browser, address: str, people: dict[str, str]
) -> None:
    explorer = Explorer(browser, address)
    page = explorer.open()
    explorer.keep("home")

    page.get_by_label("Question or words").fill("Where does Maya live?")
    page.keyboard.press("Enter")
    answer = page.get_by_label("Answer", exact=True)
    answer.get_by_text("Oslo", exact=True).wait_for()
    assert answer.locator("blockquote").inner_text() == "Maya lives in Oslo."
    explorer.keep("ask")

    page.get_by_label("As of", exact=True).fill("2023-09-01")
    page.get_by_label("As of", exact=True).press("Enter")
    answer.get_by_text("Lisbon", exact=True).wait_for()
    assert "asOf=2023-09-01" in page.url

    page = explorer.open(f"#/entity/{people['Maya']}")
    homes = page.get_by_label("lives in").locator("a.cord")
    oslo, lisbon = homes.filter(has_text="Oslo"), homes.filter(has_text="Lisbon")
    assert (lisbon.get_attribute("data-standing"), oslo.get_attribute("data-standing")) == (
        "over",
        "holds",
    )
    slider = page.get_by_label("As of, by days")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(2):  # a tenth of the span each
        page.keyboard.press("PageUp")
    page.get_by_text("facts hold on").wait_for()
    assert (lisbon.get_attribute("data-standing"), oslo.get_attribute("data-standing")) == (
        "holds",
        "ahead",
    )
    assert slider.evaluate("one => one === document.activeElement")
    explorer.keep("entity")

    page.get_by_role("button", name="Now").click()
    oslo.click()
    explorer.shown()
    page.get_by_role("heading", name="Maya lives in Oslo", level=1).wait_for()
    assert page.locator("mark").inner_text() == "Maya lives in Oslo."
    explorer.keep("fact")

    page.get_by_role("button", name="Correct …").click()
    ruled(page, What_should_stand="Bergen", Why="I misheard")
    page.get_by_role("heading", name="Maya lives in Bergen", level=1).wait_for()
    page.locator(".triple").get_by_text("Bergen").wait_for()

    page.get_by_role("button", name="Undo change").first.click()
    ruled(page, Why="it was right")
    page.locator(".badge.expired").first.wait_for()
    page = explorer.open("#/ask?q=Where+does+Maya+live%3F")
    page.get_by_label("Answer", exact=True).get_by_text("Oslo", exact=True).wait_for()

    assert explorer.harmless()


def test_what_no_rule_settles_is_decided_by_who_looks(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "memory.db", port=0, worker_poll_seconds=0.05)
    with served(settings) as answers:
        tell(answers, HOMES)
        explorer = Explorer(browser, answers)
        page = explorer.open("#/review")
        assert page.locator(".review").count() == 1
        explorer.keep("review")

        page.get_by_role("button", name="Keep the second").click()
        ruled(page, Why="she told me")

        page.get_by_text("Nothing waits for you").wait_for()
    assert explorer.harmless()


def test_two_names_are_made_one_parted_again_and_a_fact_given_to_another(
    browser: Browser, tmp_path: Path
) -> None:
    settings = Settings(database=tmp_path / "memory.db", port=0, worker_poll_seconds=0.05)
    with served(settings) as answers:
        ids = tell(answers, HOMES)
        explorer = Explorer(browser, answers)
        page = explorer.open(f"#/entity/{ids['Maya']}")

        page.get_by_role("button", name="The same as …").click()
        page.get_by_role("dialog").get_by_label("Who is the same").fill("Nobody Known")
        page.get_by_role("dialog").get_by_label("Why").fill("a nickname")
        page.get_by_role("dialog").locator("button.main").click()
        page.get_by_role("dialog").get_by_text("Nobody and nothing is called").wait_for()
        ruled(page, Who_is_the_same="Rita")
        page.locator("a.cord").filter(has_text="Genoa").first.wait_for()
        page.get_by_text("also called Rita").wait_for()

        page = explorer.open("#/log")
        merged = page.locator(".change").filter(has_text="a nickname").first
        merged.get_by_role("button", name="Undo change").click()
        ruled(page, Why="she is not")
        page = explorer.open(f"#/entity/{ids['Maya']}")
        assert page.locator("a.cord").filter(has_text="Genoa").count() == 0

        page.locator("a.cord").filter(has_text="Acme").first.click()
        page.get_by_role("heading", name="Maya works at Acme", level=1).wait_for()
        page.get_by_role("button", name="It is about another …").click()
        ruled(page, How_to_tell="Maya Lind", Why="a namesake")
        page.get_by_role("heading", name="Maya Lind", level=1).wait_for()
        page.locator("a.cord").filter(has_text="Acme").first.wait_for()
    assert explorer.harmless()


def test_the_log_tells_what_changes_while_one_looks(
    browser: Browser, address: str, people: dict[str, str]
) -> None:
    explorer = Explorer(browser, address)
    page = explorer.open("#/log")
    page.get_by_text("Live: what changes").wait_for()

    tell(address, [("Ines likes tea.", "2024-05-01T00:00:00Z")])

    page.locator(".changes").get_by_text("Ines likes tea").first.wait_for()
    assert explorer.harmless()


def test_stored_text_is_shown_as_text(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "memory.db", port=0, worker_poll_seconds=0.05)
    add = """mutation($input: AddFactInput!) {
      addFact(input: $input) { fact { id source { id } } userErrors { message } } }"""
    with served(settings) as answers:
        explorer = Explorer(browser, answers)
        for number, name in enumerate((EVIL, LONG, RTL)):
            given = {"idempotencyKey": str(number), "source": {"name": name}, "predicate": EVIL}
            given |= {"statement": f"{name} {EVIL}", "target": {"name": f"{EVIL} {number}"}}
            fact = told(answers, add, input=given)["addFact"]["fact"]
            for view in (f"#/entity/{fact['source']['id']}", f"#/fact/{fact['id']}"):
                page = explorer.open(view)
                assert name.strip("\u202e\u202c") in page.locator("main").inner_text()
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for view in ("#/", "#/log", "#/ask?q=onerror", f"#/<img src=x onerror=alert(1)>/{EVIL}"):
            explorer.open(view)
        images = explorer.page.locator("main img, main script, main iframe")
        assert images.count() == 0
    assert explorer.harmless()


def test_a_closed_memory_asks_for_a_key_and_a_reader_may_not_write(
    browser: Browser, tmp_path: Path
) -> None:
    database = tmp_path / "memory.db"
    keys = {role: made_key(database, role) for role in ("writer", "reader")}
    settings = Settings(database=database, port=0, worker_poll_seconds=0.05)
    with served(settings) as answers:
        tell(answers, HOMES, keys["writer"])
        explorer = Explorer(browser, answers)
        page = explorer.open()
        page.get_by_role("alert").get_by_text("This memory asks for a key").wait_for()

        give_key(page, "qk_wrong")
        page.get_by_role("alert").get_by_text("This memory asks for a key").wait_for()

        give_key(page, keys["reader"])
        page.get_by_text("texts told").wait_for()
        page = explorer.open("#/ask?q=Where+does+Maya+live%3F")
        page.get_by_label("Answer", exact=True).locator("a.line").click()
        page.get_by_text("This key may read and not write").wait_for()
        assert page.get_by_role("button", name="Correct").count() == 0
        assert page.evaluate("localStorage.length") == 0
        assert keys["reader"] not in page.url
    assert explorer.harmless()


def made_key(database: Path, role: str) -> str:
    """In a thread of its own: the browser's loop runs in this one."""
    words = ["keys", "create", role, "--role", role, "--database", str(database), "--json"]
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(CliRunner().invoke, app, words).result()
    assert done.exit_code == 0, done.stderr
    key: str = json.loads(done.stdout)["key"]
    return key


def give_key(page: Page, key: str) -> None:
    page.locator(".menu summary").click()
    page.get_by_label("Key, or token").fill(key)
    page.get_by_role("button", name="Use it").click()


def test_an_empty_memory_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    with served(Settings(database=tmp_path / "memory.db", port=0)) as answers:
        explorer = Explorer(browser, answers)
        page = explorer.open()

        page.get_by_text("quipu ingest").first.wait_for()
        for view in ("#/review", "#/log", "#/experience?q=deploy", "#/entity/en_x", "#/fact/fa_x"):
            explorer.open(view)
            assert page.locator("main").inner_text().strip()
    assert explorer.harmless()


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}
# All rules in one look; in the others those that can differ there.
RULES = {
    "light": "{}",
    "dark": "{runOnly: ['color-contrast']}",
    "phone": "{runOnly: ['target-size', 'scrollable-region-focusable', 'color-contrast']}",
}


@pytest.mark.parametrize("looks", LOOKS)
def test_every_view_is_for_everybody(
    browser: Browser, address: str, people: dict[str, str], looks: str
) -> None:
    try:
        axe = (node_modules() / "axe-core" / "axe.min.js").read_text("utf-8")
    except NoNode as missing:
        absent(str(missing))
    explorer = Explorer(browser, address, **LOOKS[looks])
    found = list[str]()
    fact = "#/ask?q=Where+does+Maya+live%3F"
    page = explorer.open(fact)
    fact = page.get_by_label("Answer", exact=True).locator("a.line").get_attribute("href") or ""
    maya = f"#/entity/{people['Maya']}"
    views = {"home": "#/", "ask": "#/ask?q=Maya", "entity": maya, "past": f"{maya}?asOf=2023-09-01"}
    views |= {"fact": fact, "review": "#/review", "log": "#/log"}
    views |= {"experience": "#/experience?q=deploy+the+shop", "nothing": "#/fact/fa_none"}
    for name, view in views.items():
        page = explorer.open(view)
        explorer.keep(f"{name}-{looks}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        # Through the debugger and not by a script element, which the page's policy forbids.
        page.evaluate(axe + "; 0")
        told_by = page.evaluate("async () => (await axe.run(" + RULES[looks] + ")).violations")
        found += [
            f"{name}: {one['id']} {node['html'][:160]}"
            for one in told_by
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]
    assert found == []
    assert explorer.harmless()
