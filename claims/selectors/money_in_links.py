"""From ids to pages, and from search text to remittances and denials. One query each; called through the registries of config.shared."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from claims.models import Denial, Overpayment, Remittance, RemittanceClaim
from config.shared.registries.links import Link
from config.shared.registries.search import Hit, amount_in


def remittance_links(ids: Iterable[int]) -> dict[int, Link]:
    """Pages of remittances."""
    return {row.pk: Link(f"Payment {row}", _remittance(row)) for row in Remittance.objects.filter(pk__in=list(ids))}


def remittance_claim_links(ids: Iterable[int]) -> dict[int, Link]:
    """A waiting claim is shown on its remittance."""
    rows = RemittanceClaim.objects.filter(pk__in=list(ids)).select_related("remittance")
    return {row.pk: Link(f"CLP {row.ordinal} of {row.remittance}", _remittance(row.remittance)) for row in rows}


def overpayment_links(ids: Iterable[int]) -> dict[int, Link]:
    """Pages of overpayments."""
    rows = Overpayment.objects.filter(pk__in=list(ids))
    return {row.pk: Link(f"Overpayment {row.number}", reverse("claims:overpayment", args=[row.public_id])) for row in rows}


def denial_links(ids: Iterable[int]) -> dict[int, Link]:
    """Pages of denials."""
    return {row.pk: Link(f"Denial {row.number}", reverse("claims:denial", args=[row.public_id])) for row in Denial.objects.filter(pk__in=list(ids))}


def find_remittances(text: str, user, limit: int) -> list[Hit]:
    """By check or EFT number, or by amount."""
    which = Q(trace_number__istartswith=text.strip())
    if (amount := amount_in(text)) is not None:
        which |= Q(payment_amount=amount)
    rows = Remittance.objects.filter(which).select_related("payer").order_by("-received_at")[:limit]
    return [
        Hit(f"Payment {row}", f"{row.payer or row.payer_name}, {row.payment_amount:,.2f}", _remittance(row), exact=row.trace_number == text.strip())
        for row in rows
    ]


def find_denials(text: str, user, limit: int) -> list[Hit]:
    """By number."""
    rows = Denial.objects.filter(number__istartswith=text.strip()).select_related("claim__payer").order_by("number")[:limit] if text.strip() else ()
    return [
        Hit(
            row.number, f"{row.claim.payer}, {row.group}-{row.reason}", reverse("claims:denial", args=[row.public_id]),
            exact=row.number == text.strip().upper(), patient_ids=(row.claim.patient_id,),
        )
        for row in rows
    ]


def find_overpayments(text: str, user, limit: int) -> list[Hit]:
    """By number, by the reference that the payer gave it, or by amount."""
    text = text.strip()
    which = Q(number=text.upper()) | Q(reference__iexact=text) if text else Q(pk=None)
    if (amount := amount_in(text)) is not None:
        which |= Q(amount=amount)
    rows = Overpayment.objects.filter(which).select_related("payer", "claim").order_by("-pk")[:limit]
    return [
        Hit(
            row.number, f"{row.payer}, {row.amount:,.2f}, {row.get_status_display().lower()}", reverse("claims:overpayment", args=[row.public_id]),
            exact=text.upper() in (row.number, row.reference.upper()), patient_ids=(row.claim.patient_id,) if row.claim else (),
        )
        for row in rows
    ]


def _remittance(row: Remittance) -> str:
    return reverse("claims:remittance", args=[row.public_id])
