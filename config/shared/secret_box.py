"""Encryption of the few fields that must not lie in the database in clear: SSNs and connection secrets.

MultiFernet with the keys of settings.FIELD_KEYS, newest first, so that keys can be rotated.
"""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def seal(text: str) -> str:
    """Encrypt; an empty text stays empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """Decrypt what `seal` made. Raises cryptography.fernet.InvalidToken for anything else."""
    return _box().decrypt(token.encode()).decode() if token else ""
