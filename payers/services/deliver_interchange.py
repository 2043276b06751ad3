"""Deliver a frozen batch once (invariant 2). Called by the job row's worker; a killed or failed try is taken up by the next.

Each try is recorded, in a transaction of its own, before the first byte leaves: whoever comes later knows that the outcome is open.
"""

from contextlib import contextmanager
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.registries import outbound
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import NextStep, put_next_step
from payers.models import Interchange, InterchangeState
from payers.rules.delivery import Known, Move, next_move
from payers.services.kill_points import reached
from payers.transports import FileTransport, open_transport
from payers.transports.base import BEFORE

OPEN = (InterchangeState.FROZEN, InterchangeState.WAITING)
LOST_BATCH_QUEUE = "lost_batch"


class DeliveryRunning(DomainError):
    """Another process delivers this batch now."""

    code = "delivery_running"
    message = "This batch is being sent by another worker."
    retryable = True


def deliver_interchange(interchange_id: int, *, at: datetime) -> str:
    """Bring the batch to the other side, or find out that it is there. Returns the state it ends in.

    Raises retryable DomainErrors (no answer) and others (host key, login) after putting a work item before a person.
    """
    with _alone(interchange_id):
        interchange = Interchange.objects.select_related("connection__secret").get(pk=interchange_id)
        if interchange.status not in OPEN:
            return interchange.status
        reached("frozen")
        try:
            with open_transport(interchange.connection) as transport:
                return _deliver(interchange, transport, at)
        except DomainError as error:
            _note_failure(interchange, error, at)
            raise


def _deliver(interchange: Interchange, transport: FileTransport, at: datetime) -> str:
    move = next_move(_look(interchange, transport))
    if move == Move.WAIT:
        return _wait(interchange, at)
    if move == Move.PUT:
        _begin_try(interchange, at)
        transport.put(interchange.connection.inbox, interchange.remote_name, blobs.read(interchange.sha256), step=reached)
    reached("before_commit")
    mark_delivered(interchange.pk, at=at, found=move == Move.ARRIVED)
    reached("committed")
    return InterchangeState.DELIVERED


def _look(interchange: Interchange, transport: FileTransport) -> Known:
    """List the other side, its archive too, where an earlier try may have arrived."""
    connection = interchange.connection
    tried = interchange.attempts > 0
    names: set[str] = set()
    if tried:
        for folder in filter(None, (connection.inbox, connection.archive)):
            names |= {file.name for file in transport.list(folder)}
    return Known(
        tried=tried, final_listed=interchange.remote_name in names, draft_listed=interchange.remote_name + BEFORE in names,
        consumed_stay_listed=connection.consumed_stay_listed, resend_approved=interchange.resend_approved,
    )


def _begin_try(interchange: Interchange, at: datetime) -> None:
    """Record the try durably. An approval to send again is used up by it."""
    with transaction.atomic():
        held = Interchange.objects.select_for_update().get(pk=interchange.pk)
        held.attempts += 1
        held.first_tried_at = held.first_tried_at or at
        held.resend_approved = False
        held.status = InterchangeState.FROZEN
        held.save(update_fields=["attempts", "first_tried_at", "resend_approved", "status"])


def _wait(interchange: Interchange, at: datetime) -> str:
    """Sent or not, nobody can tell: wait for TA1 or 999 on the control number."""
    with transaction.atomic():
        held = Interchange.objects.select_for_update().get(pk=interchange.pk)
        if held.status == InterchangeState.FROZEN:
            move_interchange(held, InterchangeState.WAITING, at=at)
    return InterchangeState.WAITING


@transaction.atomic
def mark_delivered(interchange_id: int, *, at: datetime, found: bool = False) -> Interchange:
    """The batch is on the other side: record it and tell the room whose claims are in it. Harmless when it was known."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.delivered_at is not None:
        return held
    held.delivered_at = at
    held.last_error = ""
    held.save(update_fields=["delivered_at", "last_error"])
    if held.status in (*OPEN, InterchangeState.LOST):
        move_interchange(held, InterchangeState.DELIVERED, at=at, detail={"found_listed": True} if found else {})
    outbound.delivered(held.type, interchange_id=held.pk, at=at)
    return held


def move_interchange(held: Interchange, status: str, *, at: datetime, actor=None, detail: dict | None = None, inbound_transaction_id=None) -> None:
    """Change the state of a locked interchange and record the event."""
    before, held.status = held.status, status
    held.save(update_fields=["status"])
    evidence = Evidence(at, inbound_transaction_id=inbound_transaction_id, detail=detail or {})
    record_event(NewEvent("interchange", held.pk, f"interchange_{status}", evidence, before, status, actor))


@transaction.atomic
def _note_failure(interchange: Interchange, error: DomainError, at: datetime) -> None:
    """Keep the reason; where another try can't help, put it before a person."""
    Interchange.objects.filter(pk=interchange.pk).update(last_error=error.code)
    if not error.retryable:
        put_next_step(NextStep(
            "interchange", interchange.pk, LOST_BATCH_QUEUE, clock.day_of(at), f"Not sent: {error.code.replace('_', ' ')}",
            amount=interchange.total_amount, kind="trouble",
        ))


@contextmanager
def _alone(interchange_id: int):
    """One delivery of a batch at a time, whatever happens to leases. The lock ends with the process."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('interchange'), %s)", [interchange_id])
        if not cursor.fetchone()[0]:
            raise DeliveryRunning(interchange=interchange_id)
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('interchange'), %s)", [interchange_id])
