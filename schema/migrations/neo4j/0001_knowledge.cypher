// What the memory holds. Moments are microseconds since 1970; open ends are the extremes that
// schema/intervals.py calls DAWN and DUSK, never null. Ids are unique within one exact scope.
// Constraints come before any write: a MERGE without one is a race.

CREATE CONSTRAINT scope_once IF NOT EXISTS FOR (s:Scope) REQUIRE s.key IS UNIQUE;
CREATE CONSTRAINT tenant_once IF NOT EXISTS FOR (t:Tenant) REQUIRE t.name IS UNIQUE;
CREATE CONSTRAINT migration_once IF NOT EXISTS FOR (m:Migration) REQUIRE m.number IS UNIQUE;
CREATE CONSTRAINT memory_once IF NOT EXISTS FOR (m:Memory) REQUIRE m.name IS UNIQUE;

CREATE CONSTRAINT entity_once IF NOT EXISTS
FOR (n:Entity) REQUIRE (n.scope_key, n.id) IS UNIQUE;
CREATE CONSTRAINT alias_once IF NOT EXISTS
FOR (a:Alias) REQUIRE (a.scope_key, a.form, a.entity) IS UNIQUE;
CREATE CONSTRAINT episode_once IF NOT EXISTS
FOR (e:Episode) REQUIRE (e.scope_key, e.id) IS UNIQUE;
CREATE CONSTRAINT claim_once IF NOT EXISTS
FOR (c:Claim) REQUIRE (c.scope_key, c.id) IS UNIQUE;
CREATE CONSTRAINT conflict_once IF NOT EXISTS
FOR (c:Conflict) REQUIRE (c.scope_key, c.slot, c.holder, c.rival) IS UNIQUE;
CREATE CONSTRAINT change_once IF NOT EXISTS
FOR (c:Change) REQUIRE (c.scope_key, c.sequence) IS UNIQUE;

// What is believed, and what is believed no longer: the first stays small, and is what is searched.
CREATE CONSTRAINT fact_once IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() REQUIRE (r.scope_key, r.id) IS UNIQUE;
CREATE CONSTRAINT past_fact_once IF NOT EXISTS
FOR ()-[r:BELIEVED]-() REQUIRE (r.scope_key, r.id) IS UNIQUE;

CREATE INDEX fact_by_slot IF NOT EXISTS FOR ()-[r:RELATES_TO]-() ON (r.scope_key, r.slot);
CREATE INDEX past_fact_by_slot IF NOT EXISTS FOR ()-[r:BELIEVED]-() ON (r.scope_key, r.slot);
CREATE INDEX fact_by_start IF NOT EXISTS FOR ()-[r:RELATES_TO]-() ON (r.scope_key, r.valid_from);
CREATE INDEX past_fact_by_end IF NOT EXISTS FOR ()-[r:BELIEVED]-() ON (r.scope_key, r.expired);
CREATE INDEX entity_by_name IF NOT EXISTS FOR (n:Entity) ON (n.scope_key, n.name);
CREATE INDEX claim_by_slot IF NOT EXISTS FOR (c:Claim) ON (c.scope_key, c.slot);
CREATE INDEX claim_by_episode IF NOT EXISTS FOR (c:Claim) ON (c.scope_key, c.episode);
CREATE INDEX change_by_item IF NOT EXISTS FOR (c:Change) ON (c.scope_key, c.item);
CREATE INDEX alias_by_form IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.form);
