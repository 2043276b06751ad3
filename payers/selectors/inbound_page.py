"""What a person can do about an inbound exception, and what somebody has done about it: for the page of a file."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from config.shared.models import Event
from payers.models import Fate, InboundFile, InboundTransaction
from payers.rules.inbound_help import UNHANDLED, retry_help


@dataclass(frozen=True, slots=True)
class SetAside:
    """Who said when that nothing is to be done, and why."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """`retry_url` is "" where trying again can't help, `aside_url` where there is nothing to set aside; `help` says what a retry does."""

    retry_url: str
    help: str
    aside_url: str
    set_aside: SetAside | None


def transaction_decision(row: InboundTransaction) -> Decision | None:
    """What an exception asks; None where the transaction is none."""
    if row.fate != Fate.EXCEPTION:
        return None
    words = retry_help(row.code, whole_file=False)
    return _decision("inbound_transaction", row, words, "payers:inbound_retry", "payers:inbound_set_aside")


def file_decision(file: InboundFile) -> Decision | None:
    """What a file without a transaction asks, or one that was not read to its end; None for any other."""
    begun = file.transactions.exists()
    if begun and not file.transactions.filter(handled_at__isnull=True).exists():
        return None
    if begun or (file.fate == Fate.PENDING and file.handled_at is None):
        return Decision(reverse("payers:inbound_file_retry", args=[file.public_id]), UNHANDLED, "", None)
    if file.fate != Fate.EXCEPTION:
        return None
    words = retry_help(file.code, whole_file=True)
    return _decision("inbound_file", file, words, "payers:inbound_file_retry", "payers:inbound_file_set_aside")


def _decision(kind: str, row: InboundFile | InboundTransaction, words: str, retry: str, aside: str) -> Decision:
    return Decision(
        reverse(retry, args=[row.public_id]) if words else "", words, "" if row.set_aside_at else reverse(aside, args=[row.public_id]),
        _set_aside(kind, row) if row.set_aside_at else None,
    )


def _set_aside(kind: str, row: InboundFile | InboundTransaction) -> SetAside | None:
    events = Event.objects.filter(subject_kind=kind, subject_id=row.pk, kind="set_aside").select_related("actor")
    event = events.order_by("-seq").first()
    return SetAside(event.detail["reason"], str(event.actor or ""), event.evidence_at) if event else None
