"""Which reader the settings ask for, and the language model behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from quipu.api.settings import Settings
from quipu.schema.adjudicating import Adjudicator
from quipu.schema.errors import Invalid, Unavailable
from quipu.schema.knowledge import Episode, Reading
from quipu.schema.language_models import Bill, LanguageModel, Ledger, Usage
from quipu.schema.ontology import Ontology
from quipu.schema.ports import Extractor


@dataclass(frozen=True, slots=True)
class Around:
    """What a reader needs of the service around it."""

    ontology: Ontology
    ledger: Ledger
    clock: Callable[[], datetime]


@asynccontextmanager
async def chosen_reader(settings: Settings, around: Around) -> AsyncIterator[Extractor]:
    """The reader of the settings, its connections closed at the end. Raises `Invalid`."""
    from quipu.extraction.events.reader import WithRecords

    if settings.reader == "local":
        yield WithRecords(local_reader(around.ontology))
        return
    must_name_a_model(settings)
    async with AsyncExitStack() as until_closed:
        yield WithRecords(WhenNeeded(settings, around, until_closed))


class WhenNeeded:
    """A reader that asks a model, put together when it first reads: most commands never do, and
    what talks to models takes longer to load than they take to run."""

    def __init__(self, settings: Settings, around: Around, until_closed: AsyncExitStack) -> None:
        self.name = f"{settings.reader} {settings.model_name}"
        self._settings, self._around, self._until_closed = settings, around, until_closed
        self._reader: Extractor | None = None

    async def read(self, episodes: Sequence[Episode]) -> list[Reading]:
        """One reading an episode, in order."""
        if self._reader is None:
            model = chosen_model(self._settings, self._around)
            self._reader = self._with(await self._until_closed.enter_async_context(model))
        return await self._reader.read(episodes)

    def _with(self, model: LanguageModel) -> Extractor:
        from quipu.extraction.choosing import ModelFirst, ModelInDoubt
        from quipu.extraction.model_reader.reader import ModelReader

        around = self._around
        reader = ModelReader(model, around.ontology)
        if self._settings.reader == "model":
            return ModelFirst(reader, local_reader(around.ontology))
        return ModelInDoubt(
            reader, local_reader(around.ontology), Counted(around.ledger, model.name, around.clock)
        )


@asynccontextmanager
async def chosen_model(settings: Settings, around: Around) -> AsyncIterator[LanguageModel]:
    """The language model of the settings. Raises `Invalid` where they name none, `Unavailable`
    where what talks to it is not installed."""
    must_name_a_model(settings)
    try:
        from quipu.extraction.models.openai_chat import OpenAIChat
        from quipu.extraction.models.openai_endpoint import Address, Endpoint
    except ModuleNotFoundError as error:
        # No fault of the texts: they wait until it is installed.
        raise Unavailable(
            "what talks to language models is not installed",
            hint="pip install 'quipu-memory[openai]'",
        ) from error
    from quipu.extraction.models.metered import Budget, MeteredModel

    address = Address(
        settings.model_address,
        secret(settings.model_key, settings.model_key_file, "model.key"),
        timeout_seconds=settings.model_timeout_seconds,
        concurrency=settings.model_concurrency,
    )
    endpoint = Endpoint(address)
    try:
        chat = OpenAIChat(endpoint, settings.model_name, max_tokens=settings.model_max_tokens)
        budget = Budget(settings.model_calls_per_day, settings.model_tokens_per_day)
        room = asyncio.Semaphore(settings.model_concurrency)
        yield MeteredModel(chat, around.ledger, budget, around.clock, room)
    finally:
        await endpoint.close()


@asynccontextmanager
async def chosen_adjudicator(settings: Settings, around: Around) -> AsyncIterator[Adjudicator]:
    """The language model of the settings, asked about likely names. Raises `Invalid`."""
    from quipu.extraction.model_adjudicator import ModelAdjudicator

    async with chosen_model(settings, around) as model:
        yield ModelAdjudicator(model)


def local_reader(ontology: Ontology | None = None) -> Extractor:
    """The reader that needs no network and no model, with what a user's ontology adds to it."""
    from quipu.extraction.ontology_reader import OntologyReader
    from quipu.extraction.spacy_reader import LocalReader

    plain = LocalReader()
    return plain if ontology is None else OntologyReader(plain, ontology)


def must_name_a_model(settings: Settings, for_what: str = "") -> None:
    """Raises `Invalid` unless the settings say which model to ask, and where."""
    needing = for_what or f"reader {settings.reader!r}"
    named = {"model.address": settings.model_address, "model.name": settings.model_name}
    for key, value in named.items():
        if not value.strip():
            raise Invalid(f"{key} is not set", hint=f"{needing} needs it")
    must_be_address("model.address", settings.model_address)


def must_be_address(key: str, address: str) -> None:
    """Raises `Invalid` for what no model can answer at."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise Invalid(f"{key} {address!r} is no address", hint="such as http://127.0.0.1:11434/v1")


def secret(value: str, file: Path | None, key: str) -> str:
    """A secret as it was given, or as its file holds it. Raises `Invalid` where both are given."""
    if file is None:
        return value
    if value:
        raise Invalid(f"{key} and {key}_file are both set", hint="give one of them")
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"cannot read {key}_file {file}") from error


@dataclass(frozen=True, slots=True)
class Counted:
    """Enters into the ledger what the local reader spared a scope."""

    ledger: Ledger
    model: str
    clock: Callable[[], datetime]

    async def spared(self, asked_about: Sequence[Episode], questions: int) -> None:
        if asked_about and questions > 0:
            bill = Bill(self.model, Usage(spared=questions), self.clock())
            await self.ledger.charge(asked_about[0].scope, bill)
