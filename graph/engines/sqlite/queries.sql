-- Every query of the SQLite engine, read by graph/engines/queries.py. A list is bound as one JSON
-- text and opened by json_each. `:chain` holds the numbers of the scopes that a read may see.

-- scopes_by_key: Scopes, how often what is searched of each has changed, when something of it was
-- erased last, and how often anything of any scope was.
SELECT number, key, revision, purged, (SELECT count FROM erasures) AS erasures FROM scope WHERE key IN (SELECT value FROM json_each(?));

-- scope_number: The number of one scope.
SELECT number FROM scope WHERE key = ?;

-- add_scope: A scope that may be there already.
INSERT OR IGNORE INTO scope (key) VALUES (?);

-- setting: One setting of this file.
SELECT value FROM setting WHERE name = ?;

-- add_setting: A setting that may be there already.
INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?);

-- add_episode: An episode that may be there already.
INSERT OR IGNORE INTO episode (scope, id, content, occurred, created, kind, speaker, source,
  external_id, trust, metadata, given, ordinal, offset_minutes)
VALUES (:scope, :id, :content, :occurred, :created, :kind, :speaker, :source,
  :external_id, :trust, :metadata, :given, :ordinal, :offset_minutes);

-- add_entity: An entity that may be there already.
INSERT OR IGNORE INTO entity (scope, id, name, form, kind, created, is_value, merged_into)
VALUES (:scope, :id, :name, :form, :kind, :created, :is_value, :merged_into);

-- redirect_entity: An entity is taken for another, or for itself again.
UPDATE entity SET merged_into = :into WHERE scope = :scope AND id = :id AND merged_into IS NOT :into;

-- add_alias: A name of an entity, which it may have already.
INSERT OR IGNORE INTO alias (scope, form, entity, name, is_main, source, created, key_joined,
  key_sorted, key_initials, key_person, key_letters)
VALUES (:scope, :form, :entity, :name, :is_main, :source, :created, :key_joined, :key_sorted,
  :key_initials, :key_person, :key_letters);

-- respell_alias: A name is shown in another spelling of the same form.
UPDATE alias SET name = :name WHERE scope = :scope AND entity = :entity AND form = :form;

-- respell_entity: Likewise the name of the entity, if it is that one.
UPDATE entity SET name = :name WHERE scope = :scope AND id = :entity AND form = :form;

-- add_appearance: An entity in an episode of this scope, which may be known already.
INSERT INTO appearance (scope, episode, entity, is_topic)
SELECT :scope, :episode, :entity, :is_topic
WHERE EXISTS (SELECT 1 FROM episode WHERE scope = :scope AND id = :episode)
ON CONFLICT (scope, episode, entity) DO UPDATE SET is_topic = max(is_topic, excluded.is_topic);

-- add_claim: A claim that may be there already.
INSERT OR IGNORE INTO claim (scope, id, episode, slot, subject, predicate, object, sentence, quote,
  nature, valid_from, valid_to, is_start_stated, is_end_stated, is_negated, is_ending, confidence,
  trust, occurred, recorded, reader, attributed_to, is_retracted, qualifier, far_slot,
  told_subject, told_object, told_slot, told_far_slot, asked)
VALUES (:scope, :id, :episode, :slot, :subject, :predicate, :object, :sentence, :quote,
  :nature, :valid_from, :valid_to, :is_start_stated, :is_end_stated, :is_negated, :is_ending,
  :confidence, :trust, :occurred, :recorded, :reader, :attributed_to, :is_retracted, :qualifier,
  :far_slot, :told_subject, :told_object, :told_slot, :told_far_slot, :asked);

-- move_claim: A claim is about somebody else than before.
UPDATE claim SET subject = :subject, object = :object, slot = :slot, far_slot = :far_slot,
  told_subject = :told_subject, told_object = :told_object, told_slot = :told_slot,
  told_far_slot = :told_far_slot
WHERE scope = :scope AND id = :id;

-- claims_about: Claims that are about some entities, or were told of them.
SELECT * FROM claim WHERE number IN ({{numbers_about}}) ORDER BY number;

-- numbers_about: The rows of such claims. An OR would read every claim of the scope.
SELECT number FROM claim
WHERE scope = :scope AND subject IN (SELECT value FROM json_each(:entities))
UNION SELECT number FROM claim
WHERE scope = :scope AND object IN (SELECT value FROM json_each(:entities))
UNION SELECT number FROM claim
WHERE scope = :scope AND told_subject IN (SELECT value FROM json_each(:entities))
UNION SELECT number FROM claim
WHERE scope = :scope AND told_object IN (SELECT value FROM json_each(:entities))
;

-- retract_claim: A claim no longer counts.
UPDATE claim SET is_retracted = 1 WHERE scope = ? AND id = ?;

-- add_fact: A fact row that is not there yet.
INSERT INTO fact (scope, id, slot, subject, predicate, object, sentence, nature, valid_from,
  valid_to, created, expired, ending, claims, episodes, confidence, trust, rule, closed_by,
  revision, is_negated, qualifier, far_slot)
VALUES (:scope, :id, :slot, :subject, :predicate, :object, :sentence, :nature, :valid_from,
  :valid_to, :created, :expired, :ending, :claims, :episodes, :confidence, :trust, :rule,
  :closed_by, :revision, :is_negated, :qualifier, :far_slot);

