// Every query of a database in Graphiti's shape, read by graphiti.py. Property names are Graphiti's.
// Its default group is the empty one; a missing group id means the same. OF_GROUP(n) asks for $group.

// standing: What lies in a database: ours, Graphiti's, what an export has written, or others'.
OPTIONAL MATCH (m:Memory {name: 'quipu'})
RETURN m IS NOT NULL OR EXISTS { (:Migration) } AS is_memory,
  EXISTS { MATCH (n) WHERE NOT n:QuipuExport } AS is_used,
  EXISTS { MATCH (n:Entity|Episodic) } AS is_graphiti,
  COUNT { MATCH (n) WHERE NOT n:QuipuExport AND NOT coalesce(n.quipu_export, false) } AS strangers,
  COUNT { MATCH ()-[r]->() WHERE NOT coalesce(r.quipu_export, false) } AS strange_edges;

// groups: Every group id.
CALL () {
  MATCH (n:Entity) RETURN DISTINCT coalesce(n.group_id, '') AS id
  UNION MATCH (n:Episodic) RETURN DISTINCT coalesce(n.group_id, '') AS id
  UNION MATCH ()-[r:RELATES_TO]->() RETURN DISTINCT coalesce(r.group_id, '') AS id
}
RETURN collect(DISTINCT id) AS ids;

// entities: A page of the entities of a group.
MATCH (n:Entity) WHERE n.uuid >= $after AND OF_GROUP(n)
WITH n ORDER BY n.uuid LIMIT $limit
RETURN collect([elementId(n), labels(n), n {.*, name_embedding: null}]) AS rows;

// facts: A page of the facts of a group, whichever nodes they join.
MATCH (s)-[r:RELATES_TO]->(t) WHERE r.uuid >= $after AND OF_GROUP(r)
WITH s, r, t ORDER BY r.uuid LIMIT $limit
RETURN collect([elementId(r), s.uuid, t.uuid, r {.*, fact_embedding: null}]) AS rows;

// episodes: A page of the episodes of a group, with the names of their sagas.
MATCH (e:Episodic) WHERE e.uuid >= $after AND OF_GROUP(e)
WITH e ORDER BY e.uuid LIMIT $limit
RETURN collect([elementId(e), e {.*}, [(saga:Saga)-[:HAS_EPISODE]->(e) | saga.name]]) AS rows;

// others: What of a group is not read, counted.
CALL () {
  MATCH (n:Entity|Episodic) WHERE n.uuid IS NULL AND OF_GROUP(n)
  RETURN count(n) AS nameless
}
CALL () {
  MATCH ()-[r:RELATES_TO]->() WHERE r.uuid IS NULL AND OF_GROUP(r)
  RETURN count(r) AS nameless_facts
}
CALL () { MATCH (n:Community) WHERE OF_GROUP(n) RETURN count(n) AS communities }
CALL () { MATCH (n:Saga) WHERE OF_GROUP(n) RETURN count(n) AS sagas }
CALL () {
  MATCH (:Episodic)-[r:MENTIONS]->() WHERE OF_GROUP(r)
  RETURN count(r) AS mentions
}
RETURN nameless, nameless_facts, communities, sagas, mentions;

// begin_export: From here on until it is finished the group is not whole. Gives the groups to clear:
// itself, and the one under which the same memory was written before, for ids are of one group only.
MERGE (x:QuipuExport {group_id: $group})
SET x.origin = $origin, x.begun_at = $at, x.finished_at = null, x.tool = 'quipu'
WITH x
MATCH (other:QuipuExport) WHERE other.origin = $origin OR other = x
RETURN collect(other.group_id) AS groups;

// clear_export: Away with some of what was written of a group before; says how much.
MATCH (n:Entity|Episodic) WHERE n.group_id = $group AND n.quipu_export
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS gone;

// add_entities: Entities under labels from a list of ours. MERGE here and below, for a commit whose
// answer was lost is tried again.
UNWIND $rows AS x
MERGE (n:Entity {uuid: x.properties.uuid})
SET n = x.properties, n:$(x.labels)
WITH n, x
CALL db.create.setNodeVectorProperty(n, 'name_embedding', x.embedding);

// add_episodes: Episodes.
UNWIND $rows AS x
MERGE (e:Episodic {uuid: x.uuid}) SET e = x;

// add_facts: Facts between entities that are there.
UNWIND $rows AS x
MATCH (s:Entity {uuid: x.source}) MATCH (t:Entity {uuid: x.target})
MERGE (s)-[r:RELATES_TO {uuid: x.properties.uuid}]->(t) SET r = x.properties
WITH r, x
CALL db.create.setRelationshipVectorProperty(r, 'fact_embedding', x.embedding);

// add_mentions: Who is mentioned in which episode.
UNWIND $rows AS x
MATCH (e:Episodic {uuid: x.episode}) MATCH (n:Entity {uuid: x.entity})
MERGE (e)-[r:MENTIONS {uuid: x.properties.uuid}]->(n) SET r = x.properties;

// finish_export: The group is whole, and the only one of its origin.
MATCH (x:QuipuExport {group_id: $group}) SET x.finished_at = $at
WITH x
MATCH (other:QuipuExport) WHERE other.origin = x.origin AND other <> x
DELETE other;

// indexes: Graphiti's own, under its own names, of what an export writes.
CREATE INDEX entity_uuid IF NOT EXISTS FOR (n:Entity) ON (n.uuid);
CREATE INDEX episode_uuid IF NOT EXISTS FOR (n:Episodic) ON (n.uuid);
CREATE INDEX relation_uuid IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.uuid);
CREATE INDEX mention_uuid IF NOT EXISTS FOR ()-[e:MENTIONS]-() ON (e.uuid);
CREATE INDEX entity_group_id IF NOT EXISTS FOR (n:Entity) ON (n.group_id);
CREATE INDEX episode_group_id IF NOT EXISTS FOR (n:Episodic) ON (n.group_id);
CREATE INDEX relation_group_id IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.group_id);
CREATE INDEX mention_group_id IF NOT EXISTS FOR ()-[e:MENTIONS]-() ON (e.group_id);
CREATE INDEX name_entity_index IF NOT EXISTS FOR (n:Entity) ON (n.name);
CREATE INDEX created_at_entity_index IF NOT EXISTS FOR (n:Entity) ON (n.created_at);
CREATE INDEX created_at_episodic_index IF NOT EXISTS FOR (n:Episodic) ON (n.created_at);
CREATE INDEX valid_at_episodic_index IF NOT EXISTS FOR (n:Episodic) ON (n.valid_at);
CREATE INDEX name_edge_index IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.name);
CREATE INDEX created_at_edge_index IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.created_at);
CREATE INDEX expired_at_edge_index IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.expired_at);
CREATE INDEX valid_at_edge_index IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.valid_at);
CREATE INDEX invalid_at_edge_index IF NOT EXISTS FOR ()-[e:RELATES_TO]-() ON (e.invalid_at);
CREATE FULLTEXT INDEX episode_content IF NOT EXISTS
FOR (e:Episodic) ON EACH [e.content, e.source, e.source_description, e.group_id];
CREATE FULLTEXT INDEX node_name_and_summary IF NOT EXISTS
FOR (n:Entity) ON EACH [n.name, n.summary, n.group_id];
CREATE FULLTEXT INDEX edge_name_and_fact IF NOT EXISTS
FOR ()-[e:RELATES_TO]-() ON EACH [e.name, e.fact, e.group_id];
