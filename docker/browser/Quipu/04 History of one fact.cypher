// History of one fact: every row of the slot that was revised most (or name a subject and predicate)
WITH '' AS subject, '' AS predicate
CALL (subject, predicate) {
  MATCH (who:Entity)-[row:RELATES_TO|BELIEVED]->()
  WHERE (subject = '' OR who.name = subject) AND (predicate = '' OR row.predicate = predicate)
  RETURN row.scope_key AS scope, row.slot AS slot, count(*) AS revisions
  ORDER BY revisions DESC, slot
  LIMIT 1
}
MATCH (who:Entity)-[row:RELATES_TO|BELIEVED {scope_key: scope, slot: slot}]->(what:Entity)
RETURN who.name AS subject, row.predicate AS predicate, what.name AS object,
       row.since AS since, row.until AS until, row.ending AS ending,
       CASE type(row) WHEN 'RELATES_TO' THEN 'believed' ELSE 'no longer believed' END AS belief,
       datetime({epochMillis: row.created / 1000}) AS learned,
       CASE type(row) WHEN 'BELIEVED' THEN datetime({epochMillis: row.expired / 1000}) END AS given_up,
       row.rule AS rule, row.statement AS statement
ORDER BY row.created, row.valid_from
LIMIT 200
