-- A letter's version stays as it was written. Numbers that people say: A-1001 appeals, OP-1001 overpayments.
CALL practice_make_append_only('claims_appealletter');
CREATE SEQUENCE claims_appeal_number START 1001;
CREATE SEQUENCE claims_overpayment_number START 1001;
