-- What patients paid and were asked stays as it was: facts keep their values; a return, a delivery, a state and the PDF may be added.

CREATE FUNCTION patient_money_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('practice.allow_rewrite', true), '') = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% % keeps what it said', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'patient_money_kept';
END $$;

CREATE TRIGGER patient_payment_kept BEFORE UPDATE ON billing_patientpayment FOR EACH ROW
    WHEN ((NEW.number, NEW.patient_id, NEW.method, NEW.amount, NEW.reference, NEW.received_date, NEW.received_at)
          IS DISTINCT FROM
          (OLD.number, OLD.patient_id, OLD.method, OLD.amount, OLD.reference, OLD.received_date, OLD.received_at)
          OR (OLD.receipt_id IS NOT NULL AND NEW.receipt_id IS DISTINCT FROM OLD.receipt_id)
          OR (OLD.returned_date IS NOT NULL AND NEW.returned_date IS DISTINCT FROM OLD.returned_date))
    EXECUTE FUNCTION patient_money_keep();
CREATE TRIGGER patient_payment_not_deleted BEFORE DELETE ON billing_patientpayment FOR EACH ROW EXECUTE FUNCTION patient_money_keep();

CREATE TRIGGER statement_kept BEFORE UPDATE ON billing_statement FOR EACH ROW
    WHEN ((NEW.number, NEW.patient_id, NEW.guarantor_id, NEW.notice, NEW.statement_date, NEW.due_date, NEW.total_amount, NEW.content, NEW.made_at)
          IS DISTINCT FROM
          (OLD.number, OLD.patient_id, OLD.guarantor_id, OLD.notice, OLD.statement_date, OLD.due_date, OLD.total_amount, OLD.content, OLD.made_at)
          OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)
          OR (OLD.sent_at IS NOT NULL AND NEW.sent_at IS DISTINCT FROM OLD.sent_at))
    EXECUTE FUNCTION patient_money_keep();
CREATE TRIGGER statement_not_deleted BEFORE DELETE ON billing_statement FOR EACH ROW EXECUTE FUNCTION patient_money_keep();
CALL practice_make_append_only('billing_statementline');

CREATE TRIGGER refund_kept BEFORE UPDATE ON billing_refund FOR EACH ROW
    WHEN ((NEW.number, NEW.amount, NEW.requested_at) IS DISTINCT FROM (OLD.number, OLD.amount, OLD.requested_at)
          OR NEW.patient_id IS DISTINCT FROM OLD.patient_id OR NEW.payer_id IS DISTINCT FROM OLD.payer_id)
    EXECUTE FUNCTION patient_money_keep();
CREATE TRIGGER refund_not_deleted BEFORE DELETE ON billing_refund FOR EACH ROW EXECUTE FUNCTION patient_money_keep();

CREATE TRIGGER held_credit_kept BEFORE UPDATE ON billing_heldcredit FOR EACH ROW
    WHEN ((NEW.patient_id, NEW.charge_id, NEW.amount, NEW.source_key) IS DISTINCT FROM (OLD.patient_id, OLD.charge_id, OLD.amount, OLD.source_key))
    EXECUTE FUNCTION patient_money_keep();
CREATE TRIGGER held_credit_not_deleted BEFORE DELETE ON billing_heldcredit FOR EACH ROW EXECUTE FUNCTION patient_money_keep();

-- Numbers that people say: R-1001 receipts, S-1001 statements, F-1001 refunds.
CREATE SEQUENCE billing_receipt_number START 1001;
CREATE SEQUENCE billing_statement_number START 1001;
CREATE SEQUENCE billing_refund_number START 1001;
