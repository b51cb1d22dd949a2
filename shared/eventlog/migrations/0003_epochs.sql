-- Epochs: how often this log was cut (protocol L3, L4, F3).
-- A promoted standby or a restored backup may lack facts that others have already handled. Before
-- anything is appended there a person begins an epoch, which says after which position the log was
-- cut; readers that were further then stand still instead of taking new facts for old ones.

CREATE TABLE {schema}.log_epoch (
    epoch        int PRIMARY KEY,
    forked_after bigint NOT NULL,
    system_id    bigint NOT NULL,
    timeline     text NOT NULL,
    begun_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor        text NOT NULL CHECK (actor <> ''),
    reason       text NOT NULL CHECK (reason <> '')
);

-- Which server this is and how often it was promoted. The name of the WAL file changes at once at a
-- promotion, the control data only some time later; and a standby has no WAL of its own to name.
CREATE FUNCTION {schema}.server_now(OUT system_id bigint, OUT timeline text)
LANGUAGE sql STABLE AS $$
    SELECT system_identifier, substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
    FROM pg_control_system()
$$;

INSERT INTO {schema}.log_epoch (epoch, forked_after, system_id, timeline, actor, reason)
SELECT 1, 0, system_id, timeline, 'migrate', 'installed' FROM {schema}.server_now();

-- The epoch that facts are appended in, NULL while it was not begun on this server.
CREATE FUNCTION {schema}.epoch_begun() RETURNS int
LANGUAGE plpgsql STABLE AS $$
DECLARE
    newest {schema}.log_epoch;
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN NULL;
    END IF;
    SELECT * INTO newest FROM {schema}.log_epoch ORDER BY epoch DESC LIMIT 1;
    IF NOT EXISTS (
        SELECT 1 FROM {schema}.server_now() s
        WHERE s.system_id = newest.system_id AND s.timeline = newest.timeline
    ) THEN
        RETURN NULL;
    END IF;
    RETURN newest.epoch;
END $$;

-- Begins an epoch under the log's own lock, and moves the positions far ahead: PostgreSQL itself
-- writes a sequence only about 32 values ahead, so positions that were lost would be given again.
CREATE FUNCTION {schema}.begin_epoch(by_whom text, why text) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
    ends_at bigint;
    next_epoch int;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{schema_name}.log'));
    SELECT coalesce(max(e.position), 0) INTO ends_at FROM {schema}.events e;
    SELECT max(l.epoch) + 1 INTO next_epoch FROM {schema}.log_epoch l;
    INSERT INTO {schema}.log_epoch (epoch, forked_after, system_id, timeline, actor, reason)
    SELECT next_epoch, ends_at, s.system_id, s.timeline, by_whom, why FROM {schema}.server_now() s;
    PERFORM setval('{schema}.events_position', greatest(ends_at, (
        SELECT last_value FROM {schema}.events_position)) + 1000000);
    RETURN next_epoch;
END $$;

