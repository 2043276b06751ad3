"""Try a connection as an admin would: log in, list both folders, take and leave nothing."""

from config.shared.errors import DomainError
from payers.models import Connection, ConnectionSecret
from payers.transports import open_transport


class SecretMissing(DomainError):
    """The connection has no password or key yet."""

    code = "secret_missing"
    message = "{connection} has no password or key yet."


def test_connection(connection: Connection) -> str:
    """Return one sentence on what was found. Raises the transport's errors, SecretMissing."""
    if connection.kind == "sftp" and not ConnectionSecret.objects.filter(connection=connection).exists():
        raise SecretMissing(connection=connection.name)
    with open_transport(connection) as transport:
        inbox, outbox = transport.list(connection.inbox), transport.list(connection.outbox)
    return f"{connection.name} answers: {len(inbox)} files in {connection.inbox}, {len(outbox)} in {connection.outbox}."


test_connection.__test__ = False  # no test, whatever pytest thinks of its name
