"""Completed uploads: taken in exactly once, however the process ends.

The client's rename of NAME.tmp to NAME is the commit point. `accept` (called by the SFTP server for that rename) then
writes the row with the bytes and the job that will read them, then the line of `received.jsonl`, then takes the file
out of the inbox where consumed files vanish. `recover` at start finishes whatever a kill left between these steps.
"""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from payers.sandbox.clock import stamp
from payers.sandbox.journal import Journal
from payers.sandbox.schedule import Schedule
from payers.sandbox.state import ACCOUNT, State, sync_folder
from payers.sandbox.store import Store

PARTIAL = ".tmp"


class Inbox:
    """The inbox of each account. `stays_listed`: consumed files stay visible; else they vanish (into the archive, if any)."""

    def __init__(self, *, state: State, store: Store, schedule: Schedule, stays_listed: bool, archives: bool):
        self.state, self.store, self.schedule = state, store, schedule
        self.stays_listed, self.archives = stays_listed, archives
        self.journal = Journal(state.received_journal)

    def commit(self, *, account: str, partial: str, name: str, at: datetime) -> None:
        """Give an uploaded file its final name, then take it in. Raises FileExistsError when NAME is listed."""
        folder = self.state.inbox(account)
        if (folder / name).exists():
            raise FileExistsError(f"{name} is already there")
        _sync_file(folder / partial)
        os.rename(folder / partial, folder / name)
        sync_folder(folder)
        self._accept(account=account, name=name, at=at)

    def recover(self, at: datetime) -> None:
        """Finish what a kill interrupted. Safe to call at any time."""
        for path in sorted(self.state.inbox(ACCOUNT).iterdir()):
            if path.suffix != PARTIAL and not self._listed_row(ACCOUNT, path.name):
                self._accept(account=ACCOUNT, name=path.name, at=at)
        self.journal.repair(_line(row) for row in self.store.rows("SELECT * FROM upload ORDER BY id"))
        for row in self.store.rows("SELECT * FROM upload WHERE in_inbox ORDER BY id"):
            self._consume(row)

    def _accept(self, *, account: str, name: str, at: datetime) -> None:
        content = (self.state.inbox(account) / name).read_bytes()
        with self.store.transaction():
            upload = self.store.execute(
                "INSERT INTO upload (account, name, sha256, isa13, size, received_at, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
                account,
                name,
                hashlib.sha256(content).hexdigest(),
                interchange_number(content),
                len(content),
                stamp(at),
                content,
            )
            self.schedule.add("read_upload", due_at=at, upload=upload)
        row = self.store.row("SELECT * FROM upload WHERE id = ?", upload)
        self.journal.append(_line(row))
        self._consume(row)

    def _consume(self, row) -> None:
        """Take a file out of the inbox where consumed files vanish; the row, not the folder, has its bytes."""
        path = self.state.inbox(row["account"]) / row["name"]
        if path.exists() and self.stays_listed:
            return
        if path.exists() and self.archives:
            os.rename(path, _free_name(self.state.archive(row["account"]), row["name"], row["id"]))
        elif path.exists():
            path.unlink()
        sync_folder(path.parent)
        with self.store.transaction():
            self.store.execute("UPDATE upload SET in_inbox = 0 WHERE id = ?", row["id"])

    def _listed_row(self, account: str, name: str):
        return self.store.row("SELECT id FROM upload WHERE account = ? AND name = ? AND in_inbox", account, name)


def interchange_number(content: bytes) -> str | None:
    """ISA13 by its place in the fixed-width ISA, or None where the file does not begin with one."""
    start = content[:200].lstrip(b"\xef\xbb\xbf\r\n \t")
    return start[90:99].decode("ascii", "replace") if start.startswith(b"ISA") and len(start) >= 99 else None


def _line(row) -> dict:
    return {
        "id": row["id"],
        "account": row["account"],
        "name": row["name"],
        "sha256": row["sha256"],
        "isa13": row["isa13"],
        "size": row["size"],
        "at": row["received_at"],
    }


def _free_name(folder: Path, name: str, upload: int) -> Path:
    """The archive keeps names as they came; a name that came twice gets the upload's number behind it."""
    return folder / (f"{name}.{upload}" if (folder / name).exists() else name)


def _sync_file(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
