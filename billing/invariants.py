"""Checks of `verify` on the ledger: every cent in one place, the past unchanged, the patient last."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from billing.models import Account, Charge, LedgerEntry, LedgerTransaction
from billing.selectors.ledger import CHARGE_BUCKETS
from config.shared.money import ZERO
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result

MOST = 1000
_NET = Sum(F("debit") - F("credit"))


def register() -> None:
    """Called when the app is ready."""
    invariants.register(1, "each ledger transaction sums to zero", transactions_balance)
    invariants.register(1, "each charge is the sum of its places", charges_are_whole)
    invariants.register(1, "no place of a charge is negative", no_place_is_negative)
    invariants.register(6, "no patient owes while a payer is open on the line", patient_is_last)
    invariants.register(7, "each charge is billed as it was posted", charges_keep_their_amount)


def transactions_balance() -> Result:
    """Invariant 1: debits equal credits, and there are at least two entries."""
    sums = LedgerTransaction.objects.annotate(net=Coalesce(Sum(F("entries__debit") - F("entries__credit")), ZERO), held=Count("entries"))
    broken = sums.filter(~Q(net=0) | Q(held__lt=2)).values_list("pk", "net", "held")[:MOST]
    return Result(LedgerTransaction.objects.count(), [
        Broken(f"ledger_transaction {pk}", f"has {held} entries that differ by {net}") for pk, net, held in broken
    ])


def charges_are_whole() -> Result:
    """Invariant 1: the credit of a charge equals the sum of the places of its cents."""
    sums = LedgerEntry.objects.filter(charge__isnull=False).values("charge_id").annotate(
        billed=-Coalesce(Sum(F("debit") - F("credit"), filter=Q(account=Account.CHARGES)), ZERO),
        placed=Coalesce(Sum(F("debit") - F("credit"), filter=Q(account__in=CHARGE_BUCKETS)), ZERO),
    ).order_by()
    broken = sums.exclude(billed=F("placed"))[:MOST]
    return Result(sums.count(), [
        Broken(f"charge {row['charge_id']}", f"billed {row['billed']}, its places hold {row['placed']}") for row in broken
    ])


def no_place_is_negative() -> Result:
    """Invariant 1: nobody owes less than nothing on a line; an overpayment has a place of its own."""
    places = LedgerEntry.objects.filter(
        charge__isnull=False, account__in=[Account.OWED_BY_PAYER, Account.OWED_BY_PATIENT]
    ).values("charge_id", "account", "rank").annotate(net=_NET).order_by()
    broken = places.filter(net__lt=0)[:MOST]
    return Result(places.count(), [Broken(f"charge {row['charge_id']}", f"{row['account']} holds {row['net']}") for row in broken])


def patient_is_last() -> Result:
    """Invariant 6: a line that a payer still owes on has nothing in the patient's bucket."""
    lines = LedgerEntry.objects.filter(charge__isnull=False).values("charge_id").annotate(
        patient_owes=Coalesce(Sum(F("debit") - F("credit"), filter=Q(account=Account.OWED_BY_PATIENT)), ZERO),
        payer_owes=Coalesce(Sum(F("debit") - F("credit"), filter=Q(account=Account.OWED_BY_PAYER)), ZERO),
    ).order_by()
    broken = lines.filter(patient_owes__gt=0, payer_owes__gt=0)[:MOST]
    return Result(lines.count(), [
        Broken(f"charge {row['charge_id']}", f"the patient owes {row['patient_owes']} while a payer owes {row['payer_owes']}") for row in broken
    ])


def charges_keep_their_amount() -> Result:
    """Invariant 7: a charge that is not voided stands in the ledger with its amount, a voided one with nothing."""
    charges = Charge.objects.annotate(
        billed=-Coalesce(Sum(F("entries__debit") - F("entries__credit"), filter=Q(entries__account=Account.CHARGES)), ZERO)
    )
    broken = charges.filter(Q(voided_at__isnull=True) & ~Q(billed=F("amount")) | Q(voided_at__isnull=False) & ~Q(billed=0))
    rows = broken.values_list("pk", "amount", "billed")[:MOST]
    return Result(Charge.objects.count(), [Broken(f"charge {pk}", f"amount {amount}, in the ledger {billed}") for pk, amount, billed in rows])
