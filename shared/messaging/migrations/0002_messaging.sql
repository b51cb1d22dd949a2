-- How far this service has followed others, what it set aside, and how far it has told the bus.
-- All of it lies in one database with the effects: it may lose a tail as a whole, never in part.

-- One lock for each reader of other services' logs, taken first by everything that moves one (K3).
CREATE TABLE {schema}.consumer (
    name text PRIMARY KEY
);

-- The whole cursor and the subscription are compared before tracking moves (I5, I8).
CREATE TABLE {schema}.tracking (
    consumer     text NOT NULL REFERENCES {schema}.consumer,
    source       text NOT NULL,
    epoch        int NOT NULL,
    position     bigint NOT NULL,
    event_id     uuid,
    subscription text NOT NULL,
    halted       text,
    PRIMARY KEY (consumer, source)
);

-- Tries of a fact, counted before each try in a commit of their own: the fact may kill the process.
CREATE TABLE {schema}.attempt (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    n        int NOT NULL,
    PRIMARY KEY (consumer, event_id)
);

-- Facts set aside, in the order they were; `failed` says whether it is the cause or waits behind one.
CREATE TABLE {schema}.parked (
    place     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer  text NOT NULL,
    source    text NOT NULL,
    epoch     int NOT NULL,
    position  bigint NOT NULL,
    event_id  uuid NOT NULL,
    tag       text NOT NULL,
    subjects  uuid[] NOT NULL,
    message   bytea NOT NULL,
    failed    boolean NOT NULL,
    error     text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (consumer, event_id)
);

CREATE TABLE {schema}.parked_subject (
    consumer text NOT NULL,
    subject  uuid NOT NULL,
    place    bigint NOT NULL REFERENCES {schema}.parked ON DELETE CASCADE,
    PRIMARY KEY (consumer, subject, place)
);
CREATE INDEX parked_subject_place ON {schema}.parked_subject (place);

-- Whose facts are being taken up again; the active inbox does it, oldest first (K5).
CREATE TABLE {schema}.draining (
    consumer text NOT NULL,
    subject  uuid NOT NULL,
    PRIMARY KEY (consumer, subject)
);

-- Facts a person decided to leave out.
CREATE TABLE {schema}.skipped (
    consumer   text NOT NULL,
    source     text NOT NULL,
    epoch      int NOT NULL,
    position   bigint NOT NULL,
    event_id   uuid NOT NULL,
    tag        text NOT NULL,
    subjects   uuid[] NOT NULL,
    message    bytea NOT NULL,
    error      text NOT NULL,
    reason     text NOT NULL CHECK (reason <> ''),
    actor      text NOT NULL CHECK (actor <> ''),
    skipped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, event_id)
);

-- Who did what to what was set aside, and why; rows are only added.
CREATE TABLE {schema}.parked_audit (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    consumer text NOT NULL,
    action   text NOT NULL CHECK (action IN ('parked', 'retry', 'skip', 'drained', 'stopped')),
    event_id uuid,
    subject  uuid,
    actor    text NOT NULL,
    reason   text NOT NULL
);

-- How far the bus has been told, saved only forwards and only after every confirm (R2).
CREATE TABLE {schema}.relay (
    name     text PRIMARY KEY,
    epoch    int NOT NULL,
    position bigint NOT NULL,
    event_id uuid
);