-- retire_fact: The belief in a row ends, if it has not ended yet.
UPDATE fact SET expired = :at WHERE scope = :scope AND id = :id AND expired = :open;

-- add_dispute: A dispute that may be open already.
INSERT OR IGNORE INTO dispute (scope, slot, holder, rival, rule, opened)
VALUES (:scope, :slot, :holder, :rival, :rule, :opened);

-- note_reading: How an episode was read, the last time.
INSERT OR REPLACE INTO reading (scope, episode, reader, stood_in_because, dropped, at)
VALUES (:scope, :episode, :reader, :stood_in_because, :dropped, :at);

-- readings: How episodes were read.
SELECT r.*, c.key AS rank FROM json_each(:chain) c
JOIN reading r ON r.scope = c.value
WHERE r.episode IN (SELECT value FROM json_each(:ids)) ORDER BY c.key DESC;

-- stood_in: Readings in which somebody stood in.
SELECT * FROM reading WHERE scope = :scope AND stood_in_because <> ''
ORDER BY at, episode LIMIT :limit;

-- count_stood_in: How many there are.
SELECT count(*) FROM reading
WHERE scope IN (SELECT value FROM json_each(:chain)) AND stood_in_because <> '';

-- kept_answer: What a model said.
SELECT answer FROM model_answer WHERE scope = :scope AND key = :key;

-- keep_answer: What a model said, which may be kept already.
INSERT OR REPLACE INTO model_answer (scope, key, answer, created)
VALUES (:scope, :key, :answer, :at);

-- add_usage: What one question to a model took.
INSERT INTO model_usage (scope, day, model, calls, tokens_in, tokens_out, spared)
VALUES (:scope, :day, :model, :calls, :tokens_in, :tokens_out, :spared)
ON CONFLICT (scope, day, model) DO UPDATE SET calls = calls + excluded.calls,
  tokens_in = tokens_in + excluded.tokens_in, tokens_out = tokens_out + excluded.tokens_out,
  spared = spared + excluded.spared;

-- usage: What models took, by day and model.
SELECT * FROM model_usage WHERE scope = :scope AND day >= :since ORDER BY day, model;

-- set_setting: One setting of this file, whatever it was.
INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?);

-- unmoved: What has no new vector yet, its text, and the kind of an episode. Vectors are moved in
-- the order of numbers.
SELECT u.number, e.kind, CASE u.kind WHEN 'FACT' THEN f.sentence || ' (' || f.predicate || ')'
  ELSE e.content END AS text
FROM unit u
LEFT JOIN fact f ON u.kind = 'FACT' AND f.number = u.item
LEFT JOIN episode e ON u.kind <> 'FACT' AND e.number = u.item
WHERE u.number > (SELECT coalesce(max(unit), -1) FROM moved_vector)
ORDER BY u.number LIMIT :limit;

-- count_unmoved: How many there are.
SELECT count(*) FROM unit
WHERE number > (SELECT coalesce(max(unit), -1) FROM moved_vector);

-- move_vector: A new vector, beside the old one.
INSERT OR REPLACE INTO moved_vector (unit, vector) VALUES (?, ?);

-- raise_revisions: The units of all scopes change.
UPDATE scope SET revision = revision + 1;

-- exchange_vectors: The new vectors count.
UPDATE unit SET vector = (SELECT m.vector FROM moved_vector m WHERE m.unit = unit.number),
  revision = (SELECT s.revision FROM scope s WHERE s.number = unit.scope);

-- forget_moved: No new vectors are kept beside the old ones.
DELETE FROM moved_vector;

-- end_move: No move is under way.
DELETE FROM setting WHERE name = 'moving_to';

-- add_entry: A line of the log.
INSERT INTO change (scope, at, actor, kind, reason, item, before, after)
VALUES (:scope, :at, :actor, :kind, :reason, :item, :before, :after);

-- is_logged: Whether the log has this very line.
SELECT 1 FROM change WHERE scope = :scope AND item = :item AND at = :at AND actor = :actor
  AND kind = :kind AND reason = :reason AND before = :before AND after = :after;

-- add_fact_unit: A fact row becomes searchable; without a vector, by its words alone.
INSERT INTO unit (kind, item, scope, revision, vector)
SELECT 'FACT', number, scope, :revision, :vector FROM fact WHERE scope = :scope AND id = :id;

-- add_episode_unit: An episode becomes searchable, if it is not yet; an attempt apart from texts.
INSERT OR IGNORE INTO unit (kind, item, scope, revision, vector)
SELECT CASE WHEN substr(id, 1, 3) = 'ex_' THEN 'EXPERIENCE' ELSE 'EPISODE' END,
  number, scope, :revision, :vector
FROM episode WHERE scope = :scope AND id = :id;

-- attempts: The newest attempts of one exact scope up to a moment, with the vectors of their tasks.
SELECT e.*, u.vector FROM unit u CROSS JOIN episode e ON e.number = u.item
WHERE u.scope = :scope AND u.kind = 'EXPERIENCE' AND e.created <= :known
ORDER BY e.created DESC, e.id DESC LIMIT :limit;

