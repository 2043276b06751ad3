"""Take the files out of a zip, as clearinghouses send their remittances. Each is stored by its own sha256, with the archive as its source.

A zip is foreign input: what is in it never names a place on this machine (its names are labels only), and its size, the number of its
files and what it unpacks to are bounded before and while it is read. A zip inside a zip is kept and not opened.
"""

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from config.shared import blobs
from config.shared.errors import DomainError
from payers.models import InboundFile
from payers.services.record_file import plain_name, record_file

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_FILES = 1000
MOST_UNPACKED = 512 * 1024 * 1024
MOST_DIRECTORY = 1024 * 1024
LAST_RECORD, ITS_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65535
LARGE_LOCATOR, ITS_PLACE = b"PK\x06\x07", 20  # zip64: for what is larger than anything that is taken here
BY_HAND = "Unpack it and take its files in by hand."
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError)
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, blobs.BlobTooLarge)


class ArchiveRefused(DomainError):
    """The archive is not opened, or not to its end."""

    code = "archive_refused"
    message = "{why}"

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why=why)
        self.code = code


def is_archive(file: InboundFile) -> bool:
    """True where the stored bytes begin like a zip, whatever the file is called."""
    with blobs.opened(file.sha256) as stored:
        return stored.read(4) in MAGIC


def unpack_archive(file: InboundFile, *, at: datetime) -> Iterator[InboundFile]:
    """Record each file in the archive that is not recorded yet, and give it as a row (which may be a duplicate).

    Called again after a crash it goes on where it was left. Raises ArchiveRefused: before anything is taken where the directory of the zip
    shows it, else after the files before the damaged one.
    """
    if file.archive_id:
        raise ArchiveRefused("nested_archive", f"It is an archive inside an archive, which is not opened. {BY_HAND}")
    taken = set(file.members.values_list("archive_place", flat=True))
    with blobs.opened(file.sha256) as stored:
        archive = _opened(stored)
        for place, member in enumerate(_files(archive), start=1):
            if place not in taken:
                yield _take(file, archive, member, place, at)


def _opened(stored: BinaryIO) -> zipfile.ZipFile:
    """The archive with its directory, which is read into memory as a whole: the last record of a zip tells its size beforehand."""
    stored.seek(max(0, stored.seek(0, 2) - ITS_SIZE - LONGEST_COMMENT - ITS_PLACE))
    tail = stored.read()
    last = tail.rfind(LAST_RECORD)
    if last < 0 or len(tail) < last + ITS_SIZE:
        raise ArchiveRefused("archive_damaged", "The archive can't be opened: it is cut or damaged.")
    is_large = last >= ITS_PLACE and tail[last - ITS_PLACE:].startswith(LARGE_LOCATOR)
    if is_large or int.from_bytes(tail[last + 12:last + 16], "little") > MOST_DIRECTORY:
        raise ArchiveRefused("archive_too_many_files", f"The archive's directory is too long; {MOST_FILES} files are the most that are taken.")
    try:
        return zipfile.ZipFile(stored)
    except UNREADABLE:
        raise ArchiveRefused("archive_damaged", "The archive can't be opened: it is cut or damaged.") from None


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The archive's files, if it may be opened at all, by what its directory says."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    if not files:
        raise ArchiveRefused("archive_empty", "The archive holds no file.")
    if len(files) > MOST_FILES:
        raise ArchiveRefused("archive_too_many_files", f"The archive holds {len(files)} files; {MOST_FILES} are the most that are taken.")
    if sum(member.file_size for member in files) > MOST_UNPACKED:
        raise ArchiveRefused("archive_too_large", f"The archive unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB.")
    if any(member.flag_bits & 1 for member in files):
        raise ArchiveRefused("archive_encrypted", f"The archive needs a password. {BY_HAND}")
    if any(member.compress_type not in METHODS for member in files):
        raise ArchiveRefused("archive_unknown_method", f"The archive is packed in a way that is not read here. {BY_HAND}")
    return files


def _take(file: InboundFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: int, at: datetime) -> InboundFile:
    """One file into the store, then its row. What it unpacks to is counted, whatever the directory said."""
    with blobs.Draft(min(member.file_size, MOST_UNPACKED)) as draft:
        damaged = ArchiveRefused("archive_damaged", f"File {place} in the archive is damaged; those before it were taken.")
        try:
            stream = archive.open(member)
        except UNREADABLE:
            raise damaged from None
        try:
            with stream:
                shutil.copyfileobj(stream, draft)
        except DAMAGED:
            raise damaged from None
        return record_file({
            "connection": file.connection, "name": plain_name(PurePosixPath(member.filename.replace("\\", "/")).name or "?"), "source": "archive",
            "sha256": draft.keep(), "size": draft.size, "received_at": at, "archive": file, "archive_place": place,
        })
