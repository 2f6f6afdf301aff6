-- What is searched: one unit for each fact row and each settled episode. A fact from before this
-- migration is found by its words; its vector is missing until it is given again.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Counts the changes of a scope's units; the arrays of every process catch up by it.
ALTER TABLE scope ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

CREATE TABLE unit (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  item INTEGER NOT NULL,
  scope INTEGER NOT NULL REFERENCES scope (number),
  revision INTEGER NOT NULL,
  vector BLOB,
  UNIQUE (kind, item)
);

CREATE INDEX unit_by_revision ON unit (scope, kind, revision);

INSERT INTO unit (kind, item, scope, revision, vector) SELECT 'FACT', number, scope, 1, NULL FROM fact;
UPDATE scope SET revision = 1;
