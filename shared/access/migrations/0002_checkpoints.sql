-- A second copy of the signed checkpoints of the look-up log, as each service has of its facts: the
-- service that keeps the log may add lines, and nobody changes them.
CREATE TABLE {schema}.checkpoints (
    number int PRIMARY KEY,
    line   bytea NOT NULL
);

CREATE TRIGGER nobody_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.nobody_changes();
