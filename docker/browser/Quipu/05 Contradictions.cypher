// Contradictions: two claims that cannot both hold, with what was said, at most 50
MATCH (conflict:Conflict)-[:BETWEEN]->(:Claim)
WITH DISTINCT conflict
ORDER BY conflict.opened DESC
LIMIT 50
MATCH (conflict)-[between:BETWEEN]->(claim:Claim)<-[states:STATES]-(episode:Episode)
RETURN conflict, between, claim, states, episode
