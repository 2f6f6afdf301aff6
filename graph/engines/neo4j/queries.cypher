// Every query of the Neo4j engine, read by cypher.py. Reads give one record that holds lists, for a
// record costs the driver sixty times what an element of a list does. `$chain` holds the keys of the
// scopes that a read may see, narrowest first. FACT(r) and its like stand for the properties that
// rows.py reads; ENTITY(n, names) has its names from a variable. {{name}} stands for the text of that
// name further down.

// A node that others wait for is locked by setting something, then read, then changed. What adds to
// a property (SET s.rows = s.rows + 1) takes another lock of the node for a moment, before the one
// that lasts: whoever waits in there has it, and so ends whoever adds to the same node once more.

// open_scope: What a change set finds there. Locks its scope until the transaction ends, and for the
// first write into it the wider ones too: who erases there locks those below that are there.
MERGE (s:Scope {key: $scope})
ON CREATE SET s.revision = 0, s.rows = 0, s.facts = 0, s.episodes = 0, s.sequence = 0
SET s.held = true
WITH s, s.rows AS first, s.revision AS revision
SET s.revision = revision + 1, s.rows = first + $rows
WITH s, first, revision
CALL (s) {
  MATCH (o:Scope) WHERE o.key IN $chain AND o.key <> $scope AND s.revision = 1
  WITH o ORDER BY o.key
  SET o.held = true
  RETURN count(o) AS wider
}
CALL () {
  UNWIND $chain AS key UNWIND $entities AS id
  MATCH (n:Entity {scope_key: key, id: id})
  RETURN collect([n.id, n.scope_key, n.merged_into]) AS entities
}
CALL () {
  UNWIND $facts AS id
  CALL (id) {
    MATCH ()-[r:RELATES_TO {scope_key: $scope, id: id}]->() RETURN r
    UNION ALL
    MATCH ()-[r:BELIEVED {scope_key: $scope, id: id}]->() RETURN r
  }
  RETURN collect([r.id, r.expired, r.embedding IS NOT NULL]) AS facts
}
CALL () {
  UNWIND $claims AS id
  MATCH (c:Claim {scope_key: $scope, id: id})
  RETURN collect(c.id) AS claims
}
CALL () {
  UNWIND $episodes AS id
  MATCH (e:Episode {scope_key: $scope, id: id})
  RETURN collect([e.id, e:Settled OR e:Experience]) AS episodes
}
CALL () {
  UNWIND $items AS item
  MATCH (c:Change {scope_key: $scope, item: item}) WHERE c.at = $at
  RETURN collect(CHANGE(c)) AS lines
}
RETURN first, revision, entities, facts, claims, episodes, lines;

// add_entities: Entities that are not there yet, under labels from a list of ours.
UNWIND $rows AS x
CREATE (n:Entity)
SET n = x.properties, n:$(x.labels);

// add_aliases: Names of entities, which they may have already.
UNWIND $rows AS x
MATCH (n:Entity {scope_key: x.bearer, id: x.properties.entity})
MERGE (a:Alias {
  scope_key: x.properties.scope_key, form: x.properties.form, entity: x.properties.entity
})
ON CREATE SET a += x.properties
MERGE (a)-[:NAMES]->(n);

// respell: Names are shown in another spelling of the same form.
UNWIND $rows AS x
MATCH (a:Alias {scope_key: $scope, form: x.form, entity: x.entity})
SET a.name = x.name
WITH x
MATCH (n:Entity {scope_key: $scope, id: x.entity}) WHERE n.form = x.form
SET n.name = x.name;

// add_claims: Claims that are not there yet, with whom their episodes mention.
UNWIND $rows AS x
CREATE (c:Claim) SET c = x.properties
WITH c, x
MATCH (e:Episode {scope_key: c.scope_key, id: c.episode})
CREATE (e)-[:STATES]->(c)
WITH e, x UNWIND x.ends AS end
MATCH (n:Entity {scope_key: end[1], id: end[0]})
MERGE (e)-[:MENTIONS]->(n);

// redirect_entities: Entities are taken for others, or for themselves again.
UNWIND $rows AS x
MATCH (n:Entity {scope_key: $scope, id: x.id})
SET n.merged_into = x.into
WITH n, x
OPTIONAL MATCH (n)-[m:MERGED_INTO]->()
DELETE m
WITH DISTINCT n, x WHERE x.into > ''
MATCH (into:Entity {scope_key: x.bearer, id: x.into})
CREATE (n)-[:MERGED_INTO]->(into);

// move_claims: Claims are about somebody else than before, and so their episodes are.
UNWIND $rows AS x
MATCH (c:Claim {scope_key: $scope, id: x.id})
SET c += x.properties
WITH c, x
MATCH (e:Episode {scope_key: $scope, id: c.episode})
CALL (e, x) {
  UNWIND x.ends AS end
  MATCH (n:Entity {scope_key: end[1], id: end[0]})
  MERGE (e)-[:MENTIONS]->(n)
}
WITH DISTINCT e
MATCH (e)-[m:MENTIONS]->(n:Entity)
WHERE m.is_topic IS NULL AND NOT EXISTS {
  MATCH (e)-[:STATES]->(c:Claim) WHERE n.id IN [c.subject, c.object, c.told_subject, c.told_object]
}
DELETE m;

// claims_about: Claims that are about some entities, or were told of them.
CALL () {
  UNWIND $wide AS key UNWIND $entities AS id
  MATCH (n:Entity {scope_key: key, id: id})<-[:MENTIONS]-(e:Episode) WHERE e.scope_key = $scope
  MATCH (e)-[:STATES]->(c:Claim)
  WHERE id IN [c.subject, c.object, c.told_subject, c.told_object]
  RETURN DISTINCT c
}
WITH c ORDER BY c.number
RETURN collect(CLAIM(c)) AS rows;

// add_appearances: Who is named in which document, and what it is about.
UNWIND $rows AS x
MATCH (e:Episode {scope_key: $scope, id: x.episode})
MATCH (n:Entity {scope_key: x.entity[1], id: x.entity[0]})
MERGE (e)-[m:MENTIONS]->(n)
SET m.is_topic = coalesce(m.is_topic, false) OR x.is_topic;

// retract_claims: Claims no longer count.
UNWIND $ids AS id
MATCH (c:Claim {scope_key: $scope, id: id})
SET c.is_retracted = true;

// retire_facts: The belief in rows ends: they leave what is searched.
UNWIND $ids AS id
MATCH (a)-[r:RELATES_TO {scope_key: $scope, id: id}]->(b)
CREATE (a)-[past:BELIEVED]->(b)
SET past = properties(r), past.expired = $at
DELETE r;

// add_facts: Believed rows that are not there yet; without a vector, found by their words alone.
UNWIND $rows AS x
MATCH (a:Entity {scope_key: x.ends[0][1], id: x.ends[0][0]})
MATCH (b:Entity {scope_key: x.ends[1][1], id: x.ends[1][0]})
CREATE (a)-[r:RELATES_TO]->(b) SET r = x.properties
WITH r, x WHERE x.vector IS NOT NULL
CALL db.create.setRelationshipVectorProperty(r, 'embedding', x.vector);

// add_past_facts: The same of rows that were believed once, such as those of an import.
UNWIND $rows AS x
MATCH (a:Entity {scope_key: x.ends[0][1], id: x.ends[0][0]})
MATCH (b:Entity {scope_key: x.ends[1][1], id: x.ends[1][0]})
CREATE (a)-[r:BELIEVED]->(b) SET r = x.properties
WITH r, x WHERE x.vector IS NOT NULL
CALL db.create.setRelationshipVectorProperty(r, 'embedding', x.vector);

// set_fact_vectors: Facts that have none get their vectors.
UNWIND $rows AS x
CALL (x) {
  MATCH ()-[r:RELATES_TO {scope_key: $scope, id: x.id}]->() RETURN r
  UNION ALL
  MATCH ()-[r:BELIEVED {scope_key: $scope, id: x.id}]->() RETURN r
}
CALL db.create.setRelationshipVectorProperty(r, 'embedding', x.vector);

// settle_episodes: Episodes become searchable; attempts apart from texts.
UNWIND $rows AS x
MATCH (e:Episode {scope_key: $scope, id: x.id})
FOREACH (one IN CASE WHEN x.id STARTS WITH 'ex_' THEN [] ELSE [1] END | SET e:Settled)
FOREACH (one IN CASE WHEN x.id STARTS WITH 'ex_' THEN [1] ELSE [] END | SET e:Experience)
WITH e, x
CALL db.create.setNodeVectorProperty(e, 'embedding', x.vector);

// attempts: The newest attempts of each scope of a chain up to a moment, with the vectors of their tasks.
CALL () {
  UNWIND $chain AS key
  CALL (key) {
    MATCH (e:Experience {scope_key: key}) WHERE e.created <= $known
    RETURN e ORDER BY e.created DESC, e.id DESC LIMIT $limit
  }
  RETURN e
}
RETURN collect([EPISODE(e), e.embedding]) AS rows;