-- set_fact_vector: A fact gets its vector, if it has none.
UPDATE unit SET vector = :vector, revision = :revision
WHERE kind = 'FACT' AND item = (SELECT number FROM fact WHERE scope = :scope AND id = :id)
  AND vector IS NULL;

-- touch_fact_unit: A searchable fact has changed.
UPDATE unit SET revision = :revision
WHERE kind = 'FACT' AND item = (SELECT number FROM fact WHERE scope = :scope AND id = :id);

-- raise_revision: A scope changes, and maybe its units.
UPDATE scope SET revision = revision + 1 WHERE number = ? RETURNING revision;

-- changed_units: The search units of one exact scope and kind that changed after a revision.
SELECT number FROM unit WHERE scope = :scope AND kind = :kind AND revision > :revision;

-- fact_units: Searchable facts, in the order asked for, with the kinds of both ends; values have none.
SELECT u.number AS unit, u.item, u.vector, f.created, f.expired,
  f.sentence || ' (' || f.predicate || ')' AS text, f.id, f.subject, f.predicate, f.object,
  f.valid_from, f.valid_to, f.nature, f.ending, f.confidence, f.trust, f.is_negated, f.far_slot,
  (SELECT n.kind FROM entity n WHERE n.scope IN (SELECT value FROM json_each(:chain))
    AND n.id = f.subject AND n.is_value = 0) AS subject_kind,
  (SELECT n.kind FROM entity n WHERE n.scope IN (SELECT value FROM json_each(:chain))
    AND n.id = f.object AND n.is_value = 0) AS object_kind
FROM json_each(:units) j CROSS JOIN unit u ON u.number = j.value
CROSS JOIN fact f ON f.number = u.item;

-- episode_units: Searchable episodes, in the order asked for.
SELECT u.number AS unit, u.item, u.vector, e.created, e.occurred, e.ordinal, e.id, e.source,
  CASE e.speaker WHEN '' THEN '' ELSE e.speaker || ': ' END
    || CASE e.kind WHEN 'JSON' THEN plain_json(e.content) ELSE e.content END AS text
FROM json_each(:units) j CROSS JOIN unit u ON u.number = j.value
CROSS JOIN episode e ON e.number = u.item;

-- episode_lines: Which conversation searchable episodes of one exact scope belong to.
SELECT u.number AS unit, e.created, e.occurred, e.ordinal, e.id, e.source
FROM unit u JOIN episode e ON e.number = u.item
WHERE u.scope = :scope AND u.kind = 'EPISODE' AND u.number <= :last AND e.source <> '';

-- vectors_of_units: Vectors of some units.
SELECT number, vector FROM unit
WHERE number IN (SELECT value FROM json_each(?)) AND vector IS NOT NULL;

-- count_kept: How many units kept runs hold.
SELECT coalesce(sum(size), 0) FROM kept_run
WHERE scope = :scope AND kind = :kind AND form = :form;

-- kept_runs: Runs of units, whose arrays are read part by part.
SELECT rowid, size, revision FROM kept_run
WHERE scope = :scope AND kind = :kind AND form = :form ORDER BY first;

-- keep_run: A run of units, unless something was erased since they were read.
INSERT OR REPLACE INTO kept_run (scope, kind, first, last, size, revision, form, arrays, words)
SELECT number, :kind, :first, :last, :size, :revision, :form, :arrays, :words FROM scope
WHERE number = :scope AND purged = :purged;

-- forget_kept: Runs hold old vectors.
DELETE FROM kept_run;

-- facts_by_number: Fact rows.
SELECT * FROM fact WHERE number IN (SELECT value FROM json_each(?));

-- episodes_by_number: Episode rows.
SELECT * FROM episode WHERE number IN (SELECT value FROM json_each(?));

-- facts_by_id: Fact rows that a scope sees.
SELECT * FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id IN (SELECT value FROM json_each(:ids));

-- entities_by_id: Entity rows that a scope sees.
SELECT * FROM entity WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id IN (SELECT value FROM json_each(:ids));

-- episodes_by_id: Episode rows that a scope sees.
SELECT * FROM episode WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id IN (SELECT value FROM json_each(:ids));

-- ids_beginning: Ids of anything that a scope sees, within a range.
SELECT id FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id >= :first AND id < :past
UNION SELECT id FROM entity WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id >= :first AND id < :past
UNION SELECT id FROM episode WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id >= :first AND id < :past
UNION SELECT id FROM job WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id >= :first AND id < :past
UNION SELECT id FROM community WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id >= :first AND id < :past
ORDER BY id LIMIT :most;

-- claims_by_id: Claim rows that a scope sees.
SELECT * FROM claim WHERE scope IN (SELECT value FROM json_each(:chain))
  AND id IN (SELECT value FROM json_each(:ids));

-- aliases_by_entity: Further names of entities, as learned in the scopes that a read sees.
-- Those who were merged into them lend theirs.
SELECT entity, name, number, 0 AS is_lent FROM alias
WHERE scope IN (SELECT value FROM json_each(:chain))
  AND entity IN (SELECT value FROM json_each(:ids)) AND is_main = 0
