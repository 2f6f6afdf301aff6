-- Who speaks is asked by every search that names somebody.

CREATE INDEX episode_by_speaker ON episode (scope, speaker);
