"""The database: its layout has a version, its transactions join."""

import sqlite3

import pytest

from payers.sandbox.store import Store


def test_a_state_that_another_version_made_is_refused(tmp_path):
    path = tmp_path / "sandbox.sqlite3"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(OSError, match=r"another version of the sandbox .* remove it"):
        Store(path)


def test_a_transaction_within_another_is_part_of_it(tmp_path):
    store = Store(tmp_path / "sandbox.sqlite3")

    def take_a_number_and_fail():
        with store.transaction():
            with store.transaction():
                store.next_number("claims")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_a_number_and_fail()
    assert store.next_number("claims") == 1
    store.close()