// add_conflicts: Disputes that may be open already.
UNWIND $rows AS x
MERGE (c:Conflict {scope_key: x.scope_key, slot: x.slot, holder: x.holder, rival: x.rival})
ON CREATE SET c += x
WITH c, x UNWIND [x.holder, x.rival] AS id
MATCH (claim:Claim {scope_key: x.scope_key, id: id})
MERGE (c)-[:BETWEEN]->(claim);

// note_readings: How episodes were read, the last time.
UNWIND $rows AS x
MATCH (e:Episode {scope_key: $scope, id: x.episode})
SET e.reader = x.reader, e.stood_in_because = x.stood_in_because, e.dropped = x.dropped,
    e.read_at = x.at;

// readings: How episodes were read.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (e:Episode {scope_key: key, id: id}) WHERE e.reader IS NOT NULL
RETURN collect([e.id, e.scope_key, e.reader, e.read_at, e.stood_in_because, e.dropped]) AS rows;

// stood_in: Readings of one scope in which somebody stood in.
MATCH (e:Episode {scope_key: $scope}) WHERE e.stood_in_because > ''
WITH e ORDER BY e.read_at, e.id LIMIT $limit
RETURN collect([e.id, e.scope_key, e.reader, e.read_at, e.stood_in_because, e.dropped]) AS rows;

// kept_answer: What a model said.
OPTIONAL MATCH (a:ModelAnswer {scope_key: $scope, key: $key})
RETURN coalesce(a.answer, '') AS answer;

// add_usage: What one question to a model took; the answer is kept where it has a key.
MERGE (u:ModelUsage {scope_key: $scope, day: $day, model: $model})
ON CREATE SET u.calls = 0, u.tokens_in = 0, u.tokens_out = 0, u.spared = 0
SET u.calls = u.calls + $calls, u.tokens_in = u.tokens_in + $tokens_in,
    u.tokens_out = u.tokens_out + $tokens_out, u.spared = u.spared + $spared
FOREACH (one IN $answers |
  MERGE (a:ModelAnswer {scope_key: $scope, key: one.key})
  SET a.answer = one.answer, a.created = one.at);

// usage: What models took, by day and model.
MATCH (u:ModelUsage {scope_key: $scope}) WHERE u.day >= $since
WITH u ORDER BY u.day, u.model
RETURN collect([u.day, u.model, u.calls, u.tokens_in, u.tokens_out, u.spared]) AS rows;

// add_changes: Lines of the log, numbered within the tenant, and the tallies of the scope.
MERGE (t:Tenant {name: $tenant})
ON CREATE SET t.sequence = 0
SET t.held = true
WITH t, t.sequence AS first
SET t.sequence = first + size($entries)
WITH first
CALL (first) {
  UNWIND range(0, size($entries) - 1) AS n
  CREATE (c:Change) SET c = $entries[n], c.sequence = first + n + 1
}
MATCH (s:Scope {key: $scope})
WITH s, s.facts AS facts, s.episodes AS episodes,
  CASE WHEN size($entries) > 0 THEN first + size($entries) ELSE s.sequence END AS last
SET s.facts = facts + $facts, s.episodes = episodes + $episodes, s.sequence = last
WITH count(*) AS done
MATCH (o:Scope) WHERE o.key IN $chain
RETURN max(o.sequence) AS sequence;

// finish_jobs: The running jobs of a lease end; they keep its token, by which a repeat is known.
MATCH (l:Lease {scope_key: $scope})
SET l.locked = $at
WITH l
UNWIND $ids AS id
MATCH (j:Job {scope_key: $scope, id: id}) WHERE j.token = $token
WITH collect(j) AS mine
WITH [j IN mine WHERE j.status = 'RUNNING'] AS running,
     size([j IN mine WHERE j.status = 'DONE']) AS done
FOREACH (j IN CASE WHEN $is_kept THEN [] ELSE running END |
  SET j.status = 'DONE', j.finished = $at, j.last_error = '' REMOVE j:OpenJob)
RETURN size(running) AS running, done;

// lock_lease: Nobody else changes the jobs of this scope until the transaction ends.
MATCH (l:Lease {scope_key: $scope}) SET l.locked = $at;

// end_idle_lease: A lease ends with its last running job.
MATCH (l:Lease {scope_key: $scope})
WHERE toString(l.token) = $token
  AND NOT EXISTS {
    MATCH (j:Job {scope_key: $scope, status: 'RUNNING'}) WHERE j.token = $token
  }
SET l.expires = $ended;

// use_key: An idempotency key is used, or was before; a job of its name may stand from before an erasure.
WITH EXISTS { (:Job {scope_key: $scope, id: $job}) } AS is_taken,
  EXISTS { (:Change {scope_key: $scope, item: $erasure}) } AS is_erasing
MERGE (k:Idempotency {scope_key: $scope, key: $key})
ON CREATE SET k.body_hash = $body_hash, k.is_new = true,
  k.job = CASE WHEN is_taken THEN $other ELSE $job END
WITH k, is_erasing, coalesce(k.is_new, false) AS is_new
REMOVE k.is_new
RETURN is_new, k.body_hash AS body_hash, k.job AS job, is_erasing;

// used_key: What an idempotency key was used for.
OPTIONAL MATCH (k:Idempotency {scope_key: $scope, key: $key})
RETURN k.body_hash AS body_hash, k.job AS job,
  EXISTS { (:Change {scope_key: $scope, item: $erasure}) } AS is_erasing;

// add_job: Work is owed for episodes that may be there already. What was erased is looked for once
// the lease is locked, which an erasure takes away: one of the two waits for the other.
MERGE (l:Lease {scope_key: $scope})
ON CREATE SET l.token = 0, l.expires = $ended, l.jobs = 0
SET l.jobs = l.jobs + 1
WITH l.jobs AS number
CREATE (j:Job:OpenJob) SET j = $job, j.number = number
WITH j
CALL (j) {
  UNWIND $episodes AS x
  MERGE (e:Episode {scope_key: $scope, id: x.id})
  ON CREATE SET e += x
}
CALL (j) {
  UNWIND range(0, size($ids) - 1) AS ordinal
  MATCH (e:Episode {scope_key: $scope, id: $ids[ordinal]})
  CREATE (j)-[:OWES {ordinal: ordinal}]->(e)
}
CALL () {
  UNWIND $unmarked AS key
  CALL (key) { MATCH (t:Tombstone {scope_key: key}) WHERE t.digest >= '' RETURN t LIMIT 1 }
  RETURN count(t) > 0 AS is_marked
}
CALL () {
  UNWIND $chain AS key UNWIND $digests AS digest
  MATCH (t:Tombstone {scope_key: key, digest: digest}) WHERE NOT t.is_key
  RETURN count(t) > 0 AS is_buried
}
CALL () {
  MATCH (o:OpenJob) USING INDEX o:OpenJob(scope_key, number)
  WHERE o.scope_key STARTS WITH $tenant AND o.number > 0
  WITH o LIMIT toInteger($most)
  RETURN count(o) - 1 AS waiting
}
RETURN [JOB(j)] AS rows, is_marked OR is_buried AS is_forgotten, waiting;

// jobs_by_id: Jobs by id that a scope sees.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (j:Job {scope_key: key, id: id})
RETURN collect(JOB(j)) AS rows;

// jobs_of_episodes: The newest job of each episode.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (e:Episode {scope_key: key, id: id})
CALL (e) { MATCH (e)<-[:OWES]-(j:Job) RETURN j ORDER BY j.number DESC LIMIT 1 }
RETURN collect([e.id, JOB(j)]) AS rows;

// reopen_job: A job that was given up is tried again.
MATCH (j:Job {scope_key: $scope, id: $id}) WHERE j.status = 'FAILED'
SET j:OpenJob, j.status = 'QUEUED', j.attempts = 0
REMOVE j.finished;

// renew_lease: A lease that is still held runs longer.
MATCH (l:Lease {scope_key: $scope})
WHERE toString(l.token) = $token AND EXISTS {
  MATCH (j:Job {scope_key: $scope, status: 'RUNNING'}) WHERE j.token = $token
}
SET l.expires = $expires;

// free_scope: The scope of the oldest job that a worker may take: queued, or left behind. Open jobs
// come and go, so that a server would plan this anew every ten seconds; one plan is right for all.
CYPHER replan=skip
MATCH (j:OpenJob) USING INDEX j:OpenJob(created) WHERE j.created >= $dawn
MATCH (l:Lease {scope_key: j.scope_key}) USING INDEX l:Lease(scope_key) WHERE l.expires <= $at
RETURN l.scope_key AS scope ORDER BY j.created, j.number, j.scope_key LIMIT 1;

// next_free_scope: The first scope after another that a worker may take.
CYPHER replan=skip
MATCH (j:OpenJob) USING INDEX j:OpenJob(scope_key, number) WHERE j.scope_key > $after AND j.number > 0
MATCH (l:Lease {scope_key: j.scope_key}) USING INDEX l:Lease(scope_key) WHERE l.expires <= $at
RETURN l.scope_key AS scope ORDER BY j.scope_key, j.number LIMIT 1;

