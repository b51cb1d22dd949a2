-- The log of one service: facts, the keys of those who asked, the names that cases hold.

CREATE TABLE {schema}.events (
    position      bigint PRIMARY KEY,
    epoch         int NOT NULL DEFAULT 1,
    previous      bigint NOT NULL,
    event_id      uuid NOT NULL UNIQUE,
    stream        text NOT NULL,
    version       int NOT NULL CHECK (version > 0),
    tag           text NOT NULL,
    subjects      uuid[] NOT NULL,
    effective_on  date NOT NULL,
    recorded_at   timestamptz NOT NULL,
    state         bytea NOT NULL,
    previous_hash bytea NOT NULL,
    UNIQUE (stream, version)
);
CREATE SEQUENCE {schema}.events_position OWNED BY {schema}.events.position;

CREATE TABLE {schema}.idempotency (
    client     text NOT NULL,
    key        text NOT NULL,
    digest     bytea NOT NULL,
    answer     bytea NOT NULL,
    kept_since timestamptz NOT NULL,
    PRIMARY KEY (client, key)
);
CREATE INDEX idempotency_kept_since ON {schema}.idempotency (kept_since);

CREATE TABLE {schema}.claims (
    name   text PRIMARY KEY,
    stream text NOT NULL
);

-- What a row is in the chain: every stored byte counts.
CREATE FUNCTION {schema}.row_hash(fact {schema}.events) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(
        fact.previous_hash
        || convert_to(
            concat_ws('|', fact.epoch, fact.position, fact.previous, fact.event_id, fact.stream,
                      fact.version, fact.tag, fact.subjects::text, fact.effective_on - DATE '2000-01-01',
                      extract(epoch FROM fact.recorded_at)), 'UTF8')
        || fact.state)
$$;

-- The one write. `commands` is an array of
--   {"stream", "expected", "events": [{"id", "tag", "subjects", "on"}], "guards": [[stream, version]],
--    "claims": [name], "releases": [name], "client", "key"}
-- and `states` the facts' bytes in the order of the events; `digests` and `answers` go by command.
-- One answer comes back for each command; under the lock a look-up and an insert cannot race.
CREATE FUNCTION {schema}.append(
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
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{schema_name}.log'));
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
            new.epoch := coalesce(last.epoch, 1);
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

-- Where the log ends.
CREATE FUNCTION {schema}.head() RETURNS TABLE (epoch int, "position" bigint, event_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT e.epoch, e.position, e.event_id FROM {schema}.events e ORDER BY e.position DESC LIMIT 1
$$;

-- What others may read: the facts after a cursor. A cursor this log does not know is refused,
-- because then the log was cut and the reader has seen what no longer is.
CREATE FUNCTION {schema}.feed(after_epoch int, after_position bigint, after_event uuid, max_rows int)
RETURNS SETOF {schema}.events
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF after_position > 0 AND NOT EXISTS (
        SELECT 1 FROM {schema}.events e
        WHERE e.position = after_position AND e.epoch = after_epoch AND e.event_id = after_event
    ) THEN
        RAISE EXCEPTION 'log_diverged' USING ERRCODE = 'JC409';
    END IF;
    RETURN QUERY SELECT * FROM {schema}.events e
        WHERE e.position > after_position ORDER BY e.position LIMIT max_rows;
END $$;

-- Views: which table answers for a view (its generation), built by which version of the code,
-- and how far it has followed its source. Views of other services' facts are moved by the inbox,
-- so their cursor stands in the inbox's tracking and stays empty here.
CREATE TABLE {schema}.view_tracking (
    view       text NOT NULL,
    version    int NOT NULL,
    generation int NOT NULL,
    epoch      int NOT NULL DEFAULT 1,
    position   bigint NOT NULL DEFAULT 0,
    event_id   uuid,
    PRIMARY KEY (view, version)
);
