"""Between our memory and Graphiti's shape of a graph, both ways. Pure: no database is seen here."""
