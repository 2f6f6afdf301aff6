// Who is taken for whom: an entity has `merged_into` and the relationship MERGED_INTO. A claim that
// was told of somebody else keeps whom under `told_…`.

CREATE INDEX entity_merged IF NOT EXISTS FOR (n:Entity) ON (n.scope_key, n.merged_into);
