"""Ask the payer where claims stand (276), by policy or because a person wants to know now. One question a claim and day.

Only the question and its job are written here; `ask_payer` exchanges it, outside of any transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Claim, StatusInquiry
from claims.selectors.claims import locked
from claims.selectors.poll_policy import ASKABLE, policy_of
from claims.services.move_claims import Move, move_claims
from config.shared import clock, ids
from config.shared.services import jobs
from config.shared.services.record_event import Evidence

ASK_PAYER = "claims.ask_payer"
NOT_IN_HANDS, NO_ANSWERS, ASKED_TODAY = "not in the payer's hands", "the payer does not answer electronically", "asked today already"


@dataclass(slots=True)
class Asked:
    """The questions that were put, and why other claims were skipped (claim id -> reason)."""

    inquiries: list[StatusInquiry] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def ask_status(claim_ids: Iterable[int], *, at: datetime, actor: Any = None) -> Asked:
    """Put a question for each claim that can be asked about today. Harmless when repeated: the day's slot is taken."""
    today, result = clock.day_of(at), Asked()
    claims = locked(claim_ids, with_connection=True)
    taken = set(StatusInquiry.objects.filter(claim__in=claims, slot_date=today).values_list("claim_id", flat=True))
    for claim in claims.values():
        reason = _refusal(claim, taken)
        if reason:
            result.skipped[claim.pk] = reason
        else:
            result.inquiries.append(StatusInquiry(claim=claim, slot_date=today, trace=ids.new_control_code(20), asked_at=at, asked_by=actor))
    StatusInquiry.objects.bulk_create(result.inquiries)
    move_claims(
        [
            Move(claim=each.claim, kind="claim_status_asked", evidence=Evidence(at, detail={"trace": each.trace})) for each in result.inquiries
        ],
        actor=actor,
    )
    for inquiry in result.inquiries:
        jobs.enqueue(ASK_PAYER, key=f"ask:{inquiry.pk}", args={"inquiry_id": inquiry.pk}, run_at=at)
    return result


def _refusal(claim: Claim, taken: set[int]) -> str:
    if claim.status not in ASKABLE:
        return NOT_IN_HANDS
    if not policy_of(claim.payer).answers:
        return NO_ANSWERS
    return ASKED_TODAY if claim.pk in taken else ""
