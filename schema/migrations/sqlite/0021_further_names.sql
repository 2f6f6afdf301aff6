-- Most entities have one name, their main one, which stands with them: who looks for further ones
-- finds none in a small index, where he read the main one of each.
CREATE INDEX alias_further ON alias (scope, entity) WHERE is_main = 0;