UNION ALL SELECT m.merged_into, a.name, a.number, 1 FROM entity m INDEXED BY entity_merged
  CROSS JOIN alias a ON a.entity = m.id AND a.scope IN (SELECT value FROM json_each(:chain))
  WHERE m.scope IN (SELECT value FROM json_each(:chain))
    AND m.merged_into IS NOT NULL AND m.merged_into IN (SELECT value FROM json_each(:ids))
ORDER BY number;

-- entities_by_form: Who is called so, by name or alias.
SELECT DISTINCT form, entity, scope FROM alias
WHERE scope IN (SELECT value FROM json_each(:chain))
  AND form IN (SELECT value FROM json_each(:forms)) ORDER BY number;

-- speakers: Who speaks under one of some names, as a whole ("Anna") or before a space ("Anna Berg").
SELECT n.value AS speaker FROM json_each(:names) n CROSS JOIN json_each(:chain) s
WHERE EXISTS (SELECT 1 FROM episode WHERE scope = s.value AND speaker = n.value)
UNION SELECT (SELECT min(speaker) FROM episode
  WHERE scope = s.value AND speaker > n.value || ' ' AND speaker < n.value || '!') AS speaker
FROM json_each(:names) n CROSS JOIN json_each(:chain) s
WHERE speaker IS NOT NULL ORDER BY speaker;

-- appearances_of_episodes: Who is named in some episodes.
SELECT a.episode, a.entity, a.is_topic
FROM appearance a JOIN episode e ON e.scope = a.scope AND e.id = a.episode
WHERE a.scope IN (SELECT value FROM json_each(:chain))
  AND a.episode IN (SELECT value FROM json_each(:episodes)) AND e.created <= :known
ORDER BY a.episode, a.entity;

-- appearances_of_entities: Where some entities are named, first where it is about them.
SELECT episode, entity, is_topic, counted FROM (
  SELECT a.episode, a.entity, a.is_topic,
    count(*) OVER (PARTITION BY a.entity) AS counted,
    row_number() OVER (PARTITION BY a.entity ORDER BY a.is_topic DESC, a.episode) AS place
  FROM appearance a JOIN episode e ON e.scope = a.scope AND e.id = a.episode
  WHERE a.scope IN (SELECT value FROM json_each(:chain))
    AND a.entity IN (SELECT value FROM json_each(:entities)) AND e.created <= :known
)
WHERE place <= :fanout ORDER BY entity, place;

-- entities_alike: Whose names share a key of their kind with some names, a few for each kind.
SELECT entity FROM (SELECT entity FROM alias
  WHERE scope IN (SELECT value FROM json_each(:chain)) AND key_joined <> ''
    AND key_joined IN (SELECT value FROM json_each(:joined)) LIMIT :most)
UNION
SELECT entity FROM (SELECT entity FROM alias
  WHERE scope IN (SELECT value FROM json_each(:chain)) AND key_sorted <> ''
    AND key_sorted IN (SELECT value FROM json_each(:sorted)) LIMIT :most)
UNION
SELECT entity FROM (SELECT entity FROM alias
  WHERE scope IN (SELECT value FROM json_each(:chain)) AND key_initials <> ''
    AND key_initials IN (SELECT value FROM json_each(:initials)) LIMIT :most)
UNION
SELECT entity FROM (SELECT entity FROM alias
  WHERE scope IN (SELECT value FROM json_each(:chain)) AND key_person <> ''
    AND key_person IN (SELECT value FROM json_each(:person)) LIMIT :most)
UNION
SELECT entity FROM (SELECT entity FROM alias
  WHERE scope IN (SELECT value FROM json_each(:chain)) AND key_letters <> ''
    AND key_letters IN (SELECT value FROM json_each(:letters)) LIMIT :most);

-- claims_of_slots: Every claim that competes in some slots of one exact scope.
SELECT * FROM claim WHERE number IN (
  SELECT number FROM claim WHERE scope = :scope AND slot IN (SELECT value FROM json_each(:slots))
  UNION SELECT number FROM claim WHERE scope = :scope AND far_slot IS NOT NULL
    AND far_slot IN (SELECT value FROM json_each(:slots)))
ORDER BY number;

-- facts_of_slots: The rows believed in some slots of one exact scope.
SELECT * FROM fact WHERE expired = :open AND number IN (
  SELECT number FROM fact WHERE scope = :scope AND slot IN (SELECT value FROM json_each(:slots))
  UNION SELECT number FROM fact WHERE scope = :scope AND far_slot IS NOT NULL
    AND far_slot IN (SELECT value FROM json_each(:slots)))
ORDER BY valid_from, id;

-- claims_read_from: Claims read from some episodes.
SELECT * FROM claim WHERE scope IN (SELECT value FROM json_each(:chain))
  AND episode IN (SELECT value FROM json_each(:episodes))
ORDER BY number;

-- turn_in_order: Where a turn stands in its conversation.
SELECT source, occurred, created, ordinal, id FROM episode
WHERE scope = :scope AND id = :id AND source <> '';

-- turns_before: The two turns before one, the nearest first.
SELECT * FROM episode WHERE scope = :scope AND source = :source AND source <> ''
  AND (occurred, created, ordinal, id) < (:occurred, :created, :ordinal, :id)
