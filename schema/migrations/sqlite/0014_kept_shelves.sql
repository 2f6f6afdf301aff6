-- What is searched as arrays, kept run by run, so that a large memory opens fast: derived, and made
-- anew. A run is as its units were at a revision of their scope; what changed since is read beside.

DROP TABLE kept_words;

CREATE TABLE kept_run (
  scope INTEGER NOT NULL REFERENCES scope (number),
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  size INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  form TEXT NOT NULL,
  arrays BLOB NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (scope, kind, first)
);
