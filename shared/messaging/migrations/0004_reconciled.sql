-- What became of readers that had followed a log further than it now goes; rows are only added (F5).
CREATE TABLE {schema}.reconciled (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    consumer      text NOT NULL,
    source        text NOT NULL,
    from_epoch    int NOT NULL,
    from_position bigint NOT NULL,
    to_epoch      int NOT NULL,
    to_position   bigint NOT NULL,
    dropped       uuid[] NOT NULL, -- facts that were set aside and are in no log any more
    effects       uuid[] NOT NULL, -- own facts whose cause is in no log any more
    actor         text NOT NULL CHECK (actor <> ''),
    reason        text NOT NULL CHECK (reason <> '')
);
