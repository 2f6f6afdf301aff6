from __future__ import annotations

from quipu.api.cli.documents import PASSAGE_LIMIT, paragraphs, sections

NOTES = """Before.

# Work
I joined Acme.

## Team

Tom leads it.

```
# no heading
```
# Home
Oslo.
"""


def test_text_is_cut_at_blank_lines() -> None:
    found = [(one.text, one.line) for one in paragraphs("One.\nStill one.\n\n \nTwo.\n")]
    assert found == [("One.\nStill one.", 1), ("Two.", 5)]


def test_markdown_passages_know_the_headings_above_them() -> None:
    found = [(one.heading, one.text, one.line) for one in sections(NOTES)]
    assert found == [
        ("", "Before.", 1),
        ("Work", "I joined Acme.", 4),
        ("Work › Team", "Tom leads it.", 8),
        ("Work › Team", "```\n# no heading\n```", 10),
        ("Home", "Oslo.", 14),
    ]


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    pieces = [one.text for one in paragraphs("A sentence of some length. " * 200)]
    assert len(pieces) > 1
    assert all(len(piece) <= PASSAGE_LIMIT and piece.endswith(".") for piece in pieces)
    assert " ".join(pieces) == ("A sentence of some length. " * 200).strip()


def test_nothing_is_lost_of_a_text_without_any_end() -> None:
    endless = "x" * 250_000
    assert "".join(one.text for one in paragraphs(endless)) == endless
