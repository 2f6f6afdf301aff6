// Queries that forget, in one exact scope; only who else speaks of an entity is asked of all.

// chosen: Episodes that are meant, oldest first.
CALL () {
  UNWIND $ids AS id
  MATCH (e:Episode {scope_key: $scope, id: id}) RETURN e
  UNION
  MATCH (e:Episode {scope_key: $scope}) WHERE e.id >= ''
    AND ($everything OR e.occurred < $before
      OR $pattern <> '' AND any(said IN [e.content, e.speaker, e.metadata, e.given]
        WHERE said =~ $pattern)
      OR toLower(e.speaker) IN $speakers AND (e.speaker <> '' OR e.kind = 'MESSAGE'))
  RETURN e
  UNION
  UNWIND $chain AS key UNWIND $entities AS id
  MATCH (n:Entity {scope_key: key, id: id})<-[:MENTIONS]-(e:Episode) WHERE e.scope_key = $scope
  RETURN e
}
WITH DISTINCT e ORDER BY e.occurred, e.created, e.ordinal, e.id
RETURN collect(e.id) AS ids;

// holdings: What some episodes have left, but for the claims.
OPTIONAL MATCH (s:Scope {key: $scope})
WITH coalesce(s.revision, 0) AS revision
CALL () {
  UNWIND $episodes AS id
  MATCH (e:Episode {scope_key: $scope, id: id})
  RETURN collect(EPISODE(e)) AS episodes
}
CALL () {
  UNWIND $episodes AS id
  CALL (id) {
    MATCH (c:Claim {scope_key: $scope, episode: id}) RETURN c
    UNION
    MATCH (c:Claim {scope_key: $scope, asked: id}) RETURN c
  }
  RETURN collect(DISTINCT c.slot) + collect(DISTINCT c.far_slot) AS slots,
    collect(DISTINCT c) AS own, collect(DISTINCT c.id) AS gone
}
CALL (slots, gone) {
  CALL (slots, gone) {
    UNWIND slots AS slot
    MATCH ()-[r:RELATES_TO {scope_key: $scope, slot: slot}]->() RETURN r
    UNION
    UNWIND slots AS slot
    MATCH ()-[r:RELATES_TO {scope_key: $scope, far_slot: slot}]->() RETURN r
    UNION
    UNWIND slots AS slot
    MATCH ()-[r:BELIEVED {scope_key: $scope, slot: slot}]->() RETURN r
    UNION
    UNWIND slots AS slot
    MATCH ()-[r:BELIEVED {scope_key: $scope, far_slot: slot}]->() RETURN r
    UNION
    MATCH ()-[r:BELIEVED {scope_key: $scope}]->()
    WHERE r.expired IS NOT NULL
      AND (r.closed_by IN gone OR any(id IN r.claim_ids WHERE id IN gone))
    RETURN r
  }
  WITH DISTINCT r ORDER BY r.number
  RETURN collect(FACT(r)) AS facts
}
CALL (own) {
  CALL (own) {
    UNWIND $episodes AS id
    MATCH (:Episode {scope_key: $scope, id: id})-[:MENTIONS]->(n:Entity) RETURN n
    UNION
    UNWIND own AS c
    MATCH (:Episode {scope_key: $scope, id: c.episode})-[:MENTIONS]->(n:Entity)
    WHERE n.id IN [c.subject, c.object, c.told_subject, c.told_object]
    RETURN n
  }
  WITH DISTINCT n ORDER BY n.id WHERE n.scope_key = $scope
  RETURN collect(ENTITY(n)) AS entities, collect(n) AS named
}
CALL (named) {
  UNWIND named AS n
  MATCH (n)<-[m:MENTIONS]-(o:Episode)
  WHERE {{speaks_besides}}
  RETURN collect([n.id, o.speaker + ': ' + o.content + ' ' + o.given + ' ' + o.metadata])
    AS elsewhere
}
RETURN revision, episodes, slots, facts, entities, elsewhere;

// begin_erasure: Nobody else writes facts of this scope until the transaction ends.
MERGE (s:Scope {key: $scope})
ON CREATE SET s.revision = 0, s.rows = 0, s.facts = 0, s.episodes = 0, s.sequence = 0
SET s.held = true
RETURN s.revision AS revision;

