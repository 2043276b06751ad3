"""A folder on this machine (or a mounted share): the simplest way, with the same commit point."""

import os
from pathlib import Path
from typing import Self

from payers.models import Connection
from payers.transports.base import BEFORE, RemoteFile, RemoteNameTaken, Step, TransportError, no_step


class FolderTransport:
    """Files under `connection.root`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._root = Path(connection.root)

    def __enter__(self) -> Self:
        if not self._root.is_dir():
            raise TransportError(connection=self._connection.name, reason="its folder is not there")
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def list(self, folder: str) -> list[RemoteFile]:
        try:
            entries = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
        except OSError as error:
            raise self._failed(error) from error
        return [_remote(entry.name, entry.stat()) for entry in entries if entry.is_file()]

    def stat(self, folder: str, name: str) -> RemoteFile | None:
        try:
            return _remote(name, (self._root / folder / name).stat())
        except FileNotFoundError:
            return None

    def fetch(self, folder: str, name: str, *, limit: int) -> bytes:
        path = self._root / folder / Path(name).name
        if path.stat().st_size > limit:
            raise TransportError(connection=self._connection.name, reason="a file is larger than allowed")
        return path.read_bytes()

    def put(self, folder: str, name: str, data: bytes, *, step: Step = no_step) -> None:
        final, draft = self._root / folder / name, self._root / folder / (name + BEFORE)
        try:
            with draft.open("wb") as file:
                step("tmp_open")
                file.write(data[: len(data) // 2])
                file.flush()
                step("tmp_half")
                file.write(data[len(data) // 2 :])
                file.flush()
                os.fsync(file.fileno())
            step("tmp_done")
            if final.exists() and final.stat().st_size != len(data):
                raise RemoteNameTaken(connection=self._connection.name, name=name)
            draft.rename(final)
        except OSError as error:
            raise self._failed(error) from error
        step("renamed")

    def _failed(self, error: OSError) -> TransportError:
        return TransportError(connection=self._connection.name, reason=type(error).__name__)


def _remote(name: str, status: os.stat_result) -> RemoteFile:
    return RemoteFile(name, status.st_size, int(status.st_mtime))
