// What was tried: attempts at tasks, the latest first, with what came of them, at most 200
MATCH (attempt:Experience)
WITH attempt, attempt.metadata AS told
ORDER BY attempt.created DESC
LIMIT 200
RETURN attempt.content AS task,
       CASE WHEN told CONTAINS '"outcome": "SUCCESS"' THEN 'success'
            WHEN told CONTAINS '"outcome": "FAILURE"' THEN 'failure'
            ELSE 'partial' END AS outcome,
       datetime({epochMillis: attempt.created / 1000}) AS recorded,
       attempt.scope_key AS scope, attempt.id AS id, told
