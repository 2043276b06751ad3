"""Write off a denial that nobody will dispute (again): in the ledger, on the claim, and as the end of the denial. What waited for it moves on."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.services.write_off_by_person import Decision, write_off_by_person
from claims.models import ADJUDICATED, UNDECIDED, Claim, ClaimStatus, Denial, DenialStatus
from claims.selectors.appeal_facts import denied_lines
from claims.selectors.claims import locked
from claims.services.appeal_steps import locked_denial
from claims.services.apply_to_patient import OPEN_DENIALS, apply_to_patient
from claims.services.move_claims import Move, move_claim
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import close_items


class AppealStandsOpen(DomainError):
    """What is being disputed is not given up."""

    code = "appeal_stands_open"
    message = "{appeal} is open: withdraw it first."
    conflict = True


@transaction.atomic
def write_off_denial(*, denial: Denial, reason: str, actor: Any, at: datetime) -> Denial:
    """Write it off; done before, it is left as it is.

    Raises ReasonMissing, OverWriteOffLimit, NothingToWriteOff, AppealStandsOpen, TransitionNotAllowed.
    """
    held = locked_denial(denial.pk)
    if held.status == DenialStatus.WRITTEN_OFF:
        return held
    if standing := held.appeals.filter(status__in=UNDECIDED).first():
        raise AppealStandsOpen(appeal=standing.number)
    claim, amounts = locked([held.claim_id])[held.claim_id], amounts_of(held)
    wanted = Decision(
        cause=f"{Denial.SUBJECT_KIND}:{held.pk}", amounts=amounts, patient_id=claim.patient_id, payer_id=claim.payer_id, rank=claim.rank,
        source_kind=Denial.SUBJECT_KIND, source_id=held.pk, reason=reason,
    )
    held.move_to(DenialStatus.WRITTEN_OFF, actor=actor, evidence=Evidence(at, detail={"reason": reason.strip(), "amount": str(wanted.total)}))
    write_off_by_person(wanted, actor=actor, at=at)
    close_items(Denial.SUBJECT_KIND, [held.pk], reason="written off")
    detail = {"denial": held.pk, "amount": str(wanted.total)}
    move_claim(Move(
        claim=claim, kind="claim_written_off", evidence=Evidence(at, detail=detail), changes={"open_amount": claim.open_amount - wanted.total},
    ), actor=actor)
    apply_to_patient([claim.pk], actor=actor, at=at)
    _close_claim(claim.pk, actor, at)
    return held


def amounts_of(denial: Denial) -> dict[int, Decimal]:
    """By charge: what the payer owes on the denied lines, up to what was denied. The patient's share beside it stays."""
    lines = denied_lines(denial)
    buckets, left, found = ledger.by_charge(line.charge_id for line in lines), denial.denied_amount, {}
    for line in lines:
        owed = buckets.get(line.charge_id, Buckets()).owed_by_rank.get(denial.claim.rank, ZERO)
        if (amount := min(owed, left)) > ZERO:
            found[line.charge_id] = amount
            left -= amount
    return found


def _close_claim(claim_id: int, actor: Any, at: datetime) -> None:
    """With nothing open and no denial standing, the claim is done."""
    claim: Claim = locked([claim_id])[claim_id]
    standing = Denial.objects.filter(claim=claim_id, status__in=OPEN_DENIALS).exists()
    if claim.status in ADJUDICATED and not claim.open_amount and not standing:
        move_claim(Move(
            claim=claim, kind="claim_closed", status=ClaimStatus.CLOSED, evidence=Evidence(at), closes="nothing is open",
        ), actor=actor)
