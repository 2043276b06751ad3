"""What statements say, as values that are frozen with them (schema_version 1): for whom, each visit with why it is owed, its age, whom to pay.

Set-based: the number of queries does not depend on the number of accounts. Everything is text, so that the page and the PDF say the same for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from billing.models import Charge
from billing.rules.share_words import SELF_PAY, share_words
from billing.rules.statement_cycle import DAYS_TO_PAY, NOTICES
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.selectors.patient_money import OwedLine
from billing.selectors.statements import reasons_of
from config.practice.models import BillingProvider, Organisation
from config.shared.money import ZERO
from patients.models import Guarantor, Patient
from patients.models.patient import shown_phone

AGES = ((30, "0 to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"), (None, "Over 90 days"))


@dataclass(frozen=True, slots=True)
class _Known:
    """Facts of all lines, read at once."""

    charges: Mapping[int, Charge]
    buckets: Mapping[int, Buckets]
    reasons: Mapping[int, list[dict[str, Any]]]
    organisation: Organisation | None


def contents(
    lines: Mapping[int, Sequence[OwedLine]], guarantors: Mapping[int, Guarantor], notices: Mapping[int, int], today: date,
) -> dict[int, dict[str, Any]]:
    """The content of each account's statement by patient id: six queries for any number."""
    ids = [line.charge_id for owed in lines.values() for line in owed]
    charges = Charge.objects.filter(pk__in=ids).select_related("encounter__rendering_provider", "encounter__billing_provider", "encounter__facility")
    known = _Known({charge.pk: charge for charge in charges}, ledger.by_charge(ids), reasons_of(ids), Organisation.objects.first())
    patients = Patient.objects.in_bulk(list(lines))
    return {pk: _content(patients[pk], guarantors[pk], owed, notices[pk], known, today) for pk, owed in lines.items()}


def _content(patient: Patient, guarantor: Guarantor, owed: Sequence[OwedLine], notice: int, known: _Known, today: date) -> dict[str, Any]:
    newest = max(owed, key=lambda line: (line.service_date, line.charge_id))
    biller = known.charges[newest.charge_id].encounter.billing_provider
    visits = _visits(owed, known)
    return {
        "title": NOTICES[notice], "practice": practice_facts(biller, known.organisation), "to": _receiver(guarantor),
        "account": patient.account_number, "patient": f"{patient.first_name} {patient.last_name}".strip(),
        "statement_date": _day(today), "due_date": _day(today + timedelta(DAYS_TO_PAY)),
        "visits": visits, "totals": _totals(visits), "aging": _aging(owed, today), "amount_due": _text(sum((line.amount for line in owed), ZERO)),
    }


def practice_facts(biller: BillingProvider, organisation: Organisation | None) -> dict[str, str]:
    """The name patients know, the address that takes their checks, and whom to call."""
    has_pay_to = bool(biller.pay_to_street)
    street = biller.pay_to_street if has_pay_to else biller.street
    city, state, zip_code = (
        (biller.pay_to_city, biller.pay_to_state, biller.pay_to_zip_code) if has_pay_to else (biller.city, biller.state, biller.zip_code)
    )
    phone = (organisation.phone if organisation else "") or shown_phone(biller.phone)
    return {
        "name": organisation.name if organisation else biller.name, "legal_name": biller.name, "street": street,
        "city_line": f"{city}, {state} {_zip(zip_code)}", "phone": phone,
        "email": organisation.billing_email if organisation else "",
        "contact": (organisation.billing_contact if organisation else "") or biller.contact_name,
        "tax_id": f"{biller.tax_id[:2]}-{biller.tax_id[2:]}",
    }


def _receiver(guarantor: Guarantor) -> dict[str, str]:
    return {
        "name": f"{guarantor.first_name} {guarantor.last_name}".strip(), "street": guarantor.street, "street2": guarantor.street2,
        "city_line": f"{guarantor.city}, {guarantor.state} {_zip(guarantor.zip_code)}",
    }


def _visits(owed: Iterable[OwedLine], known: _Known) -> list[dict[str, Any]]:
    """One entry per visit, oldest first, each with its lines and their reasons."""
    found: dict[int, dict[str, Any]] = {}
    for line in sorted(owed, key=lambda line: (line.service_date, known.charges[line.charge_id].ordinal)):
        charge = known.charges[line.charge_id]
        encounter = charge.encounter
        visit = found.setdefault(encounter.pk, {
            "date": _day(encounter.service_date), "provider": _provider(encounter.rendering_provider), "place": encounter.facility.name, "lines": [],
        })
        visit["lines"].append(_line(charge, line, known))
    return list(found.values())


def _line(charge: Charge, line: OwedLine, known: _Known) -> dict[str, Any]:
    held = known.buckets[charge.pk]
    return {
        "what": charge.description or "Service", "code": str(charge), "charge": _text(held.charge), "insurance_paid": _text(held.paid_by_payer),
        "adjusted": _text(held.adjusted + held.written_off), "patient_paid": _text(held.paid_by_patient), "balance": _text(line.amount),
        "why": share_words(known.reasons.get(charge.pk, ())) or [{"why": SELF_PAY, "short": "Self-pay", "amount": _text(held.charge)}],
    }


def _totals(visits: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    lines = [line for visit in visits for line in visit["lines"]]
    return {
        key: _text(sum((Decimal(line[key]) for line in lines), ZERO))
        for key in ("charge", "insurance_paid", "adjusted", "patient_paid", "balance")
    }


def _aging(owed: Iterable[OwedLine], today: date) -> list[dict[str, str]]:
    """What is owed by how long it has been the patient's."""
    sums = [ZERO] * len(AGES)
    for line in owed:
        days = (today - line.since).days
        index = next(i for i, (most, _) in enumerate(AGES) if most is None or days <= most)
        sums[index] += line.amount
    return [{"label": label, "amount": _text(amount)} for (_, label), amount in zip(AGES, sums, strict=True)]


def _provider(provider) -> str:
    name = f"{provider.first_name} {provider.last_name}".strip()
    return f"{name}, {provider.credential}" if provider.credential else name


def _zip(code: str) -> str:
    return f"{code[:5]}-{code[5:]}" if len(code) == 9 else code


def _day(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"
