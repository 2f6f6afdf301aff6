-- Queries that forget. A list is bound as one JSON text and opened by json_each. `:scope` is one
-- exact scope; only who else speaks of an entity is asked of all.

-- scopes_between: Scopes whose keys lie in a range.
SELECT key FROM scope WHERE key >= :first AND key < :past ORDER BY key;

-- texts_of_scope: Every episode with its words, who said it, and what came with it.
SELECT id, content, speaker, kind, metadata, given FROM episode WHERE scope = :scope;

-- episodes_before: Episodes that happened earlier.
SELECT id FROM episode WHERE scope = :scope AND occurred < :before;

-- episodes_about: Episodes that tell of some entities.
SELECT episode AS id FROM claim WHERE number IN ({{numbers_about}})
UNION
SELECT episode FROM appearance WHERE scope = :scope
  AND entity IN (SELECT value FROM json_each(:entities));

-- episodes_in_order: Of some ids those that are there, oldest first.
SELECT id FROM episode WHERE scope = :scope AND id IN (SELECT value FROM json_each(:ids))
ORDER BY occurred, created, ordinal, id;

-- claims_of_episodes: Claims read from some episodes, or from answers to them.
SELECT * FROM claim WHERE scope = :scope AND episode IN (SELECT value FROM json_each(:episodes))
UNION
SELECT * FROM claim WHERE scope = :scope AND asked IN (SELECT value FROM json_each(:episodes))
ORDER BY number;

-- rows_of_slots: Every row of some slots, believed or not, and past ones where some claims were once.
SELECT * FROM fact WHERE number IN (
  SELECT number FROM fact WHERE scope = :scope AND slot IN (SELECT value FROM json_each(:slots))
  UNION SELECT number FROM fact WHERE scope = :scope AND far_slot IS NOT NULL
    AND far_slot IN (SELECT value FROM json_each(:slots))
  UNION SELECT number FROM fact WHERE scope = :scope AND expired < :open
    AND (closed_by IN (SELECT value FROM json_each(:claims))
      OR EXISTS (SELECT 1 FROM json_each(fact.claims)
        WHERE value IN (SELECT value FROM json_each(:claims)))))
ORDER BY number;

-- appearing_in: Who appears in some episodes.
SELECT DISTINCT entity FROM appearance WHERE scope = :scope
  AND episode IN (SELECT value FROM json_each(:episodes));

-- told_elsewhere: Which of some entities other episodes speak of, and what these say.
SELECT c.subject AS one, c.object AS other, c.told_subject, c.told_object,
  e.speaker || ': ' || e.content || ' ' || e.given || ' ' || e.metadata AS text
FROM claim c JOIN episode e ON e.scope = c.scope AND e.id = c.episode
WHERE (c.subject IN (SELECT value FROM json_each(:entities))
    OR c.object IN (SELECT value FROM json_each(:entities))
    OR c.told_subject IN (SELECT value FROM json_each(:entities))
    OR c.told_object IN (SELECT value FROM json_each(:entities)))
  AND NOT (c.predicate = 'is the same as' AND c.reader IN (SELECT value FROM json_each(:rulings)))
  AND NOT (c.scope = :scope AND (c.episode IN (SELECT value FROM json_each(:episodes))
    OR coalesce(c.asked, '') IN (SELECT value FROM json_each(:episodes))))
UNION ALL
SELECT a.entity, a.entity, NULL, NULL, e.speaker || ': ' || e.content || ' ' || e.given || ' ' || e.metadata
FROM appearance a JOIN episode e ON e.scope = a.scope AND e.id = a.episode
WHERE a.entity IN (SELECT value FROM json_each(:entities))
  AND NOT (a.scope = :scope AND a.episode IN (SELECT value FROM json_each(:episodes)));

-- revision_of_scope: How often a scope has changed.
SELECT revision FROM scope WHERE number = :scope;

-- take_lease_away: Whoever holds the scope holds it no longer.
UPDATE lease SET token = token + 1, expires = :dawn WHERE scope = :scope;

-- jobs_owing: Jobs that were accepted for some episodes.
SELECT DISTINCT j.number FROM job j JOIN job_episode o ON o.job = j.number
JOIN episode e ON e.number = o.episode
WHERE e.scope = :scope AND e.id IN (SELECT value FROM json_each(:episodes));

-- erase_keys: Idempotency keys, whose hashes are of what was told.
DELETE FROM idempotency WHERE scope = :scope AND job IN (SELECT value FROM json_each(:jobs));

-- erase_owed: Nothing is owed for an erased episode.
DELETE FROM job_episode WHERE episode IN (SELECT number FROM episode
  WHERE scope = :scope AND id IN (SELECT value FROM json_each(:episodes)));

-- cancel_jobs: A job that owes nothing any more is not begun, and no job keeps what went wrong.
UPDATE job SET last_error = '', status = CASE
    WHEN status IN ('DONE', 'CANCELLED')
      OR EXISTS (SELECT 1 FROM job_episode o WHERE o.job = job.number) THEN status
    ELSE 'CANCELLED' END,
  finished = CASE WHEN status IN ('DONE', 'CANCELLED')
      OR EXISTS (SELECT 1 FROM job_episode o WHERE o.job = job.number) THEN finished
    ELSE :at END
