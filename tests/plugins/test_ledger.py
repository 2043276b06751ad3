"""The check after each database test finds an unbalanced ledger, and tables that only grow can be cleared between tests."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from billing.models import LedgerEntry, LedgerTransaction
from tests.plugins.ledger import _unbalanced


@pytest.fixture
def lopsided(db, broken_ledger) -> LedgerTransaction:
    """A transaction with a debit and no credit, which only a ledger without its triggers takes."""
    with connection.cursor() as cursor:
        for table in ("billing_ledgertransaction", "billing_ledgerentry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    header = LedgerTransaction.objects.create(purpose="charge", key="lopsided", posted_at=timezone.now(), accounting_date="2026-01-02", source_kind="test")
    LedgerEntry.objects.create(transaction=header, ordinal=1, account="unapplied", debit="1.00", credit="0.00")
    return header


def test_an_unbalanced_transaction_is_found(lopsided):
    assert _unbalanced() == [lopsided.pk]


def test_an_empty_ledger_balances(db):
    assert _unbalanced() == []


@pytest.mark.django_db(transaction=True)
def test_ledger_tables_cannot_be_truncated_by_a_test_itself():
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only: TRUNCATE refused"):
        cursor.execute("TRUNCATE billing_ledgerentry CASCADE")
