-- Tables whose rows are facts: they are added and never changed (DESIGN 4.1, 4.4).
-- Only a session that sets practice.allow_rewrite (tests do, when they clear tables) may do otherwise.

CREATE FUNCTION practice_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('practice.allow_rewrite', true) = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Attach the refusal to a table: rows and TRUNCATE.
CREATE PROCEDURE practice_make_append_only(target regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION practice_refuse_change()', target);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION practice_refuse_change()', target);
END $$;

CALL practice_make_append_only('shared_event');
CALL practice_make_append_only('shared_note');
CALL practice_make_append_only('shared_accessentry');
