"""Mail: .eml files, mailboxes, and texts that begin with the head of a letter.

Who writes is the speaker, who alone is written to is addressed, and what is quoted of an earlier
letter is left out: whoever wrote that said it there.
"""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path

from quipu.schema.errors import Invalid

_HEAD = re.compile(r"(?:[A-Z][A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\n|\Z)")
_AUTHOR = re.compile(r"^From:[ \t]*\S", re.MULTILINE)
_BESIDE = re.compile(r"^(?:To|Subject|Date|Sent|Cc):", re.MULTILINE)
_EARLIER = re.compile(
    r"^(?:>?[ \t]*On [^\n]{5,200}(?:\n[^\n]{1,100})?wrote:[ \t]*$"
    r"|-{2,}[ \t]*(?:Original|Forwarded) [Mm]essage"
    r"|From:[^\n]+\n(?:Sent|To|Date):"
    r"|--[ \t]*$)",  # what follows that is a signature
    re.MULTILINE,
)
_QUOTED = re.compile(r"^[ \t]*>[^\n]*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: what its writer says in it. Empty or None is what it does not tell.

    id: what the mail's own sender made. thread: the id of the first letter that it answers, else
    its own.
    """

    text: str
    subject: str
    writer: str
    addressee: str
    at: datetime | None
    id: str
    thread: str


def begins_like_a_letter(text: str) -> bool:
    """Whether a text begins with the head of a letter: who wrote it, to whom or on what."""
    head = _HEAD.match(text)
    return head is not None and all(one.search(head[0]) for one in (_AUTHOR, _BESIDE))


def letters_in(box: Path) -> Iterator[bytes]:
    """The letters of a mailbox file, in order."""
    opened = mailbox.mbox(box, create=False)
    try:
        yield from (opened.get_bytes(key) for key in opened.iterkeys())
    finally:
        opened.close()


def letter_from(raw: bytes) -> Letter:
    """A letter as its writer meant it. Raises Invalid where nothing is said in it, or where its
    head is none that can be read."""
    message = message_from_bytes(raw, policy=modern)
    try:
        return _letter(message)
    except _BROKEN as error:
        raise Invalid(f"a head that cannot be read: {error}") from error


# What Python's own reading of a head raises where that is malformed enough.
_BROKEN = (AttributeError, LookupError, TypeError, ValueError)


def _letter(message: EmailMessage) -> Letter:
    text = _said(message)
    if not text:
        raise Invalid("no text in this letter", hint="pictures and attachments are not read")
    references = f"{message.get('References', '')} {message.get('In-Reply-To', '')}".split()
    to, id = _people(message, "To"), str(message.get("Message-ID", "")).strip()
    return Letter(
        text,
        _ANSWERED.sub("", message.get("Subject", "")).strip(),
        next(iter(_people(message, "From")), ""),
        to[0] if len(to) == 1 and not message.get("Cc") else "",
        _date(message),
        id,
        next(iter((*references, id))),
    )


_ANSWERED = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:)+", re.IGNORECASE)


def _said(message: EmailMessage) -> str:
    """The text of a letter without what it quotes and without its signature."""
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        content = body.get_content()
    except (LookupError, UnicodeError) as error:
        raise Invalid(f"no text that can be read: {error}") from error
    text = _without_tags(content) if body.get_content_type() == "text/html" else content
    text = text.replace("\r\n", "\n")
    earlier = _EARLIER.search(text)
    return _QUOTED.sub("", text[: earlier.start()] if earlier else text).strip()


def _people(message: EmailMessage, header: str) -> list[str]:
    """Who stands in a header, by name, else by what stands before the "@"."""
    found = message.get(header)
    if found is None:
        return []
    if "@" not in found or not isinstance(found, AddressHeader):
        return [name for one in str(found).split(",") if (name := one.strip(" \"'"))]
    return [one.display_name or one.username for one in found.addresses]


def _date(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
_UNSEEN = frozenset({"style", "script", "head", "title", "blockquote"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        self.said.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self.said.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(" ".join(data.split(" ")) if data.strip() else " ")


def _without_tags(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
