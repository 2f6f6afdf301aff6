-- New vectors on their way: those of another embedder, until all are there.

CREATE TABLE moved_vector (
  unit INTEGER PRIMARY KEY REFERENCES unit (number) ON DELETE CASCADE,
  vector BLOB NOT NULL
);
