"""What every verb on a patient's money needs: the account's lock, the two sides of applying, the next free key. Called by this room's services."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import QuerySet

from billing.models import Account, Charge, LedgerTransaction
from billing.services.post_transaction import Entry
from config.shared.money import ZERO
from patients.models import Patient


def lock_accounts(patient_ids: Iterable[int] | QuerySet) -> list[int]:
    """Lock these patients' money, in the order of their keys; the caller is in a transaction."""
    wanted = patient_ids if isinstance(patient_ids, QuerySet) else list(patient_ids)
    return list(Patient.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))


def lock_charges(charge_ids: Iterable[int]) -> None:
    """Lock charges, so that a payer's reversal and a payment don't move the same cents. After the account."""
    list(Charge.objects.select_for_update(no_key=True).filter(pk__in=list(charge_ids)).order_by("pk").values_list("pk", flat=True))


def applied(patient_id: int, parts: Mapping[int, Decimal]) -> list[Entry]:
    """Entries that take `parts` (amount by charge) out of what we hold and onto the charges; negative parts are set free again."""
    total = sum(parts.values(), ZERO)
    entries = []
    for charge_id, amount in parts.items():
        entries += [
            Entry(Account.PAID_BY_PATIENT, amount, charge_id, patient_id), Entry(Account.OWED_BY_PATIENT, -amount, charge_id, patient_id),
        ]
    return [
        *entries, Entry(Account.UNAPPLIED, total, patient_id=patient_id), Entry(Account.PAID_BY_PATIENT, -total, patient_id=patient_id),
    ]


def next_key(prefix: str) -> str:
    """`prefix` with the next number: the account is locked, so that nobody else takes it."""
    return f"{prefix}:{LedgerTransaction.objects.filter(key__startswith=f'{prefix}:').count() + 1}"
