-- What facts hold together, as ids alone: derived, and made anew by every consolidation.

CREATE TABLE community (
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  level INTEGER NOT NULL,
  size INTEGER NOT NULL,
  members TEXT NOT NULL,
  facts TEXT NOT NULL,
  made INTEGER NOT NULL,
  PRIMARY KEY (scope, id)
) WITHOUT ROWID;

CREATE INDEX community_by_size ON community (scope, level, size DESC, id);
