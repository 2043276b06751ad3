"""What becomes of an appeal outside: it was sent, the payer decided, or we take it back. The denial, its clock and the next step follow."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from claims.models import DECIDED, Appeal, AppealStatus, DenialStatus
from claims.selectors.appeal_levels import level_after
from claims.services.appeal_steps import close_step, locked_appeal, put_denial_step, put_step
from claims.services.apply_to_patient import apply_to_patient
from claims.services.settle_appeals import set_next_clock
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence

DECISION_DAYS = 60
WITHDRAWABLE = frozenset({DenialStatus.APPEALED, DenialStatus.OPEN, DenialStatus.CORRECTED, DenialStatus.UPHELD})


class ProofMissing(DomainError):
    """An appeal that nobody can prove was never sent."""

    code = "proof_missing"
    message = "Say what proves it: the portal's receipt, the fax confirmation, the number of the certified mail, the control number of the 275."


class PacketNotReady(DomainError):
    """The approved packet is not made yet."""

    code = "packet_not_ready"
    message = "The packet with the approval is still being made."
    conflict = True


class DayNotPossible(DomainError):
    """Letters and decisions have their order."""

    code = "day_not_possible"
    message = "{day} is not possible: {why}"


class NoDecision(DomainError):
    """Only these three are decisions."""

    code = "no_decision"
    message = "A decision is overturned, overturned in part, or upheld."


@dataclass(frozen=True, slots=True)
class Sending:
    """How it went out: by what, with which proof, on which day."""

    sent_by: str
    proof: str
    sent_date: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What the payer answered: the outcome, its reference, the day of its letter."""

    outcome: str
    decision_date: date
    reference: str = ""


@transaction.atomic
def mark_appeal_sent(*, appeal: Appeal, sending: Sending, actor: Any, at: datetime) -> Appeal:
    """It left: the denial is appealed, and the payer has its days to decide. Sent before, it is left as it is.

    Raises ProofMissing, PacketNotReady, DayNotPossible, TransitionNotAllowed.
    """
    held = locked_appeal(appeal.pk)
    if held.status == AppealStatus.SENT:
        return held
    if not sending.proof.strip():
        raise ProofMissing()
    _check_day(sending.sent_date, clock.day_of(held.opened_at), at, before="it was written later.")
    if held.status == AppealStatus.APPROVED and held.packet_id is None:
        raise PacketNotReady()
    days = held.payer_level.decision_days if held.payer_level else DECISION_DAYS
    held.sent_by, held.sent_proof, held.sent_date = sending.sent_by, sending.proof.strip()[:80], sending.sent_date
    held.decision_due_date = sending.sent_date + timedelta(days=days)
    detail = {"by": sending.sent_by, "due": held.decision_due_date.isoformat()}
    held.move_to(AppealStatus.SENT, actor=actor, evidence=Evidence(at, detail=detail))
    held.save(update_fields=["sent_by", "sent_proof", "sent_date", "decision_due_date"])
    if held.denial.may_move_to(DenialStatus.APPEALED):
        held.denial.move_to(DenialStatus.APPEALED, actor=actor, evidence=Evidence(at, detail={"appeal": held.pk}), kind="denial_appealed")
    put_step(held, f"Ask for the decision of {held.level_name}", held.decision_due_date)
    return held


@transaction.atomic
def record_decision(*, appeal: Appeal, decision: Decision, actor: Any, at: datetime) -> Appeal:
    """What the payer's letter says. Upheld: the denial has the clock of the next level. Otherwise the payment is awaited.

    The same decision again is left as it is. Raises NoDecision, DayNotPossible, TransitionNotAllowed.
    """
    if decision.outcome not in DECIDED:
        raise NoDecision()
    held = locked_appeal(appeal.pk)
    if held.status == decision.outcome:
        return held
    _check_day(decision.decision_date, held.sent_date or decision.decision_date, at, before="it was sent later.")
    detail = {"reference": decision.reference.strip()}
    held.move_to(decision.outcome, actor=actor, evidence=Evidence(at, detail=detail))
    held.decision_date, held.decision_reference = decision.decision_date, decision.reference.strip()[:80]
    held.save(update_fields=["decision_date", "decision_reference"])
    if decision.outcome == AppealStatus.UPHELD:
        _uphold(held, actor, at)
    elif held.denial.status == DenialStatus.APPEALED:
        due = decision.decision_date + timedelta(days=held.denial.claim.payer.usual_payment_days)
        put_step(held, f"{held.get_status_display()}: the payment is due", due)
    return held


@transaction.atomic
def withdraw_appeal(*, appeal: Appeal, reason: str, actor: Any, at: datetime) -> Appeal:
    """Take it back: the denial is open again, and what the payer left to the patient may move. Withdrawn before, it is left as it is.

    Raises ReasonMissing, TransitionNotAllowed.
    """
    why = require_reason(reason)
    held = locked_appeal(appeal.pk)
    if held.status == AppealStatus.WITHDRAWN:
        return held
    was_sent = held.status == AppealStatus.SENT
    held.move_to(AppealStatus.WITHDRAWN, actor=actor, evidence=Evidence(at, detail={"reason": why}))
    owner_id = close_step(held, "withdrawn")
    denial = held.denial
    if was_sent and denial.status == DenialStatus.APPEALED:
        denial.move_to(DenialStatus.OPEN, actor=actor, evidence=Evidence(at, detail={"appeal": held.pk}), kind="denial_appeal_withdrawn")
    if denial.status in WITHDRAWABLE:
        put_denial_step(denial, f"Appeal withdrawn: {denial.get_route_display()}", at, owner_id=owner_id)
    apply_to_patient([denial.claim_id], actor=actor, at=at)
    return held


def _uphold(appeal: Appeal, actor: Any, at: datetime) -> None:
    """The denial stands; its clock is that of the next level, counted from the decision."""
    denial, following = appeal.denial, level_after(appeal)
    owner_id = close_step(appeal, "upheld")
    set_next_clock(denial, appeal, following)
    denial.save(update_fields=["appeal_level", "deadline_date", "deadline_reason"])
    if denial.status == DenialStatus.APPEALED:
        denial.move_to(DenialStatus.UPHELD, actor=actor, evidence=Evidence(at, detail={"appeal": appeal.pk}), kind="denial_upheld")
    if denial.status == DenialStatus.UPHELD:
        text = f"Upheld: {following.name}, or write it off" if following else "Upheld at the last level: write it off"
        put_denial_step(denial, text, at, owner_id=owner_id)


def _check_day(day: date, earliest: date, at: datetime, *, before: str) -> None:
    if day < earliest:
        raise DayNotPossible(day=f"{day:%m/%d/%Y}", why=before)
    if day > clock.day_of(at):
        raise DayNotPossible(day=f"{day:%m/%d/%Y}", why="it has not come yet.")
