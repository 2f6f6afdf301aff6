// What language models said and took, by scope; and which episodes the local reader read instead.

CREATE CONSTRAINT model_answer_once IF NOT EXISTS
FOR (a:ModelAnswer) REQUIRE (a.scope_key, a.key) IS UNIQUE;
CREATE CONSTRAINT model_usage_once IF NOT EXISTS
FOR (u:ModelUsage) REQUIRE (u.scope_key, u.day, u.model) IS UNIQUE;
CREATE INDEX episode_stood_in IF NOT EXISTS FOR (e:Episode) ON (e.scope_key, e.stood_in_because);
