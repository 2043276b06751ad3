-- A batch's bytes and numbers are fixed in the transaction that makes it (DESIGN 3.5); only its delivery changes. Nothing is deleted.
CREATE FUNCTION payers_keep_interchange() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('practice.allow_rewrite', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF (NEW.connection_id, NEW.type, NEW.isa13, NEW.gs06, NEW.usage, NEW.remote_name, NEW.sha256, NEW.size, NEW.count, NEW.total_amount, NEW.frozen_at)
       IS DISTINCT FROM
       (OLD.connection_id, OLD.type, OLD.isa13, OLD.gs06, OLD.usage, OLD.remote_name, OLD.sha256, OLD.size, OLD.count, OLD.total_amount, OLD.frozen_at) THEN
        RAISE EXCEPTION 'interchange % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'interchange_frozen';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER interchange_frozen BEFORE UPDATE ON payers_interchange FOR EACH ROW EXECUTE FUNCTION payers_keep_interchange();
CREATE TRIGGER interchange_kept BEFORE DELETE ON payers_interchange FOR EACH ROW EXECUTE FUNCTION practice_refuse_change();
CREATE TRIGGER interchange_not_truncated BEFORE TRUNCATE ON payers_interchange FOR EACH STATEMENT EXECUTE FUNCTION practice_refuse_change();
