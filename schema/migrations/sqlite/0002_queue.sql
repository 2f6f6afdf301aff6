-- Work that is owed, in the same file as the episodes it is owed for.

CREATE TABLE job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created INTEGER NOT NULL,
  finished INTEGER,
  last_error TEXT NOT NULL,
  token INTEGER,
  UNIQUE (scope, id)
);

CREATE INDEX open_job ON job (number, scope) WHERE status IN ('QUEUED', 'RUNNING');
CREATE INDEX job_by_scope ON job (scope, status, number);

CREATE TABLE job_episode (
  job INTEGER NOT NULL REFERENCES job (number),
  ordinal INTEGER NOT NULL,
  episode INTEGER NOT NULL REFERENCES episode (number),
  PRIMARY KEY (job, ordinal)
) WITHOUT ROWID;

CREATE INDEX job_by_episode ON job_episode (episode, job);

CREATE TABLE idempotency (
  scope INTEGER NOT NULL REFERENCES scope (number),
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (number),
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;

-- One row for each scope that was ever leased. `token` only grows, so that a worker whose lease
-- was taken over is told apart from its successor; `expires` in the past means: free.
CREATE TABLE lease (
  scope INTEGER PRIMARY KEY REFERENCES scope (number),
  token INTEGER NOT NULL,
  expires INTEGER NOT NULL
);
