-- How often anything was erased from this file. SQLite gives the number of an erased row out again,
-- so whatever is known of a row by its number holds until the next erasure, whoever asked for it.

CREATE TABLE erasures (count INTEGER NOT NULL);

INSERT INTO erasures (count) VALUES (0);
