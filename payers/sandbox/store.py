"""The sandbox's SQLite database: opened here, written by one thread only (the event loop's).

`transaction()` is the one way to write: everything inside happens or nothing does, on the disk before it returns.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = 2


class Store:
    """The database with the few reads and writes everybody needs."""

    def __init__(self, path: Path):
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._lay_out(path)

    def _lay_out(self, path: Path) -> None:
        """Make the tables in a new database. Raises OSError for one that another version of the sandbox made."""
        found = self.row("PRAGMA user_version")[0]
        if found not in (0, VERSION):
            raise OSError(f"{path} was made by another version of the sandbox (layout {found}, not {VERSION}): remove it")
        self._connection.executescript((Path(__file__).parent / "schema.sql").read_text())
        self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another transaction it joins that one."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def rows(self, query: str, *values) -> list[sqlite3.Row]:
        return self._connection.execute(query, values).fetchall()

    def row(self, query: str, *values) -> sqlite3.Row | None:
        return self._connection.execute(query, values).fetchone()

    def execute(self, statement: str, *values) -> int:
        """Run one statement; the id of the row it inserted."""
        return self._connection.execute(statement, values).lastrowid

    def next_number(self, counter: str) -> int:
        """1, 2, 3 ... for each counter; a number of a rolled back transaction comes again."""
        return self.row("INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value", counter)["value"]

    def setting(self, name: str) -> str | None:
        found = self.row("SELECT value FROM setting WHERE name = ?", name)
        return found["value"] if found else None

    def set_setting(self, name: str, value: str | None) -> None:
        self.execute("INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)
