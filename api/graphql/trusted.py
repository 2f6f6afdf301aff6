"""Documents that are known beforehand: a client sends the id of one in place of its text.

The ids are the SHA-256 of the texts, so a file of them cannot say one thing and mean another. It is
the file that GraphQL Code Generator and others make of a client: `{"<sha256>": "query …"}`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quipu.schema.errors import Forbidden, Invalid

_PREFIX = "sha256:"


@dataclass(frozen=True, slots=True)
class TrustedDocuments:
    """Texts by the hexadecimal SHA-256 of each; `are_all` where nothing else is answered."""

    texts: Mapping[str, str] = field(default_factory=dict)
    are_all: bool = False

    def text_for(self, query: str | None, document_id: object) -> str | None:
        """The text that a request means, by itself or by an id with or without `sha256:`.

        Raises Invalid for an id that is unknown or goes with another text, Forbidden for a text
        that is not trusted where only those are answered.
        """
        if document_id is None:
            if self.are_all and (query is None or sha256_of(query) not in self.texts):
                raise Forbidden("only trusted documents are answered here", hint="send documentId")
            return query
        text = self.texts.get(str(document_id).removeprefix(_PREFIX))
        if text is None:
            raise Invalid(f"no document {str(document_id)[:80]!r} is known here")
        if query not in (None, "", text):
            raise Invalid("documentId and query mean two documents", hint="send one of them")
        return text


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def trusted_documents(path: Path | None, *, are_all: bool) -> TrustedDocuments:
    """The documents of a file. Raises Invalid for what is none, or where an id is not its hash."""
    if path is None:
        if are_all:
            raise Invalid("documents.only without documents.trusted", hint="name a file of them")
        return TrustedDocuments()
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid(f"cannot read the documents in {path}: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise Invalid(f"{path} is no file of documents", hint='{"<sha256>": "query …"}')
    texts = {str(id).removeprefix(_PREFIX): text for id, text in found.items()}
    for id, text in texts.items():
        if id != sha256_of(text):
            raise Invalid(
                f"in {path}, {id[:80]!r} is not the SHA-256 of its document",
                hint=f"it is {sha256_of(text)}",
            )
    return TrustedDocuments(texts, are_all)
