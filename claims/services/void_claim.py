"""Void a claim that the payer has decided (frequency 8): the version it knows goes out again as a void, under the payer's own number.

The claim is voided when the payer takes its decision back; by its reversal in a remittance, or, where it never paid, by its word. Then the visit is
billed anew or taken back, as the biller chose. Source: DOMAIN 2, 10.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from billing.models import Account
from billing.selectors import ledger
from billing.services.hold_credit import release_credits
from billing.services.void_encounter import void_encounter
from claims.models import UNSENT, WITH_PAYER, Claim, ClaimLine, ClaimStatus, Denial, DenialStatus, VoidOutcome
from claims.rules.frequency import VOID
from claims.selectors.claims import versions
from claims.services.build_claims import build_claims
from claims.services.correct_claim import check_decided, check_replaceable, denials_wait, lock_with_denials
from claims.services.hold_claim import hold_claim
from claims.services.move_claims import Move, move_claim
from claims.services.rebuild_claims import renew_void
from claims.services.scrub_claims import scrub_versions
from claims.services.settle_denials import STANDING
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import close_items

LOOK_AGAIN_DAYS = 7


class LaterClaimLives(DomainError):
    """The next payer's claim rests on the decision of this one."""

    code = "later_claim_lives"
    message = "Claim {claim} to {payer} rests on this one. Void that one first."
    conflict = True


class NotBeingVoided(DomainError):
    """Only a void that the payer has can be confirmed."""

    code = "not_being_voided"
    message = "Claim {claim} has no void at the payer."
    conflict = True


class MoneyNotBack(DomainError):
    """What the payer decided comes back by its reversal."""

    code = "money_not_back"
    message = "{amount} of this claim stands as its payer decided ({places}): the payer's reversal must post before it is voided."
    conflict = True


@transaction.atomic
def void_claim(claim_id: int, *, reason: str, outcome: str, actor: Any, at: datetime) -> Claim:
    """Make the version that voids it; it is sent like any other. Locks patient, visit, claim and denials, in this order.

    `outcome`, a VoidOutcome, is what happens with the visit afterwards. Raises ReasonMissing, NotDecided, AppealIsOpen, TakesNoReplacement,
    PayersNumberMissing, LaterClaimLives, TooManyVersions.
    """
    reason = require_reason(reason)
    claim, denials = lock_with_denials(claim_id)
    check_decided(claim, denials)
    check_replaceable(claim)
    _check_later(claim)
    (version,) = versions([claim])
    claim.void_outcome = VoidOutcome(outcome)
    fresh = renew_void(version, claim.payer_control_number, at=at, actor=actor, reason=reason)
    scrub_versions([fresh], at=at, actor=actor)
    denials_wait([denial for denial in denials if denial.status == DenialStatus.OPEN], VOID, reason, actor, at)
    return claim


@transaction.atomic
def confirm_void(claim_id: int, *, reason: str, actor: Any, at: datetime) -> Claim:
    """The payer said, outside of a remittance, that the claim is void: believed where all of it is still owed. A remittance takes back what is not.

    Raises ReasonMissing, NotBeingVoided, MoneyNotBack.
    """
    reason = require_reason(reason)
    claim, _ = lock_with_denials(claim_id)
    if not claim.is_being_voided or claim.status not in WITH_PAYER:
        raise NotBeingVoided(claim=claim.number)
    _check_money_is_back(claim)
    evidence = Evidence(at, detail={"why": "confirmed", "reason": reason})
    move_claim(
        Move(claim=claim, kind="claim_voided", status=ClaimStatus.VOIDED, evidence=evidence, closes="voided", changes={"open_amount": ZERO}),
        actor=actor,
    )
    finish_voids([claim], actor=actor, at=at)
    return claim


def voids_among(claims: Mapping[int, Claim]) -> list[Claim]:
    """Those of these locked claims that are being voided, before a posting that may void them."""
    return [claim for claim in claims.values() if claim.is_being_voided]


def finish_voids(claims: Iterable[Claim], *, actor: Any, at: datetime) -> None:
    """Carry out what the biller chose for claims that were being voided, where they are void now. The caller holds visits and claims."""
    for claim in claims:
        if claim.status == ClaimStatus.VOIDED:
            _close_denials(claim, actor, at)
            _follow(claim, actor, at)


def _check_money_is_back(claim: Claim) -> None:
    charges = ClaimLine.objects.filter(claim=claim).values_list("charge_id", flat=True)
    gone = ledger.gone_from_payer(charges, payer_id=claim.payer_id, rank=claim.rank)
    if amount := sum(gone.values(), ZERO):
        places = sorted(Account(account).label.lower() for account, part in gone.items() if part > 0)
        raise MoneyNotBack(amount=amount, places=", ".join(places))


def _check_later(claim: Claim) -> None:
    sent = Claim.objects.filter(encounter=claim.encounter_id, rank__gt=claim.rank).exclude(status__in=[*UNSENT, ClaimStatus.VOIDED])
    if later := sent.select_related("payer").first():
        raise LaterClaimLives(claim=later.number, payer=later.payer.name)


def _close_denials(claim: Claim, actor: Any, at: datetime) -> None:
    denials = list(Denial.objects.select_for_update(of=("self",)).filter(claim=claim, status__in=STANDING).order_by("pk"))
    for denial in denials:
        denial.move_to(DenialStatus.CLOSED, actor=actor, evidence=Evidence(at, detail={"why": "claim_voided"}))
    close_items(Denial.SUBJECT_KIND, [denial.pk for denial in denials], reason="claim voided")


def _follow(claim: Claim, actor: Any, at: datetime) -> None:
    """The visit is taken back, or billed anew; what can't be taken back yet waits as a new claim on hold, with the reason."""
    refusal = ""
    if claim.void_outcome == VoidOutcome.TAKE_BACK:
        refusal = _take_back(claim, actor, at)
        if not refusal:
            return
    for fresh in build_claims([claim.encounter_id], at=at, actor=actor, rank=claim.rank):
        if refusal:
            until = clock.day_of(at) + timedelta(days=LOOK_AGAIN_DAYS)
            hold_claim(fresh.pk, reason=f"Take the visit back: {refusal}"[:200], until=until, actor=actor, at=at)


def _take_back(claim: Claim, actor: Any, at: datetime) -> str:
    """Why the visit can't be taken back; "" where it was."""
    charges = list(ClaimLine.objects.filter(claim=claim).values_list("charge_id", flat=True))
    try:
        with transaction.atomic():
            void_encounter(claim.encounter_id, reason=f"Claim {claim.number} was voided", actor=actor, at=at)
    except DomainError as error:
        return str(error)
    release_credits(charges, reason="The visit was taken back", actor=actor, at=at)
    return ""
