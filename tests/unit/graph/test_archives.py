"""Archives that are none are refused, whatever is in them."""

from __future__ import annotations

import pytest

from quipu.graph.archives import checked
from quipu.schema.errors import Invalid

BAD_LINES = {
    "no JSON": "{",
    "no object": "[]",
    "deeper than anything of ours": '{"a":' + "[" * 100_000,
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_line_that_is_none_of_ours_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(Invalid, match="line 1 of the archive"):
        checked([line + "\n"])
