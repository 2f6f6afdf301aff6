// Where a walk goes on: the edges of an entity, newest first, so that a hub is not read whole.

CREATE INDEX fact_by_subject IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() ON (r.scope_key, r.subject, r.valid_from);
CREATE INDEX fact_by_object IF NOT EXISTS
FOR ()-[r:RELATES_TO]-() ON (r.scope_key, r.object, r.valid_from);
