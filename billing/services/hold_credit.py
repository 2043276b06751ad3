"""Let go of money on hold: a payer has decided again, so it pays the patient's share of that charge first, and the rest is free.

Money comes on hold by a payer's reversal (`take_back_share`). Called by `claims` after each posting.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import HeldCredit, Purpose
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.selectors.patient_money import pool_of
from billing.services.accounts import applied, lock_accounts, lock_charges
from billing.services.post_transaction import NewTransaction, post_transaction

SOURCE = "held_credit"


@transaction.atomic
def release_credits(charge_ids: Iterable[int], *, reason: str, actor: Any, at: datetime) -> Decimal:
    """Release what is held for these charges on which no payer is open any more; return how much went back onto them.

    Locks the accounts, then the charges. Nothing held is two queries.
    """
    credits = list(HeldCredit.objects.filter(charge_id__in=list(charge_ids), released_at__isnull=True).order_by("pk"))
    if not credits:
        return Decimal("0.00")
    lock_accounts({credit.patient_id for credit in credits})
    lock_charges({credit.charge_id for credit in credits})
    buckets = ledger.by_charge({credit.charge_id for credit in credits})
    total = Decimal("0.00")
    for credit in HeldCredit.objects.select_for_update().filter(pk__in=[each.pk for each in credits], released_at__isnull=True).order_by("pk"):
        held = buckets.get(credit.charge_id, Buckets())
        if held.owed_by_payer == 0:
            total += _release(credit, held, reason, actor, at)
    return total


def _release(credit: HeldCredit, held: Buckets, reason: str, actor: Any, at: datetime) -> Decimal:
    credit.released_at, credit.released_reason = at, reason
    credit.save(update_fields=["released_at", "released_reason"])
    part = min(credit.amount, held.owed_by_patient, pool_of(credit.patient_id).unapplied)
    if part > 0:
        held.owed_by_patient -= part
        post_transaction(
            NewTransaction(
                purpose=Purpose.PATIENT_APPLIED, key=f"{SOURCE}:{credit.pk}:{Purpose.PATIENT_APPLIED}", source_kind=SOURCE, source_id=credit.pk,
                entries=applied(credit.patient_id, {credit.charge_id: part}),
            ),
            actor=actor, at=at,
        )
    return max(part, Decimal("0.00"))