// speaks_besides: Whether an episode that stays speaks of somebody. An answer speaks of whom only the
// question named no longer, once that goes.
NOT (o.scope_key = $scope AND o.id IN $episodes)
  AND NOT EXISTS {
    MATCH (o)-[:STATES]->(c:Claim {predicate: 'is the same as'}) WHERE c.reader IN $rulings
  }
  AND (m.is_topic IS NOT NULL OR NOT EXISTS {
    MATCH (o)-[:STATES]->(c:Claim)
    WHERE c.asked IN $episodes AND n.id IN [c.subject, c.object, c.told_subject, c.told_object]
  } OR EXISTS {
    MATCH (o)-[:STATES]->(c:Claim)
    WHERE NOT coalesce(c.asked, '') IN $episodes
      AND n.id IN [c.subject, c.object, c.told_subject, c.told_object]
  });

// scopes_of_tenant: The keys of all scopes of a tenant, in order.
MATCH (s:Scope) WHERE s.key STARTS WITH $tenant
WITH s ORDER BY s.key
RETURN collect(s.key) AS keys;

// told_elsewhere: Other episodes that speak of some entities, and what these say.
UNWIND $who AS id
MATCH (n:Entity {scope_key: $scope, id: id})<-[m:MENTIONS]-(o:Episode)
WHERE {{speaks_besides}}
RETURN collect([n.id, o.speaker + ': ' + o.content + ' ' + o.given + ' ' + o.metadata])
  AS elsewhere;

// take_lease_away: Whoever holds the scope holds it no longer.
MATCH (l:Lease {scope_key: $scope})
SET l.token = l.token + 1, l.expires = $dawn
WITH l
MATCH (j:Job {scope_key: $scope, status: 'RUNNING'})
SET j.status = 'QUEUED'
REMOVE j.token;

// erase_owed: Nothing is owed for an erased episode, and its jobs do not keep what went wrong.
UNWIND $episodes AS id
MATCH (e:Episode {scope_key: $scope, id: id})<-[o:OWES]-(j:Job)
DELETE o
SET j.last_error = ''
RETURN collect(DISTINCT j.id) AS jobs;

// cancel_jobs: What owes nothing any more is not begun.
UNWIND $jobs AS id
MATCH (j:Job {scope_key: $scope, id: id})
WHERE NOT (j)-[:OWES]->() AND NOT j.status IN ['DONE', 'CANCELLED']
SET j.status = 'CANCELLED', j.finished = $at
REMOVE j:OpenJob;

// erase_keys: Idempotency keys, whose hashes are of what was told.
MATCH (k:Idempotency {scope_key: $scope}) WHERE k.key >= '' AND k.job IN $jobs
DELETE k;

// erase_facts: Fact rows; how many of them were believed.
UNWIND $facts AS id
CALL (id) {
  MATCH ()-[r:RELATES_TO {scope_key: $scope, id: id}]->() RETURN r, 1 AS believed
  UNION ALL
  MATCH ()-[r:BELIEVED {scope_key: $scope, id: id}]->() RETURN r, 0 AS believed
}
DELETE r
RETURN coalesce(sum(believed), 0) AS believed;

// erase_conflicts: Conflicts of claims that are no more.
UNWIND $claims AS id
MATCH (c:Claim {scope_key: $scope, id: id})<-[:BETWEEN]-(x:Conflict)
WITH DISTINCT x
DETACH DELETE x;

// unname_answers: What only a claim that goes has said of an answer that stays.
UNWIND $claims AS id
MATCH (c:Claim {scope_key: $scope, id: id})<-[:STATES]-(e:Episode) WHERE c.asked IS NOT NULL
WITH DISTINCT e
MATCH (e)-[m:MENTIONS]->(n:Entity)
WHERE m.is_topic IS NULL AND NOT EXISTS {
  MATCH (e)-[:STATES]->(o:Claim)
  WHERE NOT o.id IN $claims AND n.id IN [o.subject, o.object, o.told_subject, o.told_object]
}
DELETE m;

// erase_claims: Claims.
UNWIND $claims AS id
MATCH (c:Claim {scope_key: $scope, id: id})
DETACH DELETE c;

