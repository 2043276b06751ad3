"""A folder on this machine (or a mounted share): the simplest way, with the same commit point."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Self

from payers.models import Connection
from payers.transports.base import BEFORE, RemoteFile, RemoteFolderMissing, RemoteNameTaken, Step, TransportError, no_step


class FolderTransport:
    """Files under `connection.root`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._root = Path(connection.root)

    def __enter__(self) -> Self:
        if not self._connection.root or not self._root.is_dir():
            raise RemoteFolderMissing(connection=self._connection.name, folder=self._connection.root)
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def list(self, folder: str) -> list[RemoteFile]:
        with self._failures():
            self._require(folder)
            with os.scandir(self._root / folder) as entries:
                files = [_remote(entry.name, entry.stat()) for entry in entries if entry.is_file(follow_symlinks=False)]
        return sorted(files, key=lambda file: file.name)

    def stat(self, folder: str, name: str) -> RemoteFile | None:
        with self._failures():
            try:
                return _remote(name, (self._root / folder / name).stat())
            except FileNotFoundError:
                return None

    def fetch(self, folder: str, name: str, sink: BinaryIO) -> bool:
        try:
            file = (self._root / folder / Path(name).name).open("rb")
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._failed(error) from error
        with file:
            shutil.copyfileobj(file, sink)
        return True

    def put(self, folder: str, name: str, data: bytes, *, step: Step = no_step) -> None:
        final, draft = self._root / folder / name, self._root / folder / (name + BEFORE)
        with self._failures():
            self._require(folder)
            _write(draft, data, step)
            step("tmp_done")
            self._commit(draft, final, len(data))
        step("renamed")

    def _commit(self, draft: Path, final: Path, size: int) -> None:
        """A rename that never replaces: a second directory entry fails where the name is taken, then the first one goes."""
        try:
            os.link(draft, final)
        except FileExistsError:
            if final.stat().st_size != size:
                raise RemoteNameTaken(connection=self._connection.name, name=final.name) from None
        draft.unlink()

    def _require(self, folder: str) -> None:
        if not (self._root / folder).is_dir():
            raise RemoteFolderMissing(connection=self._connection.name, folder=folder)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> TransportError:
        return TransportError(connection=self._connection.name, reason=type(error).__name__)


def _write(draft: Path, data: bytes, step: Step) -> None:
    half = len(data) // 2
    with draft.open("wb") as file:
        step("tmp_open")
        file.write(data[:half])
        file.flush()
        step("tmp_half")
        file.write(data[half:])
        file.flush()
        os.fsync(file.fileno())


def _remote(name: str, status: os.stat_result) -> RemoteFile:
    return RemoteFile(name, status.st_size, int(status.st_mtime))
