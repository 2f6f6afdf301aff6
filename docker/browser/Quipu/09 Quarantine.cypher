// Quarantine: what sources that are not trusted say, which ends no fact and is in no answer
MATCH (episode:Episode)-[:STATES]->(claim:Claim)
WHERE claim.trust = 0
RETURN claim.statement AS statement, claim.quote AS said, episode.speaker AS speaker,
       datetime({epochMillis: episode.occurred / 1000}) AS at, claim.confidence AS confidence,
       claim.is_retracted AS is_retracted, claim.scope_key AS scope
ORDER BY claim.recorded DESC
LIMIT 200