// backlog: Open jobs, since when the oldest waits, and jobs given up; of all tenants.
CALL () { MATCH (j:OpenJob) RETURN count(j) AS waiting }
CALL () {
  MATCH (j:OpenJob) USING INDEX j:OpenJob(created) WHERE j.created >= $dawn
  WITH j.created AS created ORDER BY created LIMIT 1
  RETURN min(created) AS oldest
}
CALL () {
  MATCH (l:Lease) WHERE l.scope_key >= ''
  CALL (l) {
    MATCH (j:Job {scope_key: l.scope_key, status: 'FAILED'}) USING INDEX j:Job(scope_key, status)
    RETURN count(j) AS given_up
  }
  RETURN sum(given_up) AS failed
}
RETURN waiting, oldest, failed;

// grant_lease: A scope is leased under the next token; what an older lease left behind is open again.
CYPHER replan=skip
MATCH (l:Lease {scope_key: $scope})
WHERE l.expires <= $at AND EXISTS {
  MATCH (o:OpenJob {scope_key: $scope}) USING INDEX o:OpenJob(scope_key, number) WHERE o.number > 0
}
WITH l, l.token AS before
SET l.token = before + 1, l.expires = $expires
WITH l
CALL (l) {
  MATCH (j:Job {scope_key: $scope, status: 'RUNNING'}) USING INDEX j:Job(scope_key, status)
  SET j.status = 'QUEUED' REMOVE j.token
}
WITH l
CALL (l) {
  MATCH (j:OpenJob {scope_key: $scope}) USING INDEX j:OpenJob(scope_key, number)
  WHERE j.number > 0
  WITH j ORDER BY j.number LIMIT $limit
  RETURN collect([j.id, COUNT { (j)-[:OWES]->() }]) AS open
}
OPTIONAL MATCH (s:Scope {key: $scope})
RETURN toString(l.token) AS token, open, coalesce(s.revision, 0) AS revision;

// start_jobs: Jobs begin to run under a token.
UNWIND range(0, size($ids) - 1) AS n
MATCH (j:Job {scope_key: $scope, id: $ids[n]})
SET j.status = 'RUNNING', j.attempts = j.attempts + 1, j.token = $token
WITH n, j ORDER BY n
CALL (j) {
  MATCH (j)-[o:OWES]->(e:Episode) WITH e ORDER BY o.ordinal
  RETURN collect(EPISODE(e)) AS episodes
}
RETURN collect(JOB(j)) AS jobs, collect(episodes) AS episodes;

// fail_job: A running job is given up.
MATCH (j:Job {scope_key: $scope, id: $id}) WHERE j.token = $token AND j.status = 'RUNNING'
SET j.status = 'FAILED', j.finished = $at, j.last_error = $reason
REMOVE j.token, j:OpenJob;

// requeue_job: A running job is given back, to be tried again.
MATCH (j:Job {scope_key: $scope, id: $id}) WHERE j.token = $token AND j.status = 'RUNNING'
SET j.status = 'QUEUED', j.last_error = $reason
REMOVE j.token;

// report_job: How far a running job is.
MATCH (j:Job {scope_key: $scope, id: $id}) WHERE j.token = $token AND j.status = 'RUNNING'
SET j.report = $report;

// release_jobs: Running jobs are given back as if they had never been taken.
MATCH (j:Job {scope_key: $scope, status: 'RUNNING'}) WHERE j.token = $token
SET j.status = 'QUEUED', j.attempts = j.attempts - 1
REMOVE j.token;

// facts_by_id: Fact rows that a scope sees.
UNWIND $chain AS key UNWIND $ids AS id
CALL (key, id) {
  MATCH ()-[r:RELATES_TO {scope_key: key, id: id}]->() RETURN r
  UNION ALL
  MATCH ()-[r:BELIEVED {scope_key: key, id: id}]->() RETURN r
}
RETURN collect(FACT(r)) AS rows;

// entities_by_id: Entity rows that a scope sees.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (n:Entity {scope_key: key, id: id})
RETURN collect(ENTITY(n)) AS rows;

// episodes_by_id: Episode rows that a scope sees.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (e:Episode {scope_key: key, id: id})
RETURN collect(EPISODE(e)) AS rows;

// ids_beginning: Ids of anything that a scope sees, within a range.
UNWIND $chain AS key
CALL (key) {
  MATCH ()-[r:RELATES_TO]->()
  WHERE r.scope_key = key AND r.id >= $first AND r.id < $past RETURN r.id AS id
  UNION
  MATCH ()-[r:BELIEVED]->()
  WHERE r.scope_key = key AND r.id >= $first AND r.id < $past RETURN r.id AS id
  UNION
  MATCH (n:Entity) WHERE n.scope_key = key AND n.id >= $first AND n.id < $past RETURN n.id AS id
  UNION
  MATCH (e:Episode) WHERE e.scope_key = key AND e.id >= $first AND e.id < $past RETURN e.id AS id
  UNION
  MATCH (j:Job) WHERE j.scope_key = key AND j.id >= $first AND j.id < $past RETURN j.id AS id
  UNION
  MATCH (c:Community)
  WHERE c.scope_key = key AND c.id >= $first AND c.id < $past RETURN c.id AS id
}
WITH DISTINCT id ORDER BY id LIMIT $most
RETURN collect(id) AS ids;

// claims_by_id: Claim rows that a scope sees.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (c:Claim {scope_key: key, id: id})
RETURN collect(CLAIM(c)) AS rows;

// claims_read_from: Claims read from some episodes.
UNWIND $chain AS key UNWIND $episodes AS episode
MATCH (c:Claim {scope_key: key, episode: episode})
WITH c ORDER BY c.number
RETURN collect(CLAIM(c)) AS rows;

// speakers: Who speaks under one of some names, as a whole ("Anna") or before a space ("Anna Berg").
UNWIND $names AS name
UNWIND $chain AS key
CALL (name, key) {
  MATCH (e:Episode) WHERE e.scope_key = key AND e.speaker = name
  RETURN e.speaker AS speaker LIMIT 1
  UNION
  MATCH (e:Episode) WHERE e.scope_key = key AND e.speaker STARTS WITH name + ' '
  RETURN e.speaker AS speaker LIMIT 1
}
RETURN collect(DISTINCT speaker) AS speakers;

// turns_beside: The two turns before each of some, and the one after it; which of them are read.
UNWIND $ids AS id
MATCH (e:Episode {scope_key: $scope, id: id}) WHERE e.source > ''
CALL (e) {
  MATCH (o:Episode) WHERE o.scope_key = $scope AND o.source = e.source AND o.place < e.place
  WITH o ORDER BY o.place DESC LIMIT 2
  RETURN collect([EPISODE(o), o:Settled]) AS before
}
CALL (e) {
  MATCH (o:Episode) WHERE o.scope_key = $scope AND o.source = e.source AND o.place > e.place
  WITH o ORDER BY o.place LIMIT 1
  RETURN collect([EPISODE(o), o:Settled]) AS after
}
RETURN collect([id, before, after]) AS rows;

// entities_by_form: Who is called so, by name or alias, narrowest scope first.
UNWIND range(0, size($chain) - 1) AS rank UNWIND $forms AS form
MATCH (alias:Alias {scope_key: $chain[rank], form: form})-[:NAMES]->(n:Entity)
WITH rank, alias, n ORDER BY rank, alias.number
RETURN collect([alias.form, ENTITY(n)]) AS rows;

// appearances: Who is named in some episodes, and where those and further entities are named.
CALL () {
  UNWIND $chain AS key UNWIND $episodes AS id
  MATCH (e:Episode {scope_key: key, id: id})-[m:MENTIONS]->(n:Entity)
  WHERE m.is_topic IS NOT NULL AND e.created <= $known
  RETURN collect([e.id, n.id, m.is_topic]) AS own, collect(DISTINCT n) AS met
}
CALL () {
  UNWIND $wide AS key UNWIND $entities AS id
  MATCH (n:Entity {scope_key: key, id: id})
  RETURN collect(n) AS asked
}
CALL (met, asked) {
  UNWIND met + asked AS n
  WITH DISTINCT n
  CALL (n) {
    MATCH (n)<-[m:MENTIONS]-(e:Episode)
    WHERE m.is_topic IS NOT NULL AND e.scope_key IN $chain AND e.created <= $known
    WITH e.id AS id, m.is_topic AS is_topic ORDER BY is_topic DESC, id
    WITH collect([id, is_topic]) AS places
    RETURN places[..$fanout] AS first, size(places) AS counted
  }
  RETURN collect([n.id, counted, first]) AS entities
}
RETURN own, entities;

