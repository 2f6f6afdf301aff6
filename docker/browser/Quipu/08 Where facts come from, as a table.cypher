// Where facts come from, as a table: the newest 200 facts with the words they were read from
MATCH (subject:Entity)-[fact:RELATES_TO]->(object:Entity)
WITH fact ORDER BY fact.created DESC, fact.id LIMIT 200
UNWIND fact.claim_ids AS id
MATCH (episode:Episode)-[:STATES]->(claim:Claim {scope_key: fact.scope_key, id: id})
RETURN fact.statement AS fact, claim.quote AS said, episode.speaker AS speaker,
       datetime({epochMillis: episode.occurred / 1000}) AS at, episode.source AS source,
       claim.confidence AS confidence, claim.reader AS reader
LIMIT 200