// redact_episodes: Of episodes stays that they were there; how many were searchable.
UNWIND $redacted AS id
MATCH (e:Episode {scope_key: $scope, id: id})
OPTIONAL MATCH (e)-[m:MENTIONS]->()
DELETE m
WITH DISTINCT e, CASE WHEN e:Settled OR e:Experience THEN 1 ELSE 0 END AS settled
SET e.content = $words, e.text = $words, e.speaker = '', e.metadata = '{}', e.given = '[]'
REMOVE e:Settled, e:Experience, e.embedding, e.reader, e.stood_in_because, e.dropped, e.read_at
RETURN coalesce(sum(settled), 0) AS settled;

// erase_episodes: Episodes; how many were searchable.
UNWIND $erased AS id
MATCH (e:Episode {scope_key: $scope, id: id})
WITH e, CASE WHEN e:Settled OR e:Experience THEN 1 ELSE 0 END AS settled
DETACH DELETE e
RETURN coalesce(sum(settled), 0) AS settled;

// erase_entities: Entities with all their names, wherever these were learned.
UNWIND $entities AS id
MATCH (n:Entity {scope_key: $scope, id: id})
OPTIONAL MATCH (a:Alias)-[:NAMES]->(n)
DETACH DELETE a, n;

// erase_names: Further names of entities that stay.
UNWIND $rows AS x
MATCH (a:Alias {scope_key: $scope, form: x.form, entity: x.entity}) WHERE NOT a.is_main
DETACH DELETE a;

// reduce_facts: Rows rest on fewer claims, and wait for other vectors.
UNWIND $rows AS x
CALL (x) {
  MATCH ()-[r:RELATES_TO {scope_key: $scope, id: x.id}]->() RETURN r
  UNION ALL
  MATCH ()-[r:BELIEVED {scope_key: $scope, id: x.id}]->() RETURN r
}
SET r.claim_ids = x.claim_ids, r.episode_ids = x.episode_ids, r.statement = x.statement,
    r.text = x.text, r.confidence = x.confidence, r.trust = x.trust, r.closed_by = x.closed_by,
    r.row = x.row
REMOVE r.embedding;

// blank_entries: Lines of the log lose their words.
UNWIND $items AS item
MATCH (c:Change {scope_key: $scope, item: item})
SET c.before = '', c.after = '', c.reason = $reason;

// blank_reasons: What was written for a ruling loses why that was made, and so do names it brought.
UNWIND $below AS key UNWIND $rows AS x
CALL (key, x) {
  MATCH (c:Change {scope_key: key})
  WHERE c.item >= '' AND c.reason = x.reason AND c.at >= x.since AND c.at <= x.until
  SET c.reason = $reason
  RETURN count(c) AS lines
}
CALL (key, x) {
  MATCH (a:Alias {scope_key: key})
  WHERE a.form >= '' AND a.source = x.reason AND a.created >= x.since AND a.created <= x.until
  SET a.source = $reason
  RETURN count(a) AS names
}
RETURN sum(lines) + sum(names) AS blanked;

// erase_answers: What models said, whatever about: an answer repeats its text.
MATCH (a:ModelAnswer {scope_key: $scope}) WHERE a.key >= ''
DELETE a;

// add_tombstones: Hashes of what must not come back, and the key of such hashes.
UNWIND $rows AS x
MERGE (t:Tombstone {scope_key: $scope, digest: x.digest})
ON CREATE SET t.is_key = x.is_key, t.erased = $at;

// erasure_keys: The keys of scopes.
UNWIND $chain AS key
MATCH (t:Tombstone {scope_key: key}) WHERE t.digest >= '' AND t.is_key
RETURN collect([key, t.digest]) AS rows;

// buried: Which of some hashes were erased.
UNWIND $chain AS key UNWIND $digests AS digest
MATCH (t:Tombstone {scope_key: key, digest: digest}) WHERE NOT t.is_key
RETURN collect(DISTINCT t.digest) AS digests;

// empty_tombstones: What was erased in a scope may come back.
MATCH (t:Tombstone {scope_key: $scope}) WHERE t.digest >= ''
CALL (t) { DELETE t } IN TRANSACTIONS OF 1000 ROWS;

// log_retention: How long the server keeps its transaction logs.
SHOW SETTINGS 'db.tx_log.rotation.retention_policy' YIELD value
RETURN collect(value) AS rows;

// erase_communities: What was made of any scope of a tenant: they know whom its facts were about.
MATCH (c:Community) WHERE c.scope_key STARTS WITH $tenant AND c.id >= ''
DELETE c;