// entities_alike: Whose names share a key of their kind with some names, a few for each kind.
CALL () {
  UNWIND $chain AS key UNWIND $joined AS wanted
  MATCH (a:Alias {scope_key: key, key_joined: wanted})-[:NAMES]->(n:Entity)
  WHERE NOT n.is_value AND n.scope_key IN $chain
  RETURN n LIMIT $most
  UNION
  UNWIND $chain AS key UNWIND $sorted AS wanted
  MATCH (a:Alias {scope_key: key, key_sorted: wanted})-[:NAMES]->(n:Entity)
  WHERE NOT n.is_value AND n.scope_key IN $chain
  RETURN n LIMIT $most
  UNION
  UNWIND $chain AS key UNWIND $initials AS wanted
  MATCH (a:Alias {scope_key: key, key_initials: wanted})-[:NAMES]->(n:Entity)
  WHERE NOT n.is_value AND n.scope_key IN $chain
  RETURN n LIMIT $most
  UNION
  UNWIND $chain AS key UNWIND $person AS wanted
  MATCH (a:Alias {scope_key: key, key_person: wanted})-[:NAMES]->(n:Entity)
  WHERE NOT n.is_value AND n.scope_key IN $chain
  RETURN n LIMIT $most
  UNION
  UNWIND $chain AS key UNWIND $letters AS wanted
  MATCH (a:Alias {scope_key: key, key_letters: wanted})-[:NAMES]->(n:Entity)
  WHERE NOT n.is_value AND n.scope_key IN $chain
  RETURN n LIMIT $most
}
WITH DISTINCT n ORDER BY n.id
RETURN collect(ENTITY(n)) AS rows;

// revision: How often an exact scope has changed.
OPTIONAL MATCH (s:Scope {key: $scope})
RETURN coalesce(s.revision, 0) AS revision;

// slots: Every claim that competes in some slots of one exact scope, or at the other end of one that
// does, and the rows believed there.
CALL () {
  UNWIND $slots AS slot
  CALL (slot) {
    MATCH (c:Claim {scope_key: $scope, slot: slot}) RETURN c
    UNION
    MATCH (c:Claim {scope_key: $scope, far_slot: slot}) RETURN c
  }
  RETURN collect(DISTINCT CASE WHEN c.far_slot IS NULL THEN NULL ELSE c.slot END)
    + collect(DISTINCT c.far_slot) AS beyond
}
CALL (beyond) {
  UNWIND $slots + beyond AS slot
  RETURN collect(DISTINCT slot) AS wanted
}
CALL (wanted) {
  UNWIND wanted AS slot
  CALL (slot) {
    MATCH (c:Claim {scope_key: $scope, slot: slot}) RETURN c
    UNION
    MATCH (c:Claim {scope_key: $scope, far_slot: slot}) RETURN c
  }
  WITH DISTINCT c ORDER BY c.number
  RETURN collect(CLAIM(c)) AS claims
}
CALL (wanted) {
  UNWIND wanted AS slot
  CALL (slot) {
    MATCH ()-[r:RELATES_TO {scope_key: $scope, slot: slot}]->() RETURN r
    UNION
    MATCH ()-[r:RELATES_TO {scope_key: $scope, far_slot: slot}]->() RETURN r
  }
  WITH DISTINCT r ORDER BY r.valid_from, r.id
  RETURN collect(FACT(r)) AS facts
}
RETURN claims, facts;

// revisions: Every row of the slot and object that each row belongs to, told from either end.
UNWIND range(0, size($ids) - 1) AS place
CALL (place) {
  UNWIND range(0, size($chain) - 1) AS rank
  CALL (place, rank) {
    MATCH ()-[r:RELATES_TO {scope_key: $chain[rank], id: $ids[place]}]->() RETURN r
    UNION ALL
    MATCH ()-[r:BELIEVED {scope_key: $chain[rank], id: $ids[place]}]->() RETURN r
  }
  RETURN r ORDER BY rank LIMIT 1
}
CALL (r) {
  MATCH ()-[o:RELATES_TO {scope_key: r.scope_key, slot: r.slot}]->()
  WHERE o.object = r.object RETURN o
  UNION
  MATCH ()-[o:BELIEVED {scope_key: r.scope_key, slot: r.slot}]->()
  WHERE o.object = r.object RETURN o
  UNION
  MATCH ()-[o:RELATES_TO {scope_key: r.scope_key, slot: r.far_slot}]->()
  WHERE o.object = r.subject RETURN o
  UNION
  MATCH ()-[o:BELIEVED {scope_key: r.scope_key, slot: r.far_slot}]->()
  WHERE o.object = r.subject RETURN o
}
WITH place, o ORDER BY o.created, o.revision, o.number
RETURN collect([place, FACT(o)]) AS rows;

// profiles: When names of entities, or facts about them, were last learned or given up, and what
// values hold of them.
UNWIND $ids AS id
CALL (id) {
  UNWIND $chain AS key
  MATCH (n:Entity {scope_key: key, id: id})
  RETURN collect(n) AS same, max(n.created) AS made
}
WITH id, same, made WHERE size(same) > 0
CALL (same) {
  UNWIND same AS n
  MATCH (n)<-[:NAMES]-(a:Alias) WHERE a.scope_key IN $chain
  RETURN max(a.created) AS named
}
CALL (same) {
  UNWIND same AS n
  MATCH (n)-[r:RELATES_TO|BELIEVED]-() WHERE r.scope_key IN $chain
  RETURN max(r.created) AS learned, max(CASE WHEN r.expired < $open THEN r.expired END) AS retired
}
CALL (same) {
  UNWIND same AS n
  MATCH (n)-[r:RELATES_TO|BELIEVED]->(v:Entity)
  WHERE r.scope_key IN $chain AND v.is_value
    AND r.created <= $known AND r.expired > $known AND r.trust > 0 AND NOT r.is_negated
    AND r.nature <> 'EVENT' AND r.valid_from <= $at AND r.valid_to > $at
  WITH r, v ORDER BY r.valid_from DESC, r.id LIMIT $most
  RETURN collect([r.predicate, r.qualifier, v.name]) AS values
}
RETURN collect([id, [made, named, learned, retired], values]) AS rows;

// summaries: The sentences of what holds of entities, of each predicate the best attested one.
UNWIND $ids AS id
CALL (id) {
  UNWIND $chain AS key
  MATCH (n:Entity {scope_key: key, id: id})-[r:RELATES_TO|BELIEVED]-()
  WHERE r.scope_key IN $chain
    AND r.created <= $known AND r.expired > $known AND r.trust > 0 AND NOT r.is_negated
    AND r.nature <> 'EVENT' AND r.valid_from <= $at AND r.valid_to > $at
  WITH DISTINCT r, size(r.claim_ids) AS told
  ORDER BY told DESC, r.confidence DESC, r.valid_from DESC, r.id
  WITH r.predicate AS predicate, collect(r)[0] AS best
  ORDER BY size(best.claim_ids) DESC, best.confidence DESC, best.valid_from DESC, best.id
  LIMIT $most
  RETURN collect(best.statement) AS said
}
RETURN collect([id, said]) AS rows;

// listed: The facts of a list, between the neighbours of a page.
UNWIND $chain AS key
CALL (key) {
  MATCH ()-[r:RELATES_TO {scope_key: key}]->()
  WHERE r.valid_from >= $after_start AND r.valid_from <= $before_start AND {{is_listed}}
  RETURN r
  UNION ALL
  MATCH ()-[r:BELIEVED {scope_key: key}]->() WHERE r.expired > $known AND {{is_listed}}
  RETURN r
};

// listed_of: The same, of some subjects or objects.
UNWIND $wide AS key UNWIND $ends AS end
MATCH (:Entity {scope_key: key, id: end})-[r:RELATES_TO|BELIEVED]-()
WHERE r.scope_key IN $chain AND {{is_listed}};

// list_facts: A page of facts.
{{listed}}
WITH r ORDER BY r.valid_from, r.id LIMIT $limit
RETURN collect(FACT(r)) AS rows;

// list_last_facts: The page at the end, backwards.
{{listed}}
WITH r ORDER BY r.valid_from DESC, r.id DESC LIMIT $limit
RETURN collect(FACT(r)) AS rows;

// count_listed_facts: How many facts all pages have.
{{listed}}
RETURN count(r) AS count;

// list_facts_of: A page of the facts of some subjects or objects.
{{listed_of}}
WITH DISTINCT r ORDER BY r.valid_from, r.id LIMIT $limit
RETURN collect(FACT(r)) AS rows;

// list_last_facts_of: The page at the end, backwards.
{{listed_of}}
WITH DISTINCT r ORDER BY r.valid_from DESC, r.id DESC LIMIT $limit
RETURN collect(FACT(r)) AS rows;

// count_listed_facts_of: How many facts all pages have.
{{listed_of}}
RETURN count(DISTINCT r) AS count;

// listed_entities: The entities of a list, between the neighbours of a page; values left out.
UNWIND $chain AS key
MATCH (n:Entity {scope_key: key})
WHERE n.form >= $after_form AND (n.form > $after_form OR n.id > $after_id)
  AND ($before_id = '' OR n.form < $before_form OR (n.form = $before_form AND n.id < $before_id))
  AND NOT n.is_value AND n.merged_into IS NULL
  AND n.created >= $created_start AND n.created < $created_end
  AND ($contains = '' OR n.form CONTAINS $contains
    OR EXISTS { (n)<-[:NAMES]-(x:Alias) WHERE x.scope_key IN $chain AND x.form CONTAINS $contains }
    OR EXISTS { (n)<-[:MERGED_INTO]-(:Entity)<-[:NAMES]-(x:Alias)
      WHERE x.scope_key IN $chain AND x.form CONTAINS $contains })
  AND (size($kinds) = 0 OR n.kind IN $kinds);

