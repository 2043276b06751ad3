"""Move what a payer leaves to the patient into the patient's bucket (invariant 6). Besides a visit that nobody insures, nothing else fills it.

Called by `claims` after a remittance. Bulk: the number of queries does not depend on the number of shares. The caller holds the claims' locks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.services.accounts import lock_accounts, lock_charges
from billing.services.payer_bucket import key_of, not_posted
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from config.shared.errors import DomainError
from config.shared.money import ZERO, dollars

QMB = "qmb"


class NeverThePatients(DomainError):
    """A Qualified Medicare Beneficiary owes no share."""

    code = "never_the_patients"
    message = "The patient is a Qualified Medicare Beneficiary: {amount} goes to Medicaid, never to the patient."


class PayerStillOpen(DomainError):
    """A payer still owes on this line, so the patient is not asked yet."""

    code = "payer_still_open"
    message = "A payer is still open on this line with {open}."
    conflict = True


class MoreThanStated(DomainError):
    """More would be moved than the payer's decision leaves to the patient, or than is open."""

    code = "more_than_stated"
    message = "{amount} can't move to the patient: {stated} is what the decision leaves of what is open."


@dataclass(frozen=True, slots=True)
class Share:
    """A patient's share of one charge. `cause` names what states it, and moves it only once.

    `parts` are its reasons: group, reason, amount, category. `is_open`: a payer decides about this line
    elsewhere (an appeal, a corrected claim), whatever the buckets say.
    """

    cause: str
    charge_id: int
    patient_id: int
    payer_id: int
    rank: int
    amount: Decimal
    parts: Sequence[Mapping[str, str]]
    source_kind: str
    source_id: int
    is_open: bool = False
    evidence: Mapping[str, Any] = field(default_factory=dict)

    @property
    def stated(self) -> Decimal:
        """What the decision leaves to the patient."""
        return sum((dollars(part["amount"]) for part in self.parts), ZERO)


@transaction.atomic
def move_to_patient(shares: Iterable[Share], *, actor: Any, at: datetime) -> dict[str, DomainError]:
    """Move these shares; return why not, by cause, for those that stay with the payer. A share that was moved before is left as it is.

    The caller follows the accounts afterwards (`follow_accounts`).
    """
    wanted = not_posted(shares, Purpose.TO_PATIENT)
    lock_accounts({share.patient_id for share in wanted})
    lock_charges({share.charge_id for share in wanted})
    buckets = ledger.by_charge(share.charge_id for share in wanted)
    refused: dict[str, DomainError] = {}
    moving: list[Share] = []
    for share in wanted:
        held = buckets.get(share.charge_id, Buckets())
        if why := _why_not(share, held):
            refused[share.cause] = why
            continue
        held.owed_by_rank[share.rank] -= share.amount
        moving.append(share)
    post_transactions((_transaction(share) for share in moving), actor=actor, at=at)
    return refused


def _why_not(share: Share, held: Buckets) -> DomainError | None:
    """QMB first; then what is stated; then whether anything would stay owed by a payer on the line."""
    if any(part.get("category") == QMB for part in share.parts):
        return NeverThePatients(amount=share.amount)
    own = held.owed_by_rank.get(share.rank, ZERO)
    if share.amount <= ZERO or share.amount > min(share.stated, own):
        return MoreThanStated(amount=share.amount, stated=min(share.stated, own))
    if share.is_open or held.owed_by_payer > share.amount:
        return PayerStillOpen(open=held.owed_by_payer - share.amount)
    return None


def _transaction(share: Share) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.TO_PATIENT, key=key_of(share.cause, Purpose.TO_PATIENT), source_kind=share.source_kind, source_id=share.source_id,
        evidence={"parts": [dict(part) for part in share.parts], **share.evidence},
        entries=[
            Entry(Account.OWED_BY_PATIENT, share.amount, share.charge_id, share.patient_id),
            Entry(Account.OWED_BY_PAYER, -share.amount, share.charge_id, share.patient_id, share.payer_id, share.rank),
        ],
    )
