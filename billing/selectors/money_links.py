"""Where the pages of patients' money are, for work items and the top search box (numbers of receipts, statements, refunds, checks; amounts)."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse

from billing.models import PatientPayment, Refund, Statement
from config.shared.registries.links import Link
from config.shared.registries.search import Hit, amount_in
from config.shared.ui.text import usd
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
    """A statement by S-1001; a payment by its receipt R-1001, its check or card number, or, less exactly, its amount."""
    text = text.strip()
    number = text.upper().replace(" ", "")
    if number.startswith("S-"):
        return [_hit(row, "billing:statement", row.total_amount, exact=True) for row in _rows(Statement, Q(number=number))[:limit]]
    which = Q(number=number) | Q(reference__iexact=text) if text else Q(pk=None)
    if (amount := amount_in(text)) is not None:
        which |= Q(amount=amount)
    rows = list(_rows(PatientPayment, which)[:limit])
    return [_hit(row, "billing:payment", row.amount, exact=text.upper() in (row.number, row.reference.upper())) for row in rows]


def find_refunds(text: str, user, limit: int) -> list[Hit]:
    """A refund by F-1001, its check number, or, less exactly, its amount. The list has its verbs."""
    text = text.strip()
    which = Q(number=text.upper()) | Q(reference__iexact=text) if text else Q(pk=None)
    if (amount := amount_in(text)) is not None:
        which |= Q(amount=amount)
    rows = Refund.objects.filter(which).select_related("patient", "payer").order_by("-pk")[:limit]
    return [
        Hit(
            title=row.number,
            detail=f"{row.patient.sorted_name if row.patient else row.payer}, {usd(row.amount)}, {row.get_status_display().lower()}",
            url=reverse("billing:refund_list"), exact=text.upper() in (row.number, row.reference.upper()),
            patient_ids=(row.patient_id,) if row.patient_id else (),
        )
        for row in rows
    ]


def _rows(model: type[Statement | PatientPayment], which: Q) -> QuerySet:
    return model.objects.filter(which).select_related("patient").order_by("-pk")


def _hit(row: Statement | PatientPayment, page: str, amount: Decimal, *, exact: bool) -> Hit:
    detail = f"{row.patient.sorted_name}, {usd(amount)}"
    return Hit(title=row.number, detail=detail, url=reverse(page, args=[row.public_id]), exact=exact, patient_ids=(row.patient_id,))
