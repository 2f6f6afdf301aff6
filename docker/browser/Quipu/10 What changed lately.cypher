// What changed lately: the newest 200 lines of the log, with the reason for each
MATCH (line:Change)
RETURN datetime({epochMillis: line.at / 1000}) AS at, line.kind AS kind, line.reason AS reason,
       line.actor AS actor, line.item AS item, line.scope_key AS scope
ORDER BY line.at DESC, line.sequence DESC
LIMIT 200
