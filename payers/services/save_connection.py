"""Save a connection and, where one was typed, its secret. The secret is sealed and never read back into a page."""

from django.db import transaction

from config.shared.services.save_record import save_record
from payers.models import Connection, ConnectionSecret


@transaction.atomic
def save_connection(connection: Connection, *, password: str = "", expected_version: int | None = None) -> Connection:
    """Save the row; an empty password keeps the old one. Raises StaleVersion."""
    save_record(connection, expected_version=expected_version)
    if password:
        secret, _ = ConnectionSecret.objects.get_or_create(connection=connection)
        secret.set_password(password)
        secret.save()
    return connection
