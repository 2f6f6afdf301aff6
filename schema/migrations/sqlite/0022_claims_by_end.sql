-- Whose record a number is, and what is told of whom is merged or forgotten, is looked up by either
-- end of a claim. Without these every batch of records read all claims of its scope.
CREATE INDEX claim_by_subject ON claim (scope, subject);
CREATE INDEX claim_by_object ON claim (scope, object);
CREATE INDEX claim_by_told_subject ON claim (scope, told_subject) WHERE told_subject IS NOT NULL;
CREATE INDEX claim_by_told_object ON claim (scope, told_object) WHERE told_object IS NOT NULL;
