-- What was erased, and must not come back: hashes under a key of the scope. `purged` is the revision
-- at which something was erased last; arrays from before it are thrown away.

ALTER TABLE scope ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;

CREATE TABLE tombstone (
  scope INTEGER NOT NULL REFERENCES scope (number),
  digest TEXT NOT NULL,
  is_key INTEGER NOT NULL,
  erased INTEGER NOT NULL,
  PRIMARY KEY (scope, digest)
) WITHOUT ROWID;

CREATE UNIQUE INDEX tombstone_key ON tombstone (scope) WHERE is_key = 1;
