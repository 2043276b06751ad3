"""Reads of the pages of patients' money: what an account owes line by line with why, and the totals of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from billing.models import Charge, HeldCredit, PatientPayment, PaymentMethod, PaymentStatus, Statement, StatementStatus
from billing.rules.share_words import SELF_PAY, share_words
from billing.selectors import ledger
from billing.selectors.patient_money import ACCOUNT, Pool, applied_by_payment, owed_lines, pool_of
from billing.selectors.statements import reasons_of
from config.shared.models import WorkItem
from config.shared.money import ZERO
from patients.models import Patient


@dataclass(frozen=True, slots=True)
class Line:
    """What a patient owes on one charge, since when, and why. `asked`: it stands on the statement that counts."""

    charge: Charge
    amount: Decimal
    since: date
    why: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One patient's money as its page shows it."""

    lines: list[Line]
    pool: Pool
    owed: Decimal
    payers_owe: Decimal
    payments: list[tuple[PatientPayment, Decimal]]
    statements: list[Statement]
    held: list[HeldCredit]
    items: list[WorkItem]

    @property
    def item(self) -> WorkItem | None:
        """The next step: what is owed comes before what waits."""
        return next(iter(sorted(self.items, key=lambda item: item.kind != "due")), None)


def account_lines(patient_id: int, statements: Sequence[Statement] = ()) -> list[Line]:
    """What is owed, oldest first: four queries."""
    owed = owed_lines([patient_id])
    ids = [line.charge_id for line in owed]
    charges = Charge.objects.select_related("encounter").in_bulk(ids)
    reasons = reasons_of(ids)
    asked = {line.charge_id for row in statements for line in row.lines.all()}
    return [
        Line(charges[line.charge_id], line.amount, line.since, _why(reasons.get(line.charge_id, ())), line.charge_id in asked) for line in owed
    ]


def account(patient: Patient) -> Account:
    """Everything of one account; the number of queries does not depend on its size."""
    rows = Statement.objects.filter(patient=patient).select_related("document").prefetch_related("lines")
    statements = list(rows.order_by("-statement_date", "-pk"))
    live = [row for row in statements if row.status in {StatementStatus.MADE, StatementStatus.SENT}]
    lines = account_lines(patient.pk, live[:1])
    buckets = ledger.by_patient([patient.pk]).get(patient.pk, ledger.Buckets())
    return Account(
        lines=lines, pool=pool_of(patient.pk), owed=buckets.owed_by_patient, payers_owe=buckets.owed_by_payer, payments=payment_rows(patient.pk),
        statements=statements, held=list(HeldCredit.objects.filter(patient=patient, released_at__isnull=True).select_related("charge__encounter")),
        items=list(WorkItem.objects.filter(subject_kind=ACCOUNT, subject_id=patient.pk, closed_at__isnull=True).select_related("owner")),
    )


def payment_rows(patient_id: int, most: int | None = None) -> list[tuple[PatientPayment, Decimal]]:
    """Payments with what each has paid on charges, newest first: two queries."""
    payments = list(PatientPayment.objects.filter(patient_id=patient_id).select_related("receipt", "taken_by").order_by("-received_at", "-pk")[:most])
    paid = applied_by_payment(payment.pk for payment in payments)
    return [(payment, sum(paid.get(payment.pk, {}).values(), ZERO)) for payment in payments]


def day_totals(payments: Iterable) -> list[tuple[str, int, Decimal]]:
    """(method, how many, amount) of a queryset of payments that stand, and their sum last: one query."""
    rows = payments.filter(status=PaymentStatus.RECEIVED).values("method").annotate(held=Count("pk"), total=Sum("amount")).order_by("method")
    found = [(PaymentMethod(row["method"]).label, row["held"], row["total"]) for row in rows]
    return [*found, ("Total", sum(row[1] for row in found), sum((row[2] for row in found), ZERO))]


def patients_of(items: Sequence[WorkItem]) -> dict[int, Patient]:
    """The patients of a page of account items: one query."""
    return Patient.objects.in_bulk([item.subject_id for item in items])


def _why(parts) -> str:
    words = share_words(parts)
    return ", ".join(each["short"] for each in words) if words else SELF_PAY
