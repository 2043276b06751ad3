"""`manage.py verify` on patients' money: each check, tried on live data that was damaged behind the triggers' back."""

from decimal import Decimal

import pytest
from django.db import connection

from billing.models import Refund
from billing.services.make_statements import make_statements
from billing.services.refund_patient import decide_refund, pay_patient_refund, request_refund
from billing.services.take_payment import NewPayment, take_payment
from tests.factories import remittances as payer_says
from tests.factories.claims import NOW, Cast
from tests.factories.patients import GuarantorFactory
from tests.factories.shared import AdminFactory
from tests.scenarios.money import billed, decided
from tests.scenarios.world import checked

pytestmark = pytest.mark.django_db
TABLES = ("billing_ledgertransaction", "billing_ledgerentry", "billing_statement", "billing_statementline", "billing_patientpayment", "billing_refund")


@pytest.fixture
def sql(broken_ledger):
    """A share that was asked for and is half paid, a refund, a QMB's share; then statements with every trigger of ours off."""
    cast = Cast()
    payer_says.make_table()
    payer_says.make_terms(cast.payer, {"99214": "150.00"})
    claim = billed(cast, ("99214", "180.00"))
    payer_says.received(payer_says.check_of(cast.payer, decided(claim, ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00"))))))
    qmb = billed(cast, ("99214", "180.00"))
    payer_says.received(payer_says.check_of(cast.payer, decided(qmb, ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00"))))))
    GuarantorFactory(patient=claim.patient)
    make_statements(actor=None, at=NOW)
    take_payment(NewPayment(claim.patient_id, Decimal("10.00"), "cash"), actor=None, at=NOW)
    take_payment(NewPayment(qmb.patient_id, Decimal("50.00"), "cash"), actor=None, at=NOW)
    refund = request_refund(qmb.patient_id, amount=Decimal("20.00"), reason="Paid too much", actor=None, at=NOW)
    decide_refund(refund.pk, approve=True, reason="", actor=AdminFactory(), at=NOW)
    pay_patient_refund(refund.pk, method="cash", reference="", actor=None, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor.execute


OWED = "SELECT id FROM billing_ledgerentry WHERE account = 'owed_by_patient' AND debit > 0 ORDER BY id LIMIT 1"
DAMAGE = {
    "each payment and refund of a patient is wholly in the ledger": "UPDATE billing_patientpayment SET amount = amount + 1",
    "no patient's money is spent twice": "INSERT INTO billing_heldcredit (public_id, patient_id, charge_id, amount, reason, source_key, opened_at, released_reason) SELECT gen_random_uuid(), e.patient_id, (SELECT min(id) FROM billing_charge), 999, 'x', 'x', now(), '' FROM billing_ledgerentry e WHERE account = 'unapplied' LIMIT 1",
    "each account with money open has a next step": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind = 'patient_account'",
    "no statement asks for more than the patient owed then": "UPDATE billing_statementline SET amount = amount + 1",
    "no statement asks while a payer is open on the line": f"UPDATE billing_ledgerentry SET account = 'owed_by_payer', rank = 1 WHERE id = ({OWED})",
    "only a stated share fills the patient's bucket": f"UPDATE billing_ledgertransaction SET purpose = 'payment' WHERE id = (SELECT transaction_id FROM billing_ledgerentry WHERE id = ({OWED}))",
    "no QMB owes a share": "UPDATE claims_remittanceadjustment SET category = 'qmb' WHERE \"group\" = 'PR'",
}


def broken(name: str) -> list[str]:
    found = checked(name)
    assert found.checked
    return [row.ref for row in found.broken]


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_is_named(name, sql):
    assert broken(name) == []

    sql(DAMAGE[name])

    assert broken(name) != []


def test_a_refund_of_another_amount_is_named(sql):
    sql("UPDATE billing_refund SET amount = amount + 1")

    assert broken("each payment and refund of a patient is wholly in the ledger") == [f"refund {Refund.objects.get().number}"]


def test_a_share_above_what_its_reasons_state_is_named(sql):
    sql("UPDATE billing_ledgertransaction SET evidence = '{\"parts\": [{\"amount\": \"1.00\"}]}' WHERE purpose = 'to_patient'")

    assert broken("only a stated share fills the patient's bucket") != []
