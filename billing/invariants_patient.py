"""Checks of `verify` on patients' money: cash and ledger agree, nobody is asked early or for more than is stated, everything open has a next step."""

from django.db.models import BigIntegerField, DecimalField, Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from billing.models import (
    Account,
    HeldCredit,
    LedgerEntry,
    LedgerTransaction,
    PatientPayment,
    PaymentStatus,
    Purpose,
    Refund,
    RefundStatus,
    StatementLine,
)
from billing.selectors.patient_money import ACCOUNT
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result
from patients.models import Patient

MOST = 1000
FILLS = (Purpose.CHARGE, Purpose.TO_PATIENT, Purpose.PATIENT_UNAPPLIED, Purpose.REVERSAL)
_NET = Sum(F("debit") - F("credit"))


class _Stated(Func):
    """The sum of the reasons that a move to the patient names."""

    template = "(SELECT coalesce(sum((part ->> 'amount')::numeric), 0) FROM jsonb_array_elements(%(expressions)s -> 'parts') AS part)"
    output_field = DecimalField()


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "each payment and refund of a patient is wholly in the ledger", cash_is_whole)
    invariants.register(1, "no patient's money is spent twice", pools_are_covered)
    invariants.register(5, "each account with money open has a next step", accounts_have_steps)
    invariants.register(6, "no statement asks for more than the patient owed then", statements_ask_what_is_owed)
    invariants.register(6, "no statement asks while a payer is open on the line", statements_wait_for_payers)
    invariants.register(6, "only a stated share fills the patient's bucket", shares_are_stated)


def cash_is_whole() -> Result:
    """Invariant 1: what was taken and what was given back is in the ledger to the cent."""
    payments, refunds = _payments(), _refunds()
    return Result(payments.checked + refunds.checked, [*payments.broken, *refunds.broken])


def _payments() -> Result:
    """The ledger holds each payment's amount as paid by the patient, and nothing of one that was returned."""
    held = LedgerEntry.objects.filter(
        account=Account.PAID_BY_PATIENT, transaction__source_kind=PatientPayment.SUBJECT_KIND, transaction__source_id=OuterRef("pk")
    ).order_by()
    rows = PatientPayment.objects.annotate(held=_sum(held.values("transaction__source_id")))
    broken = rows.filter(Q(status=PaymentStatus.RECEIVED) & ~Q(held=F("amount")) | Q(status=PaymentStatus.RETURNED) & ~Q(held=0))
    found = broken.values_list("number", "amount", "status", "held")[:MOST]
    return Result(PatientPayment.objects.count(), [
        Broken(f"payment {number}", f"{amount}, {status}: the ledger holds {held}") for number, amount, status, held in found
    ])


def _refunds() -> Result:
    """A patient's refund is in the ledger with its amount if it was paid, and not otherwise."""
    held = LedgerEntry.objects.filter(
        account=Account.PAID_BY_PATIENT, transaction__source_kind=Refund.SUBJECT_KIND, transaction__source_id=OuterRef("pk")
    ).order_by()
    refunds = Refund.objects.filter(patient__isnull=False)
    rows = refunds.annotate(held=_sum(held.values("transaction__source_id")))
    broken = rows.filter(Q(status=RefundStatus.PAID) & ~Q(held=-F("amount")) | ~Q(status=RefundStatus.PAID) & ~Q(held=0))
    found = broken.values_list("number", "amount", "status", "held")[:MOST]
    return Result(refunds.count(), [
        Broken(f"refund {number}", f"{amount}, {status}: the ledger holds {held}") for number, amount, status, held in found
    ])


