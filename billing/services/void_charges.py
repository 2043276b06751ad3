"""Take charges back: a reversing entry that says why, and the charge stays as voided (invariant 7). Called by the verbs on encounters."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Charge, LedgerTransaction
from billing.services.reverse_transaction import reverse_transaction
from config.shared.errors import DomainError, require_reason
from config.shared.registries import encounters as listeners


class ChargeHasMoved(DomainError):
    """Money moved on the charge already; only a correction to the payer can change it."""

    code = "charge_has_moved"
    message = "A payer or the patient has paid on line {ordinal}. Send a corrected claim instead."
    conflict = True


class ClaimInTheWay(DomainError):
    """A payer has the claim: its lines stay as they are."""

    code = "claim_in_the_way"
    message = "{why}"
    conflict = True


@transaction.atomic
def void_charges(charges: Iterable[Charge], *, reason: str, actor: Any, at: datetime) -> None:
    """Reverse each charge's one posting. The caller holds the encounter's lock. Raises ReasonMissing, ChargeHasMoved."""
    reason = require_reason(reason)
    for charge in charges:
        posting = the_posting(charge)
        if posting is not None:
            reverse_transaction(posting, actor=actor, at=at, reason=reason)
        charge.voided_at, charge.voided_by, charge.void_reason = at, actor, reason
        charge.save(update_fields=["voided_at", "voided_by", "void_reason"])


def the_posting(charge: Charge) -> LedgerTransaction | None:
    """The posting that says who owes a charge; None for a charge of nothing. Raises ChargeHasMoved where more happened since."""
    standing = LedgerTransaction.objects.filter(entries__charge=charge, reverses__isnull=True, reversed_by__isnull=True).distinct()
    rows = list(standing[:2])
    if len(rows) > 1 or (charge.amount and not rows):
        raise ChargeHasMoved(ordinal=charge.ordinal)
    return rows[0] if rows else None


def ask_guards(encounter_id: int) -> None:
    """Raise ClaimInTheWay where a room above says that the lines can't change now."""
    if why := listeners.why_not([encounter_id]).get(encounter_id):
        raise ClaimInTheWay(why=why)