// list_entities: A page of entities.
{{listed_entities}}
WITH n ORDER BY n.form, n.id LIMIT $limit
RETURN collect(ENTITY(n)) AS rows;

// list_last_entities: The page at the end, backwards.
{{listed_entities}}
WITH n ORDER BY n.form DESC, n.id DESC LIMIT $limit
RETURN collect(ENTITY(n)) AS rows;

// places_of_entities: Where some entities stand in a list: a name may be respelled, its form not.
UNWIND $chain AS key UNWIND $ids AS id
MATCH (n:Entity {scope_key: key, id: id})
RETURN collect([n.id, n.form]) AS rows;

// count_listed_entities: How many entities all pages have.
{{listed_entities}}
RETURN count(n) AS count;

// changes: Lines of the log after a sequence.
UNWIND $chain AS key
MATCH (c:Change {scope_key: key})
WHERE c.sequence > $since AND (size($kinds) = 0 OR c.kind IN $kinds)
WITH c ORDER BY c.sequence LIMIT $limit
RETURN collect(CHANGE(c)) AS rows;

// last_change: The latest moment of the last lines of the log that each scope has.
MATCH (s:Scope) WHERE s.key >= ''
MATCH (c:Change {scope_key: s.key, sequence: s.sequence})
RETURN max(c.at) AS at;

// changes_of: Lines of the log about each of some lists of items.
UNWIND range(0, size($lists) - 1) AS place
CALL (place) {
  UNWIND $chain AS key UNWIND $lists[place] AS item
  MATCH (c:Change {scope_key: key, item: item})
  RETURN c ORDER BY c.sequence LIMIT $limit
}
WITH place, c ORDER BY c.sequence
RETURN collect([place, CHANGE(c)]) AS rows;

// disputes: Disputes ever opened, oldest first.
UNWIND $chain AS key
MATCH (c:Conflict {scope_key: key})
WHERE c.slot >= $first AND c.slot <= $last AND c.holder >= '' AND c.rival >= ''
  AND (size($slots) = 0 OR c.slot IN $slots) AND c.opened >= $opened
  AND (c.opened > $opened OR c.slot > $slot
    OR c.slot = $slot AND (c.holder > $holder OR c.holder = $holder AND c.rival > $rival))
WITH c ORDER BY c.opened, c.slot, c.holder, c.rival LIMIT $limit
RETURN collect([c.scope_key, c.slot, c.holder, c.rival, c.rule, c.opened]) AS rows;

// statistics: What a scope sees, counted.
CALL () {
  UNWIND $chain AS key
  MATCH (n:Entity {scope_key: key})
  WHERE n.form >= '' AND NOT n.is_value AND n.merged_into IS NULL
  RETURN count(n) AS entities
}
CALL () {
  UNWIND $chain AS key
  CALL (key) {
    MATCH ()-[r:RELATES_TO {scope_key: key}]->()
    WHERE r.valid_from >= $dawn AND r.created <= $known AND r.expired > $known RETURN r
    UNION ALL
    MATCH ()-[r:BELIEVED {scope_key: key}]->()
    WHERE r.expired > $known AND r.created <= $known RETURN r
  }
  RETURN count(r) AS facts,
    count(CASE WHEN r.trust > 0 AND r.nature <> 'EVENT' AND r.valid_from <= $at
      AND r.valid_to > $at THEN 1 END) AS current_facts
}
CALL () {
  UNWIND $chain AS key
  MATCH (e:Episode {scope_key: key}) WHERE e.id >= ''
  RETURN count(e) AS episodes
}
CALL () {
  UNWIND $chain AS key UNWIND ['QUEUED', 'RUNNING', 'FAILED'] AS status
  MATCH (j:Job {scope_key: key, status: status})
  RETURN count(CASE WHEN status <> 'FAILED' THEN 1 END) AS queued_jobs,
    count(CASE WHEN status = 'FAILED' THEN 1 END) AS failed_jobs
}
CALL () {
  MATCH (s:Scope) WHERE s.key IN $chain
  RETURN coalesce(max(s.sequence), 0) AS last_sequence
}
CALL () {
  UNWIND $chain AS key
  MATCH (e:Episode {scope_key: key}) WHERE e.stood_in_because > ''
  RETURN count(e) AS stood_in
}
RETURN entities, facts, current_facts, episodes, queued_jobs, failed_jobs, last_sequence, stood_in;

// around: The neighbourhood of entities.
CALL () {
  UNWIND range(0, size($starts) - 1) AS place
  CALL (place) {
    UNWIND $chain AS key
    MATCH (n:Entity {scope_key: key, id: $starts[place]}) RETURN n LIMIT 1
  }
  WITH n ORDER BY place
  RETURN collect(n) AS met0
}
{{looks_back}}
{{walk}}
WITH walk, walk.met AS bearers
{{entity_rows}}
RETURN rows AS entities, [x IN walk.edges | [{{kept_fact}}, {{expired}}]] AS facts,
  walk.is_cut AS is_cut, [n IN walk.walkers | n.id] AS frontier;

// gather: Everything one search needs.
CALL () {
  MATCH (s:Scope) WHERE s.key IN $chain
  RETURN coalesce(max(s.sequence), 0) AS sequence,
    coalesce(sum(s.facts), 0) AS fact_count, coalesce(sum(s.episodes), 0) AS episode_count
}
CALL (sequence) { MATCH ()-[r:RELATES_TO]->() RETURN count(r) AS fact_total }
CALL (sequence) { MATCH (e:Settled) RETURN count(e) AS episode_total }
{{looks_back}}
WITH *, fact_count <= $small OR (fact_count <= $few AND $share * fact_count < fact_total)
    AS are_facts_few,
  episode_count <= $small OR (episode_count <= $few AND $share * episode_count < episode_total)
    AS are_episodes_few,
  // What may be seen is spread among all: as many more are fetched as are dropped.
  toInteger($facts_fetched * (fact_total + 1.0) / (fact_count + 1)) AS fact_fetch,
  toInteger($episodes_fetched * (episode_total + 1.0) / (episode_count + 1)) AS episode_fetch
