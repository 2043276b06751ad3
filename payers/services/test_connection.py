"""Try a connection as an admin would: log in, list both folders, take and leave nothing."""

from payers.models import Connection
from payers.transports import open_transport


def test_connection(connection: Connection) -> str:
    """Return one sentence on what was found. Raises the transport's errors, all DomainErrors."""
    with open_transport(connection) as transport:
        inbox, outbox = transport.list(connection.inbox), transport.list(connection.outbox)
    return f"{connection.name} answers: {len(inbox)} files in {connection.inbox}, {len(outbox)} in {connection.outbox}."


test_connection.__test__ = False  # no test, whatever pytest thinks of its name
