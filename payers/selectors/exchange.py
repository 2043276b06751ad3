"""Where the records of the exchange are shown: from (kind, ids) of a work item or an event to a label and a page."""

from collections.abc import Iterable

from django.urls import reverse

from config.shared.registries.links import Link
from payers.models import Connection, InboundFile, InboundTransaction, Interchange


def interchange_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = Interchange.objects.filter(pk__in=ids)
    return {row.pk: Link(f"Batch {row.isa13}", reverse("payers:batch", args=[row.public_id])) for row in rows}


def inbound_file_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = InboundFile.objects.filter(pk__in=ids)
    return {row.pk: Link(f"File {row.name}", reverse("payers:inbound_file", args=[row.public_id])) for row in rows}


def inbound_transaction_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = InboundTransaction.objects.filter(pk__in=ids).select_related("file")
    return {
        row.pk: Link(f"{row} in {row.file.name}", f"{reverse('payers:inbound_file', args=[row.file.public_id])}?transaction={row.public_id}")
        for row in rows
    }


def connection_links(ids: Iterable[int]) -> dict[int, Link]:
    rows = Connection.objects.filter(pk__in=ids)
    return {row.pk: Link(row.name, reverse("payers:connection", args=[row.public_id])) for row in rows}
