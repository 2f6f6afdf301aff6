// What was erased, and must not come back: hashes under a key of the scope.

CREATE CONSTRAINT tombstone_once IF NOT EXISTS
FOR (t:Tombstone) REQUIRE (t.scope_key, t.digest) IS UNIQUE;
