"""The web explorer: static files over the public GraphQL, and nothing that only they may ask."""

from __future__ import annotations

from quipu.api.pages import Pages

# Short, so that a page of a new release does not meet modules of the last one for long.
EXPLORER = Pages(
    package="quipu.api",
    folder="explorer",
    assets=frozenset(
        {
            "address.js",
            "ask.js",
            "clocks.js",
            "cytoscape.js",
            "documents.graphql",
            "dom.js",
            "entity.js",
            "experience.js",
            "explorer.css",
            "fact.js",
            "home.js",
            "log.js",
            "main.js",
            "mark.svg",
            "network.js",
            "parts.js",
            "reviews.js",
            "rulings.js",
            "service.js",
            "text.js",
            "timeline.js",
            "timescale.js",
            "who.js",
        }
    ),
    max_age_seconds=60,
)
