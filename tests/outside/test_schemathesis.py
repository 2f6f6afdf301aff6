"""What schemathesis finds: a hundred generated calls of each operation, none of which may break us.

Any top-level error but BAD_USER_INPUT counts as broken; what a caller can mend is no fault of ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import httpx
import pytest
from tests.doors.scripted import REMEMBER
from tests.outside.conftest import run

from quipu.api.graphql.build import SCHEMA

EXAMPLES = 100
SECONDS = 300  # some 60 on two free cores
CHECKS = "not_a_server_error,response_schema_conformance"
pytestmark = pytest.mark.slow


async def test_no_generated_call_of_any_operation_breaks_the_service(
    address: str, tmp_path: Path
) -> None:
    told = [{"content": f"{who} works at Acme."} for who in ("Sam", "Kim", "Ann")]
    given = {"idempotencyKey": "k", "waitFor": "EXTRACTED", "episodes": told}
    async with httpx.AsyncClient(base_url=address) as http:
        asked = {"query": REMEMBER, "variables": {"input": given}}
        (await http.post("/graphql", json=asked)).raise_for_status()
    report = tmp_path / "report.json"

    done = await run(
        sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
        "run", f"{address}/graphql", "--no-color", "--warnings", "off", "--phases", "fuzzing",
        "--max-examples", str(EXAMPLES), "--workers", "2", "--continue-on-failure",
        "--generation-deterministic", "--no-shrink", "--checks", CHECKS,
        "--report", "json", "--report-json-path", report,
        folder=tmp_path, seconds=SECONDS,
    )  # fmt: skip

    assert done.status == 0, done.said[-5_000:]
    told_by = json.loads(report.read_text())
    roots = (SCHEMA._schema.query_type, SCHEMA._schema.mutation_type)
    operations = sum(len(root.fields) for root in roots if root is not None)
    assert told_by["complete"]
    assert told_by["operations"]["tested"] == operations
    assert told_by["test_cases"]["generated"] >= EXAMPLES * operations
    assert told_by["test_cases"]["with_failures"] == 0
