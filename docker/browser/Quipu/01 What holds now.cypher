// What holds now: everyone's facts that are believed and true today, at most 200
WITH datetime().epochMillis * 1000 AS now
MATCH (subject:Entity)-[fact:RELATES_TO]->(object:Entity)
WHERE fact.valid_from <= now AND fact.valid_to > now
  AND fact.trust > 0 AND fact.nature <> 'EVENT' AND NOT fact.is_negated
RETURN subject, fact, object
ORDER BY fact.created DESC
LIMIT 200
