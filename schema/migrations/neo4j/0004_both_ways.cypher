// What holds both ways competes at both its ends. Rows from before this migration have no
// `far_slot`: they compete at the end from which they were told.

CREATE INDEX claim_by_far_slot IF NOT EXISTS FOR (c:Claim) ON (c.scope_key, c.far_slot);
CREATE INDEX fact_by_far_slot IF NOT EXISTS FOR ()-[r:RELATES_TO]-() ON (r.scope_key, r.far_slot);
CREATE INDEX past_fact_by_far_slot IF NOT EXISTS
FOR ()-[r:BELIEVED]-() ON (r.scope_key, r.far_slot);
