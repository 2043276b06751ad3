"""Qualified Medicare Beneficiaries: what Medicaid leaves is written off, and a copay taken from the patient is asked back for them (DOMAIN 0a.1).

Called when a remittance has posted its claims, after the next payer was billed. Bulk but for refunds, which are rare; harmless when called again.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from billing.models import PatientPayment, PaymentStatus, Refund
from billing.selectors.patient_money import pool_of
from billing.services.refund_patient import request_refund
from billing.services.write_off import WriteOff, write_off
from claims.models import Claim, ClaimStatus, PostingProposal, ProposalKind, ProposalState
from claims.selectors.claims import locked
from claims.selectors.qmb import qmb_claims
from claims.services.apply_to_patient import by_claim, step_after
from claims.services.move_claims import Move, move_claims
from claims.services.post_reversals import is_stale
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence

POLICY = "qmb_automatic"
REASON = "QMB"
COPAY = "QMB: a copay may not be taken from a Qualified Medicare Beneficiary"


def settle_qmb(claim_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Write off what these claims propose, and ask for refunds of copays. The caller holds the claims and the patients' accounts."""
    ids = set(claim_ids)
    if not ids:
        return
    _write_off(ids, actor, at)
    _give_back(ids, actor, at)


def _write_off(ids: set[int], actor: Any, at: datetime) -> None:
    rows = PostingProposal.objects.filter(claim__in=ids, kind=ProposalKind.WRITE_OFF, state=ProposalState.OPEN, line__isnull=False)
    rows = rows.select_related("claim", "line", "remittance_claim__remittance").order_by("pk")
    wanted = {f"posting_proposal:{each.pk}": each for each in rows if not is_stale(each.claim, each.remittance_claim.remittance)}
    if not wanted:
        return
    written = write_off((_amount(cause, each) for cause, each in wanted.items()), actor=actor, at=at)
    done = [each for cause, each in wanted.items() if cause in written]
    PostingProposal.objects.filter(pk__in=[each.pk for each in done]).update(state=ProposalState.APPLIED, policy=POLICY, decided_at=at)
    own = by_claim(done)
    claims = locked(own)
    others = by_claim(PostingProposal.objects.filter(claim__in=own, state=ProposalState.OPEN))
    move_claims((_move(claims[pk], own[pk], others.get(pk, []), at) for pk in sorted(own)), actor=actor)


def _amount(cause: str, proposal: PostingProposal) -> WriteOff:
    row, claim = proposal.remittance_claim, proposal.claim
    return WriteOff(
        cause=cause, charge_id=proposal.line.charge_id, patient_id=claim.patient_id, payer_id=claim.payer_id, rank=claim.rank,
        amount=proposal.amount, reason=REASON, source_kind="remittance", source_id=row.remittance_id,
        evidence={"parts": proposal.evidence.get("parts", []), "left_by": row.ordinal, "trace": row.remittance.trace_number},
    )


def _move(claim: Claim, own: Sequence[PostingProposal], rest: Sequence[PostingProposal], at: datetime) -> Move:
    total = sum((each.amount for each in own), ZERO)
    is_open = claim.open_amount - total
    row = own[0].remittance_claim
    step = step_after([], rest, {}, is_open, at, has_denials=claim.status != ClaimStatus.PAID)
    closes = claim.status == ClaimStatus.PAID and not is_open
    return Move(
        claim=claim, kind="qmb_written_off", status=ClaimStatus.CLOSED if closes else "", changes={"open_amount": is_open}, step=step,
        closes="" if step else "written off: QMB",
        evidence=Evidence(
            at, row.remittance.inbound_transaction_id, row.first_segment, row.last_segment, detail={"amount": str(total), "policy": POLICY},
            key=f"qmb:{claim.pk}:{own[0].pk}",
        ),
    )


def _give_back(ids: set[int], actor: Any, at: datetime) -> None:
    """Money taken since the visit that pays nothing, once for each claim whose decision says QMB."""
    said = qmb_claims(ids)
    if not said:
        return
    asked = Refund.objects.filter(cause_kind=Claim.SUBJECT_KIND, cause_id__in=said).values("cause_id")
    for claim in Claim.objects.filter(pk__in=said).exclude(pk__in=asked).order_by("pk"):
        if amount := _taken(claim):
            request_refund(claim.patient_id, amount=amount, reason=COPAY, actor=actor, at=at, cause=(Claim.SUBJECT_KIND, claim.pk))


def _taken(claim: Claim) -> Decimal:
    """What the patient handed over since the visit and may be refunded."""
    payments = PatientPayment.objects.filter(
        patient=claim.patient_id, status=PaymentStatus.RECEIVED, received_date__gte=claim.service_date,
    )
    return min(pool_of(claim.patient_id).free, payments.aggregate(total=Sum("amount"))["total"] or ZERO)
