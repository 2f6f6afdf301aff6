// Attempts at tasks are read by scope, the newest first.

CREATE INDEX experience_by_age IF NOT EXISTS FOR (e:Experience) ON (e.scope_key, e.created);
