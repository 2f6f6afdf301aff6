"""Searching by graphiti-core itself, without any model: the only place that imports it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from graphiti_core import Graphiti
from graphiti_core.cross_encoder.client import CrossEncoderClient
from graphiti_core.driver.neo4j_driver import Neo4jDriver
from graphiti_core.embedder.client import EmbedderClient
from graphiti_core.llm_client.client import LLMClient
from graphiti_core.llm_client.config import LLMConfig
from graphiti_core.search.search_config_recipes import EDGE_HYBRID_SEARCH_RRF
from graphiti_core.search.search_filters import ComparisonOperator, DateFilter, SearchFilters

from quipu.schema.errors import Conflict

if TYPE_CHECKING:
    from quipu.api.bench.scale_questions import ScaleQuestion

VERSION = f"graphiti-core {version('graphiti-core')}"


# graphiti-core wants all three and asks none of them here. One that is asked after all must stop
# the measurement, for what was measured then would not be the search that is meant.


class NoModel(LLMClient):
    """Nothing here asks a language model."""

    async def _generate_response(self, *_: Any, **__: Any) -> dict[str, Any]:
        raise Conflict("graphiti-core asked a language model")


class NoEmbedder(EmbedderClient):
    """The vectors of questions are given."""

    async def create(
        self, input_data: str | list[str] | Iterable[int] | Iterable[Iterable[int]]
    ) -> list[float]:
        raise Conflict("graphiti-core asked an embedder")


class NoRanker(CrossEncoderClient):
    """What is fused by rank is not ranked again."""

    async def rank(self, query: str, passages: list[str]) -> list[tuple[str, float]]:
        raise Conflict("graphiti-core asked a ranker")


@asynccontextmanager
async def graphiti_of(uri: str, user: str, password: str) -> AsyncIterator[Graphiti]:
    """graphiti-core on a database, its own indexes built."""
    driver = Neo4jDriver(uri, user or "neo4j", password or "none")
    try:
        if driver._init_task is not None:
            await driver._init_task
        yield Graphiti(
            graph_driver=driver,
            llm_client=NoModel(LLMConfig(api_key="none")),
            embedder=NoEmbedder(),
            cross_encoder=NoRanker(),
        )
    finally:
        await driver.close()


async def found_by(graphiti: Graphiti, question: ScaleQuestion, limit: int) -> list[str]:
    """The sentences of the facts that its hybrid search gives, as of the question's day."""
    day = question.view.valid.start
    held = SearchFilters(
        valid_at=[[_dated(day, ComparisonOperator.less_than_equal)]],
        invalid_at=[
            [_dated(day, ComparisonOperator.greater_than)],
            [DateFilter(comparison_operator=ComparisonOperator.is_null)],
        ],
    )
    config = EDGE_HYBRID_SEARCH_RRF.model_copy(deep=True, update={"limit": limit})
    found = await graphiti.search_(
        question.text,
        config,
        group_ids=[question.scope.tenant],
        search_filter=held,
        query_vector=question.vector.tolist(),
    )
    return [edge.fact for edge in found.edges]


def _dated(day: Any, comparison: ComparisonOperator) -> DateFilter:
    return DateFilter(date=day, comparison_operator=comparison)