CALL (are_facts_few, fact_fetch) {
  CALL (are_facts_few, fact_fetch) {
    CALL (are_facts_few) {
      WITH are_facts_few WHERE $with_facts AND are_facts_few
      UNWIND $chain AS key
      MATCH ()-[r:RELATES_TO {scope_key: key}]->() WHERE r.valid_from >= $dawn
      RETURN r
      UNION ALL
      WITH are_facts_few WHERE $with_facts
      UNWIND $chain AS key
      MATCH ()-[r:BELIEVED {scope_key: key}]->() WHERE r.expired > $known
      RETURN r
    }
    WITH r WHERE r.created <= $known AND r.embedding IS NOT NULL AND {{is_fact_passed}}
    RETURN r, vector.similarity.cosine(r.embedding, $vector) AS score
    UNION ALL
    // What is sifted is read whole, so that an index need not sift.
    WITH are_facts_few, fact_fetch WHERE $with_facts AND NOT are_facts_few
    {{nearest_facts}}
  }
  WITH r, score, r.number AS number ORDER BY score DESC, number LIMIT $facts_per_arm
  RETURN collect({item: r, near: score, number: number}) AS near_facts
}
CALL (looks_back) {
  UNWIND CASE
    WHEN NOT $with_facts OR $words = '' THEN []
    WHEN looks_back THEN ['fact_words', 'past_fact_words']
    ELSE ['fact_words'] END AS index
  CALL (index) {
    CALL db.index.fulltext.queryRelationships(index, $query, {limit: $words_fetched})
    YIELD relationship AS r, score
    WHERE r.scope_key IN $chain AND r.created <= $known AND (index = 'fact_words' OR r.expired > $known)
      AND {{is_fact_passed}}
    RETURN r, score LIMIT $facts_per_arm
  }
  WITH r, score, r.number AS number ORDER BY score DESC, number LIMIT $facts_per_arm
  RETURN collect({item: r, number: number}) AS word_facts
}
CALL (are_episodes_few, episode_fetch) {
  CALL (are_episodes_few, episode_fetch) {
    WITH are_episodes_few WHERE $with_episodes AND are_episodes_few
    UNWIND $chain AS key
    MATCH (e:Settled {scope_key: key})
    WHERE e.created <= $known AND e.embedding IS NOT NULL AND {{is_episode_passed}}
    RETURN e, vector.similarity.cosine(e.embedding, $said) AS score
    UNION ALL
    WITH episode_fetch, are_episodes_few WHERE $with_episodes AND NOT are_episodes_few
    {{nearest_episodes}}
  }
  WITH e, score ORDER BY score DESC, e.created, e.ordinal LIMIT $per_arm
  RETURN collect({item: e, near: score}) AS near_episodes
}
CALL (sequence) {
  WITH sequence WHERE $with_episodes AND $words <> ''
  CALL db.index.fulltext.queryNodes('episode_words', $query, {limit: $words_fetched})
  YIELD node AS e, score
  WHERE e.scope_key IN $chain AND e.created <= $known AND {{is_episode_passed}}
  WITH e, score LIMIT $per_arm
  WITH e, score ORDER BY score DESC, e.created, e.ordinal
  RETURN collect({item: e, score: score}) AS word_episodes
}
CALL (near_facts, word_facts) {
  UNWIND [near_facts, word_facts] AS arm
  UNWIND range(0, size(arm) - 1) AS place
  WITH arm[place] AS one, place
  WITH one.item AS r, sum(1.0 / (61 + place)) AS fused, max(one.near) AS near,
    max(one.number) AS number
  WITH r, near, fused, number, CASE WHEN NOT $leaves_stale THEN false
    WHEN r.trust = 0 THEN true
    WHEN r.valid_to > $at OR r.nature IN ['EVENT', 'PAST_STATE'] OR r.ending = 'STATED'
      THEN size($statuses) = 0 AND r.valid_from >= $until AND r.valid_from <= $known
    ELSE NOT {{is_fresh}} END AS is_stale
  ORDER BY is_stale, fused DESC, number LIMIT $most_facts
  WITH r, near, fused, number ORDER BY fused DESC, number
  RETURN collect(r) AS facts,
    collect(coalesce(near, vector.similarity.cosine(r.embedding, $vector), -1)) AS fact_near
}
CALL (near_episodes, word_episodes) {
  UNWIND [near_episodes, word_episodes] AS arm
  UNWIND range(0, size(arm) - 1) AS place
  WITH arm[place] AS one, place
  WITH one.item AS e, sum(1.0 / (61 + place)) AS fused, max(one.near) AS near
  ORDER BY fused DESC, e.created, e.ordinal
  RETURN collect(e) AS episodes,
    collect(coalesce(near, vector.similarity.cosine(e.embedding, $said))) AS episode_near
}
CALL (episodes) {
  UNWIND range(0, size(episodes) - 1) AS place
  WITH place, episodes[place] AS e WHERE e.source <> ''
  CALL (e) {
    MATCH (b:Settled {scope_key: e.scope_key, source: e.source})
    USING INDEX b:Settled(scope_key, source, place)
    WHERE b.place < e.place AND b.created <= $known
    WITH b ORDER BY b.scope_key DESC, b.source DESC, b.place DESC LIMIT 1
    RETURN collect(b) AS just_before
  }
  CALL (e) {
    MATCH (a:Settled {scope_key: e.scope_key, source: e.source})
    USING INDEX a:Settled(scope_key, source, place)
    WHERE a.place > e.place AND a.created <= $known
    WITH a ORDER BY a.scope_key, a.source, a.place LIMIT 1
    RETURN collect(a) AS just_after
  }
  WITH place, e, just_before, just_after ORDER BY place
  WITH collect([e.id, just_before[0].id, just_after[0].id]) AS beside,
    collect(just_before + just_after) AS pairs
  RETURN beside, reduce(all = [], pair IN pairs | all + pair) AS neighbours
}
CALL (episodes, neighbours) {
  UNWIND neighbours AS e
  WITH DISTINCT e WHERE NOT e IN episodes AND {{is_episode_passed}}
  RETURN collect(e) AS strangers
}
CALL (sequence) {
  UNWIND range(0, size($forms) - 1) AS place UNWIND range(0, size($chain) - 1) AS rank
  MATCH (alias:Alias {scope_key: $chain[rank], form: $forms[place]})-[:NAMES]->(own:Entity)
  WHERE coalesce(own.merged_into, own.id) <> ''
  OPTIONAL MATCH (own)-[:MERGED_INTO]->(into:Entity)
  UNWIND CASE WHEN into IS NULL THEN [own] ELSE [into, own] END AS n
  WITH place, rank, alias, n WHERE n.scope_key IN $chain AND NOT n.is_value
  WITH n, min([place, rank, alias.number]) AS first ORDER BY first
  RETURN collect(n) AS named
}
CALL (named, facts) {
  WITH reduce(ends = named, r IN facts[..$roots] | ends + [startNode(r), endNode(r)]) AS ends
  UNWIND range(0, size(ends) - 1) AS place
  WITH ends[place] AS n, min(place) AS place
  WHERE n.scope_key IN $chain AND NOT n.is_value
  WITH n ORDER BY place
  RETURN collect(n) AS met0
}
{{walk}}
CALL (walk) {
  UNWIND walk.edges AS r
  WITH r WHERE {{is_fact_passed}}
  RETURN collect(r) AS passed_edges
}
CALL (facts) {
  UNWIND facts AS r
  WITH endNode(r) AS n WHERE n.is_value
  RETURN collect(DISTINCT n.id) AS values
}
WITH *, named AS bearers
{{entity_rows}}
RETURN sequence, are_facts_few, are_episodes_few,
  fact_count, episode_count,
  [x IN facts | [{{kept_fact}}, {{expired}}]] AS facts,
  [e IN episodes + strangers | EPISODE(e)] AS episodes,
  fact_near AS fact_scores,
  episode_near + [e IN strangers | vector.similarity.cosine(e.embedding, $said)]
    AS episode_scores,
  size(near_facts) AS near_facts, size(near_episodes) AS near_episodes,
  beside, rows AS named, values,
  [x IN passed_edges WHERE NOT x IN facts | [{{kept_fact}}, {{expired}}]] AS edges,
  [r IN passed_edges | r.id] AS edge_ids, walk.is_cut AS is_cut;

// entity_rows: The rows of some entities, in their order. Where a text has a pattern comprehension, as
// ENTITY(n) is one by itself, the planner keeps no property that was read: all of the text reads
// each of them anew wherever it stands.
CALL (bearers) {
  UNWIND range(0, size(bearers) - 1) AS place
  WITH place, bearers[place] AS n
  CALL (n) {
    CALL (n) {
      MATCH (n)<-[:NAMES]-(x:Alias) WHERE x.scope_key IN $wide AND NOT x.is_main
      RETURN [false, x.created, x.number, x.name] AS name
      UNION ALL
      MATCH (n)<-[:MERGED_INTO]-(:Entity)<-[:NAMES]-(x:Alias) WHERE x.scope_key IN $wide
      RETURN [true, x.created, x.number, x.name] AS name
    }
    RETURN collect(name) AS names
  }
  WITH place, ENTITY(n, names) AS row ORDER BY place
  RETURN collect(row) AS rows
};

// expired: Until when a fact was believed; null for those that still are: what is no longer believed
// has left them, so that nobody need ask it of them.
CASE WHEN x:RELATES_TO THEN null ELSE x.expired END;

// kept_fact: A fact's row as one text, or of one of an earlier release as properties, read in one pass.
coalesce(x.row, [r IN [properties(x)] | FACT(r)][0]);

// is_listed: A stale fact is hidden as `status_of` in schema/knowledge.py has it.
r.created <= $known AND r.expired > $known
AND r.confidence >= $min_confidence AND r.trust >= $min_trust
AND r.valid_from < $during_end AND r.valid_to > $during_start
AND (r.valid_from > $after_start OR (r.valid_from = $after_start AND r.id > $after_id))
AND (r.valid_from < $before_start OR (r.valid_from = $before_start AND r.id < $before_id))
AND ((size($predicates) + size($inverses) = 0 OR r.predicate IN $predicates)
    AND ($subject IS NULL OR r.subject = $subject) AND ($object IS NULL OR r.object = $object)
  OR (r.far_slot IS NOT NULL
        AND (size($predicates) + size($inverses) = 0 OR r.predicate IN $predicates)
      OR r.predicate IN $inverses)
    AND ($subject IS NULL OR r.object = $subject) AND ($object IS NULL OR r.subject = $object))
AND ($either IS NULL OR r.subject = $either OR r.object = $either)
AND (size($between) = 0 OR (r.subject IN $between AND r.object IN $between))
AND ($include_stale OR {{is_fresh}})
AND {{has_status}};

// is_fresh: Whether a fact is not stale at a moment, nor begins later as `AsOf.is_later` has it,
// unless some statuses are asked for.
((size($statuses) > 0 OR r.valid_from < $until OR r.valid_from > $known)
  AND (r.valid_to > $at OR r.nature IN ['EVENT', 'PAST_STATE'] OR r.ending = 'STATED'
    OR r.valid_from > $at)
  AND r.trust > 0);

// has_status: Whether a fact has one of some statuses at a moment, as `status_of` has it.
(size($statuses) = 0 OR CASE
  WHEN r.trust = 0 THEN 'QUARANTINED'
  WHEN r.valid_from > $at THEN 'PLANNED'
  WHEN r.nature = 'EVENT' THEN 'HISTORICAL'
  WHEN r.valid_to > $at THEN 'CURRENT'
  WHEN r.nature = 'PAST_STATE' OR r.ending = 'STATED' THEN 'HISTORICAL'
  WHEN r.ending = 'SUPERSEDED' THEN 'SUPERSEDED'
  ELSE 'INVALIDATED' END IN $statuses);

