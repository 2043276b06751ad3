"""Correct and resend a claim that the payer has decided: a new version from the records as they are now, in place of the one the payer knows.

A replacement (frequency 7) names the payer's own number (REF*F8). A claim that counts as never filed (MA130) goes out as a new one (frequency 1):
its earlier acceptance proves nothing any more. Its open denials wait for the new decision. Source: DOMAIN 0a.5, 2, 10.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from billing.models import Encounter
from claims.models import CORRECTABLE, Claim, Denial, DenialStatus
from claims.rules.denial_routes import TAKES_NO_REPLACEMENT, Route
from claims.rules.frequency import ORIGINAL, REPLACEMENT, VOID
from claims.selectors import claim_sources
from claims.selectors.claims import locked, versions
from claims.services.open_denials import QUEUE
from claims.services.rebuild_claims import Renewal, may_bill, renew
from claims.services.scrub_claims import scrub_versions
from config.shared import clock
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, put_next_steps
from patients.models import Patient

ANSWER_DAYS = 30
WAITS_FOR = {VOID: "Wait for the payer to void the claim"}
WAITS_ELSE = "Wait for the decision on the corrected claim"


class NotDecided(DomainError):
    """Only what the payer decided is replaced; anything earlier is fixed and sent again, or waited for."""

    code = "not_decided"
    message = "Claim {claim} is {status}: only a decided claim is corrected this way."
    conflict = True


class AppealIsOpen(DomainError):
    """A replacement ends an appeal at some payers."""

    code = "appeal_is_open"
    message = "An appeal of this claim is open. Withdraw it first."
    conflict = True


class TakesNoReplacement(DomainError):
    """Medicare refuses frequency 7."""

    code = "takes_no_replacement"
    message = "{payer} takes no replacement and no void: ask for a reopening."


class PayersNumberMissing(DomainError):
    """Without its own number the payer takes a replacement for a duplicate."""

    code = "payers_number_missing"
    message = "The payer's number of claim {claim} is not known: without it the payer takes the new one for a duplicate."


class NothingToBill(DomainError):
    """The visit has no charges or no such payer any more."""

    code = "nothing_to_bill"
    message = "The visit has nothing to bill to this payer any more."
    conflict = True


@transaction.atomic
def correct_claim(claim_id: int, *, reason: str, actor: Any, at: datetime) -> Claim:
    """Make the new version, scrubbed: it is sent like any other. Locks patient, visit, claim and denials, in this order.

    Raises ReasonMissing, NotDecided, AppealIsOpen, TakesNoReplacement, PayersNumberMissing, NothingToBill, LinesInUse.
    """
    reason = require_reason(reason)
    claim, denials = lock_with_denials(claim_id)
    check_decided(claim, denials)
    frequency = _frequency(claim, denials)
    if frequency == ORIGINAL:
        claim.filing_proof_date, claim.filing_proof_number = None, ""
    (version,) = versions([claim])
    source = next(iter(claim_sources.load([claim.encounter_id])), None)
    if not may_bill(source, claim.rank):
        raise NothingToBill()
    reference = "" if frequency == ORIGINAL else claim.payer_control_number
    fresh = renew([Renewal(version, source, claim_sources.freeze(source, claim.rank), frequency, reference)], actor, at, reason)
    scrub_versions(fresh, at=at, actor=actor)
    denials_wait([denial for denial in denials if denial.status == DenialStatus.OPEN], frequency, reason, actor, at)
    return claim


def lock_with_denials(claim_id: int) -> tuple[Claim, list[Denial]]:
    """The claim and its denials, locked after patient and visit."""
    patient_id, encounter_id = Claim.objects.values_list("patient_id", "encounter_id").get(pk=claim_id)
    Patient.objects.select_for_update(no_key=True).get(pk=patient_id)
    Encounter.objects.select_for_update(no_key=True).get(pk=encounter_id)
    claim = locked([claim_id])[claim_id]
    return claim, list(Denial.objects.select_for_update(of=("self",)).filter(claim=claim).order_by("pk"))


def check_decided(claim: Claim, denials: Sequence[Denial]) -> None:
    """Raises NotDecided, AppealIsOpen."""
    if claim.status not in CORRECTABLE:
        raise NotDecided(claim=claim.number, status=claim.get_status_display().lower())
    if any(denial.status == DenialStatus.APPEALED for denial in denials):
        raise AppealIsOpen()


def _frequency(claim: Claim, denials: Sequence[Denial]) -> str:
    """A new claim where the payer counts it as never filed, else a replacement, where the payer takes one."""
    if any(denial.status == DenialStatus.OPEN and denial.route == Route.NEW_CLAIM for denial in denials):
        return ORIGINAL
    check_replaceable(claim)
    return REPLACEMENT


def check_replaceable(claim: Claim) -> None:
    """Whether the payer takes frequency 7 and 8 and we can name its claim. Raises TakesNoReplacement, PayersNumberMissing."""
    if claim.payer.kind in TAKES_NO_REPLACEMENT:
        raise TakesNoReplacement(payer=claim.payer.name)
    if not claim.payer_control_number:
        raise PayersNumberMissing(claim=claim.number)


def denials_wait(denials: Sequence[Denial], frequency: str, reason: str, actor: Any, at: datetime) -> None:
    """The denials wait for what the payer makes of the new version, and somebody looks where nothing comes."""
    day = clock.day_of(at) + timedelta(days=ANSWER_DAYS)
    for denial in denials:
        denial.move_to(DenialStatus.CORRECTED, actor=actor, evidence=Evidence(at, detail={"reason": reason, "frequency": frequency}))
    put_next_steps(
        NextStep(
            Denial.SUBJECT_KIND, denial.pk, QUEUE, day, WAITS_FOR.get(frequency, WAITS_ELSE),
            amount=denial.denied_amount if denial.expected_amount is None else denial.expected_amount,
        )
        for denial in denials
    )
