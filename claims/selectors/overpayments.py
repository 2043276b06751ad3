"""Reads of overpayments and of the provider level: what payers want back, what they took, and what nets out under which reference."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Min, QuerySet, Sum

from billing.models import Account, LedgerEntry
from claims.models import Overpayment
from config.shared.models import Event, WorkItem

RESIDUES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Residue:
    """What stands under a reference: positive was taken and is not explained, negative is still to be taken."""

    payer: str
    reference: str
    amount: Decimal
    since: date


def rows() -> QuerySet[Overpayment]:
    """Overpayments with what their list shows."""
    return Overpayment.objects.select_related("payer", "claim__patient").annotate(left_amount=F("amount") - F("recovered_amount"))


def items(overpayments: Iterable[Overpayment]) -> dict[int, WorkItem]:
    """The open work item of each, with its owner, in one query."""
    ids = [row.pk for row in overpayments]
    found = WorkItem.objects.filter(subject_kind=Overpayment.SUBJECT_KIND, subject_id__in=ids, closed_at__isnull=True).select_related("owner")
    return {item.subject_id: item for item in found}


def events(overpayment: Overpayment) -> list[Event]:
    """What happened to it, newest first."""
    return list(Event.objects.filter(subject_kind=Overpayment.SUBJECT_KIND, subject_id=overpayment.pk).select_related("actor").order_by("-seq"))


def residues() -> list[Residue]:
    """References that do not net to zero, oldest first, in one query."""
    found = (
        LedgerEntry.objects.filter(account=Account.PROVIDER_LEVEL).values("payer__name", "reference")
        .annotate(amount=Sum(F("debit") - F("credit")), since=Min("transaction__accounting_date")).exclude(amount=0).order_by("since")
    )
    return [Residue(row["payer__name"] or "", row["reference"], row["amount"], row["since"]) for row in found[:RESIDUES_SHOWN]]
