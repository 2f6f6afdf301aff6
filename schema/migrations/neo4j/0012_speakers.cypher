// Who speaks is asked by every search that names somebody.

CREATE INDEX episode_by_speaker IF NOT EXISTS FOR (e:Episode) ON (e.scope_key, e.speaker);
