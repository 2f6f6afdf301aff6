// Keys under which names like a name are found: see schema/name_parts.py. Names from before this
// migration have none, and are found by their normal form alone.

CREATE INDEX alias_by_joined IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.key_joined);
CREATE INDEX alias_by_sorted IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.key_sorted);
CREATE INDEX alias_by_initials IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.key_initials);
CREATE INDEX alias_by_person IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.key_person);
CREATE INDEX alias_by_letters IF NOT EXISTS FOR (a:Alias) ON (a.scope_key, a.key_letters);
