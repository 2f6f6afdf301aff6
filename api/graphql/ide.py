"""GraphiQL from our own files."""

from __future__ import annotations

from quipu.api.pages import Pages

# GraphiQL sets styles inline, hence the one exception in the policy.
GRAPHIQL = Pages(
    package="quipu.api.graphql",
    folder="graphiql",
    assets=frozenset({"graphiql.js", "graphiql.css", "start.js"}),
    styles=" 'unsafe-inline'",
)
