"""The ledger of one visit as a person reads it: each posting with its sides, newest first."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from billing.models import Account, LedgerEntry, LedgerTransaction

_SAID = {
    Account.CHARGES: "Charges", Account.OWED_BY_PATIENT: "Owed by the patient", Account.PAID_BY_PATIENT: "Paid by the patient",
    Account.ADJUSTED: "Adjusted by contract", Account.WRITTEN_OFF: "Written off", Account.UNAPPLIED: "Not applied",
    Account.PROVIDER_LEVEL: "Provider level",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One entry: the line, where the cents went, and how many."""

    ordinal: int | None
    where: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Posting:
    """A transaction with the sides that concern the visit."""

    transaction: LedgerTransaction
    sides: list[Side]


def postings(encounter_id: int) -> list[Posting]:
    """Every posting on the visit's charges: two queries."""
    of_visit = LedgerEntry.objects.filter(charge__encounter_id=encounter_id).select_related("charge", "payer").order_by("ordinal")
    rows = (
        LedgerTransaction.objects.filter(entries__charge__encounter_id=encounter_id).distinct()
        .select_related("actor").prefetch_related(Prefetch("entries", of_visit, to_attr="of_visit")).order_by("-pk")
    )
    return [Posting(row, [_side(entry) for entry in row.of_visit]) for row in rows]


def _side(entry: LedgerEntry) -> Side:
    payer = entry.payer.name if entry.payer else "a payer"
    where = {Account.OWED_BY_PAYER: f"Owed by {payer}", Account.PAID_BY_PAYER: f"Paid by {payer}"}.get(entry.account) or _SAID[entry.account]
    return Side(entry.charge.ordinal if entry.charge else None, where, entry.debit, entry.credit)
