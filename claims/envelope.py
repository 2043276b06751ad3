"""The ISA and GS of our own files: who sends to whom over a connection. Called where an 837P or a 276 is written."""

from datetime import datetime

from payers import x12
from payers.models import Connection
from payers.services.freeze_interchange import ControlNumbers


def envelope(connection: Connection, numbers: ControlNumbers, local: datetime) -> x12.Envelope:
    """The envelope of one file; `local` is in the practice's zone."""
    return x12.Envelope(
        sender_qualifier=connection.isa05, sender=connection.isa06, receiver_qualifier=connection.isa07, receiver=connection.isa08,
        control=int(numbers.isa13), usage=connection.usage, at=local, group_sender=connection.gs02, group_receiver=connection.gs03,
        group_control=int(numbers.gs06),
    )
