"""Take charges back: a reversing entry that says why, and the charge stays as voided (invariant 7). Called by the verbs on encounters."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Charge, LedgerEntry, LedgerTransaction, Purpose
from billing.services.reverse_transaction import reverse_transaction
from config.shared.errors import DomainError, require_reason
from config.shared.money import ZERO
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
    """The posting that says who owes a charge; None for a charge of nothing.

    Raises ChargeHasMoved where more happened since, unless all of it was undone: then the cents are where that posting put them.
    """
    standing = LedgerTransaction.objects.filter(entries__charge=charge, reverses__isnull=True, reversed_by__isnull=True).distinct()
    rows = list(standing.order_by("pk"))
    if not rows and not charge.amount:
        return None
    posting = next((row for row in rows if row.purpose == Purpose.CHARGE), rows[0] if len(rows) == 1 else None)
    if posting is None or (len(rows) > 1 and _places(charge.entries.all()) != _places(posting.entries.filter(charge=charge))):
        raise ChargeHasMoved(ordinal=charge.ordinal)
    return posting


def _places(entries: Iterable[LedgerEntry]) -> dict[tuple, Decimal]:
    """Cents by account, payer and rank; places without any are left out."""
    found: dict[tuple, Decimal] = {}
    for entry in entries:
        place = (entry.account, entry.payer_id, entry.rank)
        found[place] = found.get(place, ZERO) + entry.debit - entry.credit
    return {place: cents for place, cents in found.items() if cents}


def ask_guards(encounter_id: int) -> None:
    """Raise ClaimInTheWay where a room above says that the lines can't change now."""
    if why := listeners.why_not([encounter_id]).get(encounter_id):
        raise ClaimInTheWay(why=why)
