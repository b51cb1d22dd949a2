-- What is only ever added to refuses to be changed, also by its owner. It guards against mistakes
-- of those who may switch it off; the services are not even granted the right.
CREATE FUNCTION {schema}.only_added_to() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.events
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.only_added_to();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.only_added_to();
