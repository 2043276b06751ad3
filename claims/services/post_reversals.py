"""Post reversals: the ledger's mirror of each decision taken back, the shares that come back, the overpayment, and what it means for later payers.

Called by `post_remitted_claims` before the decisions of the same chunk. The claims are locked by the caller. Keyed by cause, so harmless twice.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from billing.models import Account
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from billing.services.take_back_share import TakeBack, take_back_shares
from claims.ledger_keys import SOURCE, evidence_of, key
from claims.models import WITH_PAYER, AnswerSource, Claim, ClaimStatus, Remittance, RemittanceClaim
from claims.rules import next_steps
from claims.rules.posting_plan import ClaimPlan
from claims.selectors.claims import locked
from claims.selectors.remittance_rows import ClaimRows
from claims.services.move_claims import Move, move_claims
from claims.services.open_overpayments import open_for_reversals
from claims.services.plan_reversals import ReversalPlan
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence

Planned = tuple[ClaimRows, ReversalPlan]
REASON = "Taken back by the payer"
STAYS = frozenset({ClaimStatus.HELD, ClaimStatus.READY, ClaimStatus.QUEUED, ClaimStatus.SENT, ClaimStatus.PENDING, ClaimStatus.VOIDED})


def post_reversals(remittance: Remittance, planned: Sequence[Planned], *, actor: Any, at: datetime) -> None:
    """Post these reversals of a remittance."""
    if not planned:
        return
    post_transactions((item for rows, plan in planned for item in _mirrors(remittance, rows.row, plan)), actor=actor, at=at)
    take_back_shares((item for rows, plan in planned for item in _take_backs(remittance, rows, plan)), actor=actor, at=at)
    for rows, plan in planned:
        rows.row.reverses = plan.original
    RemittanceClaim.objects.bulk_update([rows.row for rows, _ in planned], ["reverses"], batch_size=500)
    open_for_reversals(remittance, [rows.row for rows, _ in planned], actor=actor, at=at)
    move_claims(_later_payers(remittance, planned), actor=actor)


def link_corrections(decisions: Sequence[tuple[ClaimRows, ClaimPlan]]) -> None:
    """Each decision on a claim whose last decision was taken back corrects that reversal. Two queries, none where nothing waits for a correction."""
    waiting = {
        row.claim_id: row for row in RemittanceClaim.objects.filter(
            claim__in={rows.row.claim_id for rows, _ in decisions}, reverses__isnull=False, corrected_by__isnull=True,
        ).order_by("pk")
    }
    linked = []
    for rows, _ in decisions:
        if reversal := waiting.pop(rows.row.claim_id, None):
            rows.row.corrects = reversal
            linked.append(rows.row)
    RemittanceClaim.objects.bulk_update(linked, ["corrects"], batch_size=500)


def is_stale(claim: Claim, remittance: Remittance) -> bool:
    """Whether the claim's state rests on a later remittance: then this one posts its money and moves no state (invariant 4)."""
    return bool(claim.answer_source == AnswerSource.REMITTANCE and claim.last_answer_at and claim.last_answer_at > remittance.evidence_at)


def reversal_move(
    remittance: Remittance, row: RemittanceClaim, plan: ReversalPlan, before: str, is_open: Decimal, at: datetime, *, is_corrected: bool,
) -> Move:
    """The claim is in process again, with a day on which somebody looks for the correction; one that we asked to void is void.

    `is_corrected`: the same remittance decides it anew.
    """
    claim = row.claim
    evidence = Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment, row.last_segment, key=f"remittance_claim:{row.pk}",
        detail={"remittance": remittance.pk, "trace": remittance.trace_number, "taken_back": str(-row.paid_amount), "returned": str(plan.returned)},
    )
    changes: dict[str, Any] = {"open_amount": is_open}
    stale = is_stale(claim, remittance)
    if not stale:
        changes |= {"last_answer_at": remittance.evidence_at, "answer_source": AnswerSource.REMITTANCE}
    if claim.void_outcome and before in WITH_PAYER and not stale and not is_corrected:
        return Move(
            claim=claim, kind="remittance_reversed", evidence=evidence, status=ClaimStatus.VOIDED, changes=changes | {"open_amount": ZERO},
            closes="voided",
        )
    stays = stale or before in STAYS
    return Move(
        claim=claim, kind="remittance_reversed", evidence=evidence, status="" if stays else ClaimStatus.PENDING, changes=changes,
        step=None if stays else next_steps.reversed_decision(-row.paid_amount, clock.day_of(at)),
    )


def _mirrors(remittance: Remittance, row: RemittanceClaim, plan: ReversalPlan) -> Iterable[NewTransaction]:
    for ordinal, original in enumerate(plan.mirrored, start=1):
        yield NewTransaction(
            purpose=original.purpose, key=key(remittance, row, 0, ordinal, f"{original.purpose}_back"), source_kind=SOURCE, source_id=remittance.pk,
            reason=REASON, reverses_id=original.pk, evidence=evidence_of(row) | {"of": original.key},
            entries=[
                Entry(item.account, item.credit - item.debit, item.charge_id, item.patient_id, item.payer_id, item.rank, item.reference)
                for item in original.entries.all()
            ],
        )


def _take_backs(remittance: Remittance, rows: ClaimRows, plan: ReversalPlan) -> Iterable[TakeBack]:
    claim = rows.row.claim
    for charge_id, shares in plan.shares.items():
        yield TakeBack(
            cause=f"{SOURCE}:{remittance.pk}:{rows.row.ordinal}", charge_id=charge_id, payer_id=claim.payer_id, rank=claim.rank, source_kind=SOURCE,
            source_id=remittance.pk, evidence=evidence_of(rows.row), shares=shares,
        )


def _later_payers(remittance: Remittance, planned: Sequence[Planned]) -> Iterable[Move]:
    """Claims of later payers lose what came back to the earlier one: evidence that moves no state."""
    for rows, plan in planned:
        by_rank: dict[int, Any] = {}
        for share in (share for parts in plan.shares.values() for share in parts if share.account == Account.OWED_BY_PAYER):
            by_rank[share.rank] = by_rank.get(share.rank, ZERO) + share.amount
        for claim in _live(rows.row.claim, by_rank):
            evidence = Evidence(
                remittance.evidence_at, remittance.inbound_transaction_id, rows.row.first_segment, rows.row.last_segment,
                detail={"taken_back": str(by_rank[claim.rank])}, key=f"earlier_payer:{rows.row.pk}:{claim.pk}",
            )
            yield Move(
                claim=claim, kind="earlier_payer_reversed", evidence=evidence, changes={"open_amount": claim.open_amount - by_rank[claim.rank]},
            )


def _live(claim: Claim, ranks: Iterable[int]) -> list[Claim]:
    rows = Claim.objects.filter(encounter=claim.encounter_id, rank__in=list(ranks)).exclude(status=ClaimStatus.VOIDED)
    return list(locked(rows.values_list("pk", flat=True)).values()) if ranks else []
