-- Who is named in which document: the way from one passage to the next. Documents that were read
-- before this migration have none until they are read again.

CREATE TABLE appearance (
  scope INTEGER NOT NULL REFERENCES scope (number),
  entity TEXT NOT NULL,
  is_topic INTEGER NOT NULL,
  episode TEXT NOT NULL,
  PRIMARY KEY (scope, episode, entity)
) WITHOUT ROWID;

CREATE INDEX appearance_by_entity ON appearance (scope, entity, is_topic DESC, episode);
