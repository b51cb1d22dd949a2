-- Looks by a written reason alone wait for four eyes and are counted whenever Prometheus asks: few
-- among many, so they are found by themselves.
CREATE INDEX looks_by_reason ON {schema}.looks ("position")
    WHERE relation = 'guest' AND result = 'shown';