ORDER BY occurred DESC, created DESC, ordinal DESC, id DESC LIMIT 2;

-- turn_after: The turn after one.
SELECT * FROM episode WHERE scope = :scope AND source = :source AND source <> ''
  AND (occurred, created, ordinal, id) > (:occurred, :created, :ordinal, :id)
ORDER BY occurred, created, ordinal, id LIMIT 1;

-- read_among: Which of some episodes somebody has read.
SELECT e.id FROM episode e JOIN unit u ON u.kind IN ('EPISODE', 'EXPERIENCE') AND u.item = e.number
WHERE e.scope = :scope AND e.id IN (SELECT value FROM json_each(:ids));

-- revisions: Every row of the slot and object that a row belongs to, told from either end.
-- One after the other, for an OR would read every fact of the scope.
SELECT * FROM fact WHERE number IN (
  SELECT other.number FROM fact asked JOIN fact other
    ON other.scope = asked.scope AND other.slot = asked.slot AND other.object = asked.object
  WHERE asked.number = :number
  UNION SELECT other.number FROM fact asked JOIN fact other
    ON other.scope = asked.scope AND other.slot = asked.far_slot AND other.object = asked.subject
  WHERE asked.number = :number)
ORDER BY created, revision, number;

-- is_listed: Whether a fact belongs to a list, as told or, for what holds both ways, from its other
-- end; and to a page of it. A stale one is hidden as `status_of` in schema/knowledge.py has it, and
-- what began after the asked time as `AsOf.is_later` has it, where no statuses are asked for.
created <= :known AND expired > :known
  AND confidence >= :min_confidence AND trust >= :min_trust
  AND valid_from < :during_end AND valid_to > :during_start
  AND (valid_from, id) > (:after_start, :after_id)
  AND (valid_from, id) < (:before_start, :before_id)
  AND ((:is_any OR predicate IN (SELECT value FROM json_each(:predicates)))
      AND (:subject IS NULL OR subject = :subject) AND (:object IS NULL OR object = :object)
    OR (far_slot IS NOT NULL
          AND (:is_any OR predicate IN (SELECT value FROM json_each(:predicates)))
        OR predicate IN (SELECT value FROM json_each(:inverses)))
      AND (:subject IS NULL OR object = :subject) AND (:object IS NULL OR subject = :object))
  AND (:either IS NULL OR subject = :either OR object = :either)
  AND (:between = '[]' OR subject IN (SELECT value FROM json_each(:between))
    AND object IN (SELECT value FROM json_each(:between)))
  AND (:include_stale OR (trust > 0 AND (valid_from > :at OR valid_to > :at
    OR nature IN ('EVENT', 'PAST_STATE') OR ending = 'STATED')
    AND (:statuses <> '[]' OR valid_from < :until OR valid_from > :known)))
  AND {{has_status}};

-- has_status: Whether a fact has one of some statuses at a moment, as `status_of` has it.
(:statuses = '[]' OR CASE
    WHEN trust = 0 THEN 'QUARANTINED'
    WHEN valid_from > :at THEN 'PLANNED'
    WHEN nature = 'EVENT' THEN 'HISTORICAL'
    WHEN valid_to > :at THEN 'CURRENT'
    WHEN nature = 'PAST_STATE' OR ending = 'STATED' THEN 'HISTORICAL'
    WHEN ending = 'SUPERSEDED' THEN 'SUPERSEDED'
    ELSE 'INVALIDATED' END IN (SELECT value FROM json_each(:statuses)));

-- touches: Facts of some entities, by the indexes on them.
number IN (
  SELECT number FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
    AND subject IN (SELECT value FROM json_each(:ends))
  UNION SELECT number FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
    AND object IN (SELECT value FROM json_each(:ends)));

-- list_facts: A page of facts.
SELECT * FROM fact WHERE scope IN (SELECT value FROM json_each(:chain)) AND {{is_listed}}
ORDER BY valid_from, id LIMIT :limit;

-- list_last_facts: The page at the end.
SELECT * FROM fact WHERE scope IN (SELECT value FROM json_each(:chain)) AND {{is_listed}}
ORDER BY valid_from DESC, id DESC LIMIT :limit;

-- count_listed_facts: How many facts all pages have.
SELECT count(*) FROM fact WHERE scope IN (SELECT value FROM json_each(:chain)) AND {{is_listed}};

-- list_facts_of: The same, of some subjects or objects.
SELECT * FROM fact WHERE {{touches}} AND {{is_listed}}
ORDER BY valid_from, id LIMIT :limit;

-- list_last_facts_of: Likewise.
SELECT * FROM fact WHERE {{touches}} AND {{is_listed}}
ORDER BY valid_from DESC, id DESC LIMIT :limit;

-- count_listed_facts_of: Likewise.
SELECT count(*) FROM fact WHERE {{touches}} AND {{is_listed}};

-- is_listed_entity: Whether an entity belongs to a list, and to a page of it; values do not. Any
-- name of it may have the letters asked for, those lent by whom was merged into it as well.
scope IN (SELECT value FROM json_each(:chain)) AND is_value = 0 AND merged_into IS NULL
  AND (form, id) > (:after_form, :after_id)
  AND (form, id) < (:before_form, :before_id)
  AND created >= :created_start AND created < :created_end
  AND (:contains = '' OR id IN (
    SELECT coalesce(m.merged_into, m.id) FROM alias a CROSS JOIN entity m
    ON m.scope IN (SELECT value FROM json_each(:chain)) AND m.id = a.entity
    WHERE a.scope IN (SELECT value FROM json_each(:chain)) AND instr(a.form, :contains) > 0))
  AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)));

