-- Addresses, sealed like names; a row counts once the log names its reference (address_recorded).

CREATE TABLE {schema}.vault_addresses (
    address        uuid PRIMARY KEY,       -- the reference that facts may carry
    citizen        uuid NOT NULL,
    address_cipher bytea NOT NULL
);
CREATE INDEX vault_addresses_citizen ON {schema}.vault_addresses (citizen);