// is_fact_passed: Whether a fact passes the sieve of a search, if it has one.
(NOT $is_sifted OR r.trust >= $min_trust AND r.created >= $created_start AND r.created < $created_end
  AND r.confidence >= $min_confidence
  AND (size($some_predicates) = 0 OR r.predicate IN $some_predicates)
  AND (size($about) = 0 OR r.subject IN $about OR r.object IN $about)
  AND {{has_status}}
  AND (size($kinds) = 0 OR any(n IN [startNode(r), endNode(r)]
    WHERE n.kind IN $kinds AND NOT n.is_value)));

// is_episode_passed: Whether an episode does: one of the entities is spoken of in it.
(NOT $is_sifted OR e.trust >= $min_trust AND e.created >= $created_start AND e.created < $created_end
  AND (size($kinds) = 0 OR EXISTS {
    MATCH (e)-[:MENTIONS]->(n:Entity) WHERE n.kind IN $kinds AND NOT n.is_value
  }));

// nearest_facts_filtered: The index leaves out what may not be seen (2026.02 and later).
MATCH ()-[r:RELATES_TO]->()
SEARCH r IN (VECTOR INDEX fact_vectors FOR $vector
  WHERE r.scope_key IN $chain AND r.created <= $known LIMIT $facts_fetched) SCORE AS score
RETURN r, score ORDER BY score DESC LIMIT $facts_per_arm;

// nearest_facts_fetched: The index gives more than is wanted, nearest first, and what may not be seen
// is dropped.
CALL db.index.vector.queryRelationships('fact_vectors', fact_fetch, $vector)
YIELD relationship AS r, score
WHERE r.scope_key IN $chain AND r.created <= $known
RETURN r, score LIMIT $facts_per_arm;

// nearest_episodes_filtered: Likewise, of episodes.
MATCH (e:Settled)
SEARCH e IN (VECTOR INDEX episode_vectors FOR $said
  WHERE e.scope_key IN $chain AND e.created <= $known LIMIT $episodes_fetched) SCORE AS score
RETURN e, score;

// nearest_episodes_fetched: Likewise, of episodes.
CALL db.index.vector.queryNodes('episode_vectors', episode_fetch, $said)
YIELD node AS e, score
WHERE e.scope_key IN $chain AND e.created <= $known
RETURN e, score LIMIT $per_arm;

// walk: From the nodes of `met0`, as many steps as are asked for. What a step leaves goes round in a map,
// so that its text stands here once, and a server plans one for walks of every length.
WITH *, reduce(walk = {met: met0, walkers: met0, edges: [], is_cut: false}, step IN range(1, $hops) |
  head(COLLECT {
    {{step}}
  })) AS walk;

// no_walk: No step.
WITH *, {met: met0, walkers: met0, edges: [], is_cut: false} AS walk;

// step: One step of a walk. Every walker's newest and most certain edge comes first, then everyone's
// second best, so that a hub keeps its best edges and leaves room for its neighbours. Lists are made
// by COLLECT { … }: an older Neo4j takes no other aggregation in what goes round.
WITH walk, looks_back, size(walk.edges) < $max_edges AS has_room
WITH *, COLLECT {
  UNWIND range(0, CASE WHEN has_room THEN size(walk.walkers) ELSE 0 END - 1) AS place
  WITH place, walk.walkers[place] AS here, looks_back
  RETURN {place: place, best: COLLECT {
    UNWIND $chain AS key
    CALL (here, key, looks_back) {
      MATCH ()-[r:RELATES_TO {scope_key: key, subject: here.id}]->()
      USING INDEX r:RELATES_TO(scope_key, subject, valid_from, valid_to, created, trust, is_negated, confidence, id)
      WHERE {{leaves}} AND {{is_walked}} AND {{is_indexed}}
      WITH r, r.valid_from AS start, r.confidence AS sure, r.id AS id
      ORDER BY r.scope_key DESC, r.subject DESC, start DESC, sure DESC, id LIMIT $fanout + 1
      RETURN r, start, sure, id
      UNION
      MATCH ()-[r:RELATES_TO {scope_key: key, object: here.id}]->()
      USING INDEX r:RELATES_TO(scope_key, object, valid_from, valid_to, created, trust, is_negated, confidence, id)
      WHERE {{arrives}} AND {{is_walked}} AND {{is_indexed}}
      WITH r, r.valid_from AS start, r.confidence AS sure, r.id AS id
      ORDER BY r.scope_key DESC, r.object DESC, start DESC, sure DESC, id LIMIT $fanout + 1
      RETURN r, start, sure, id
      UNION
      WITH here, key, looks_back WHERE looks_back
      MATCH (here)-[r:BELIEVED]-()
      WHERE r.scope_key = key AND r.expired > $known AND {{is_walked}}
        AND (r.subject = here.id AND {{leaves}} OR r.object = here.id AND {{arrives}})
      RETURN r, r.valid_from AS start, r.confidence AS sure, r.id AS id
      ORDER BY start DESC, sure DESC, id LIMIT $fanout + 1
    }
    RETURN r ORDER BY start DESC, sure DESC, id LIMIT $fanout + 1
  }} AS turn
} AS turns
WITH *, COLLECT {
  UNWIND turns AS turn
  UNWIND range(0, size(turn.best[..$fanout]) - 1) AS place
  WITH turn.best[place] AS r, place, turn.place AS walker WHERE NOT r IN walk.edges
  WITH r ORDER BY place, walker
  RETURN DISTINCT r
} AS fresh
WITH *, fresh[..$max_edges - size(walk.edges)] AS taken
WITH *, COLLECT {
  UNWIND taken AS r UNWIND [startNode(r), endNode(r)] AS n
  WITH n WHERE n.scope_key IN $chain AND NOT n IN walk.met
  RETURN DISTINCT n
} AS new
RETURN {
  met: walk.met + new, edges: walk.edges + taken,
  walkers: CASE WHEN has_room THEN [n IN new WHERE NOT n.is_value] ELSE walk.walkers END,
  is_cut: walk.is_cut OR size(taken) < size(fresh) OR any(turn IN turns WHERE size(turn.best) > $fanout)
    OR (size(walk.walkers) > 0 AND NOT has_room)
};

// looks_back: Whether anything was believed at the asked moment that is so no longer.
CALL () {
  UNWIND $chain AS key
  MATCH ()-[p:BELIEVED {scope_key: key}]->() WHERE p.expired > $known
  WITH p LIMIT 1
  RETURN count(p) > 0 AS looks_back
};

// watched: A read, and whether a commit can have come into it. {{read}} gives one record. A mark
// that is older than a transaction may last has been left behind.
CALL () {
  MATCH (s:Scope) WHERE s.key IN $chain
  OPTIONAL MATCH (w:Writing {scope_key: s.key}) WHERE w.since > timestamp() - 150000
  RETURN coalesce(sum(s.revision), 0) AS revision_before, count(w) > 0 AS was_being_written
}
CALL () {
  {{read}}
}
CALL (revision_before) {
  MATCH (s:Scope) WHERE s.key IN $chain
  OPTIONAL MATCH (w:Writing {scope_key: s.key}) WHERE w.since > timestamp() - 150000
  RETURN coalesce(sum(s.revision), 0) AS revision_after, count(w) > 0 AS is_being_written
}
RETURN *;

// mark_scope: What is committed next in a scope is about to become visible.
MERGE (w:Writing {scope_key: $scope})
SET w.since = timestamp(), w.mark = $mark
RETURN count(w) AS begun;

// unmark_scope: All of it can be seen.
MATCH (w:Writing {scope_key: $scope}) WHERE w.mark = $mark
SET w.since = 0
RETURN count(w) AS ended;

// unmark_scope_when_free: The same by who does not know what became of it, and has to wait for that.
OPTIONAL MATCH (s:Scope {key: $scope})
SET s.held = true
WITH s
MATCH (w:Writing {scope_key: $scope}) WHERE w.mark = $mark
SET w.since = 0
RETURN count(w) AS ended;

// hold_scopes: Nobody else writes facts of some scopes until the transaction ends. Whoever marks a
// scope holds it, so a mark that is there now is of one who is done: one that stays was killed.
UNWIND $chain AS key
MATCH (s:Scope {key: key})
SET s.held = true
WITH s
MATCH (w:Writing {scope_key: s.key}) WHERE w.since > 0 AND w.since < timestamp() - 2000
SET w.since = 0;

// is_walked: What holds at the asked moment and is neither denied nor untrusted. An index gives the
// newest first, so that of a hub no more is read than is wanted.
(r.valid_from < $until AND (r.valid_to > $since OR r.nature = 'EVENT'
    OR $past AND (r.nature = 'PAST_STATE' OR r.ending = 'STATED'))
  AND r.created <= $known AND r.trust > 0 AND NOT r.is_negated);

