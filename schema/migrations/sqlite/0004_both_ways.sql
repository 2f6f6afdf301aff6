-- What holds both ways competes at both its ends; one value may hold for each qualifier. Rows from
-- before this migration compete at the end from which they were told.

ALTER TABLE claim ADD COLUMN qualifier TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN far_slot TEXT;
ALTER TABLE fact ADD COLUMN qualifier TEXT NOT NULL DEFAULT '';
ALTER TABLE fact ADD COLUMN far_slot TEXT;

CREATE INDEX claim_by_far_slot ON claim (scope, far_slot) WHERE far_slot IS NOT NULL;
CREATE INDEX fact_by_far_slot ON fact (scope, far_slot) WHERE far_slot IS NOT NULL;
