"""Correct the ledger the only way there is: a transaction with the sides exchanged, which names what it reverses and why."""

from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import LedgerTransaction, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from config.shared.errors import DomainError, require_reason


class AlreadyReversed(DomainError):
    """The ledger transaction was reversed before."""

    code = "already_reversed"
    message = "This posting was reversed before."
    conflict = True


@transaction.atomic
def reverse_transaction(original: LedgerTransaction, *, actor: Any, at: datetime, reason: str) -> LedgerTransaction:
    """Post the mirror of `original`. Locks it. Raises AlreadyReversed or ReasonMissing."""
    reason = require_reason(reason)
    held = LedgerTransaction.objects.select_for_update().get(pk=original.pk)
    entries = [
        Entry(entry.account, entry.credit - entry.debit, entry.charge_id, entry.patient_id, entry.payer_id, entry.rank, entry.reference)
        for entry in held.entries.order_by("ordinal")
    ]
    made = post_transaction(
        NewTransaction(
            purpose=Purpose.REVERSAL, key=f"reversal:{held.pk}", source_kind=held.source_kind, source_id=held.source_id, entries=entries,
            reason=reason, reverses_id=held.pk,
        ),
        actor=actor, at=at,
    )
    if made is None:
        raise AlreadyReversed(transaction=held.pk)
    return made
