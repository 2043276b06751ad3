"""What every verb on an appeal shares: its locks, its next step, and what becomes of the packet when the appeal changes.

Locks in the order of docs/architecture.md: the patient's account, the claim, the denial, then the appeal.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from billing.services.accounts import lock_accounts
from claims.models import Appeal, Denial
from claims.rules import deadlines
from claims.selectors.appeal_packet import PACKET, packet_version
from claims.selectors.claims import locked
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.services.work_items import NextStep, close_items, put_next_step
from patients.services.make_document import ask_document

OPEN, TO_APPROVE, NO_PACKET = "appeal_open", "appeal_to_approve", "packet_without_pdf"
DENIED = "denied"


def locked_denial(denial_id: int) -> Denial:
    """The denial, locked after its account and its claim."""
    claim_id, patient_id = Denial.objects.values_list("claim_id", "claim__patient_id").get(pk=denial_id)
    lock_accounts([patient_id])
    locked([claim_id])
    rows = Denial.objects.select_for_update(of=("self",))
    return rows.select_related("claim__payer", "claim__patient", "line", "remittance_claim__remittance", "appeal_level").get(pk=denial_id)


def locked_appeal(appeal_id: int) -> Appeal:
    """The appeal with its denial, all locked."""
    denial = locked_denial(Appeal.objects.values_list("denial_id", flat=True).get(pk=appeal_id))
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("payer_level").get(pk=appeal_id)
    appeal.denial = denial
    return appeal


def put_step(appeal: Appeal, text: str, day: date, *, queue: str = OPEN, owner_id: int | None = None) -> None:
    """Write the appeal's next step."""
    put_next_step(NextStep(Appeal.SUBJECT_KIND, appeal.pk, queue, day, text[:120], amount=appeal.requested_amount, owner_id=owner_id))


def put_draft_step(appeal: Appeal, at: datetime, *, owner_id: int | None = None) -> None:
    """A draft is finished soon, and never after its deadline."""
    put_step(appeal, f"Finish the letter: {appeal.level_name}", deadlines.first_action(clock.day_of(at), appeal.deadline_date), owner_id=owner_id)


def put_denial_step(denial: Denial, text: str, at: datetime, *, owner_id: int | None = None) -> None:
    """The denial is somebody's work again."""
    put_next_step(NextStep(
        Denial.SUBJECT_KIND, denial.pk, DENIED, deadlines.first_action(clock.day_of(at), denial.deadline_date), text[:120],
        amount=worth(denial), owner_id=owner_id,
    ))


def close_step(appeal: Appeal, reason: str) -> int | None:
    """Close what is open about the appeal; return whose it was."""
    owner_id = owner_of(Appeal.SUBJECT_KIND, appeal.pk)
    close_items(Appeal.SUBJECT_KIND, [appeal.pk], reason=reason)
    return owner_id


def owner_of(kind: str, subject_id: int) -> int | None:
    """Who has the next step of a subject."""
    items = WorkItem.objects.filter(subject_kind=kind, subject_id=subject_id, kind="next", closed_at__isnull=True)
    return items.values_list("owner_id", flat=True).first()


def worth(denial: Denial) -> Decimal:
    """What may be had of it: as the contract expects, or what was denied."""
    return denial.denied_amount if denial.expected_amount is None else denial.expected_amount


def renew_packet(appeal: Appeal, *, actor: Any) -> None:
    """The appeal changed, after its event was written: the packet that stands is no longer its own, and another one is made."""
    if appeal.packet_id is not None:
        appeal.packet = None
        appeal.save(update_fields=["packet"])
    ask_document(PACKET, appeal.pk, actor=actor, version=packet_version(appeal.pk))
