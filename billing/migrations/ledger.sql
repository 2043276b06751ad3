-- The ledger's own rules (DESIGN 4.1): append-only; every transaction sums to zero and moves something; entries are made only in the
-- database transaction that made their header.

CALL practice_make_append_only('billing_ledgertransaction');
CALL practice_make_append_only('billing_ledgerentry');

CREATE FUNCTION ledger_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    difference numeric;
    entries integer;
BEGIN
    SELECT coalesce(sum(debit - credit), 0), count(*) INTO difference, entries FROM billing_ledgerentry WHERE transaction_id = NEW.id;
    IF entries < 2 OR difference <> 0 THEN
        RAISE EXCEPTION 'ledger transaction % has % entries that differ by %', NEW.id, entries, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_balance';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transaction_balance AFTER INSERT ON billing_ledgertransaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_check_balance();

CREATE FUNCTION ledger_check_entry_header() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT transaction_id FROM fresh) made
        JOIN billing_ledgertransaction header ON header.id = made.transaction_id
        WHERE header.database_transaction <> pg_current_xact_id()::text::bigint
    ) THEN
        RAISE EXCEPTION 'ledger entries may be added only with their transaction'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_entry_with_header';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_entry_with_header AFTER INSERT ON billing_ledgerentry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_check_entry_header();

-- A charge in the ledger keeps its amount, code and units; only voiding fields move (invariant 7).
CREATE FUNCTION charge_keep_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.amount, NEW.unit_price, NEW.units, NEW.procedure_code, NEW.encounter_id) IS DISTINCT FROM
       (OLD.amount, OLD.unit_price, OLD.units, OLD.procedure_code, OLD.encounter_id)
       AND EXISTS (SELECT 1 FROM billing_ledgerentry WHERE charge_id = OLD.id)
       AND coalesce(current_setting('practice.allow_rewrite', true), '') <> 'on' THEN
        RAISE EXCEPTION 'charge % is in the ledger: void it and enter it again', OLD.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'charge_posted_unchanged';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER charge_posted_unchanged BEFORE UPDATE ON billing_charge FOR EACH ROW EXECUTE FUNCTION charge_keep_amount();
