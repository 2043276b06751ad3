"""Take back what followed a payer's decision when the payer reverses it: the patient's share and the next payers' come back into its own bucket.

Called by `claims` in the transaction that posts the reversal. What the patient has paid already is set free and held until the payer decides again:
it is neither spent nor refunded, and no statement asks for it. Bulk: constant queries. Idempotent by the cause's key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from billing.models import Account, HeldCredit, LedgerEntry, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from config.shared.money import ZERO

SHARES = (Account.OWED_BY_PATIENT, Account.OWED_BY_PAYER, Account.PAID_BY_PATIENT, Account.WRITTEN_OFF)
WHY_HELD = "The payer took its decision back: kept until it decides again."


@dataclass(frozen=True, slots=True)
class Share:
    """Cents of a charge that went on after a decision: their place now (`account`, `payer_id`, `rank`) and how much."""

    charge_id: int
    patient_id: int | None
    account: str
    payer_id: int | None
    rank: int | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TakeBack:
    """The shares of one charge that come back to the payer of `rank`; `cause` is the part of the ledger's key that names the reversal."""

    cause: str
    charge_id: int
    payer_id: int
    rank: int
    source_kind: str
    source_id: int
    evidence: dict[str, Any]
    shares: Sequence[Share]

    @property
    def amount(self) -> Decimal:
        """What comes back."""
        return sum((share.amount for share in self.shares), ZERO)


def shares_after(charge_ids: Iterable[int], *, rank: int) -> dict[int, list[Share]]:
    """What followed a decision of the payer of `rank`, by charge: owed or paid by the patient, owed by later payers, written off. One query."""
    rows = (
        LedgerEntry.objects.filter(charge_id__in=list(charge_ids), account__in=SHARES)
        .values("charge_id", "patient_id", "account", "payer_id", "rank")
        .annotate(amount=Sum(F("debit") - F("credit"))).order_by("charge_id", "account", "rank")
    )
    found: dict[int, list[Share]] = {}
    for row in rows:
        if row["amount"] > 0 and (row["account"] != Account.OWED_BY_PAYER or row["rank"] > rank):
            share = Share(row["charge_id"], row["patient_id"], row["account"], row["payer_id"], row["rank"], row["amount"])
            found.setdefault(row["charge_id"], []).append(share)
    return found


def take_back_shares(wanted: Iterable[TakeBack], *, actor: Any, at: datetime) -> None:
    """Move the shares back, and hold what the patient has paid. The caller holds the claims' locks."""
    wanted = [item for item in wanted if item.shares]
    made = {row.key for row in post_transactions((_transaction(item) for item in wanted), actor=actor, at=at)}
    HeldCredit.objects.bulk_create([
        HeldCredit(
            patient_id=share.patient_id, charge_id=share.charge_id, amount=share.amount, reason=WHY_HELD, opened_at=at,
            source_key=f"{_key(item)}:{ordinal}",
        )
        for item in wanted if _key(item) in made
        for ordinal, share in enumerate(item.shares) if share.account == Account.PAID_BY_PATIENT
    ])


def _key(item: TakeBack) -> str:
    return f"{item.cause}:{Purpose.SHARE_BACK}:{item.charge_id}"


def _transaction(item: TakeBack) -> NewTransaction:
    return NewTransaction(
        purpose=Purpose.SHARE_BACK, key=_key(item), source_kind=item.source_kind, source_id=item.source_id, evidence=item.evidence,
        reason="The payer took its decision back", entries=[entry for share in item.shares for entry in _entries(item, share)],
    )


def _entries(item: TakeBack, share: Share) -> list[Entry]:
    """The cents leave their place and are owed by the payer again; money of the patient's becomes unapplied."""
    entries = [
        Entry(Account.OWED_BY_PAYER, share.amount, item.charge_id, share.patient_id, item.payer_id, item.rank),
        Entry(share.account, -share.amount, item.charge_id, share.patient_id, share.payer_id, share.rank),
    ]
    if share.account == Account.PAID_BY_PATIENT:
        entries += [
            Entry(Account.PAID_BY_PATIENT, share.amount, patient_id=share.patient_id),
            Entry(Account.UNAPPLIED, -share.amount, patient_id=share.patient_id),
        ]
    return entries
