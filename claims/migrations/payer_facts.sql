-- What a payer said is never edited: facts of remittances keep their values; matches, fates and classes may move.

DROP TRIGGER append_only_rows ON claims_remittanceadjustment;

CREATE FUNCTION remittance_keep_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('practice.allow_rewrite', true), '') = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % keeps what the payer said', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'remittance_facts_kept';
END $$;

CREATE TRIGGER remittance_facts_kept BEFORE UPDATE ON claims_remittance FOR EACH ROW
    WHEN ((NEW.inbound_transaction_id, NEW.trace_number, NEW.payer_trace_id, NEW.payment_amount, NEW.payment_method, NEW.claim_paid_amount,
           NEW.provider_adjustment_amount, NEW.is_balanced, NEW.received_at)
          IS DISTINCT FROM
          (OLD.inbound_transaction_id, OLD.trace_number, OLD.payer_trace_id, OLD.payment_amount, OLD.payment_method, OLD.claim_paid_amount,
           OLD.provider_adjustment_amount, OLD.is_balanced, OLD.received_at)
          OR NEW.payment_date IS DISTINCT FROM OLD.payment_date)
    EXECUTE FUNCTION remittance_keep_facts();

CREATE TRIGGER remittance_facts_kept BEFORE UPDATE ON claims_remittanceclaim FOR EACH ROW
    WHEN ((NEW.remittance_id, NEW.ordinal, NEW.patient_control_number, NEW.payer_control_number, NEW.status_code, NEW.charge_amount, NEW.paid_amount,
           NEW.patient_responsibility_amount, NEW.remarks, NEW.is_balanced, NEW.first_segment, NEW.last_segment)
          IS DISTINCT FROM
          (OLD.remittance_id, OLD.ordinal, OLD.patient_control_number, OLD.payer_control_number, OLD.status_code, OLD.charge_amount, OLD.paid_amount,
           OLD.patient_responsibility_amount, OLD.remarks, OLD.is_balanced, OLD.first_segment, OLD.last_segment))
    EXECUTE FUNCTION remittance_keep_facts();

CREATE TRIGGER remittance_facts_kept BEFORE UPDATE ON claims_remittanceline FOR EACH ROW
    WHEN ((NEW.remittance_claim_id, NEW.ordinal, NEW.control_number, NEW.procedure_code, NEW.submitted_procedure_code, NEW.modifiers, NEW.charge_amount,
           NEW.paid_amount, NEW.remarks, NEW.first_segment, NEW.last_segment)
          IS DISTINCT FROM
          (OLD.remittance_claim_id, OLD.ordinal, OLD.control_number, OLD.procedure_code, OLD.submitted_procedure_code, OLD.modifiers, OLD.charge_amount,
           OLD.paid_amount, OLD.remarks, OLD.first_segment, OLD.last_segment))
    EXECUTE FUNCTION remittance_keep_facts();

CREATE TRIGGER remittance_facts_kept BEFORE UPDATE ON claims_remittanceadjustment FOR EACH ROW
    WHEN ((NEW.remittance_claim_id, NEW.ordinal, NEW."group", NEW.reason, NEW.amount) IS DISTINCT FROM
          (OLD.remittance_claim_id, OLD.ordinal, OLD."group", OLD.reason, OLD.amount)
          OR NEW.line_id IS DISTINCT FROM OLD.line_id OR NEW.quantity IS DISTINCT FROM OLD.quantity)
    EXECUTE FUNCTION remittance_keep_facts();

CREATE TRIGGER remittance_kept BEFORE DELETE ON claims_remittance FOR EACH ROW EXECUTE FUNCTION remittance_keep_facts();
CREATE TRIGGER remittance_kept BEFORE DELETE ON claims_remittanceclaim FOR EACH ROW EXECUTE FUNCTION remittance_keep_facts();
CREATE TRIGGER remittance_kept BEFORE DELETE ON claims_remittanceline FOR EACH ROW EXECUTE FUNCTION remittance_keep_facts();
CREATE TRIGGER remittance_kept BEFORE DELETE ON claims_remittanceadjustment FOR EACH ROW EXECUTE FUNCTION remittance_keep_facts();

-- Denial numbers: D-1001 and up, taken in bulk.
CREATE SEQUENCE claims_denial_number START 1001;
