// A commit becomes visible row by row. While one does, its scope is marked here, in a transaction of
// its own that ends before the commit begins; readers look here before and after they read.

CREATE CONSTRAINT writing_once IF NOT EXISTS FOR (w:Writing) REQUIRE w.scope_key IS UNIQUE;
