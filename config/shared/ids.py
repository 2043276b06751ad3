"""Identifiers made by us: public ids for URLs, and control codes that payers send back."""

import secrets
import uuid

from uuid6 import uuid7

# No 0/O, 1/I/L, and no vowels: payers' clerks read these aloud, and no word may appear.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_public_id() -> uuid.UUID:
    """A UUIDv7: unguessable, and ordered by creation for the index."""
    return uuid.UUID(str(uuid7()))


def new_control_code(length: int = 12) -> str:
    """A random code for a patient control number; 12 characters hold about 57 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
