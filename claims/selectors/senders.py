"""Who we are to a connection: the submitter's id, name and contact, as 837 and 276 say them."""

from claims.render_837p import Sender
from claims.snapshot import BillingProvider
from config.practice.models import Organisation
from payers.models import Connection


def sender_of(connection: Connection, provider: BillingProvider) -> Sender:
    """The practice submits; where it has not named itself or its contact, the billing provider's stand in. One query."""
    practice = Organisation.objects.first()
    return Sender(
        id=connection.isa06, name=practice.name if practice else provider.name, receiver_id=connection.isa08, receiver_name=connection.receiver_name,
        contact_name=(practice.billing_contact if practice else "") or provider.contact_name, phone=provider.phone,
    )