-- list_entities: A page of entities.
SELECT * FROM entity WHERE {{is_listed_entity}} ORDER BY form, id LIMIT :limit;

-- list_last_entities: The page at the end.
SELECT * FROM entity WHERE {{is_listed_entity}} ORDER BY form DESC, id DESC LIMIT :limit;

-- places_of_entities: Where some entities stand in a list: a name may be respelled, its form not.
SELECT id, form FROM entity
WHERE scope IN (SELECT value FROM json_each(:chain)) AND id IN (SELECT value FROM json_each(:ids));

-- count_listed_entities: How many entities all pages have.
SELECT count(*) FROM entity WHERE {{is_listed_entity}};

-- profile_moments: When a name of an entity, or a fact about it, was last learned or given up.
SELECT n.id, max(n.created,
  coalesce((SELECT max(a.created) FROM alias a
    WHERE a.scope IN (SELECT value FROM json_each(:chain)) AND a.entity = n.id), n.created),
  coalesce((SELECT max(max(f.created, iif(f.expired < :open, f.expired, f.created))) FROM fact f
    WHERE f.scope IN (SELECT value FROM json_each(:chain)) AND f.subject = n.id), n.created),
  coalesce((SELECT max(max(f.created, iif(f.expired < :open, f.expired, f.created))) FROM fact f
    WHERE f.scope IN (SELECT value FROM json_each(:chain)) AND f.object = n.id), n.created)
) AS changed
FROM entity n WHERE n.scope IN (SELECT value FROM json_each(:chain))
  AND n.id IN (SELECT value FROM json_each(:ids));

-- profile_values: The values that hold of entities, at most `:most` for each.
SELECT id, predicate, qualifier, text FROM (
  SELECT f.subject AS id, f.predicate, f.qualifier, v.text,
    row_number() OVER (PARTITION BY f.subject ORDER BY f.valid_from DESC, f.id) AS place
  FROM fact f JOIN (SELECT id, min(name) AS text FROM entity
    WHERE scope IN (SELECT value FROM json_each(:chain)) AND is_value = 1 AND id IN (
      SELECT object FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
        AND subject IN (SELECT value FROM json_each(:ids)))
    GROUP BY id) v ON v.id = f.object
  WHERE f.scope IN (SELECT value FROM json_each(:chain))
    AND f.subject IN (SELECT value FROM json_each(:ids))
    AND f.created <= :known AND f.expired > :known AND f.trust > 0 AND f.is_negated = 0
    AND f.nature <> 'EVENT' AND f.valid_from <= :at AND f.valid_to > :at
)
WHERE place <= :most ORDER BY id, place;

-- summaries: The sentences of what holds of entities, of each predicate the best attested one.
WITH about AS MATERIALIZED (
  SELECT e.value AS entity, f.number, f.id, f.predicate, f.confidence, f.valid_from,
    json_array_length(f.claims) AS told
  FROM json_each(:ids) e CROSS JOIN fact f
    ON f.scope IN (SELECT value FROM json_each(:chain)) AND f.subject = e.value
  WHERE f.created <= :known AND f.expired > :known AND f.trust > 0 AND f.is_negated = 0
    AND f.nature <> 'EVENT' AND f.valid_from <= :at AND f.valid_to > :at
  UNION ALL
  SELECT e.value, f.number, f.id, f.predicate, f.confidence, f.valid_from,
    json_array_length(f.claims)
  FROM json_each(:ids) e CROSS JOIN fact f
    ON f.scope IN (SELECT value FROM json_each(:chain)) AND f.object = e.value
  WHERE f.subject <> e.value
    AND f.created <= :known AND f.expired > :known AND f.trust > 0 AND f.is_negated = 0
    AND f.nature <> 'EVENT' AND f.valid_from <= :at AND f.valid_to > :at
)
SELECT entity, (SELECT sentence FROM fact WHERE number = placed.number) AS sentence FROM (
  SELECT entity, number, row_number() OVER (PARTITION BY entity
    ORDER BY told DESC, confidence DESC, valid_from DESC, id) AS place
  FROM (
    SELECT *, row_number() OVER (PARTITION BY entity, predicate
      ORDER BY told DESC, confidence DESC, valid_from DESC, id) AS nth
    FROM about
  ) WHERE nth = 1
) placed WHERE place <= :most ORDER BY entity, place;

-- of_kinds: Entities of some kinds, values left out.
SELECT id FROM entity WHERE scope IN (SELECT value FROM json_each(:chain)) AND is_value = 0
  AND kind IN (SELECT value FROM json_each(:kinds));

