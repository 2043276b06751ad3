"""Identifiers made by us: public ids for URLs, control codes that payers send back, and numbers that people say."""

import secrets
import uuid

from django.db import connection
from uuid6 import uuid7

# No 0/O, 1/I/L, and no vowels: payers' clerks read these aloud, and no word may appear.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_public_id() -> uuid.UUID:
    """A UUIDv7: unguessable, and ordered by creation for the index."""
    return uuid.UUID(str(uuid7()))


def new_control_code(length: int = 12) -> str:
    """A random code for a patient control number; 12 characters hold about 57 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def next_numbers(sequence: str, prefix: str, count: int = 1) -> list[str]:
    """The next numbers that people say ("D-1001"), from a database sequence; any number of them in one query. Gaps are allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
        return [f"{prefix}{number}" for (number,) in cursor.fetchall()]
