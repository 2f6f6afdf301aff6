// What held then, as we knew it then or later: change the two moments, at most 200
WITH datetime('2023-09-01T00:00:00Z').epochMillis * 1000 AS then,
     datetime().epochMillis * 1000 AS known
MATCH (subject:Entity)-[fact:RELATES_TO|BELIEVED]->(object:Entity)
WHERE fact.valid_from <= then AND fact.valid_to > then
  AND fact.created <= known AND fact.expired > known
  AND fact.trust > 0 AND fact.nature <> 'EVENT'
RETURN subject, fact, object
ORDER BY fact.created DESC
LIMIT 200
