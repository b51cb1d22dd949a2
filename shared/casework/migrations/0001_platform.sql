-- What the whole installation shares: who it is, and the clock of a simulated one.

CREATE TABLE {schema}.installation (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    name       text NOT NULL,
    simulated  boolean NOT NULL,
    parameters jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE {schema}.clock (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    moment timestamptz NOT NULL
);

CREATE FUNCTION {schema}.clock_moves_forward() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.moment < OLD.moment THEN
        RAISE EXCEPTION 'the clock only moves forward';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER clock_moves_forward BEFORE UPDATE ON {schema}.clock
FOR EACH ROW EXECUTE FUNCTION {schema}.clock_moves_forward();
