-- A second copy of the signed checkpoints, so that the file outside cannot be cut unnoticed;
-- the service may add lines and never change them.
CREATE TABLE {schema}.checkpoints (
    number int PRIMARY KEY,
    line   bytea NOT NULL
);
