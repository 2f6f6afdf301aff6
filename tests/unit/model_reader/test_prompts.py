"""A wording that has been used stays as it is."""

import hashlib
from importlib.resources import files

# What models said is kept under a wording's name: write a new file instead of changing one.
PINNED = {
    "read-1": "e6cea62484a4f4c9",
    "read-2": "cd0c5837a81d4f07",
    "who-1": "1c18b2288acce4a4",
}


def test_a_wording_that_was_used_is_never_changed() -> None:
    found = {
        file.name.removesuffix(".md"): hashlib.sha256(file.read_bytes()).hexdigest()[:16]
        for file in files("quipu.extraction.prompts").iterdir()
        if file.name.endswith(".md")
    }
    assert found == PINNED
