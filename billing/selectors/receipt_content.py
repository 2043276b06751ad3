"""What a receipt says: who paid how much and how, what it paid, and what is owed afterwards. Everything as text, as on the statement."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from billing.models import Charge, PatientPayment
from billing.selectors.patient_money import OwedLine, Pool
from billing.selectors.statement_content import practice_facts
from config.practice.models import BillingProvider, Organisation
from config.shared.money import ZERO
from config.shared.ui.text import moment


def receipt_content(payment: PatientPayment, paid: Mapping[int, Decimal], owed: Sequence[OwedLine], pool: Pool) -> dict[str, Any]:
    """The content of one receipt: three queries."""
    charges = Charge.objects.filter(pk__in=list(paid)).select_related("encounter__billing_provider").order_by("encounter__service_date", "ordinal")
    lines = [
        {
            "date": f"{charge.encounter.service_date:%m/%d/%Y}", "what": charge.description or "Service", "code": str(charge),
            "amount": f"{paid[charge.pk]:.2f}",
        }
        for charge in charges
    ]
    biller = charges[0].encounter.billing_provider if charges else BillingProvider.objects.order_by("-valid_from").first()
    applied = sum(paid.values(), ZERO)
    return {
        "practice": practice_facts(biller, Organisation.objects.first()), "number": payment.number, "received": moment(payment.received_at),
        "patient": f"{payment.patient.first_name} {payment.patient.last_name}".strip(), "account": payment.patient.account_number,
        "method": payment.get_method_display(), "reference": payment.reference, "memo": payment.memo, "amount": f"{payment.amount:.2f}",
        "taken_by": str(payment.taken_by or ""), "lines": lines, "applied": f"{applied:.2f}", "unapplied": f"{payment.amount - applied:.2f}",
        "balance": f"{sum((line.amount for line in owed), ZERO):.2f}", "credit": f"{pool.unapplied:.2f}",
    }