WHERE number IN (SELECT value FROM json_each(:jobs));

-- erase_fact_units: Facts are found no more.
DELETE FROM unit WHERE kind = 'FACT' AND item IN (SELECT number FROM fact
  WHERE scope = :scope AND id IN (SELECT value FROM json_each(:facts)));

-- erase_episode_units: Episodes are found no more.
DELETE FROM unit WHERE kind IN ('EPISODE', 'EXPERIENCE') AND item IN (SELECT number FROM episode
  WHERE scope = :scope AND id IN (SELECT value FROM json_each(:episodes)));

-- erase_facts: Fact rows.
DELETE FROM fact WHERE scope = :scope AND id IN (SELECT value FROM json_each(:facts));

-- erase_claims: Claims.
DELETE FROM claim WHERE scope = :scope AND id IN (SELECT value FROM json_each(:claims));

-- erase_disputes: Disputes of claims that are no more.
DELETE FROM dispute WHERE scope = :scope
  AND (holder IN (SELECT value FROM json_each(:claims))
    OR rival IN (SELECT value FROM json_each(:claims)));

-- erase_appearances: Who appeared in some episodes.
DELETE FROM appearance WHERE scope = :scope
  AND episode IN (SELECT value FROM json_each(:episodes));

-- erase_readings: How some episodes were read.
DELETE FROM reading WHERE scope = :scope AND episode IN (SELECT value FROM json_each(:episodes));

-- erase_answers: What models said, whatever about: an answer repeats its text.
DELETE FROM model_answer WHERE scope = :scope;

-- erase_episodes: Episodes.
DELETE FROM episode WHERE scope = :scope AND id IN (SELECT value FROM json_each(:erased));

-- redact_episodes: Of episodes stays that they were there.
UPDATE episode SET content = :words, speaker = '', metadata = '{}', given = '[]'
WHERE scope = :scope AND id IN (SELECT value FROM json_each(:redacted));

-- erase_entities: Entities.
DELETE FROM entity WHERE scope = :scope AND id IN (SELECT value FROM json_each(:entities));

-- erase_names: All names of entities, wherever they were learned.
DELETE FROM alias WHERE entity IN (SELECT value FROM json_each(:entities));

-- erase_name: One further name of an entity that stays.
DELETE FROM alias WHERE scope = :scope AND entity = :entity AND form = :form AND is_main = 0;

-- reduce_fact: A row rests on fewer claims.
UPDATE fact SET claims = :claims, episodes = :episodes, sentence = :sentence,
  confidence = :confidence, trust = :trust, closed_by = :closed_by
WHERE scope = :scope AND id = :id;

-- unset_fact_vector: A fact waits for another vector.
UPDATE unit SET vector = NULL
WHERE kind = 'FACT' AND item = (SELECT number FROM fact WHERE scope = :scope AND id = :id);

-- blank_entries: Lines of the log lose their words.
UPDATE change SET before = '', after = '', reason = :reason
WHERE scope = :scope AND item IN (SELECT value FROM json_each(:items));

-- blank_reason: What was written for a ruling loses why that was made.
UPDATE change SET reason = :blank
WHERE scope IN (SELECT number FROM scope WHERE key IN (SELECT value FROM json_each(:below)))
  AND reason = :reason AND at BETWEEN :since AND :until;

-- blank_source: Names that a ruling brought lose why it was made.
UPDATE alias SET source = :blank
WHERE scope IN (SELECT number FROM scope WHERE key IN (SELECT value FROM json_each(:below)))
  AND source = :reason AND created BETWEEN :since AND :until;

-- add_tombstone: A hash of what must not come back, or the key of such hashes.
INSERT OR IGNORE INTO tombstone (scope, digest, is_key, erased)
VALUES (:scope, :digest, :is_key, :at);

-- erase_kept: Arrays of what is searched, whatever of: they are made anew.
DELETE FROM kept_run WHERE scope = :scope;

-- count_erasure: Numbers of rows may be given out again from now on.
UPDATE erasures SET count = count + 1;

-- purge_scope: Arrays from before now are thrown away.
UPDATE scope SET revision = revision + 1, purged = revision + 1 WHERE number = :scope;

-- tombstone_keys: The keys of scopes.
SELECT scope, digest FROM tombstone WHERE is_key = 1
  AND scope IN (SELECT value FROM json_each(:chain));

-- buried: Which of some hashes were erased.
SELECT DISTINCT digest FROM tombstone WHERE is_key = 0
  AND scope IN (SELECT value FROM json_each(:chain))
  AND digest IN (SELECT value FROM json_each(:digests));

-- is_forgotten: Whether something was erased where nothing had been, or one of some hashes elsewhere.
SELECT EXISTS (
  SELECT 1 FROM tombstone WHERE is_key = 1 AND scope IN (SELECT value FROM json_each(:unmarked))
) OR EXISTS (
  SELECT 1 FROM tombstone WHERE is_key = 0 AND scope IN (SELECT value FROM json_each(:chain))
    AND digest IN (SELECT value FROM json_each(:digests))
);

-- erase_communities: What was made of any scope of a tenant: they know whom its facts were about.
DELETE FROM community WHERE scope IN (
  SELECT number FROM scope WHERE key >= :first AND key < :past);
