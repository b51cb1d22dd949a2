-- Begins an epoch, and gives no number and no position that was ever signed: a backup remembers
-- neither what came after it nor that it was put back once before.
DROP FUNCTION {schema}.begin_epoch(text, text);
CREATE FUNCTION {schema}.begin_epoch(
    by_whom text, why text, known_epoch int DEFAULT 0, known_position bigint DEFAULT 0
) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    ends_at bigint;
    next_epoch int;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{schema_name}.log'));
    SELECT coalesce(max(e.position), 0) INTO ends_at FROM {schema}.events e;
    SELECT greatest(max(l.epoch), known_epoch) + 1 INTO next_epoch FROM {schema}.log_epoch l;
    INSERT INTO {schema}.log_epoch (epoch, forked_after, system_id, timeline, actor, reason)
    SELECT next_epoch, ends_at, s.system_id, s.timeline, by_whom, why FROM {schema}.server_now() s;
    PERFORM setval('{schema}.events_position', greatest(ends_at, known_position, (
        SELECT last_value FROM {schema}.events_position)) + 1000000);
    RETURN next_epoch;
END $$;
