"""The one door to the ledger (invariant 1). Everything that moves a cent calls `post_transactions`.

Bulk by nature: four statements and one look-up for any number of transactions. Idempotent by key: what is there already is left as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from billing.models import LedgerEntry, LedgerTransaction
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO, dollars

KEY_CHUNK = 5000


class TransactionOutOfBalance(DomainError):
    """The entries of a ledger transaction do not sum to zero."""

    code = "transaction_out_of_balance"
    message = "The ledger transaction {key} is off by {difference}."


class KeyUsedForAnotherPosting(DomainError):
    """A ledger key was posted before with other amounts: the same cause can't have two effects."""

    code = "key_used_for_another_posting"
    message = "{key} was posted before with other amounts."
    conflict = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One side. `amount` is signed: positive debits the account, negative credits it. Zero entries are left out."""

    account: str
    amount: Decimal
    charge_id: int | None = None
    patient_id: int | None = None
    payer_id: int | None = None
    rank: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class NewTransaction:
    """`key` names the cause, unique for ever: (remittance, CLP ordinal, SVC ordinal or 0, CAS or PLB ordinal, purpose)."""

    purpose: str
    key: str
    source_kind: str
    source_id: int | None
    entries: Sequence[Entry]
    accounting_date: date | None = None
    reason: str = ""
    reverses_id: int | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def post_transactions(new: Iterable[NewTransaction], *, actor: Any, at: datetime) -> list[LedgerTransaction]:
    """Post transactions that sum to zero; return the rows made now (not those that were there before).

    Raises TransactionOutOfBalance before anything is written, and KeyUsedForAnotherPosting where a key stands with other amounts.
    """
    wanted: dict[str, NewTransaction] = {}
    for item in new:
        _check_balance(item)
        if _sides(wanted.setdefault(item.key, item)) != _sides(item):
            raise KeyUsedForAnotherPosting(key=item.key)
    held = _held(wanted)
    fresh = [item for item in wanted.values() if item.key not in held]
    if not fresh:
        return []
    _check_now(False)
    headers = LedgerTransaction.objects.bulk_create([_header(item, actor=actor, at=at) for item in fresh])
    LedgerEntry.objects.bulk_create([
        entry for header, item in zip(headers, fresh, strict=True) for entry in _entries(header, item)
    ])
    _check_now(True)
    return headers


def post_transaction(new: NewTransaction, *, actor: Any, at: datetime) -> LedgerTransaction | None:
    """Post one; None where its key stood already."""
    return next(iter(post_transactions([new], actor=actor, at=at)), None)


def _check_balance(item: NewTransaction) -> None:
    difference = sum((dollars(entry.amount) for entry in item.entries), ZERO)
    if difference or not any(entry.amount for entry in item.entries):
        raise TransactionOutOfBalance(key=item.key, difference=difference)


def _held(wanted: dict[str, NewTransaction]) -> set[str]:
    """Keys that stand in the ledger; each must stand for the same amount."""
    held: set[str] = set()
    keys = list(wanted)
    for start in range(0, len(keys), KEY_CHUNK):
        rows = LedgerTransaction.objects.filter(key__in=keys[start : start + KEY_CHUNK]).prefetch_related("entries")
        for row in rows:
            _check_same(row, wanted[row.key])
            held.add(row.key)
    return held


def _check_same(row: LedgerTransaction, item: NewTransaction) -> None:
    """The standing transaction has the same sides as the wanted one."""
    stands = sorted((e.account, e.charge_id or 0, e.rank or 0, e.reference, e.debit - e.credit) for e in row.entries.all())
    if stands != _sides(item):
        raise KeyUsedForAnotherPosting(key=row.key)


def _sides(item: NewTransaction) -> list[tuple]:
    return sorted((e.account, e.charge_id or 0, e.rank or 0, e.reference, e.amount) for e in item.entries if e.amount)


def _header(item: NewTransaction, *, actor: Any, at: datetime) -> LedgerTransaction:
    return LedgerTransaction(
        purpose=item.purpose, key=item.key, posted_at=at, accounting_date=item.accounting_date or clock.day_of(at), actor=actor,
        reason=item.reason, reverses_id=item.reverses_id, source_kind=item.source_kind, source_id=item.source_id, evidence=item.evidence,
    )


def _entries(header: LedgerTransaction, item: NewTransaction) -> list[LedgerEntry]:
    moving = [entry for entry in item.entries if entry.amount]
    return [
        LedgerEntry(
            transaction=header, ordinal=ordinal, account=entry.account, charge_id=entry.charge_id, patient_id=entry.patient_id,
            payer_id=entry.payer_id, rank=entry.rank, reference=entry.reference, debit=max(entry.amount, ZERO), credit=max(-entry.amount, ZERO),
        )
        for ordinal, entry in enumerate(moving, start=1)
    ]


def _check_now(now: bool) -> None:
    """Let the balance trigger wait while rows are added, then run it here, so that the caller gets the error."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ledger_transaction_balance {'IMMEDIATE' if now else 'DEFERRED'}")
