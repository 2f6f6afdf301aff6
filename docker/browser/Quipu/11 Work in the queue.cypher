// Work in the queue: what waits, runs or was given up, and why
MATCH (job:Job)
WHERE job.status <> 'DONE'
RETURN job.status AS status, job.kind AS kind, job.attempts AS attempts,
       datetime({epochMillis: job.created / 1000}) AS accepted, job.last_error AS last_error,
       COUNT { (job)-[:OWES]->(:Episode) } AS episodes, job.scope_key AS scope
ORDER BY job.created
LIMIT 200
