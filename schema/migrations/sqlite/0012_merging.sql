-- Who is taken for whom, and whom claims were about before that was ruled. All of it follows from the
-- rulings among the claims; it stands here so that no read has to work it out.

ALTER TABLE entity ADD COLUMN merged_into TEXT;
ALTER TABLE claim ADD COLUMN told_subject TEXT;
ALTER TABLE claim ADD COLUMN told_object TEXT;
ALTER TABLE claim ADD COLUMN told_slot TEXT;
ALTER TABLE claim ADD COLUMN told_far_slot TEXT;

CREATE INDEX entity_merged ON entity (scope, merged_into) WHERE merged_into IS NOT NULL;
