// What facts hold together, as ids alone: derived, and made anew by every consolidation.

CREATE CONSTRAINT community_once IF NOT EXISTS
FOR (c:Community) REQUIRE (c.scope_key, c.id) IS UNIQUE;
