-- What language models said and took, by scope; and how episodes were read, where a model was to.

CREATE TABLE model_answer (
  scope INTEGER NOT NULL REFERENCES scope (number),
  key TEXT NOT NULL,
  answer TEXT NOT NULL,
  created INTEGER NOT NULL,
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;

CREATE TABLE model_usage (
  scope INTEGER NOT NULL REFERENCES scope (number),
  day TEXT NOT NULL,
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  spared INTEGER NOT NULL,
  PRIMARY KEY (scope, day, model)
) WITHOUT ROWID;

CREATE TABLE reading (
  scope INTEGER NOT NULL REFERENCES scope (number),
  episode TEXT NOT NULL,
  reader TEXT NOT NULL,
  stood_in_because TEXT NOT NULL,
  dropped INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (scope, episode)
) WITHOUT ROWID;

CREATE INDEX stood_in ON reading (scope, at, episode) WHERE stood_in_because <> '';
