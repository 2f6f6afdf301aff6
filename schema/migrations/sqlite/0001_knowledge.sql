-- What the memory holds. Moments are microseconds since 1970; open ends are the extremes that
-- schema/intervals.py calls DAWN and DUSK, never NULL. Ids are unique within one exact scope.

CREATE TABLE scope (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
);

CREATE TABLE episode (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  content TEXT NOT NULL,
  occurred INTEGER NOT NULL,
  created INTEGER NOT NULL,
  kind TEXT NOT NULL,
  speaker TEXT NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  trust INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  given TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  UNIQUE (scope, id)
);

CREATE TABLE entity (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  kind TEXT NOT NULL,
  created INTEGER NOT NULL,
  is_value INTEGER NOT NULL,
  UNIQUE (scope, id)
);

CREATE INDEX entity_by_name ON entity (scope, is_value, name, id);

-- An alias belongs to the scope in which it was learned: an entity of a wider scope is not
-- known beside that scope by what one user calls it.
CREATE TABLE alias (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  form TEXT NOT NULL,
  entity TEXT NOT NULL,
  name TEXT NOT NULL,
  is_main INTEGER NOT NULL,
  source TEXT NOT NULL,
  created INTEGER NOT NULL,
  UNIQUE (scope, form, entity)
);

CREATE INDEX alias_by_entity ON alias (scope, entity);

CREATE TABLE claim (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  episode TEXT NOT NULL,
  slot TEXT NOT NULL,
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object TEXT NOT NULL,
  sentence TEXT NOT NULL,
  quote TEXT NOT NULL,
  nature TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  is_start_stated INTEGER NOT NULL,
  is_end_stated INTEGER NOT NULL,
  is_negated INTEGER NOT NULL,
  is_ending INTEGER NOT NULL,
  confidence REAL NOT NULL,
  trust INTEGER NOT NULL,
  occurred INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  reader TEXT NOT NULL,
  attributed_to TEXT NOT NULL,
  is_retracted INTEGER NOT NULL,
  UNIQUE (scope, id)
);

CREATE INDEX claim_by_slot ON claim (scope, slot);
CREATE INDEX claim_by_episode ON claim (scope, episode);

-- Rows never change but for `expired`.
CREATE TABLE fact (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  id TEXT NOT NULL,
  slot TEXT NOT NULL,
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object TEXT NOT NULL,
  sentence TEXT NOT NULL,
  nature TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expired INTEGER NOT NULL,
  ending TEXT NOT NULL,
  claims TEXT NOT NULL,
  episodes TEXT NOT NULL,
  confidence REAL NOT NULL,
  trust INTEGER NOT NULL,
  rule TEXT NOT NULL,
  closed_by TEXT,
  revision INTEGER NOT NULL,
  is_negated INTEGER NOT NULL,
  UNIQUE (scope, id)
);

CREATE INDEX fact_by_slot ON fact (scope, slot);
CREATE INDEX fact_by_subject ON fact (scope, subject, valid_from);
CREATE INDEX fact_by_object ON fact (scope, object, valid_from);
CREATE INDEX fact_by_start ON fact (scope, valid_from, id);

CREATE TABLE change (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  scope INTEGER NOT NULL REFERENCES scope (number),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  item TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);

CREATE INDEX change_by_scope ON change (scope, sequence);
CREATE INDEX change_by_item ON change (scope, item, sequence);

CREATE TABLE dispute (
  number INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES scope (number),
  slot TEXT NOT NULL,
  holder TEXT NOT NULL,
  rival TEXT NOT NULL,
  rule TEXT NOT NULL,
  opened INTEGER NOT NULL,
  UNIQUE (scope, slot, holder, rival)
);