-- episodes_passing: Episodes that pass one: those in which one of the entities is spoken of.
WITH wanted AS MATERIALIZED ({{of_kinds}})
SELECT e.number FROM episode e WHERE e.scope IN (SELECT value FROM json_each(:chain))
  AND e.trust >= :min_trust AND e.created >= :created_start AND e.created < :created_end
  AND (:kinds = '[]'
    OR EXISTS (SELECT 1 FROM claim c WHERE c.scope = e.scope AND c.episode = e.id
      AND (c.subject IN (SELECT id FROM wanted) OR c.object IN (SELECT id FROM wanted)))
    OR EXISTS (SELECT 1 FROM appearance a WHERE a.scope = e.scope AND a.episode = e.id
      AND a.entity IN (SELECT id FROM wanted)));

-- changes: Lines of the log after a sequence.
SELECT * FROM change
WHERE scope IN (SELECT value FROM json_each(:chain)) AND sequence > :since
  AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)))
ORDER BY sequence LIMIT :limit;

-- last_change: The moment of the last line of the log, of whatever scope.
SELECT at FROM change ORDER BY sequence DESC LIMIT 1;

-- changes_of: Lines of the log about some items.
SELECT * FROM change
WHERE scope IN (SELECT value FROM json_each(:chain))
  AND item IN (SELECT value FROM json_each(:items))
ORDER BY sequence LIMIT :limit;

-- disputes: Disputes ever opened, oldest first.
SELECT * FROM dispute
WHERE scope IN (SELECT value FROM json_each(:chain)) 
  AND (:slots = '[]' OR slot IN (SELECT value FROM json_each(:slots)))
  AND (opened, slot, holder, rival) > (:opened, :slot, :holder, :rival)
ORDER BY opened, slot, holder, rival LIMIT :limit;

-- last_sequence: The last line of the log that a scope sees.
SELECT coalesce(max(sequence), 0) FROM change WHERE scope IN (SELECT value FROM json_each(:chain));

-- count_entities: Entities, values left out.
SELECT count(*) FROM entity
WHERE scope IN (SELECT value FROM json_each(:chain)) AND is_value = 0 AND merged_into IS NULL;

-- count_facts: Facts believed, and those of them that hold at a moment.
SELECT count(*) AS believed, coalesce(sum(trust > 0 AND nature <> 'EVENT'
  AND valid_from <= :at AND valid_to > :at), 0) AS current
FROM fact WHERE scope IN (SELECT value FROM json_each(:chain))
  AND created <= :known AND expired > :known;

-- count_episodes: Episodes, settled or not.
SELECT count(*) FROM episode WHERE scope IN (SELECT value FROM json_each(:chain));

-- count_jobs: Jobs by status.
SELECT status, count(*) AS jobs FROM job WHERE scope IN (SELECT value FROM json_each(:chain))
GROUP BY status;

-- is_erasing_key: Whether something was erased under a key.
SELECT EXISTS (SELECT 1 FROM change
  WHERE scope = (SELECT number FROM scope WHERE key = ?) AND item = ?);

-- used_key: What an idempotency key was used for.
SELECT body_hash, job FROM idempotency
WHERE scope = (SELECT number FROM scope WHERE key = ?) AND key = ?;

-- add_key: An idempotency key is used.
INSERT INTO idempotency (scope, key, body_hash, job) VALUES (?, ?, ?, ?);

-- reopen_job: A job that was given up is tried again.
UPDATE job SET status = 'QUEUED', attempts = 0, finished = NULL
WHERE number = ? AND status = 'FAILED';

-- job_number: The number of a job.
SELECT number FROM job WHERE scope = ? AND id = ?;

-- add_job: Work is owed.
INSERT INTO job (scope, id, kind, status, attempts, created, last_error, wish)
VALUES (:scope, :id, :kind, 'QUEUED', 0, :created, '', :wish) RETURNING number;

-- add_job_episode: An episode of a job.
INSERT INTO job_episode (job, ordinal, episode)
SELECT :job, :ordinal, number FROM episode WHERE scope = :scope AND id = :id;

-- jobs_by_id: Jobs by id that a scope sees.
SELECT * FROM job WHERE scope IN (SELECT value FROM json_each(:chain)) AND id = :id;

-- episodes_of_jobs: The ids of the episodes of jobs.
SELECT j.job, e.id FROM job_episode j JOIN episode e ON e.number = j.episode
WHERE j.job IN (SELECT value FROM json_each(?)) ORDER BY j.job, j.ordinal;

-- jobs_of_episodes: The newest job of each episode.
SELECT e.id AS episode, e.scope AS scope, max(j.job) AS job
FROM episode e JOIN job_episode j ON j.episode = e.number
WHERE e.scope IN (SELECT value FROM json_each(:chain))
  AND e.id IN (SELECT value FROM json_each(:ids)) GROUP BY e.number;

-- jobs_by_number: Jobs.
SELECT * FROM job WHERE number IN (SELECT value FROM json_each(?));

-- oldest_free_scope: The scope of the oldest job that a worker may take: queued, or left behind.
SELECT j.scope, s.key, s.revision FROM job j JOIN scope s ON s.number = j.scope
LEFT JOIN lease l ON l.scope = j.scope
WHERE j.status IN ('QUEUED', 'RUNNING') AND (l.scope IS NULL OR l.expires <= :at)
ORDER BY j.number LIMIT 1;

