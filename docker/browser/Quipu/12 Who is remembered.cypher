// Who is remembered: the entities with most facts, by scope
MATCH (entity:Entity)
WHERE NOT entity.is_value
WITH entity, COUNT { (entity)-[:RELATES_TO]-() } AS facts
RETURN entity.name AS name, entity.kind AS kind, facts, entity.scope_key AS scope
ORDER BY facts DESC, name
LIMIT 200
