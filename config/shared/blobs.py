"""Content-addressed files: every byte we received or sent, stored before it is read.

A blob is written to a temporary name, fsynced, and renamed to its sha256; the folder is fsynced too. Storing the same
bytes again is harmless. The database row comes after the file, so a row never points to nothing.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Self

from django.conf import settings

from config.shared.errors import DomainError


class BlobMissing(DomainError):
    """A row names bytes that the store does not have."""

    code = "blob_missing"
    message = "The stored file {sha256} is missing."


class BlobTooLarge(DomainError):
    """More bytes came than may be stored."""

    code = "file_too_large"
    message = "The file is larger than {limit} bytes."


def _folder() -> Path:
    return Path(settings.BLOB_FOLDER)


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash are kept."""
    return _folder() / sha256[:2] / sha256


class Draft:
    """Bytes on their way into the store, in bounded memory: `write` them, then `keep` them. Left without `keep`, they are forgotten."""

    def __init__(self, limit: int | None = None) -> None:
        self._limit, self._hash, self.size = limit, hashlib.sha256(), 0

    def __enter__(self) -> Self:
        _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=_folder(), prefix=".tmp-")
        self._file, self._path = os.fdopen(handle, "wb"), Path(name)
        return self

    def __exit__(self, *args: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def write(self, data: bytes) -> int:
        """Take more bytes. Raises BlobTooLarge."""
        self.size += len(data)
        if self._limit is not None and self.size > self._limit:
            raise BlobTooLarge(limit=self._limit)
        self._hash.update(data)
        return self._file.write(data)

    def keep(self) -> str:
        """Make the bytes durable under their sha256, and return it in hex."""
        self._file.flush()
        os.fsync(self._file.fileno())
        target = path_of(self._hash.hexdigest())
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            _fsync_folder(_folder())
        os.rename(self._path, target)
        _fsync_folder(target.parent)
        return target.name


def store(data: bytes) -> str:
    """Store `data` durably and return its sha256 in hex. Idempotent."""
    sha256 = hashlib.sha256(data).hexdigest()
    if path_of(sha256).exists():
        return sha256
    with Draft() as draft:
        draft.write(data)
        return draft.keep()


def read(sha256: str) -> bytes:
    """Return the bytes with this hash. Raises BlobMissing."""
    try:
        return path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise BlobMissing(sha256=sha256) from None


def opened(sha256: str) -> BinaryIO:
    """The bytes with this hash as an open file, for what is too large to hold. Raises BlobMissing."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        raise BlobMissing(sha256=sha256) from None


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
