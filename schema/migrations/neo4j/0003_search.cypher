// What is searched: believed facts, past ones, and settled episodes. Neo4j 2026 filters inside a
// vector index by the properties declared with it; an older one has to fetch more and filter then.
// $vectors and $words are filled in by graph/engines/neo4j/upgrade.py.

// where vectors filter
CYPHER 25 CREATE VECTOR INDEX fact_vectors IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() ON (r.embedding)
WITH [r.scope_key, r.valid_from, r.valid_to, r.created, r.expired] OPTIONS $vectors;
// where vectors filter
CYPHER 25 CREATE VECTOR INDEX episode_vectors IF NOT EXISTS
FOR (e:Settled) ON (e.embedding) WITH [e.scope_key, e.created] OPTIONS $vectors;

// where vectors do not filter
CREATE VECTOR INDEX fact_vectors IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() ON (r.embedding) OPTIONS $vectors;
// where vectors do not filter
CREATE VECTOR INDEX episode_vectors IF NOT EXISTS
FOR (e:Settled) ON (e.embedding) OPTIONS $vectors;

// `scope_mark` is the scope as one plain word, so that Lucene can leave out other scopes.
CREATE FULLTEXT INDEX fact_words IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() ON EACH [r.text, r.scope_mark] OPTIONS $words;
CREATE FULLTEXT INDEX past_fact_words IF NOT EXISTS
FOR ()-[r:BELIEVED]-() ON EACH [r.text, r.scope_mark] OPTIONS $words;
CREATE FULLTEXT INDEX episode_words IF NOT EXISTS
FOR (e:Settled) ON EACH [e.text, e.scope_mark] OPTIONS $words;

// Neighbours in a conversation: `place` sorts by when it happened.
CREATE INDEX episode_by_place IF NOT EXISTS FOR (e:Settled) ON (e.scope_key, e.source, e.place);
CREATE INDEX episode_by_age IF NOT EXISTS FOR (e:Settled) ON (e.scope_key, e.created);