def pools_are_covered() -> Result:
    """Invariant 1: what is not applied covers what is on hold, and is never negative."""
    sums = LedgerEntry.objects.filter(account=Account.UNAPPLIED, patient__isnull=False).values("patient_id").annotate(pool=-_NET).order_by()
    held = HeldCredit.objects.filter(patient=OuterRef("patient_id"), released_at__isnull=True).order_by().values("patient")
    rows = sums.annotate(held=Coalesce(Subquery(held.annotate(total=Sum("amount")).values("total")), ZERO, output_field=DecimalField()))
    broken = rows.filter(Q(pool__lt=0) | Q(pool__lt=F("held")))[:MOST]
    return Result(sums.count(), [
        Broken(f"patient {row['patient_id']}", f"{row['pool']} is not applied, {row['held']} is on hold") for row in broken
    ])


def accounts_have_steps() -> Result:
    """Invariant 5: who owes something is on somebody's queue."""
    owing = _patients(LedgerEntry.objects.filter(account=Account.OWED_BY_PATIENT))
    items = WorkItem.objects.filter(subject_kind=ACCOUNT, subject_id=OuterRef("pk"), closed_at__isnull=True, kind="due")
    rows = Patient.objects.filter(pk__in=owing)
    broken = rows.filter(~Exists(items)).values_list("account_number", flat=True)[:MOST]
    return Result(rows.count(), [Broken(f"account {number}", "owes something without a next step") for number in broken])


def statements_ask_what_is_owed() -> Result:
    """Invariant 6: a line of a statement is at most what the patient owed on the charge when it was made."""
    lines = _lines_with(Account.OWED_BY_PATIENT)
    broken = lines.exclude(amount__lte=F("held")).values_list("statement__number", "ordinal", "amount", "held")[:MOST]
    return Result(StatementLine.objects.count(), [
        Broken(f"statement {number} line {ordinal}", f"asks for {amount}, owed was {held}") for number, ordinal, amount, held in broken
    ])


def statements_wait_for_payers() -> Result:
    """Invariant 6: no payer owed anything on a charge when a statement asked for it."""
    lines = _lines_with(Account.OWED_BY_PAYER)
    broken = lines.filter(held__gt=0).values_list("statement__number", "ordinal", "held")[:MOST]
    return Result(StatementLine.objects.count(), [
        Broken(f"statement {number} line {ordinal}", f"a payer owed {held}") for number, ordinal, held in broken
    ])


def shares_are_stated() -> Result:
    """Invariant 6: what enters the patient's bucket is a visit nobody insures, a share that names its reasons, or money set free again."""
    entries = LedgerEntry.objects.filter(account=Account.OWED_BY_PATIENT, debit__gt=0)
    unknown = entries.exclude(transaction__purpose__in=FILLS).values_list("transaction_id", "debit")[:MOST]
    moves = LedgerTransaction.objects.filter(purpose=Purpose.TO_PATIENT)
    above = moves.annotate(
        stated=_Stated("evidence"), moved=Sum("entries__debit", filter=Q(entries__account=Account.OWED_BY_PATIENT)),
    ).filter(moved__gt=F("stated")).values_list("pk", "moved", "stated")[:MOST]
    return Result(entries.count(), [
        *(Broken(f"ledger_transaction {pk}", f"puts {debit} on the patient without a stated share") for pk, debit in unknown),
        *(Broken(f"ledger_transaction {pk}", f"moves {moved}, stated is {stated}") for pk, moved, stated in above),
    ])


def _sum(grouped) -> Coalesce:
    return Coalesce(Subquery(grouped.annotate(net=_NET).values("net"), output_field=DecimalField()), ZERO, output_field=DecimalField())


def _patients(entries):
    return entries.filter(patient__isnull=False).values("patient_id").annotate(net=_NET).filter(net__gt=0).order_by().values("patient_id")


def _lines_with(account: str):
    """Statement lines with what an account held of their charge when they were made, by the newest posting that they saw."""
    until = Cast(KeyTextTransform("ledger_to", "statement__content"), BigIntegerField())
    held = LedgerEntry.objects.filter(charge=OuterRef("charge"), account=account, transaction__lte=OuterRef("until")).order_by()
    return StatementLine.objects.annotate(until=until).annotate(held=_sum(held.values("charge")))