-- The one write, as in step 1, and now it refuses on a server whose epoch was not begun. `commands` is an array of
--   {"stream", "expected", "events": [{"id", "tag", "subjects", "on"}], "guards": [[stream, version]],
--    "claims": [name], "releases": [name], "client", "key"}
-- and `states` the facts' bytes in the order of the events; `digests` and `answers` go by command.
-- One answer comes back for each command; under the lock a look-up and an insert cannot race.
CREATE OR REPLACE FUNCTION {schema}.append(
    commands jsonb, states bytea[], digests bytea[], answers bytea[], moment timestamptz
) RETURNS TABLE (outcome text, name text, number bigint, answer bytea)
LANGUAGE plpgsql AS $$
DECLARE
    command jsonb;
    event jsonb;
    kept {schema}.idempotency;
    last {schema}.events;
    new {schema}.events;
    nth int := 0;
    used int := 0;
    actual int;
    first bigint;
    holder text;
    appended boolean := false;
    current_epoch int;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{schema_name}.log'));
    current_epoch := {schema}.epoch_begun();
    IF current_epoch IS NULL THEN
        RAISE EXCEPTION 'epoch_not_begun' USING ERRCODE = 'JC503';
    END IF;
    SELECT * INTO last FROM {schema}.events ORDER BY position DESC LIMIT 1;

    <<next_command>>
    FOR command IN SELECT value FROM jsonb_array_elements(commands) LOOP
        nth := nth + 1;
        used := used + jsonb_array_length(command->'events');
        name := command->>'stream';
        number := NULL;
        answer := NULL;

        IF command->>'key' IS NOT NULL THEN
            SELECT * INTO kept FROM {schema}.idempotency i
            WHERE i.client = command->>'client' AND i.key = command->>'key';
            IF FOUND THEN
                outcome := CASE WHEN kept.digest = digests[nth] THEN 'replayed' ELSE 'key_reused' END;
                answer := kept.answer;
                RETURN NEXT;
                CONTINUE next_command;
            END IF;
        END IF;

        SELECT coalesce(max(e.version), 0) INTO actual FROM {schema}.events e WHERE e.stream = name;
        IF actual <> (command->>'expected')::int THEN
            outcome := 'conflict';
            number := actual;
            RETURN NEXT;
            CONTINUE next_command;
        END IF;

        FOR event IN SELECT value FROM jsonb_array_elements(coalesce(command->'guards', '[]')) LOOP
            SELECT coalesce(max(e.version), 0) INTO actual
            FROM {schema}.events e WHERE e.stream = event->>0;
            IF actual <> (event->>1)::int THEN
                outcome := 'conflict';
                name := event->>0;
                number := actual;
                RETURN NEXT;
                CONTINUE next_command;
            END IF;
        END LOOP;

        SELECT c.name, c.stream INTO name, holder
        FROM jsonb_array_elements_text(coalesce(command->'claims', '[]')) wanted
        JOIN {schema}.claims c ON c.name = wanted
        WHERE c.stream <> command->>'stream' LIMIT 1;
        IF FOUND THEN
            outcome := 'claimed_by';
            answer := convert_to(holder, 'UTF8');
            RETURN NEXT;
            CONTINUE next_command;
        END IF;

        name := command->>'stream';
        actual := (command->>'expected')::int;
        first := NULL;
        used := used - jsonb_array_length(command->'events');
        FOR event IN SELECT value FROM jsonb_array_elements(command->'events') LOOP
            used := used + 1;
            actual := actual + 1;
            new.position := nextval('{schema}.events_position');
            new.epoch := current_epoch;
            new.previous := coalesce(last.position, 0);
            new.event_id := (event->>'id')::uuid;
            new.stream := name;
            new.version := actual;
            new.tag := event->>'tag';
            new.subjects := ARRAY(SELECT jsonb_array_elements_text(event->'subjects')::uuid);
            new.effective_on := (event->>'on')::date;
            new.recorded_at := greatest(moment, last.recorded_at);
            new.state := states[used];
            new.previous_hash := CASE WHEN last.position IS NULL THEN '\x'::bytea
                                      ELSE {schema}.row_hash(last) END;
            INSERT INTO {schema}.events SELECT new.*;
            first := coalesce(first, new.position);
            last := new;
        END LOOP;

        INSERT INTO {schema}.claims
        SELECT wanted, command->>'stream'
        FROM jsonb_array_elements_text(coalesce(command->'claims', '[]')) wanted
        ON CONFLICT DO NOTHING;
        DELETE FROM {schema}.claims c
        USING jsonb_array_elements_text(coalesce(command->'releases', '[]')) released
        WHERE c.name = released AND c.stream = command->>'stream';

        IF command->>'key' IS NOT NULL THEN
            INSERT INTO {schema}.idempotency
            VALUES (command->>'client', command->>'key', digests[nth], answers[nth], clock_timestamp());
        END IF;
        outcome := 'appended';
        number := first;
        answer := convert_to(actual::text, 'UTF8');
        appended := true;
        RETURN NEXT;
    END LOOP;

    IF appended THEN
        PERFORM pg_notify('{schema_name}_log', '');
    END IF;
END $$;

-- Where the log ends, and in which epoch.
CREATE OR REPLACE FUNCTION {schema}.head()
RETURNS TABLE (epoch int, "position" bigint, event_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT l.epoch, coalesce(e.position, 0), e.event_id
    FROM (SELECT max(each.epoch) AS epoch FROM {schema}.log_epoch each) l
    LEFT JOIN LATERAL (
        SELECT * FROM {schema}.events last ORDER BY last.position DESC LIMIT 1
    ) e ON true
$$;

-- What others may read: the facts after a cursor, from the primary only (F1). A cursor this log does
-- not know is refused: the log was cut and the reader has seen what no longer is. Only a reader that
-- knows a later epoch is told that this is the log that was replaced.
CREATE OR REPLACE FUNCTION {schema}.feed(
    after_epoch int, after_position bigint, after_event uuid, max_rows int
) RETURNS SETOF {schema}.events
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'only the primary knows' USING ERRCODE = 'JC503';
    END IF;
    IF after_position > 0 AND NOT EXISTS (
        SELECT 1 FROM {schema}.events e
        WHERE e.position = after_position AND e.event_id = after_event
    ) THEN
        IF after_epoch > (SELECT max(l.epoch) FROM {schema}.log_epoch l) THEN
            RAISE EXCEPTION 'log_replaced' USING ERRCODE = 'JC410';
        END IF;
        RAISE EXCEPTION 'log_diverged' USING ERRCODE = 'JC409';
    END IF;
    RETURN QUERY SELECT * FROM {schema}.events e
        WHERE e.position > after_position ORDER BY e.position LIMIT max_rows;
END $$;

-- The last fact that both this log and a reader of an older epoch hold; no row where this log was
-- not cut since (F5).
CREATE FUNCTION {schema}.fork(reader_epoch int, reader_position bigint)
RETURNS TABLE (epoch int, "position" bigint, event_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT cut.newest, coalesce(e.position, 0), e.event_id
    FROM (
        SELECT max(l.epoch) AS newest, min(l.forked_after) AS forked_after
        FROM {schema}.log_epoch l WHERE l.epoch > reader_epoch
    ) cut
    LEFT JOIN LATERAL (
        SELECT * FROM {schema}.events kept
        WHERE kept.position <= least(reader_position, cut.forked_after)
        ORDER BY kept.position DESC LIMIT 1
    ) e ON true
    WHERE cut.newest IS NOT NULL
$$;
