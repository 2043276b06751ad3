"""Carry out the plans of matched claims: ledger, proposals, denials, the claims' own states. Called by posting and by matching one claim.

Bulk: the number of queries does not depend on the number of claims. Everything is keyed by its cause (remittance, CLP, SVC, CAS, purpose), so that a
second run posts nothing. The claims are locked by the caller.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from billing.models import Account, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from claims.ledger_keys import SOURCE, evidence_of, key
from claims.models import AnswerSource, Claim, ClaimStatus, Remittance, RemittanceClaim, RemittanceClaimFate
from claims.rules.next_steps import WAITING, Step
from claims.rules.posting_plan import Cents, ClaimPlan, Effect
from claims.selectors.remittance_rows import ClaimRows
from claims.services.move_claims import Move, move_claims
from claims.services.open_denials import open_denials
from claims.services.plan_reversals import ReversalPlan
from claims.services.post_reversals import is_stale, link_corrections, post_reversals, reversal_move
from claims.services.propose_after_posting import propose_after_posting
from claims.services.settle_denials import settle_denials
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence

AFTER_POSTING = "after_posting"
PURPOSES = {Effect.PAYMENT: Purpose.PAYMENT, Effect.CONTRACT: Purpose.CONTRACT}
CREDITED = {Effect.PAYMENT: Account.PAID_BY_PAYER, Effect.CONTRACT: Account.ADJUSTED}
Planned = tuple[ClaimRows, ClaimPlan]


def post_remitted_claims(remittance: Remittance, planned: Sequence[Planned], *, actor: Any, at: datetime) -> None:
    """Post these claims of a remittance: what it takes back first, then what it decides."""
    if not planned:
        return
    reversals = [(rows, plan) for rows, plan in planned if isinstance(plan, ReversalPlan)]
    decisions = [(rows, plan) for rows, plan in planned if not isinstance(plan, ReversalPlan)]
    post_reversals(remittance, reversals, actor=actor, at=at)
    post_transactions((item for rows, plan in decisions for item in _transactions(remittance, rows.row, plan)), actor=actor, at=at)
    link_corrections(decisions)
    propose_after_posting(decisions, at=at)
    settled = settle_denials(remittance, decisions, actor=actor, at=at)
    open_denials(remittance, decisions, without=settled, actor=actor, at=at)
    move_claims(_moves(remittance, [*reversals, *decisions], at), actor=actor)
    RemittanceClaim.objects.filter(pk__in=[rows.row.pk for rows, _ in planned]).update(fate=RemittanceClaimFate.POSTED, code="", message="")


def _transactions(remittance: Remittance, row: RemittanceClaim, plan: ClaimPlan) -> Iterable[NewTransaction]:
    """One ledger transaction for each SVC that pays and each CAS that is written off; a CAS of the claim level has an entry for each charge."""
    causes: dict[tuple[int, int, Effect], list[Cents]] = {}
    for item in plan.cents:
        if item.effect in PURPOSES:
            causes.setdefault((0 if item.at_claim_level else item.line.svc, item.cas, item.effect), []).append(item)
    for (svc, cas, effect), cents in causes.items():
        yield NewTransaction(
            purpose=PURPOSES[effect], key=key(remittance, row, svc, cas, PURPOSES[effect]), source_kind=SOURCE, source_id=remittance.pk,
            entries=[entry for item in cents for entry in _entries(row.claim, item)], evidence=evidence_of(row, cents[0]),
        )


def _entries(claim: Claim, item: Cents) -> tuple[Entry, Entry]:
    """The cents leave what the payer owes on the charge, and are where the effect says."""
    owner = {"charge_id": item.line.charge_id, "patient_id": claim.patient_id, "payer_id": claim.payer_id, "rank": claim.rank}
    return Entry(CREDITED[item.effect], item.amount, **owner), Entry(Account.OWED_BY_PAYER, -item.amount, **owner)


# From here: the claim.


def _moves(remittance: Remittance, planned: Sequence[Planned], at: datetime) -> Iterable[Move]:
    """A move for each CLP; the second of one claim starts where the first leaves it."""
    now: dict[int, tuple[str, Decimal]] = {}
    decided = {rows.row.claim_id for rows, plan in planned if not isinstance(plan, ReversalPlan)}
    for rows, plan in planned:
        claim = rows.row.claim
        before, is_open = now.get(claim.pk, (claim.status, claim.open_amount))
        left = is_open - plan.settled
        if isinstance(plan, ReversalPlan):
            move = reversal_move(remittance, rows.row, plan, before, left, at, is_corrected=claim.pk in decided)
        else:
            move = _move(remittance, rows.row, plan, before, left, at)
        now[claim.pk] = (move.status or before, left)
        yield move


def _move(remittance: Remittance, row: RemittanceClaim, plan: ClaimPlan, before: str, is_open: Decimal, at: datetime) -> Move:
    """Older evidence than the last remittance's posts its money, but moves no state."""
    claim = row.claim
    stale = is_stale(claim, remittance)
    said = _status(plan, claim.rank)
    status = "" if stale or said == before else said
    changes: dict[str, Any] = {"open_amount": is_open}
    if not stale:
        changes |= {"last_answer_at": remittance.evidence_at, "answer_source": AnswerSource.REMITTANCE}
        changes |= {"payer_control_number": row.payer_control_number} if row.payer_control_number else {}
        changes |= {"void_outcome": ""} if claim.void_outcome else {}  # the payer decided it instead
    step = _step(plan, claim.rank, is_open, clock.day_of(at))
    return Move(
        claim=claim, kind="remittance_posted", evidence=_evidence(remittance, row, plan), status=status, step=step,
        closes="" if step else ("denial opened" if is_open else "paid"), changes=changes,
    )


def _evidence(remittance: Remittance, row: RemittanceClaim, plan: ClaimPlan) -> Evidence:
    amounts = {effect.value: str(total) for effect in Effect if (total := plan.total(effect))}
    return Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment, row.last_segment,
        detail={"remittance": remittance.pk, "trace": remittance.trace_number, **amounts}, key=f"remittance_claim:{row.pk}",
    )


def _status(plan: ClaimPlan, rank: int) -> str:
    """What the decision makes of the claim; "" where it decided nothing new. A later payer that pays nothing beside the earlier one has decided."""
    refused = plan.total(Effect.DENIED)
    allowed = any(plan.total(effect) for effect in (Effect.PAYMENT, Effect.CONTRACT, Effect.PATIENT, Effect.UNDERPAID))
    if refused:
        return ClaimStatus.PARTLY_PAID if allowed else ClaimStatus.DENIED
    if allowed:
        return ClaimStatus.PAID
    if not plan.total(Effect.OPEN):
        return ""
    return ClaimStatus.PENDING if rank == 1 else ClaimStatus.PAID


def _step(plan: ClaimPlan, rank: int, is_open: Decimal, today: date) -> Step | None:
    """The claim's own next step; denials have theirs."""
    if not is_open:
        return None
    if patient := plan.total(Effect.PATIENT):
        return Step(AFTER_POSTING, f"Patient share {patient}: next payer or patient", today)
    if short := plan.total(Effect.UNDERPAID):
        return Step(AFTER_POSTING, f"Underpaid {short}: dispute it", today)
    if plan.total(Effect.DENIED):
        return None
    if plan.total(Effect.OPEN) > ZERO and rank == 1:
        return Step(WAITING, "Wait for the payer's decision", today)
    return Step(AFTER_POSTING, f"{is_open} stays open: look why", today)
