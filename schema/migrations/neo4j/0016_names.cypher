// Every name that a statement of ours says. A server plans a statement anew once a name in it comes to
// be that was not there before: the first withdrawal of a fact made it plan each search once more, for
// seconds. A name in the statements that is not stored yet belongs into a migration like this one.

UNWIND [
  'Alias', 'Change', 'Claim', 'Community', 'Conflict', 'Entity', 'Episode', 'Experience',
  'Idempotency', 'Job', 'Lease', 'Memory', 'Migration', 'ModelAnswer', 'ModelUsage', 'OpenJob',
  'Scope', 'Settled', 'Tenant', 'Tombstone', 'Writing'
] AS name
CALL db.createLabel(name);

UNWIND [
  'BELIEVED', 'BETWEEN', 'MENTIONS', 'MERGED_INTO', 'NAMES', 'OWES', 'RELATES_TO', 'STATES'
] AS name
CALL db.createRelationshipType(name);

UNWIND [
  'actor', 'after', 'answer', 'applied_at', 'arrived', 'asked', 'at', 'attempts', 'attributed_to',
  'before', 'body_hash', 'calls', 'claim_ids', 'closed_by', 'confidence', 'content', 'created',
  'day', 'digest', 'dimensions', 'dropped', 'embedder', 'embedding', 'embedding_next', 'ending',
  'entity', 'episode', 'episode_ids', 'episodes', 'erased', 'expired', 'expires', 'external_id',
  'facts', 'far_slot', 'finished', 'form', 'given', 'held', 'holder', 'id', 'is_arriving',
  'is_end_stated', 'is_ending', 'is_exchanging', 'is_key', 'is_main', 'is_negated', 'is_new',
  'is_retracted', 'is_start_stated', 'is_topic', 'is_value', 'item', 'job', 'jobs', 'key',
  'key_initials', 'key_joined', 'key_letters', 'key_person', 'key_sorted', 'kind', 'last_error',
  'level', 'locked', 'made', 'mark', 'members', 'merged_into', 'metadata', 'model', 'moving_to',
  'name', 'nature', 'number', 'object', 'occurred', 'offset_minutes', 'opened', 'ordinal', 'place',
  'predicate', 'qualifier', 'quote', 'read_at', 'reader', 'reason', 'recorded', 'report',
  'revision', 'rival', 'row', 'rows', 'rule', 'scope_key', 'sequence', 'since', 'size', 'slot',
  'source', 'spared', 'speaker', 'statement', 'status', 'stood_in_because', 'subject', 'text',
  'token', 'tokens_in', 'tokens_out', 'told_far_slot', 'told_object', 'told_slot', 'told_subject',
  'trust', 'valid_from', 'valid_to', 'wish'
] AS name
CALL db.createProperty(name);
