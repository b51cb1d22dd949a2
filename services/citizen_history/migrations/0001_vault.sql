-- The identity vault: the only place where a citizen's id stands beside a number or a name.
-- A row is a promise, not a fact: it counts once the log names its reference
-- (identity_registered, identity_number_changed, identity_name_recorded).

CREATE TABLE {schema}.vault (
    number        uuid PRIMARY KEY,        -- the reference that facts may carry
    citizen       uuid NOT NULL,
    number_hash   bytea NOT NULL UNIQUE CHECK (octet_length(number_hash) = 32),
    number_cipher bytea NOT NULL,
    number_kind   text NOT NULL CHECK (number_kind IN ('cpr', 'replacement')),
    modulus_11    boolean NOT NULL
);
CREATE INDEX vault_citizen ON {schema}.vault (citizen);

CREATE TABLE {schema}.vault_names (
    name        uuid PRIMARY KEY,          -- the reference that facts may carry
    citizen     uuid NOT NULL,
    name_cipher bytea NOT NULL
);
CREATE INDEX vault_names_citizen ON {schema}.vault_names (citizen);
