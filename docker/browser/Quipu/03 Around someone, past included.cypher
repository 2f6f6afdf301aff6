// Around someone, past included: put a name between the quotes (empty: who has most facts), at most 200
WITH '' AS name
CALL (name) {
  MATCH (someone:Entity)
  WHERE NOT someone.is_value AND (name = '' OR someone.name = name)
  RETURN someone
  ORDER BY COUNT { (someone)-[:RELATES_TO|BELIEVED]-() } DESC
  LIMIT 1
}
MATCH (someone)-[fact:RELATES_TO|BELIEVED]-(other:Entity)
RETURN someone, fact, other
ORDER BY fact.valid_from DESC
LIMIT 200
