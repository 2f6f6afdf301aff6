// A whole tenant, read and written row by row. Each read gives one record for each row, with the
// columns of its kind in the order that schema/archives.py has.

// scopes: The scopes of a tenant: their keys begin with its name and a slash.
CALL () {
  MATCH (s:Scope) WHERE s.key STARTS WITH $beginning RETURN s.key AS key
  UNION
  MATCH (l:Lease) WHERE l.scope_key STARTS WITH $beginning RETURN l.scope_key AS key
}
RETURN key ORDER BY key;

// moment: What grows with every write to a tenant.
CALL () { MATCH (s:Scope) WHERE s.key STARTS WITH $beginning RETURN sum(s.revision) AS writes }
CALL () { MATCH (l:Lease) WHERE l.scope_key STARTS WITH $beginning RETURN sum(l.jobs) AS jobs }
RETURN writes, jobs;

// entity: Entities.
MATCH (x:Entity {scope_key: $scope}) WHERE x.id >= '' WITH x ORDER BY x.id
RETURN [x.id, x.name, x.form, x.kind, x.created, x.is_value, x.merged_into] AS row;

// alias: Their names.
MATCH (x:Alias {scope_key: $scope}) WHERE x.form >= '' WITH x ORDER BY x.number
RETURN [x.form, x.entity, x.name, x.is_main, x.source, x.created, coalesce(x.key_joined, ''),
  coalesce(x.key_sorted, ''), coalesce(x.key_initials, ''), coalesce(x.key_person, ''),
  coalesce(x.key_letters, '')] AS row;

// episode: Episodes.
MATCH (x:Episode {scope_key: $scope}) WHERE x.id >= '' WITH x ORDER BY x.created, x.ordinal, x.id
RETURN [x.id, x.content, x.occurred, x.created, x.kind, x.speaker, x.source, x.external_id, x.trust,
  x.metadata, x.given, x.ordinal, x.offset_minutes, x.embedding] AS row;

// claim: Claims.
MATCH (x:Claim {scope_key: $scope}) WHERE x.id >= '' WITH x ORDER BY x.number
RETURN [x.id, x.episode, x.slot, x.far_slot, coalesce(x.qualifier, ''), x.subject, x.predicate,
  x.object, x.statement, x.quote, x.nature, x.valid_from, x.valid_to, x.is_start_stated,
  x.is_end_stated, x.is_negated, x.is_ending, x.confidence, x.trust, x.occurred, x.recorded,
  x.reader, x.attributed_to, x.is_retracted, x.told_subject, x.told_object, x.told_slot,
  x.told_far_slot, x.asked] AS row;

// fact: Facts, believed and past.
CALL () {
  MATCH ()-[x:RELATES_TO {scope_key: $scope}]->() WHERE x.id >= '' RETURN x
  UNION ALL
  MATCH ()-[x:BELIEVED {scope_key: $scope}]->() WHERE x.id >= '' RETURN x
}
WITH x ORDER BY x.number
RETURN [x.id, x.slot, x.far_slot, coalesce(x.qualifier, ''), x.subject, x.predicate, x.object,
  x.statement, x.nature, x.valid_from, x.valid_to, x.created, x.expired, x.ending, x.claim_ids,
  x.episode_ids, x.confidence, x.trust, x.rule, x.closed_by, x.revision, x.is_negated,
  x.embedding] AS row;

// change: The log.
MATCH (x:Change {scope_key: $scope}) WHERE x.sequence >= 0 WITH x ORDER BY x.sequence
RETURN [x.sequence, x.at, x.actor, x.kind, x.reason, x.item, x.before, x.after] AS row;

// dispute: Conflicts.
MATCH (x:Conflict {scope_key: $scope}) WHERE x.slot >= '' AND x.holder >= '' AND x.rival >= ''
WITH x ORDER BY x.slot, x.holder, x.rival
RETURN [x.slot, x.holder, x.rival, x.rule, x.opened] AS row;

// job: Work, owed and done.
MATCH (x:Job {scope_key: $scope}) WHERE x.id >= '' WITH x ORDER BY x.number
RETURN [x.id, x.kind, CASE x.status WHEN 'RUNNING' THEN 'QUEUED' ELSE x.status END, x.attempts,
  x.created, x.finished, x.last_error, x.wish, x.report,
  COLLECT { MATCH (x)-[o:OWES]->(e:Episode) RETURN e.id ORDER BY o.ordinal }] AS row;

