"""Reads of patients' money: what they owe by line, what we hold for them, and what each payment paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Min, Q, QuerySet, Sum

from billing.models import Account, HeldCredit, LedgerEntry, PatientPayment, Refund, RefundStatus
from config.shared.money import ZERO

ACCOUNT = "patient_account"  # the subject of an account's work items; its id is the patient's
_NET = Sum(F("debit") - F("credit"))
OWED = (Account.OWED_BY_PATIENT, Account.OWED_BY_PAYER)
RESERVED = (RefundStatus.REQUESTED, RefundStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class Pool:
    """A patient's money that pays no charge: `held` waits for a payer, `reserved` is about to be refunded."""

    unapplied: Decimal = ZERO
    held: Decimal = ZERO
    reserved: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        """What may be applied or refunded."""
        return max(ZERO, self.unapplied - self.held - self.reserved)


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What a patient owes on one charge. `since`: the day on which it became theirs. `payer_owes`: what payers still owe on it."""

    patient_id: int
    charge_id: int
    amount: Decimal
    since: date
    payer_owes: Decimal
    service_date: date


def pools(patient_ids: Iterable[int]) -> dict[int, Pool]:
    """The money of each patient, in three queries; who has none is absent."""
    ids = list(patient_ids)
    unapplied = _sums(LedgerEntry.objects.filter(patient_id__in=ids, account=Account.UNAPPLIED, charge__isnull=True), -_NET)
    held = _sums(HeldCredit.objects.filter(patient_id__in=ids, released_at__isnull=True), Sum("amount"))
    reserved = _sums(Refund.objects.filter(patient_id__in=ids, status__in=RESERVED), Sum("amount"))
    return {
        pk: Pool(unapplied.get(pk, ZERO), held.get(pk, ZERO), reserved.get(pk, ZERO)) for pk in unapplied.keys() | held.keys() | reserved.keys()
    }


def pool_of(patient_id: int) -> Pool:
    """One patient's money."""
    return pools([patient_id]).get(patient_id, Pool())


def payers_open(patient_ids: Iterable[int]) -> set[int]:
    """Which of these patients have a charge on which a payer still owes: one query, none where nobody is asked about."""
    ids = list(patient_ids)
    if not ids:
        return set()
    rows = LedgerEntry.objects.filter(patient_id__in=ids, charge__isnull=False, account=Account.OWED_BY_PAYER)
    owing = rows.values("patient_id", "charge_id").annotate(net=_NET).filter(net__gt=0).order_by()
    return set(owing.values_list("patient_id", flat=True))


def owed_lines(patient_ids: Iterable[int]) -> list[OwedLine]:
    """What patients owe by line, oldest first: one query."""
    rows = (
        LedgerEntry.objects.filter(patient_id__in=list(patient_ids), charge__isnull=False, account__in=OWED)
        .values("patient_id", "charge_id", "charge__encounter__service_date")
        .annotate(
            owed=Sum(F("debit") - F("credit"), filter=Q(account=Account.OWED_BY_PATIENT)),
            payer_owes=Sum(F("debit") - F("credit"), filter=Q(account=Account.OWED_BY_PAYER)),
            since=Min("transaction__accounting_date", filter=Q(account=Account.OWED_BY_PATIENT)),
        )
        .filter(owed__gt=0).order_by("since", "charge__encounter__service_date", "charge_id")
    )
    return [
        OwedLine(row["patient_id"], row["charge_id"], row["owed"], row["since"], row["payer_owes"] or ZERO, row["charge__encounter__service_date"])
        for row in rows
    ]


def applied_by_payment(payment_ids: Iterable[int]) -> dict[int, dict[int, Decimal]]:
    """What each payment paid on each charge, net of what was set free again: one query."""
    rows = (
        LedgerEntry.objects.filter(
            transaction__source_kind=PatientPayment.SUBJECT_KIND, transaction__source_id__in=list(payment_ids),
            account=Account.PAID_BY_PATIENT, charge__isnull=False,
        )
        .values("transaction__source_id", "charge_id").annotate(net=_NET).order_by("transaction__source_id", "charge_id")
    )
    found: dict[int, dict[int, Decimal]] = {}
    for row in rows:
        if row["net"]:
            found.setdefault(row["transaction__source_id"], {})[row["charge_id"]] = row["net"]
    return found


def _sums(rows: QuerySet, measure) -> dict[int, Decimal]:
    return {row["patient_id"]: row["total"] for row in rows.values("patient_id").annotate(total=measure).order_by() if row["total"]}