-- next_free_scope: The first scope after another that a worker may take.
SELECT j.scope, s.key, s.revision FROM job j INDEXED BY open_job_by_scope
JOIN scope s ON s.number = j.scope
LEFT JOIN lease l ON l.scope = j.scope
WHERE j.status IN ('QUEUED', 'RUNNING') AND j.scope > :after
  AND (l.scope IS NULL OR l.expires <= :at)
ORDER BY j.scope, j.number LIMIT 1;

-- jobs_waiting: How many open jobs the scopes of a tenant have, as far as it matters.
SELECT count(*) FROM (
  SELECT 1 FROM job j INDEXED BY open_job_by_scope JOIN scope s ON s.number = j.scope
  WHERE j.status IN ('QUEUED', 'RUNNING') AND s.key >= :first AND s.key < :past LIMIT :room
);

-- backlog: Open jobs, since when the oldest waits, and jobs given up; of all tenants.
SELECT
  (SELECT count(*) FROM job INDEXED BY open_job_by_scope
   WHERE status IN ('QUEUED', 'RUNNING')) AS waiting,
  (SELECT created FROM job INDEXED BY open_job
   WHERE status IN ('QUEUED', 'RUNNING') ORDER BY number LIMIT 1) AS oldest,
  (SELECT count(*) FROM scope s JOIN job j INDEXED BY job_by_scope ON j.scope = s.number
   WHERE j.status = 'FAILED') AS failed;

-- take_back_jobs: Jobs that a lease which ran out has left behind.
UPDATE job SET status = 'QUEUED', token = NULL WHERE scope = ? AND status = 'RUNNING';

-- grant_lease: A scope is leased under the next token.
INSERT INTO lease (scope, token, expires) VALUES (:scope, 1, :expires)
ON CONFLICT (scope) DO UPDATE SET token = token + 1, expires = excluded.expires
RETURNING token;

-- renew_lease: A lease that is still held runs longer.
UPDATE lease SET expires = :expires WHERE scope = :scope AND token = :token
  AND EXISTS (SELECT 1 FROM job WHERE scope = :scope AND token = :token AND status = 'RUNNING');

-- open_jobs: The open jobs of a scope, oldest first, with the number of their episodes.
SELECT number, (SELECT count(*) FROM job_episode e WHERE e.job = job.number) AS episodes
FROM job WHERE scope = :scope AND status = 'QUEUED' ORDER BY number LIMIT :limit;

-- start_jobs: Jobs begin to run under a token.
UPDATE job SET status = 'RUNNING', attempts = attempts + 1, token = :token
WHERE number IN (SELECT value FROM json_each(:jobs));

-- episodes_of_lease: The episodes of jobs, in the order of the jobs.
SELECT e.*, j.job FROM job_episode j JOIN episode e ON e.number = j.episode
WHERE j.job IN (SELECT value FROM json_each(?)) ORDER BY j.job, j.ordinal;

-- jobs_under: How many of some jobs have a status under a token.
SELECT count(*) FROM job WHERE scope = :scope AND token = :token AND status = :status
  AND id IN (SELECT value FROM json_each(:ids));

-- finish_jobs: Running jobs of a lease end; they keep its token, by which a repeat is known.
UPDATE job SET status = 'DONE', finished = :at, last_error = ''
WHERE scope = :scope AND token = :token AND status = 'RUNNING'
  AND id IN (SELECT value FROM json_each(:ids));

-- fail_job: A running job is given up.
UPDATE job SET status = 'FAILED', finished = :at, last_error = :reason, token = NULL
WHERE scope = :scope AND token = :token AND status = 'RUNNING' AND id = :id;

-- requeue_job: A running job is given back, to be tried again.
UPDATE job SET status = 'QUEUED', last_error = :reason, token = NULL
WHERE scope = :scope AND token = :token AND status = 'RUNNING' AND id = :id;

-- report_job: How far a running job is.
UPDATE job SET report = :report
WHERE scope = :scope AND token = :token AND status = 'RUNNING' AND id = :id;

-- release_jobs: Running jobs are given back as if they had never been taken.
UPDATE job SET status = 'QUEUED', attempts = attempts - 1, token = NULL
WHERE scope = :scope AND token = :token AND status = 'RUNNING';

-- end_idle_lease: A lease ends with its last running job.
UPDATE lease SET expires = :ended WHERE scope = :scope AND token = :token
  AND NOT EXISTS (SELECT 1 FROM job WHERE scope = :scope AND token = :token AND status = 'RUNNING');

-- drop_communities: What was made of one scope.
DELETE FROM community WHERE scope = :scope;

-- add_community: One community.
INSERT INTO community (scope, id, level, size, members, facts, made)
VALUES (:scope, :id, :level, :size, :members, :facts, :made);

-- communities: Communities of a chain, the finest level first, the largest first in each.
SELECT * FROM community
WHERE scope IN (SELECT value FROM json_each(:chain))
  AND (:level IS NULL OR level = :level)
  AND (:ids = '[]' OR id IN (SELECT value FROM json_each(:ids)))
  AND (:wanted = '[]' OR EXISTS (SELECT 1 FROM json_each(members)
    WHERE value IN (SELECT value FROM json_each(:wanted))))
ORDER BY level, size DESC, id, scope LIMIT :limit OFFSET :skip;
