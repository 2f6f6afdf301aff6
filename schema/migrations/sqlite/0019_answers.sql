-- Which question a claim rests on besides the answer that it was read from; and turns in order.

ALTER TABLE claim ADD COLUMN asked TEXT;

CREATE INDEX claim_by_question ON claim (scope, asked) WHERE asked IS NOT NULL;
CREATE INDEX episode_by_turn ON episode (scope, source, occurred) WHERE source <> '';
