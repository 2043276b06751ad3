"""What the tests of the exchange share: a connection to a running sandbox, and a batch that any payer would read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import psycopg2
from django.db import connection as database

from payers import x12
from payers.models import Connection, ConnectionSecret, Interchange
from payers.services.freeze_interchange import ControlNumbers, freeze_interchange
from payers.x12 import set_837p
from tests.factories.payers import ConnectionFactory

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


def connect(sandbox, *, stay: bool) -> Connection:
    """A connection with the sandbox's address, pinned key and password."""
    connection = ConnectionFactory(
        host=sandbox.host, port=sandbox.sftp_port, host_key=sandbox.host_key, username=sandbox.username, core_url=sandbox.core_url,
        consumed_stay_listed=stay,
    )
    secret = ConnectionSecret(connection=connection)
    secret.set_password(sandbox.password)
    secret.save()
    return connection


def folder_connection(root: Path, **facts) -> Connection:
    """A connection to a folder with an inbox and an outbox: the other side is whatever a test does with its files."""
    for name in ("inbox", "outbox", "archive"):
        (root / name).mkdir(exist_ok=True)
    return ConnectionFactory(kind="folder", root=str(root), **facts)


@contextmanager
def held_elsewhere(name: str) -> Iterator[None]:
    """Another process is the one that `only_one(name)` lets in."""
    values = database.settings_dict
    other = psycopg2.connect(dbname=values["NAME"], user=values["USER"], password=values["PASSWORD"], host=values["HOST"], port=values["PORT"])
    other.autocommit = True
    cursor = other.cursor()
    cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        yield
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
        other.close()


def build(connection: Connection):
    """A function from control numbers to the bytes of an empty claim batch: enough for the wire, whose subject these tests are."""

    def bytes_of(numbers: ControlNumbers) -> bytes:
        envelope = x12.Envelope(
            sender_qualifier=connection.isa05, sender=connection.isa06, receiver_qualifier=connection.isa07, receiver=connection.isa08,
            control=int(numbers.isa13), usage=connection.usage, at=AT, group_sender=connection.gs02, group_receiver=connection.gs03,
            group_control=int(numbers.gs06),
        )
        batch = set_837p.ClaimBatch(
            reference=numbers.isa13, date=AT.date(), time="0900", submitter=x12.organisation("LARKFIELD", id_qualifier="46", id="LARKFIELD"),
            receiver=x12.organisation("SANDBOX", id_qualifier="46", id="SANDBOX"), claims=(),
        )
        return x12.write(envelope, [batch])

    return bytes_of


def freeze(connection: Connection, *, at: datetime = AT) -> Interchange:
    """A frozen batch on the connection."""
    return freeze_interchange(connection=connection, type="837P", build=build(connection), count=1, total_amount=Decimal("180.00"), at=at)
