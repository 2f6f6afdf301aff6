"""Mail as it lies on disk: who wrote, to whom, when, and only what is new in it."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from quipu.api.cli.inputs import read_file
from quipu.api.cli.letters import begins_like_a_letter
from quipu.api.cli.messages import BadLine, Message
from quipu.schema.drafts import EpisodeDraft
from quipu.schema.knowledge import EpisodeKind

TOLD = """From: Dora Vance
To: Emil Roth
Subject: Moving on

Dear Emil,
I am leaving Novartis in May.
"""


def found_in(path: Path) -> list[Message | BadLine]:
    return [one for _, one in read_file(path, None) if isinstance(one, Message | BadLine)]


def drafts_of(path: Path) -> list[EpisodeDraft]:
    return [one.draft for one in found_in(path) if isinstance(one, Message)]


def letter(text: str = "I moved to Basel.\n", **headers: str) -> EmailMessage:
    made = EmailMessage()
    head = {"From": "Dora Vance <dora@example.org>", "To": "emil@example.org"}
    for name, value in (head | headers).items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def kept(made: EmailMessage, folder: Path) -> EpisodeDraft:
    path = folder / "one.eml"
    path.write_bytes(bytes(made))
    [draft] = drafts_of(path)
    return draft


def test_who_writes_is_the_speaker_and_who_alone_is_written_to_is_addressed(
    tmp_path: Path,
) -> None:
    draft = kept(letter(Subject="News", Date="Mon, 09 Mar 2026 10:15:00 +0100"), tmp_path)

    assert (draft.speaker, draft.metadata["addressee"]) == ("Dora Vance", "emil")
    assert (draft.kind, draft.content) == (EpisodeKind.MESSAGE, "News\n\nI moved to Basel.")
    assert draft.occurred_at == datetime(2026, 3, 9, 9, 15, tzinfo=UTC)


def test_a_letter_to_many_addresses_nobody(tmp_path: Path) -> None:
    assert "addressee" not in kept(letter(To="a@x.org, b@x.org"), tmp_path).metadata
    assert "addressee" not in kept(letter(Cc="c@x.org"), tmp_path).metadata


def test_a_text_under_the_head_of_a_letter_is_one(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(TOLD)

    [draft] = drafts_of(path)

    assert (draft.speaker, draft.metadata["addressee"]) == ("Dora Vance", "Emil Roth")
    assert draft.content == "Moving on\n\nDear Emil,\nI am leaving Novartis in May."


@pytest.mark.parametrize(
    "text",
    [
        "From: here to there it is far.\n\nDora walked it.",
        "Subject: Maths\nRoom: 4\n\nDora teaches it.",
        "Dora lives in Basel.\n\nFrom: Dora\nTo: Emil\n",
    ],
)
def test_other_texts_are_no_letters(text: str) -> None:
    assert not begins_like_a_letter(text)


@pytest.mark.parametrize(
    "earlier",
    [
        "On Mon, 9 Mar 2026 at 10:15, Emil Roth <emil@example.org> wrote:\n> I live in Bern.\n",
        "On Mon, 9 Mar 2026 at 10:15, Emil Roth\n<emil@example.org> wrote:\n\nI live in Bern.\n",
        "> I live in Bern.\n",
        "-----Original Message-----\nFrom: Emil\n\nI live in Bern.\n",
        "From: Emil Roth\nSent: Monday\n\nI live in Bern.\n",
        "-- \nDora Vance, Novartis, Bern\n",
    ],
)
def test_what_a_letter_quotes_is_not_said_again(earlier: str, tmp_path: Path) -> None:
    draft = kept(letter(f"I moved to Basel.\n\n{earlier}"), tmp_path)

    assert draft.content == "I moved to Basel."


def test_a_page_is_read_as_the_text_it_shows(tmp_path: Path) -> None:
    made = letter()
    made.set_content(
        "<html><style>p {color: red}</style><p>I moved to <b>Basel</b>.</p><p>Tea&nbsp;&amp; cake?"
        "</p><blockquote>I live in Bern.</blockquote></html>",
        subtype="html",
    )

    assert kept(made, tmp_path).content == "I moved to Basel.\n\nTea & cake?"


def test_a_mailbox_gives_every_letter_and_says_which_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    box = mailbox.mbox(path)
    first = letter(Message_ID="<1@x>")
    picture = EmailMessage()
    picture["From"] = "dora@example.org"
    picture.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    answer = letter("Good luck!\n", From="emil@example.org", Message_ID="<2@x>", References="<1@x>")
    for one in (first, picture, answer):
        box.add(one)
    box.close()

    one, bad, other = found_in(path)

    assert isinstance(one, Message)
    assert isinstance(other, Message)
    assert (one.draft.source, other.draft.source) == ("<1@x>", "<1@x>")
    assert isinstance(bad, BadLine)
    assert "no text in this letter" in str(bad)


@pytest.mark.parametrize(
    "head",
    [
        b"From: <@~W:\nTo: emil@example.org",
        b"From: dora@example.org\nTo: group: a@b, c@[=;d;",
        b"From: dora@example.org\nTo: x@y.org\nSubject: =?utf-8?\x06?J=C3=B6?=",
        b"From: dora@example.org\nTo: x@y.org\nContent-Type: text/plain; charset=nope",
    ],
)
def test_a_broken_head_is_a_bad_line_or_is_read_and_never_ends_the_reading(
    head: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "one.eml"
    path.write_bytes(head + b"\n\nI moved to Basel.\n")

    [found] = found_in(path)

    assert isinstance(found, BadLine) or found.draft.content.endswith("I moved to Basel.")


def test_the_same_letter_in_two_places_is_one_and_the_same_words_twice_are_two(
    tmp_path: Path,
) -> None:
    sent, received = tmp_path / "sent.eml", tmp_path / "received.eml"
    for path in (sent, received):
        path.write_bytes(bytes(letter(Message_ID="<1@x>")))
    box = mailbox.mbox(tmp_path / "all.mbox")
    for _ in range(2):
        box.add(letter("Thanks!\n"))
    box.close()

    assert drafts_of(sent)[0].external_id == drafts_of(received)[0].external_id
    assert len({one.external_id for one in drafts_of(tmp_path / "all.mbox")}) == 2


def test_a_date_that_is_none_leaves_the_date_of_the_file(tmp_path: Path) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    path = tmp_path / "one.eml"
    path.write_bytes(b"From: dora@example.org\nTo: emil@example.org\nDate: soon\n\nHello.\n")

    [(_, found)] = read_file(path, at)

    assert isinstance(found, Message)
    assert found.draft.occurred_at is not None
    assert abs((found.draft.occurred_at - at).total_seconds()) < 1
