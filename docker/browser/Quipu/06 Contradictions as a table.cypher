// Contradictions as a table: what either side says, and the rule that let one hold
MATCH (conflict:Conflict)
MATCH (holder:Claim {scope_key: conflict.scope_key, id: conflict.holder})
MATCH (rival:Claim {scope_key: conflict.scope_key, id: conflict.rival})
RETURN conflict.status AS status, holder.statement AS holds, rival.statement AS is_disputed,
       conflict.rule AS rule, datetime({epochMillis: conflict.opened / 1000}) AS opened
ORDER BY conflict.opened DESC
LIMIT 200
