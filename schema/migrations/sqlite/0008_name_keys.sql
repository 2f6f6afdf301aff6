-- Keys under which names like a name are found: see schema/name_parts.py. Names from before this
-- migration have none, and are found by their normal form alone.

ALTER TABLE alias ADD COLUMN key_joined TEXT NOT NULL DEFAULT '';
ALTER TABLE alias ADD COLUMN key_sorted TEXT NOT NULL DEFAULT '';
ALTER TABLE alias ADD COLUMN key_initials TEXT NOT NULL DEFAULT '';
ALTER TABLE alias ADD COLUMN key_person TEXT NOT NULL DEFAULT '';
ALTER TABLE alias ADD COLUMN key_letters TEXT NOT NULL DEFAULT '';

CREATE INDEX alias_by_joined ON alias (scope, key_joined) WHERE key_joined <> '';
CREATE INDEX alias_by_sorted ON alias (scope, key_sorted) WHERE key_sorted <> '';
CREATE INDEX alias_by_initials ON alias (scope, key_initials) WHERE key_initials <> '';
CREATE INDEX alias_by_person ON alias (scope, key_person) WHERE key_person <> '';
CREATE INDEX alias_by_letters ON alias (scope, key_letters) WHERE key_letters <> '';
