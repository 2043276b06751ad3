"""Content-addressed files: every byte we received or sent, stored before it is read.

A blob is written to a temporary name, fsynced, and renamed to its sha256; the folder is fsynced too. Storing the same
bytes again is harmless. The database row comes after the file, so a row never points to nothing.
"""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from config.shared.errors import DomainError


class BlobMissing(DomainError):
    """A row names bytes that the store does not have."""

    code = "blob_missing"
    message = "The stored file {sha256} is missing."


def _folder() -> Path:
    return Path(settings.BLOB_FOLDER)


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash are kept."""
    return _folder() / sha256[:2] / sha256


def store(data: bytes) -> str:
    """Store `data` durably and return its sha256 in hex. Idempotent."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _fsync_folder(target.parent)
    return sha256


def read(sha256: str) -> bytes:
    """Return the bytes with this hash. Raises BlobMissing."""
    try:
        return path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise BlobMissing(sha256=sha256) from None


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
