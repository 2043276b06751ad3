-- What was sent stays as it was: a submission's snapshot is immutable; it may only be put into its batch, once.
CREATE FUNCTION claim_submission_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('practice.allow_rewrite', true) = 'on' THEN
        RETURN NEW;
    END IF;
    IF (NEW.claim_id, NEW.ordinal, NEW.frequency, NEW.original_reference, NEW.patient_control_number, NEW.schema_version, NEW.billed_amount, NEW.frozen_at)
       IS DISTINCT FROM
       (OLD.claim_id, OLD.ordinal, OLD.frequency, OLD.original_reference, OLD.patient_control_number, OLD.schema_version, OLD.billed_amount, OLD.frozen_at)
       OR NEW.snapshot IS DISTINCT FROM OLD.snapshot
       OR (OLD.interchange_id IS NOT NULL AND (NEW.interchange_id, NEW.st02) IS DISTINCT FROM (OLD.interchange_id, OLD.st02)) THEN
        RAISE EXCEPTION 'claim submission % is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'claim_submission_frozen';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER claim_submission_frozen BEFORE UPDATE ON claims_claimsubmission FOR EACH ROW EXECUTE FUNCTION claim_submission_keep();
CREATE TRIGGER claim_submission_kept BEFORE DELETE ON claims_claimsubmission FOR EACH ROW EXECUTE FUNCTION practice_refuse_change();
CREATE TRIGGER claim_submission_not_truncated BEFORE TRUNCATE ON claims_claimsubmission FOR EACH STATEMENT EXECUTE FUNCTION practice_refuse_change();

-- What a payer said is never edited.
CALL practice_make_append_only('claims_remittanceadjustment');
CALL practice_make_append_only('claims_provideradjustment');
