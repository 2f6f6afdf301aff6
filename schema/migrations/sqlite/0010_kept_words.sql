-- Counted words of what is searched, so that a large memory opens fast: derived, and made anew.

CREATE TABLE kept_words (
  scope INTEGER NOT NULL REFERENCES scope (number),
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  size INTEGER NOT NULL,
  form TEXT NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (scope, kind, first)
);
