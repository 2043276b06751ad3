"""Patients' money of the tests of pages: a payment, a statement and a refund as rows, without the way to them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from billing.models import PatientPayment, Refund, Statement
from tests.factories.patients import GuarantorFactory, PatientFactory
from tests.factories.shared import BillerFactory

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
SAID = {
    "title": "Statement", "practice": {"name": "Larkfield", "phone": "(205) 555-0100"}, "to": {"name": "Ada Marlow", "street": "14 Quarry Road", "street2": "", "city_line": "Fairhope, AL 36532"},
    "visits": [], "totals": {"charge": "0.00", "insurance_paid": "0.00", "adjusted": "0.00", "patient_paid": "0.00", "balance": "0.00"}, "aging": [], "amount_due": "30.00",
}


def make_payment(**fields) -> PatientPayment:
    """A row alone: nothing of it is in the ledger."""
    return PatientPayment.objects.create(**{
        "number": f"R-{PatientPayment.objects.count() + 1}", "patient": PatientFactory(), "method": "cash", "amount": Decimal("30.00"),
        "received_date": date(2026, 11, 23), "received_at": AT, **fields,
    })


def make_statement(**fields) -> Statement:
    guarantor = GuarantorFactory()
    return Statement.objects.create(**{
        "number": f"S-{Statement.objects.count() + 1}", "patient": guarantor.patient, "guarantor": guarantor, "statement_date": date(2026, 11, 23),
        "due_date": date(2026, 12, 14), "total_amount": Decimal("30.00"), "content": SAID, "made_at": AT, **fields,
    })


def make_refund(**fields) -> Refund:
    return Refund.objects.create(**{
        "number": f"F-{Refund.objects.count() + 1}", "patient": PatientFactory(), "amount": Decimal("30.00"), "reason": "Paid twice",
        "requested_by": BillerFactory(), "requested_at": AT, **fields,
    })
