-- Lists of entities go by the form of a name: a name may be respelled between two pages, and whoever
-- stood before or after a page by it would be lost or come twice.

DROP INDEX entity_by_name;
CREATE INDEX entity_by_form ON entity (scope, is_value, form, id);
