-- The look-up log: who looked at which citizens, what for and as what; never what was seen.
-- Services may only add, by the function; nobody changes or removes a row, not even the owner.

CREATE TABLE {schema}.looks (
    position      bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    service       text NOT NULL,
    kind          text NOT NULL,
    name          text NOT NULL,
    actor         text NOT NULL,
    acts_as       text NOT NULL,
    authority     text NOT NULL,
    unit          text NOT NULL,
    purpose       text NOT NULL,
    relation      text NOT NULL,
    reason        text NOT NULL,
    citizens      uuid[] NOT NULL,
    criterion     bytea NOT NULL,
    result        text NOT NULL CHECK (result IN ('shown', 'refused')),
    correlation   text NOT NULL,
    previous_hash bytea NOT NULL,
    hash          bytea NOT NULL
);
CREATE INDEX looks_citizens ON {schema}.looks USING gin (citizens);
CREATE INDEX looks_at ON {schema}.looks (at);

CREATE FUNCTION {schema}.look_hash(look {schema}.looks) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(look.previous_hash || convert_to(jsonb_build_array(
        look.position, extract(epoch FROM look.at), look.service, look.kind, look.name, look.actor,
        look.acts_as, look.authority, look.unit, look.purpose, look.relation, look.reason,
        look.citizens, encode(look.criterion, 'hex'), look.result, look.correlation)::text, 'UTF8'))
$$;

-- The one way in: a batch in one transaction, each row chained to the one before.
CREATE FUNCTION {schema}.record(batch jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    one jsonb;
    look {schema}.looks;
    last {schema}.looks;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('{schema_name}.looks'));
    SELECT * INTO last FROM {schema}.looks ORDER BY position DESC LIMIT 1;
    FOR one IN SELECT value FROM jsonb_array_elements(batch) LOOP
        look := jsonb_populate_record(NULL::{schema}.looks, one);
        look.position := coalesce(last.position, 0) + 1;
        look.criterion := decode(one->>'criterion', 'hex');
        look.previous_hash := coalesce(last.hash, ''::bytea);
        look.hash := {schema}.look_hash(look);
        INSERT INTO {schema}.looks SELECT look.*;
        last := look;
    END LOOP;
    RETURN last.position;
END $$;

CREATE FUNCTION {schema}.nobody_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a look is never changed or removed';
END $$;
CREATE TRIGGER nobody_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.looks
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.nobody_changes();
