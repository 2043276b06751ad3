"""Where the pages of patients' money are, for work items and the top search box (receipt, statement and refund numbers)."""

from collections.abc import Iterable

from django.urls import reverse

from billing.models import PatientPayment, Refund, Statement
from config.shared.registries.links import Link
from config.shared.registries.search import Hit
from patients.models import Patient


def account_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = Patient.objects.filter(pk__in=list(ids)).only("account_number", "public_id")
    return {row.pk: Link(f"Account {row.account_number}", reverse("billing:account", args=[row.public_id])) for row in rows}


def statement_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = Statement.objects.filter(pk__in=list(ids)).only("number", "public_id")
    return {row.pk: Link(row.number, reverse("billing:statement", args=[row.public_id])) for row in rows}


def payment_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = PatientPayment.objects.filter(pk__in=list(ids)).only("number", "public_id")
    return {row.pk: Link(row.number, reverse("billing:payment", args=[row.public_id])) for row in rows}


def refund_links(ids: Iterable[int]) -> dict[int, Link]:
    """Refunds have no page of their own: their list has their verbs."""
    rows = Refund.objects.filter(pk__in=list(ids)).only("number")
    return {row.pk: Link(row.number, reverse("billing:refund_list")) for row in rows}


def find_hits(text: str, user, limit: int) -> list[Hit]:
    """A receipt by R-1001, a statement by S-1001."""
    number = text.strip().upper().replace(" ", "")
    if number[:2] not in {"R-", "S-"} or not number[2:].isdigit():
        return []
    rows = (PatientPayment if number[0] == "R" else Statement).objects.filter(number=number).select_related("patient")[:limit]
    name = "billing:payment" if number[0] == "R" else "billing:statement"
    return [
        Hit(title=row.number, detail=row.patient.sorted_name, url=reverse(name, args=[row.public_id]), exact=True, patient_ids=(row.patient_id,))
        for row in rows
    ]
