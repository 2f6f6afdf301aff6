-- Work without episodes: what it is asked for, and how far it is, as JSON. NULL in earlier rows.

ALTER TABLE job ADD COLUMN wish TEXT;
ALTER TABLE job ADD COLUMN report TEXT;