// idempotency: Keys that were used.
MATCH (x:Idempotency {scope_key: $scope}) WHERE x.key >= '' WITH x ORDER BY x.key
RETURN [x.key, x.body_hash, x.job] AS row;

// reading: How episodes were read.
MATCH (x:Episode {scope_key: $scope}) WHERE x.id >= '' AND x.reader IS NOT NULL
WITH x ORDER BY x.id
RETURN [x.id, x.reader, x.stood_in_because, x.dropped, x.read_at] AS row;

// appearance: Who is named in which document.
MATCH (x:Episode {scope_key: $scope})-[m:MENTIONS]->(n:Entity)
WHERE x.id >= '' AND m.is_topic IS NOT NULL
WITH x, m, n ORDER BY x.id, n.id
RETURN [x.id, n.id, m.is_topic] AS row;

// model_answer: What models said.
MATCH (x:ModelAnswer {scope_key: $scope}) WHERE x.key >= '' WITH x ORDER BY x.key
RETURN [x.key, x.answer, x.created] AS row;

// model_usage: What that took.
MATCH (x:ModelUsage {scope_key: $scope}) WHERE x.day >= '' AND x.model >= '' WITH x ORDER BY x.day, x.model
RETURN [x.day, x.model, x.calls, x.tokens_in, x.tokens_out, x.spared] AS row;

// tombstone: What must not come back, as hashes.
MATCH (x:Tombstone {scope_key: $scope}) WHERE x.digest >= '' WITH x ORDER BY x.digest
RETURN [x.digest, x.is_key, x.erased] AS row;

// begin: A tenant is being taken in, or was when somebody was interrupted.
MERGE (t:Tenant {name: $tenant})
WITH t, coalesce(t.is_arriving, false) AS was_arriving
SET t.sequence = coalesce(t.sequence, 0),
    t.is_arriving = CASE WHEN was_arriving OR NOT $is_there THEN true END
REMOVE t.arrived
RETURN was_arriving;

// arrive: Whether a batch of a tenant has come before; it comes now, if not.
MATCH (t:Tenant {name: $tenant})
WITH t, coalesce(t.arrived, 0) >= $number AS is_there
SET t.arrived = $number
RETURN is_there;

// add_scope: A scope that is being taken in.
MERGE (s:Scope {key: $scope})
ON CREATE SET s.revision = 0, s.rows = 0, s.facts = 0, s.episodes = 0, s.sequence = 0;

// add_episodes: Episodes, not searchable yet.
UNWIND $rows AS x CREATE (e:Episode) SET e = x;

// add_lines: Lines of the log.
UNWIND $rows AS x CREATE (c:Change) SET c = x;

// add_jobs: Work, with the episodes that it is owed for.
UNWIND $rows AS x
CREATE (j:Job) SET j = x.properties
FOREACH (one IN CASE WHEN x.is_open THEN [1] ELSE [] END | SET j:OpenJob)
WITH j, x
UNWIND range(0, size(x.episodes) - 1) AS ordinal
MATCH (e:Episode {scope_key: $scope, id: x.episodes[ordinal]})
CREATE (j)-[:OWES {ordinal: ordinal}]->(e);

// add_keys: Keys that were used.
UNWIND $rows AS x CREATE (k:Idempotency) SET k = x;

// add_answers: What models said.
UNWIND $rows AS x CREATE (a:ModelAnswer) SET a = x;

// add_usages: What that took.
UNWIND $rows AS x CREATE (u:ModelUsage) SET u = x;

// add_tombstones: What must not come back, as hashes.
UNWIND $rows AS x CREATE (t:Tombstone) SET t = x;

// join_entities: Entities that are taken for others.
MATCH (n:Entity {scope_key: $scope}) WHERE n.merged_into > ''
CALL (n) {
  UNWIND $chain AS key
  MATCH (into:Entity {scope_key: key, id: n.merged_into})
  RETURN into LIMIT 1
}
MERGE (n)-[:MERGED_INTO]->(into);

// end_scope: A scope is there, with its tallies and its queue.
MERGE (s:Scope {key: $scope})
SET s.revision = 1, s.rows = $numbers, s.facts = $facts, s.episodes = $episodes,
    s.sequence = $sequence
MERGE (l:Lease {scope_key: $scope})
SET l.token = 0, l.expires = $ended, l.jobs = $jobs;

// end: The tenant has arrived.
MATCH (t:Tenant {name: $tenant})
SET t.sequence = $sequence
REMOVE t.is_arriving, t.arrived;