// is_indexed: What every fact has. An index of many properties serves who asks something of each.
(r.valid_to IS NOT NULL AND r.is_negated IS NOT NULL AND r.confidence IS NOT NULL AND r.id IS NOT NULL);

// leaves: Whether one may go along an edge from its subject.
((size($predicates) + size($inverses) = 0 OR r.predicate IN $predicates)
    AND ($outgoing OR $incoming AND r.far_slot IS NOT NULL)
  OR $incoming AND r.predicate IN $inverses);

// arrives: Whether one may go along an edge from its object.
((size($predicates) + size($inverses) = 0 OR r.predicate IN $predicates)
    AND ($incoming OR $outgoing AND r.far_slot IS NOT NULL)
  OR $outgoing AND r.predicate IN $inverses);

// server: Which Neo4j this is.
CALL dbms.components() YIELD name, versions, edition
WITH versions, edition WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS version, edition;

// standing: Whether the database is ours, what it has, and what made its vectors.
CALL () { MATCH (m:Migration) RETURN collect(m.number) AS applied }
CALL () { OPTIONAL MATCH (m:Memory {name: 'quipu'}) RETURN m.embedder AS embedder, m.dimensions AS dimensions, coalesce(m.is_exchanging, false) AS is_exchanging }
RETURN applied, embedder, dimensions, is_exchanging, EXISTS { MATCH (:Entity) } OR EXISTS { MATCH (:Episodic) } AS is_used;

// begin_move: Notes where the vectors go. A move whose exchange has begun keeps where it goes.
MERGE (m:Memory {name: 'quipu'})
WITH m, coalesce(m.moving_to, '') AS before, coalesce(m.is_exchanging, false) AS is_exchanging
SET m.moving_to = CASE WHEN is_exchanging THEN before ELSE $target END
RETURN before, is_exchanging;

// forget_moved_facts: New vectors of facts are thrown away.
MATCH ()-[r:RELATES_TO|BELIEVED]->() WHERE r.embedding_next IS NOT NULL
CALL (r) { REMOVE r.embedding_next } IN TRANSACTIONS OF 1000 ROWS;

// forget_moved_episodes: New vectors of episodes are thrown away.
MATCH (e:Settled|Experience) WHERE e.embedding_next IS NOT NULL
CALL (e) { REMOVE e.embedding_next } IN TRANSACTIONS OF 1000 ROWS;

// unmoved: What has no new vector yet, its text, and the kind of an episode.
CALL () {
  MATCH ()-[r:RELATES_TO|BELIEVED]->() WHERE r.embedding_next IS NULL
  RETURN 'FACT' AS kind, r.scope_key AS scope, r.id AS id, null AS form, r.text AS text LIMIT $limit
  UNION ALL
  MATCH (e:Settled|Experience) WHERE e.embedding_next IS NULL
  RETURN 'EPISODE' AS kind, e.scope_key AS scope, e.id AS id, e.kind AS form, e.content AS text LIMIT $limit
}
WITH kind, scope, id, form, text LIMIT $limit
RETURN collect([kind, scope, id, form, text]) AS rows;

// count_unmoved: How many there are, and whether the exchange has begun.
CALL () { MATCH ()-[r:RELATES_TO|BELIEVED]->() WHERE r.embedding_next IS NULL RETURN count(r) AS facts }
CALL () { MATCH (e:Settled|Experience) WHERE e.embedding_next IS NULL RETURN count(e) AS episodes }
CALL () { OPTIONAL MATCH (m:Memory {name: 'quipu'}) RETURN coalesce(m.is_exchanging, false) AS is_exchanging }
RETURN CASE WHEN is_exchanging THEN 0 ELSE facts + episodes END AS number, is_exchanging;

// move_facts: New vectors of believed facts, beside the old ones.
UNWIND $rows AS x
MATCH ()-[r:RELATES_TO {scope_key: x.scope, id: x.id}]->()
SET r.embedding_next = x.vector;

// move_past_facts: Likewise, of facts believed once.
UNWIND $rows AS x
MATCH ()-[r:BELIEVED {scope_key: x.scope, id: x.id}]->()
SET r.embedding_next = x.vector;

// move_episodes: Likewise, of episodes.
UNWIND $rows AS x
MATCH (e:Episode {scope_key: x.scope, id: x.id})
SET e.embedding_next = x.vector;

// begin_exchange: From now on the memory can be used only when the exchange has ended.
MATCH (m:Memory {name: 'quipu'}) SET m.is_exchanging = true;

// exchange_facts: The new vectors of facts count.
MATCH ()-[r:RELATES_TO|BELIEVED]->() WHERE r.embedding_next IS NOT NULL
CALL (r) {
  WITH r, r.embedding_next AS next
  REMOVE r.embedding_next
  WITH r, next
  CALL db.create.setRelationshipVectorProperty(r, 'embedding', next)
} IN TRANSACTIONS OF 1000 ROWS;

// exchange_episodes: The new vectors of episodes count.
MATCH (e:Settled|Experience) WHERE e.embedding_next IS NOT NULL
CALL (e) {
  WITH e, e.embedding_next AS next
  REMOVE e.embedding_next
  WITH e, next
  CALL db.create.setNodeVectorProperty(e, 'embedding', next)
} IN TRANSACTIONS OF 1000 ROWS;

// end_move: The memory belongs to the new embedder.
MATCH (m:Memory {name: 'quipu'})
SET m.embedder = $embedder, m.dimensions = $dimensions
REMOVE m.moving_to, m.is_exchanging;

// drop_fact_vectors: The index has the length of the old vectors.
DROP INDEX fact_vectors IF EXISTS;

// drop_episode_vectors: Likewise.
DROP INDEX episode_vectors IF EXISTS;

// add_migration: A migration is done.
MERGE (m:Migration {number: $number})
ON CREATE SET m.name = $name, m.applied_at = $applied_at;

// hold_to: What makes the vectors of this database, noted once.
MERGE (m:Memory {name: 'quipu'})
ON CREATE SET m.embedder = $embedder, m.dimensions = $dimensions
RETURN m.embedder AS embedder, m.dimensions AS dimensions;

// vector_indexes: The vector indexes as they are.
SHOW VECTOR INDEXES YIELD name, properties
WHERE name IN ['fact_vectors', 'episode_vectors']
RETURN collect([name, properties]) AS rows;

// indexes_online: Waits until every index can be asked.
CALL db.awaitIndexes($seconds);

// ping: Whether the database answers.
RETURN 1 AS one;

// empty_entities: Entities of a scope, with their facts, a thousand in one transaction.
MATCH (n:Entity {scope_key: $scope}) WHERE n.id >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_aliases: Likewise names.
MATCH (n:Alias {scope_key: $scope}) WHERE n.form >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_conflicts: Likewise conflicts.
MATCH (n:Conflict {scope_key: $scope}) WHERE n.slot >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_claims: Likewise claims.
MATCH (n:Claim {scope_key: $scope}) WHERE n.id >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_episodes: Likewise episodes.
MATCH (n:Episode {scope_key: $scope}) WHERE n.id >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_changes: Likewise lines of the log.
MATCH (n:Change {scope_key: $scope}) WHERE n.sequence >= 0
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_jobs: Likewise work, owed or done.
MATCH (n:Job {scope_key: $scope}) WHERE n.id >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_keys: Likewise idempotency keys.
MATCH (n:Idempotency {scope_key: $scope}) WHERE n.key >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_answers: Likewise what models said.
MATCH (n:ModelAnswer {scope_key: $scope}) WHERE n.key >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// empty_usages: Likewise what that took.
MATCH (n:ModelUsage {scope_key: $scope}) WHERE n.day >= '' AND n.model >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;

// end_scope: What is left of an emptied scope.
OPTIONAL MATCH (s:Scope {key: $scope})
OPTIONAL MATCH (l:Lease {scope_key: $scope})
OPTIONAL MATCH (w:Writing {scope_key: $scope})
OPTIONAL MATCH (t:Tenant {name: $tenant})
DETACH DELETE s, l, w, t;

// drop_communities: What was made of one scope.
MATCH (c:Community {scope_key: $scope}) WHERE c.id >= ''
DELETE c;

// add_communities: Communities of one scope.
UNWIND $rows AS x
CREATE (c:Community {scope_key: $scope}) SET c += x;

// communities: Communities of a chain, the finest level first, the largest first in each.
CALL () {
  UNWIND $chain AS key
  MATCH (c:Community {scope_key: key})
  WHERE c.id >= '' AND ($level IS NULL OR c.level = $level) AND (size($ids) = 0 OR c.id IN $ids)
    AND (size($members) = 0 OR any(one IN c.members WHERE one IN $members))
  RETURN c ORDER BY c.level, c.size DESC, c.id, c.scope_key SKIP $skip LIMIT $limit
}
RETURN collect([c.id, c.scope_key, c.level, c.members, c.facts, c.made]) AS rows;

// empty_communities: Likewise communities.
MATCH (n:Community {scope_key: $scope}) WHERE n.id >= ''
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS;
