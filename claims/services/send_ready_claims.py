"""Put ready claims into batches: one 837P a connection and chunk, its bytes frozen in the transaction that marks its claims.

Called by beat every 15 s and by a person's "send now". Invariant: a claim is never in two batches without an answer. Only ready claims are
taken, under a row lock; the version that goes out was in no batch before, and the database lets a version enter a batch once.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from claims import render_837p
from claims.envelope import envelope
from claims.models import Claim, ClaimStatus, ClaimSubmission
from claims.render_837p import Numbered, Sender
from claims.rules import next_steps
from claims.selectors.claims import current_submissions
from claims.selectors.senders import sender_of
from claims.services.move_claims import Move, move_claims
from claims.snapshot import from_json
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.logs import places
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step
from payers import x12
from payers.models import Connection, Interchange
from payers.services.fetch_inbound import TROUBLE_QUEUE
from payers.services.freeze_interchange import ControlNumbers, freeze_interchange

log = logging.getLogger(__name__)
TRANSACTION_TYPE = "837P"
CLAIMS_PER_TRANSACTION = 100  # a 999 refuses a whole ST, so one bad claim takes at most this many with it


class SendingFailed(DomainError):
    """The batch could not be made, and not by a rule of the domain. `error` names the kind of fault only."""

    code = "sending_failed"
    message = "The batch for {connection} could not be made ({error}). The claims wait."


def send_ready_claims(*, at: datetime, actor: Any = None, only: Sequence[int] | None = None) -> list[Interchange]:
    """Freeze batches until no ready claim is left; `only` narrows to these claims. Returns the interchanges.

    A connection that refuses keeps no other waiting: its reason and what waits stand on a work item of the connection, which closes when a
    batch goes out again. A person who sends certain claims (`only`) is told at once: the first refusal is raised after all were tried.
    """
    frozen, refused, well = [], [], []
    for connection in Connection.objects.filter(is_active=True).order_by("pk"):
        made, error = _freeze_all(connection, at=at, actor=actor, only=only)
        frozen += made
        if error is not None:
            refused.append(error)
            _put_trouble(connection, error, at)
        elif made or only is None:
            well.append(connection.pk)
    close_items("connection", well, kind="send", reason="works again")
    if refused and only is not None:
        raise refused[0]
    return frozen


def _freeze_all(connection: Connection, **options: Any) -> tuple[list[Interchange], DomainError | None]:
    """The connection's batches, and what stopped it."""
    made: list[Interchange] = []
    try:
        while interchange := _freeze_one(connection, **options):
            made.append(interchange)
    except DomainError as error:
        return made, error
    except Exception as error:
        log.error("no batch for connection %s: %s at %s", connection.pk, type(error).__name__, places(error))  # its text may hold a patient's data
        return made, SendingFailed(connection=connection.name, error=type(error).__name__)
    return made, None


def _put_trouble(connection: Connection, error: DomainError, at: datetime) -> None:
    """A person sees which money waits, and why."""
    waiting = Claim.objects.filter(status=ClaimStatus.READY, payer__connection=connection).aggregate(total=Sum("open_amount"))["total"]
    step = f"Claims can't be sent: {error}"
    put_next_step(NextStep("connection", connection.pk, TROUBLE_QUEUE, clock.day_of(at), step[:120], amount=waiting or ZERO, kind="send"))


@transaction.atomic
def _freeze_one(connection: Connection, *, at: datetime, actor: Any, only: Sequence[int] | None) -> Interchange | None:
    """One file's worth of claims, or None where none is ready. Claims that another worker holds are left to it."""
    ready = Claim.objects.filter(status=ClaimStatus.READY, payer__connection=connection)
    ready = ready if only is None else ready.filter(pk__in=only)
    free = ready.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("payer").order_by("pk")
    claims = list(free[: connection.claims_per_file])
    submissions = _in_order(claims)
    if not submissions:
        return None
    sender = sender_of(connection, from_json(submissions[0].snapshot).billing_provider)
    interchange = freeze_interchange(
        connection=connection, type=TRANSACTION_TYPE, count=len(submissions), at=at,
        total_amount=sum((submission.billed_amount for submission in submissions), ZERO),
        build=lambda numbers: build_file(submissions, connection=connection, sender=sender, numbers=numbers, at=at),
    )
    _put_into_batch(submissions, interchange)
    move_claims([_queued(claim, interchange, at) for claim in claims], actor=actor)
    return interchange


def _in_order(claims: list[Claim]) -> list[ClaimSubmission]:
    """The versions to send, those of one billing provider together, each with the ST it goes into (`st02`)."""
    rows = current_submissions().filter(claim__in=claims, interchange__isnull=True)
    submissions = sorted(rows, key=lambda row: (row.snapshot["billing_provider"]["npi"], row.claim_id))
    for place, submission in enumerate(submissions):
        submission.st02 = f"{place // CLAIMS_PER_TRANSACTION + 1:04d}"
    if len(submissions) != len(claims):
        raise AssertionError("a ready claim's version was sent before")
    return submissions


def build_file(
    submissions: Sequence[ClaimSubmission], *, connection: Connection, sender: Sender, numbers: ControlNumbers, at: datetime
) -> bytes:
    """The bytes of one 837P file; `st02` of each submission says which ST it stands in."""
    local = at.astimezone(clock.practice_zone())
    by_set: dict[str, list[Numbered]] = {}
    for row in submissions:
        numbered = Numbered(from_json(row.snapshot), row.patient_control_number, row.frequency, row.original_reference)
        by_set.setdefault(row.st02, []).append(numbered)
    batches = [
        render_837p.batch(claims, sender=sender, reference=batch_reference(numbers.isa13, st02), control=st02, at=local)
        for st02, claims in by_set.items()
    ]
    return x12.write(envelope(connection, numbers, local), batches)


def batch_reference(isa13: str, st02: str) -> str:
    """BHT03 of an ST: a 277CA returns it at its receiver level, and so names the batch."""
    return f"{isa13}{st02}"


def _put_into_batch(submissions: Sequence[ClaimSubmission], interchange: Interchange) -> None:
    for submission in submissions:
        submission.interchange = interchange
    ClaimSubmission.objects.bulk_update(submissions, ["interchange", "st02"], batch_size=1000)


def _queued(claim: Claim, interchange: Interchange, at: datetime) -> Move:
    evidence = Evidence(at, detail={"interchange": interchange.isa13, "version": claim.version})
    return Move(claim=claim, status=ClaimStatus.QUEUED, kind="claim_queued", evidence=evidence, step=next_steps.queued(clock.day_of(at)))
