"""What an endpoint understands of the common chat protocol, learned from what it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum


class Form(IntEnum):
    """How an answer can be asked for, weakest first."""

    TEXT = 0
    OBJECT = 1  # any JSON object
    SCHEMA = 2  # JSON of a given schema


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to ask one endpoint. Begins with all there is, and only ever loses something."""

    form: Form = Form.SCHEMA
    limit: str = "max_tokens"
    has_temperature: bool = True


# What the refusals of public endpoints have in common, whatever their wording.
_OF_FORM = re.compile(
    r"response.?format|json.?schema|json.?object|structured.?output|guided|grammar|"
    r"additionalproperties|invalid schema",
    re.IGNORECASE,
)
_OF_LIMIT = re.compile(r"max_completion_tokens", re.IGNORECASE)
_OF_TEMPERATURE = re.compile(r"temperature", re.IGNORECASE)


def after_refusal(dialect: Dialect, complaint: str) -> Dialect | None:
    """The dialect to try next, given why a request was refused; None where that tells nothing."""
    if dialect.limit == "max_tokens" and _OF_LIMIT.search(complaint):
        return replace(dialect, limit="max_completion_tokens")
    if dialect.has_temperature and _OF_TEMPERATURE.search(complaint):
        return replace(dialect, has_temperature=False)
    if dialect.form > Form.TEXT and _OF_FORM.search(complaint):
        return replace(dialect, form=Form(dialect.form - 1))
    return None
