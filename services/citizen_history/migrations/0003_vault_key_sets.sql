-- The vault's keys can be changed: every row says by which pair it stands here, and the pairs are
-- named in the order in which they were brought into use. The last one is the one to write by.
-- The keys themselves lie in the key file, never here.

CREATE TABLE {schema}.vault_key_sets (
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_set text NOT NULL UNIQUE
);
INSERT INTO {schema}.vault_key_sets (key_set) VALUES ('first');

ALTER TABLE {schema}.vault ADD COLUMN key_set text NOT NULL DEFAULT 'first';
ALTER TABLE {schema}.vault_names ADD COLUMN key_set text NOT NULL DEFAULT 'first';
ALTER TABLE {schema}.vault_addresses ADD COLUMN key_set text NOT NULL DEFAULT 'first';
ALTER TABLE {schema}.vault ALTER COLUMN key_set DROP DEFAULT;
ALTER TABLE {schema}.vault_names ALTER COLUMN key_set DROP DEFAULT;
ALTER TABLE {schema}.vault_addresses ALTER COLUMN key_set DROP DEFAULT;
