// Work that is owed, in the same database as the episodes it is owed for. There is one Lease for
// each scope that ever owed work: its token only grows, and `expires` in the past means: free.

CREATE CONSTRAINT job_once IF NOT EXISTS FOR (j:Job) REQUIRE (j.scope_key, j.id) IS UNIQUE;
CREATE CONSTRAINT idempotency_once IF NOT EXISTS
FOR (k:Idempotency) REQUIRE (k.scope_key, k.key) IS UNIQUE;
CREATE CONSTRAINT lease_once IF NOT EXISTS FOR (l:Lease) REQUIRE l.scope_key IS UNIQUE;
CREATE INDEX job_by_status IF NOT EXISTS FOR (j:Job) ON (j.scope_key, j.status);
CREATE INDEX open_job_by_age IF NOT EXISTS FOR (j:OpenJob) ON (j.created);
CREATE INDEX open_job_by_scope IF NOT EXISTS FOR (j:OpenJob) ON (j.scope_key, j.number);
