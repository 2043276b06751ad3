"""A person says which claim of ours a waiting CLP belongs to; it is checked like any other, and what waited in suspense posts to the claim.

Locks the remittance, the CLP, then the claim. The ledger takes the suspense back and posts the claim under the same keys as always,
so that it can't post twice.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose
from billing.services.accounts import lock_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from claims.ledger_keys import SOURCE, evidence_of, key
from claims.models import Claim, Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.selectors import adjustment_rules, remittance_rows
from claims.selectors.claims import locked
from claims.services.bill_next_payer import lock_visits
from claims.services.follow_posting import follow_posting
from claims.services.match_remittance import BY_PERSON, check_matches
from claims.services.plan_posting import plan_claims
from claims.services.post_remitted_claims import post_remitted_claims
from claims.services.replan_remittance import save_plan
from claims.services.void_claim import voids_among
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import close_items

SUSPENDED = frozenset({RemittanceStatus.PLANNED, RemittanceStatus.POSTED})


class ExceptionNotOpen(DomainError):
    """The CLP does not wait any more, or its remittance posts nothing."""

    code = "exception_not_open"
    message = "This claim of the remittance does not wait to be matched."
    conflict = True


class DoesNotFit(DomainError):
    """The chosen claim is not what the payer speaks of, or posting to it is not possible."""

    code = "does_not_fit"
    message = "{problem}"


@transaction.atomic
def resolve_exception(*, remittance_claim_id: int, claim: Claim, reason: str, actor: Any, at: datetime) -> RemittanceClaim:
    """Match the CLP to `claim`. In a posted remittance it posts at once; in a planned one it posts with the rest.

    Raises ExceptionNotOpen, DoesNotFit, ReasonMissing.
    """
    reason = require_reason(reason)
    return match_waiting(locked_row(remittance_claim_id), claim, how=BY_PERSON, kind="matched_by_person", reason=reason, actor=actor, at=at)


def match_waiting(row: RemittanceClaim, claim: Claim, *, how: str, kind: str, reason: str, actor: Any, at: datetime) -> RemittanceClaim:
    """Match a locked CLP that waits to `claim`, and post it where its remittance is posted. Raises DoesNotFit."""
    remittance = row.remittance
    lock_accounts([claim.patient_id])
    lock_visits([claim.pk])
    claims = locked([claim.pk])
    row.claim, row.matched_by = claims[claim.pk], how
    voiding = voids_among(claims)
    (rows,) = remittance_rows.load([row])
    check_matches([rows])
    plans = plan_claims([rows], adjustment_rules.table())
    if row.ordinal not in plans:
        raise DoesNotFit(problem=row.message)
    save_plan([rows])
    evidence = Evidence(at, detail={"claim": claim.pk, "reason": reason})
    record_event(NewEvent(row.SUBJECT_KIND, row.pk, kind, evidence, actor=actor))
    if remittance.status == RemittanceStatus.POSTED:
        _apply_suspense(remittance, row, reason, actor, at)
        post_remitted_claims(remittance, [(rows, plans[row.ordinal])], actor=actor, at=at)
        follow_posting(claims, voiding, cause=f"remittance_claim:{row.pk}", actor=actor, at=at)
        close_items(row.SUBJECT_KIND, [row.pk], reason="matched")
    return row


def locked_row(remittance_claim_id: int) -> RemittanceClaim:
    """The waiting CLP, locked after its remittance."""
    remittance_id = RemittanceClaim.objects.values_list("remittance_id", flat=True).get(pk=remittance_claim_id)
    remittance = Remittance.objects.select_for_update(of=("self",)).select_related("payer").get(pk=remittance_id)
    row = RemittanceClaim.objects.select_for_update().get(pk=remittance_claim_id)
    row.remittance = remittance
    if row.fate == RemittanceClaimFate.POSTED or remittance.status not in SUSPENDED:
        raise ExceptionNotOpen()
    return row


def _apply_suspense(remittance: Remittance, row: RemittanceClaim, reason: str, actor: Any, at: datetime) -> None:
    """Take the payment out of suspense; posting the claim puts it on the charges."""
    if not row.paid_amount:
        return
    post_transaction(
        NewTransaction(
            purpose=Purpose.SUSPENSE_APPLIED, key=key(remittance, row, 0, 0, Purpose.SUSPENSE_APPLIED), source_kind=SOURCE, source_id=remittance.pk,
            entries=[
                Entry(Account.UNAPPLIED, row.paid_amount, payer_id=remittance.payer_id),
                Entry(Account.PAID_BY_PAYER, -row.paid_amount, payer_id=remittance.payer_id),
            ],
            reason=reason[:200], evidence=evidence_of(row),
        ),
        actor=actor, at=at,
    )
