"""One process at a time for a named thing, held by the database session: it ends with the process, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

TRY = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
RELEASE = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"


@contextmanager
def only_one(name: str) -> Iterator[bool]:
    """True inside where this process is the one; False where another is."""
    with connection.cursor() as cursor:
        cursor.execute(TRY, [name])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            _release(name)


def _release(name: str) -> None:
    """Give it back. Inside a failed transaction that is impossible: its end or the session's releases what is held."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(RELEASE, [name])
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()
