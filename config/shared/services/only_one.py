"""One process at a time for a named thing, held by the database session: it ends with the process, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

WAIT = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
TRY = "SELECT pg_try_advisory_lock{kind}(hashtextextended(%s, 0))"
RELEASE = "SELECT pg_advisory_unlock{kind}(hashtextextended(%s, 0))"
SHARED = "_shared"


@contextmanager
def only_one(name: str, *, shared: bool = False) -> Iterator[bool]:
    """True inside where this process is the one; False where another is. Those that `shared` it exclude only one that does not."""
    kind = SHARED if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(TRY.format(kind=kind), [name])
        mine = cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            _release(name, kind)


@contextmanager
def in_turn(name: str) -> Iterator[None]:
    """One process after the other: waits until this one is next."""
    with connection.cursor() as cursor:
        cursor.execute(WAIT, [name])
    try:
        yield
    finally:
        _release(name, "")


def _release(name: str, kind: str) -> None:
    """Give it back. Inside a failed transaction that is impossible: its end or the session's releases what is held."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(RELEASE.format(kind=kind), [name])
    except DatabaseError:
        if not connection.in_atomic_block:
            connection.close()
