"""The explorer's files: all of them served, nothing from elsewhere, every question in the contract.

What a person does with them is in `tests/browser/test_explorer.py`.
"""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    parse,
    print_ast,
    validate,
    visit,
)
from graphql.language import FragmentSpreadNode, Visitor
from tests.doors.scripted import Door

from quipu.api.explorer import EXPLORER
from quipu.api.graphql.build import SCHEMA
from quipu.api.graphql.limits import cost_of, excess

FOLDER = files("quipu.api") / "explorer"
CYTOSCAPE = "aa33b0103bbdb721aeb1506000cb6e056692400baba7264c552d000b09da01f2"
DEAREST = 4_000  # of what one look costs, of 20,000 that a document may


def documents() -> dict[str, DocumentNode]:
    """Each operation with the fragments that it spreads, as `service.js` sends it."""
    whole = parse((FOLDER / "documents.graphql").read_text("utf-8"))
    fragments = {
        node.name.value: node
        for node in whole.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    found = {}
    for node in whole.definitions:
        if isinstance(node, OperationDefinitionNode) and node.name is not None:
            used: dict[str, FragmentDefinitionNode] = {}
            _gather(node, fragments, used)
            found[node.name.value] = DocumentNode(definitions=(node, *used.values()))
    return found


def _gather(
    node: OperationDefinitionNode | FragmentDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    used: dict[str, FragmentDefinitionNode],
) -> None:
    class Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            name = spread.name.value
            if name not in used:
                used[name] = fragments[name]
                _gather(fragments[name], fragments, used)

    visit(node, Spreads())


DOCUMENTS = documents()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_question_of_the_explorer_is_in_the_contract_and_within_its_limits(name: str) -> None:
    schema, document = SCHEMA._schema, parse(print_ast(DOCUMENTS[name]))

    assert validate(schema, document) == []
    assert excess(schema, document) == []
    assert cost_of(schema, document) < DEAREST


def test_every_question_is_asked_and_every_asked_one_is_there() -> None:
    code = "".join(
        (FOLDER / name).read_text("utf-8")
        for name in EXPLORER.assets
        if name.endswith(".js") and name != "cytoscape.js"
    )
    asked = set(re.findall(r'\b(?:ask|asked|ruled|heard)\("(\w+)"', code))

    assert asked == set(DOCUMENTS)


def test_what_changes_something_is_only_what_a_person_may_rule() -> None:
    changing = {
        name
        for name, document in DOCUMENTS.items()
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode) and node.operation is OperationType.MUTATION
    }

    assert changing == {"Correct", "Invalidate", "Undo", "Decide", "Merge", "Split"}


def test_the_folder_holds_what_is_served_and_nothing_else() -> None:
    there = {file.name for file in FOLDER.iterdir() if file.is_file()}

    assert there == EXPLORER.assets | {"index.html", "LICENSE", "__init__.py"}


def test_cytoscape_is_what_was_published() -> None:
    """cytoscape 3.35.0, dist/cytoscape.esm.min.mjs of its package, byte for byte."""
    assert hashlib.sha256((FOLDER / "cytoscape.js").read_bytes()).hexdigest() == CYTOSCAPE


def test_stored_text_never_becomes_markup_or_code() -> None:
    dangerous = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc"
        r"|\beval\(|new Function|javascript:"
    )
    found = [
        name
        for name in EXPLORER.assets | {"index.html"}
        if name != "cytoscape.js" and dangerous.search((FOLDER / name).read_text("utf-8"))
    ]

    assert found == []


async def test_the_page_and_all_that_it_needs_come_from_here(door: Door) -> None:
    page = await door.http.get("/explorer", headers={"accept": "text/html"})
    addresses = re.findall(r'(?:src|href)="(/[^"]+)"', page.text)
    answers = [await door.http.get(f"/explorer/{name}") for name in sorted(EXPLORER.assets)]
    policy = page.headers["content-security-policy"]

    assert {address.removeprefix("/explorer/") for address in addresses} <= EXPLORER.assets
    assert {answer.status_code for answer in answers} == {200}
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_the_root_names_the_explorer(door: Door) -> None:
    assert "/explorer" in (await door.http.get("/")).text
