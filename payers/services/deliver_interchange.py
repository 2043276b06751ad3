"""Deliver a frozen batch once (invariant 2). Called by the job row's worker; a killed or failed try is taken up by the next.

Each try is recorded, in a transaction of its own, before the first byte leaves: whoever comes later knows that the outcome is open.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from config.shared import blobs, clock
from config.shared.errors import DomainError
from config.shared.registries import outbound
from config.shared.services.only_one import only_one
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers.models import Interchange, InterchangeState, Usage
from payers.rules.delivery import Known, Move, next_move
from payers.services.freeze_interchange import UsageDisagrees
from payers.services.kill_points import reached
from payers.transports import FileTransport, open_transport
from payers.transports.base import BEFORE

OPEN = (InterchangeState.FROZEN, InterchangeState.WAITING)
LOST_BATCH_QUEUE = "lost_batch"
TROUBLE = "trouble"


class DeliveryRunning(DomainError):
    """Another process delivers this batch now."""

    code = "delivery_running"
    message = "This batch is being sent by another worker."
    retryable = True


def deliver_interchange(interchange_id: int, *, at: datetime) -> str:
    """Bring the batch to the other side, or find out that it is there. Returns the state it ends in.

    Raises DomainError: retryable ones (no answer), and others (host key, login, folder) after putting a work item before a person.
    """
    with only_one(f"interchange:{interchange_id}") as mine:
        if not mine:
            raise DeliveryRunning(interchange=interchange_id)
        interchange = Interchange.objects.select_related("connection__secret").get(pk=interchange_id)
        if interchange.status not in OPEN:
            return interchange.status
        try:
            _require_usage(interchange)
            with open_transport(interchange.connection) as transport:
                return _deliver(interchange, transport, at)
        except DomainError as error:
            _note_failure(interchange, error, at)
            raise


def mark_delivered(interchange_id: int, *, at: datetime, found: bool = False) -> Interchange:
    """The batch is on the other side: record it and, the first time, tell the room whose claims are in it. Returns the locked row."""
    with transaction.atomic():
        held = Interchange.objects.select_for_update().get(pk=interchange_id)
        first = held.delivered_at is None
        if not first and not held.may_move_to(InterchangeState.DELIVERED):
            return held
        held.delivered_at = held.delivered_at or at
        held.outcome_open, held.last_error = False, ""
        held.save(update_fields=["delivered_at", "outcome_open", "last_error"])
        if held.may_move_to(InterchangeState.DELIVERED):
            held.move_to(InterchangeState.DELIVERED, actor=None, evidence=Evidence(at, detail={"found_listed": True} if found else {}))
        close_items("interchange", [held.pk], reason="sent")
        if first:
            outbound.delivered(held.type, interchange_id=held.pk, at=at)
        return held


def _deliver(interchange: Interchange, transport: FileTransport, at: datetime) -> str:
    move = next_move(_look(interchange, transport))
    if move == Move.WAIT:
        return _wait(interchange, at)
    if move == Move.PUT:
        _begin_try(interchange, at)
        reached("frozen")
        _put(interchange, transport)
    reached("before_commit")
    mark_delivered(interchange.pk, at=at, found=move == Move.ARRIVED)
    reached("committed")
    return InterchangeState.DELIVERED


def _look(interchange: Interchange, transport: FileTransport) -> Known:
    """List the other side, its archive too, where an earlier try may have arrived."""
    connection = interchange.connection
    listed: set[tuple[str, int]] = set()
    if interchange.outcome_open:
        for folder in filter(None, (connection.inbox, connection.archive)):
            listed |= {(file.name, file.size) for file in transport.list(folder)}
    return Known(
        outcome_open=interchange.outcome_open, final_listed=(interchange.remote_name, interchange.size) in listed,
        draft_listed=any(name == interchange.remote_name + BEFORE for name, _ in listed),
        consumed_stay_listed=connection.consumed_stay_listed, resend_approved=interchange.resend_approved,
    )


@transaction.atomic(durable=True)
def _begin_try(interchange: Interchange, at: datetime) -> None:
    """Record the try; durable, since a later run must know of it. An approval to send again is used up by it."""
    held = Interchange.objects.select_for_update().get(pk=interchange.pk)
    held.attempts += 1
    held.first_tried_at, held.last_tried_at = held.first_tried_at or at, at
    held.outcome_open, held.resend_approved = True, False
    held.save(update_fields=["attempts", "first_tried_at", "last_tried_at", "outcome_open", "resend_approved"])
    if held.status == InterchangeState.WAITING:
        held.move_to(InterchangeState.FROZEN, actor=None, evidence=Evidence(at, detail={"why": "proven not to have arrived"}))


def _put(interchange: Interchange, transport: FileTransport) -> None:
    """Write and rename. A failure that we live to see, before the rename was asked for, proves that nothing arrived."""
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        reached(name)

    try:
        transport.put(interchange.connection.inbox, interchange.remote_name, blobs.read(interchange.sha256), step=step)
    except DomainError:
        if "tmp_done" not in steps:
            Interchange.objects.filter(pk=interchange.pk).update(outcome_open=False)
        raise


@transaction.atomic
def _wait(interchange: Interchange, at: datetime) -> str:
    """Sent or not, nobody can tell: wait for TA1 or 999 on the control number."""
    held = Interchange.objects.select_for_update().get(pk=interchange.pk)
    if held.status == InterchangeState.FROZEN:
        held.move_to(InterchangeState.WAITING, actor=None, evidence=Evidence(at))
    return held.status


def _require_usage(interchange: Interchange) -> None:
    """Test never meets production, also where the connection was changed after the batch was frozen (invariant 9)."""
    usage = interchange.connection.usage
    if interchange.usage != usage or (settings.DEMO and usage != Usage.TEST):
        raise UsageDisagrees(connection=interchange.connection.name)


@transaction.atomic
def _note_failure(interchange: Interchange, error: DomainError, at: datetime) -> None:
    """Keep the reason, as an event where it is a new one; where another try can't help, put it before a person."""
    held = Interchange.objects.select_for_update().get(pk=interchange.pk)
    if held.last_error != error.code:
        held.last_error = error.code
        held.save(update_fields=["last_error"])
        held.note_event("interchange_not_sent", actor=None, evidence=Evidence(at, detail={"code": error.code, "message": str(error)}))
    if not error.retryable and held.status in OPEN:
        put_trouble(held, clock.day_of(at))


@transaction.atomic
def give_up_delivery(interchange_id: int, code: str, *, at: datetime) -> None:
    """The batch's job ended without a delivery: the batch goes before a person. `code` is the last error."""
    held = Interchange.objects.select_for_update().get(pk=interchange_id)
    if held.status in OPEN:
        held.last_error = held.last_error or code
        held.save(update_fields=["last_error"])
        put_trouble(held, clock.day_of(at))


def put_trouble(held: Interchange, day: date) -> None:
    """The work item of a batch that does not get out."""
    step = f"Not sent: {held.last_error.replace('_', ' ') or 'no worker has taken it'}"
    put_next_step(NextStep("interchange", held.pk, LOST_BATCH_QUEUE, day, step, amount=held.total_amount, kind=TROUBLE))
