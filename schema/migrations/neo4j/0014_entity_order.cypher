// Lists of entities go by the form of a name: a name may be respelled between two pages, and whoever
// stood before or after a page by it would be lost or come twice.

CREATE INDEX entity_by_form IF NOT EXISTS FOR (n:Entity) ON (n.scope_key, n.form);
DROP INDEX entity_by_name IF EXISTS;
