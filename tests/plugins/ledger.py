"""After each test that used the database: debits equal credits in every ledger transaction.

A test that breaks the ledger on purpose asks for the fixture `broken_ledger`.
"""

from collections.abc import Iterator

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}


@pytest.fixture
def broken_ledger() -> None:
    """Say that this test leaves the ledger broken, which is its subject."""


@pytest.fixture(autouse=True)
def _ledger_balances(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ends before the test's data are rolled back or cleared, because it asks for the database itself."""
    used = set(request.fixturenames)
    if not (request.node.get_closest_marker("django_db") or DATABASE_FIXTURES & used):
        yield
        return
    request.getfixturevalue("db")
    yield
    if _transaction_failed():
        return
    if "broken_ledger" not in used:
        assert _unbalanced() == [], "ledger transactions whose debits and credits differ"


def _transaction_failed() -> bool:
    """Whether the test ended inside a failed database transaction, of which nothing stays and nothing can be read."""
    from django.db import connection
    from psycopg2.extensions import TRANSACTION_STATUS_INERROR

    server = connection.connection
    return connection.needs_rollback or (server is not None and server.info.transaction_status == TRANSACTION_STATUS_INERROR)


def _unbalanced() -> list[int]:
    from django.db.models import F, Sum

    from billing.models import LedgerEntry

    sums = LedgerEntry.objects.values("transaction_id").annotate(debits=Sum("debit"), credits=Sum("credit"))
    return [row["transaction_id"] for row in sums.exclude(debits=F("credits"))]
