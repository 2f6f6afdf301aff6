"""The engine on Neo4j: a graph to look at, with indexes of its own for words and meaning."""
