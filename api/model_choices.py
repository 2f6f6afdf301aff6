"""The settings of readers and language models; part of `Settings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quipu.api.access.choices import AccessSettings
from quipu.api.setting_values import between, named, one_of

_READERS = ("local", "model", "both")
_EMBEDDERS = ("local", "remote")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings(AccessSettings):
    """Who reads, which language model may be asked where, and how much; beside the settings of
    access, since a class with slots can have one base with slots."""

    reader: str = field(
        default="local",
        metadata=named("reader", "who reads: local, model, or both: local, and the model in doubt"),
    )
    model_address: str = field(
        default="", metadata=named("model.address", "OpenAI-compatible address, ending in /v1")
    )
    model_name: str = field(default="", metadata=named("model.name", "language model to ask there"))
    model_key: str = field(
        default="", repr=False, metadata=named("model.key", "key of the model's address")
    )
    model_key_file: Path | None = field(
        default=None, metadata=named("model.key_file", "file that holds that key")
    )
    model_timeout_seconds: float = field(
        default=60.0,
        metadata=named(
            "model.timeout_seconds", "longest wait for an answer, further tries included"
        ),
    )
    model_max_tokens: int = field(
        default=4_096, metadata=named("model.max_tokens", "longest answer, in tokens")
    )
    model_concurrency: int = field(
        default=4, metadata=named("model.concurrency", "questions asked at the same time")
    )
    model_calls_per_day: int = field(
        default=0,
        metadata=named("model.calls_per_day", "calls that one scope may use in a day; 0: no limit"),
    )
    model_tokens_per_day: int = field(
        default=0,
        metadata=named(
            "model.tokens_per_day", "tokens that one scope may use in a day; 0: no limit"
        ),
    )
    model_pairs: int = field(
        default=0,
        metadata=named(
            "model.pairs", "likely names that a consolidation asks the model about; 0: none"
        ),
    )
    embedder_kind: str = field(
        default="local",
        metadata=named("embedder.kind", "who makes vectors: local, or remote at an address"),
    )
    embedder_address: str = field(
        default="",
        metadata=named("embedder.address", "OpenAI-compatible address; the model's unless given"),
    )
    embedder_name: str = field(
        default="", metadata=named("embedder.name", "embedding model to ask there")
    )
    embedder_dimensions: int = field(
        default=0, metadata=named("embedder.dimensions", "length of its vectors")
    )
    embedder_key: str = field(
        default="", repr=False, metadata=named("embedder.key", "key of the embedder's address")
    )
    embedder_key_file: Path | None = field(
        default=None, metadata=named("embedder.key_file", "file that holds that key")
    )
    embedder_timeout_seconds: float = field(
        default=30.0, metadata=named("embedder.timeout_seconds", "longest wait for vectors")
    )
    reranker_address: str = field(
        default="",
        metadata=named(
            "reranker.address", "address that answers /rerank; the model's unless given"
        ),
    )
    reranker_name: str = field(
        default="",
        metadata=named("reranker.name", "reranking model to ask there; none: no reranker"),
    )
    reranker_key: str = field(
        default="", repr=False, metadata=named("reranker.key", "key of the reranker's address")
    )
    reranker_key_file: Path | None = field(
        default=None, metadata=named("reranker.key_file", "file that holds that key")
    )
    reranker_timeout_seconds: float = field(
        default=5.0,
        metadata=named("reranker.timeout_seconds", "longest wait of a search for its reranker"),
    )


def check_models(chosen: ModelSettings) -> None:
    """Raise Invalid for what no reader or model can be."""
    one_of("reader", chosen.reader, _READERS)
    one_of("embedder.kind", chosen.embedder_kind, _EMBEDDERS)
    between("embedder.dimensions", chosen.embedder_dimensions, 0, 100_000)
    between("embedder.timeout_seconds", chosen.embedder_timeout_seconds, 0.1, 3_600)
    between("reranker.timeout_seconds", chosen.reranker_timeout_seconds, 0.1, 3_600)
    between("model.timeout_seconds", chosen.model_timeout_seconds, 0.1, 3_600)
    between("model.max_tokens", chosen.model_max_tokens, 64, 1_000_000)
    between("model.concurrency", chosen.model_concurrency, 1, 256)
    between("model.pairs", chosen.model_pairs, 0, 1_000)
    between("model.calls_per_day", chosen.model_calls_per_day, 0, 1_000_000_000)
    between("model.tokens_per_day", chosen.model_tokens_per_day, 0, 1_000_000_000_000)
