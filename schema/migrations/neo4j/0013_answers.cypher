// Which question a claim rests on besides the answer that it was read from; and turns in order.

CREATE INDEX claim_by_question IF NOT EXISTS FOR (c:Claim) ON (c.scope_key, c.asked);
CREATE INDEX episode_by_turn IF NOT EXISTS FOR (e:Episode) ON (e.scope_key, e.source, e.place);
