-- The citizens' keys: one for each citizen and class, wrapped by a key that lies outside the database.
-- Nobody but the owner reads the tables. A service is let in by two functions for each class it holds:
-- `hold_<class>` inserts a key or gets the one that is there, `get_<class>` only gets.
-- `destroy` is for citizen_history alone. A destroyed key never comes back under the same citizen id.

CREATE TABLE {schema}.data_keys (
    citizen   uuid NOT NULL,
    key_class text NOT NULL CHECK (key_class IN ('contact', 'economy', 'health')),
    kek       text NOT NULL,
    wrapped   bytea NOT NULL,
    PRIMARY KEY (citizen, key_class)
) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
-- A deleted key is swept from the file at the next round of the cleaner, not some day.
CREATE INDEX data_keys_kek ON {schema}.data_keys (kek);

-- Whose keys were destroyed, in order, and by which decision. No date of birth, no name, no number.
CREATE TABLE {schema}.erased (
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    citizen  uuid NOT NULL UNIQUE,
    decision uuid NOT NULL,
    at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Holding and destroying one citizen's keys exclude each other: no key is made after the decision.
CREATE FUNCTION {schema}.hold(whose uuid, class text, with_kek text, new_key bytea)
RETURNS TABLE (kek text, wrapped bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(whose::text, 20));
    IF EXISTS (SELECT 1 FROM {schema}.erased e WHERE e.citizen = whose) THEN
        RETURN;
    END IF;
    INSERT INTO {schema}.data_keys VALUES (whose, class, with_kek, new_key) ON CONFLICT DO NOTHING;
    RETURN QUERY SELECT d.kek, d.wrapped FROM {schema}.data_keys d
        WHERE d.citizen = whose AND d.key_class = class;
END $$;

CREATE FUNCTION {schema}.get(whose uuid, class text)
RETURNS TABLE (kek text, wrapped bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT d.kek, d.wrapped FROM {schema}.data_keys d WHERE d.citizen = whose AND d.key_class = class
$$;

DO $classes$
DECLARE
    class text;
BEGIN
    FOREACH class IN ARRAY ARRAY['contact', 'economy', 'health'] LOOP
        EXECUTE format($make$
            CREATE FUNCTION {schema}.hold_%1$s(whose uuid, with_kek text, new_key bytea)
            RETURNS TABLE (kek text, wrapped bytea)
            LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS
            'SELECT * FROM {schema}.hold(whose, ''%1$s'', with_kek, new_key)';
            CREATE FUNCTION {schema}.get_%1$s(whose uuid)
            RETURNS TABLE (kek text, wrapped bytea)
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
            'SELECT * FROM {schema}.get(whose, ''%1$s'')'
        $make$, class);
    END LOOP;
END $classes$;

-- Whose keys were destroyed after a place in the list; every process that holds keys asks this.
CREATE FUNCTION {schema}.erased_after(after bigint)
RETURNS TABLE (number bigint, citizen uuid, decision uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT e.number, e.citizen, e.decision, e.at FROM {schema}.erased e
    WHERE e.number > after ORDER BY e.number
$$;

CREATE FUNCTION {schema}.is_erased(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT 1 FROM {schema}.erased e WHERE e.citizen = whose)
$$;

-- Destroy all keys of a citizen; say whether that was news. Repeating it does no harm.
CREATE FUNCTION {schema}.destroy(whose uuid, decided_by uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    news boolean;
BEGIN
    -- One destruction at a time: a number of the list is never seen after a higher one.
    PERFORM pg_advisory_xact_lock(hashtextextended('{schema_name}.erased', 20));
    PERFORM pg_advisory_xact_lock(hashtextextended(whose::text, 20));
    INSERT INTO {schema}.erased (citizen, decision) VALUES (whose, decided_by) ON CONFLICT DO NOTHING;
    news := FOUND;
    DELETE FROM {schema}.data_keys d WHERE d.citizen = whose;
    RETURN news;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC;
