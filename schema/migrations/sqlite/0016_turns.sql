-- Scopes take turns in being read: which of them wait, and the next one after another.

CREATE INDEX open_job_by_scope ON job (scope, number) WHERE status IN ('QUEUED', 'RUNNING');
