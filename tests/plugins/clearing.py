"""After a test that commits, its rows are deleted: some thirty tables have any, and truncating all hundred and fifty takes ten times as long."""

import pytest

KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # what `migrate` writes, which no test changes


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda self: clear_tables()


def clear_tables() -> None:
    """Delete every row. Waits for transactions that still write, as those of a page that was left."""
    from django.db import connection, transaction

    tables = sorted(set(connection.introspection.django_table_names(only_existing=False)) - KEPT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL practice.allow_rewrite = on")
        while filled := _filled(cursor, tables):
            cursor.execute(f"LOCK TABLE {', '.join(filled)}")
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in filled))


def _filled(cursor, tables: list[str]) -> list[str]:
    """Tables with rows; again after a deletion, since history tables note it."""
    cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
    return [table for (table,) in cursor.fetchall()]
