// Where a fact comes from: the newest fact (or put words of one), its claims and what was said
WITH '' AS words
CALL (words) {
  MATCH (subject:Entity)-[fact:RELATES_TO]->(object:Entity)
  WHERE fact.statement CONTAINS words
  RETURN subject, fact, object
  ORDER BY fact.created DESC, fact.id
  LIMIT 1
}
UNWIND fact.claim_ids AS id
MATCH (episode:Episode)-[states:STATES]->(claim:Claim {scope_key: fact.scope_key, id: id})
RETURN subject, fact, object, claim, states, episode
LIMIT 200
