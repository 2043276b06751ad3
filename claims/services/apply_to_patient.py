"""Carry out the proposals that move a patient's share, by policy, right after posting; let go of the patient's money that waited for the decision.

Called when a remittance has posted its claims, and by what closes a line afterwards (a write-off, a withdrawn appeal). A share stays proposed while a
payer is open on its line, and moves when this is called again. Bulk: the number of queries does not depend on the number of claims.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from billing.services.follow_accounts import follow_accounts
from billing.services.hold_credit import release_credits
from billing.services.move_to_patient import Share, move_to_patient
from claims.models import ADJUDICATED, ENDED, Claim, ClaimLine, ClaimStatus, Denial, DenialStatus, PostingProposal, ProposalKind, ProposalState
from claims.rules.next_steps import Step
from claims.selectors.claims import locked
from claims.selectors.decided_lines import SHARES
from claims.services.move_claims import Move, move_claims
from claims.services.post_reversals import is_stale
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence

POLICY = "patient_share_automatic"
AFTER_POSTING = "after_posting"
RELEASED = "The payer decided again"
OPEN_DENIALS = frozenset(DenialStatus.values) - {DenialStatus.CLOSED, DenialStatus.WRITTEN_OFF, DenialStatus.OVERTURNED}


def apply_to_patient(claim_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Apply what may be applied on these claims; harmless when called again."""
    ids = set(claim_ids)
    if not ids:
        return
    dismiss_taken_back(ids, at)
    open_ones = _open_proposals(ids)
    open_lines = _lines_elsewhere(open_ones)
    refused = move_to_patient((_share(each, open_lines) for each in open_ones), actor=actor, at=at)
    moved = [each for each in open_ones if _cause(each) not in refused]
    PostingProposal.objects.filter(pk__in=[each.pk for each in moved]).update(state=ProposalState.APPLIED, policy=POLICY, decided_at=at)
    _move_claims(moved, open_ones, refused, actor, at)
    charges = ClaimLine.objects.filter(claim__in=ids).values_list("charge_id", flat=True)
    release_credits(charges, reason=RELEASED, actor=actor, at=at)
    follow_accounts(Claim.objects.filter(pk__in=ids).values_list("patient_id", flat=True), actor=actor, at=at)


def close_settled(claim_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Close paid claims on which nothing is open and nothing proposed: their payer left nothing to anybody. Called last after a posting.

    The caller holds the claims' locks. One query where there are none.
    """
    waiting = PostingProposal.objects.filter(claim=OuterRef("pk"), state=ProposalState.OPEN)
    rows = Claim.objects.filter(~Exists(waiting), pk__in=list(claim_ids), status=ClaimStatus.PAID, open_amount=0)
    settled = locked(list(rows.values_list("pk", flat=True)))
    evidence = Evidence(at, detail={"why": "settled"})
    moves = (Move(claim=claim, kind="claim_closed", status=ClaimStatus.CLOSED, evidence=evidence, closes="settled") for claim in settled.values())
    move_claims(moves, actor=actor)


def _open_proposals(ids: set[int]) -> list[PostingProposal]:
    """What waits to be moved; where a newer decision stands, a person looks at the older one's share."""
    rows = PostingProposal.objects.filter(claim__in=ids, kind=ProposalKind.TO_PATIENT, state=ProposalState.OPEN)
    rows = rows.select_related("claim", "line", "remittance_claim__remittance").order_by("pk")
    return [each for each in rows if not is_stale(each.claim, each.remittance_claim.remittance)]


def dismiss_taken_back(ids: set[int], at: datetime) -> None:
    """What a decision proposed that the payer took back proposes nothing."""
    PostingProposal.objects.filter(
        claim__in=ids, kind__in=SHARES, state=ProposalState.OPEN, remittance_claim__reversed_by__isnull=False,
    ).update(state=ProposalState.DISMISSED, policy="taken back by the payer", decided_at=at)


def _lines_elsewhere(proposals: Sequence[PostingProposal]) -> set[int]:
    """Charges about which another claim of the visit is still being decided."""
    charges = {each.line.charge_id for each in proposals}
    own = {each.claim_id for each in proposals}
    rows = ClaimLine.objects.filter(charge_id__in=charges).exclude(claim__in=own).exclude(claim__status__in=[*ADJUDICATED, *ENDED])
    return set(rows.values_list("charge_id", flat=True))


def _cause(proposal: PostingProposal) -> str:
    return f"posting_proposal:{proposal.pk}"


def _share(proposal: PostingProposal, open_lines: set[int]) -> Share:
    row = proposal.remittance_claim
    return Share(
        cause=_cause(proposal), charge_id=proposal.line.charge_id, patient_id=proposal.claim.patient_id, payer_id=proposal.claim.payer_id,
        rank=proposal.claim.rank, amount=proposal.amount, parts=proposal.evidence.get("parts", ()), source_kind="remittance",
        source_id=row.remittance_id, is_open=proposal.line.charge_id in open_lines,
        evidence={"share_of": row.ordinal, "trace": row.remittance.trace_number},
    )


# From here: the claims.


def _move_claims(
    moved: Sequence[PostingProposal], tried: Sequence[PostingProposal], refused: dict[str, DomainError], actor: Any, at: datetime,
) -> None:
    """The claim loses what moved; with nothing open left it closes. What stays with a reason says so as the claim's next step."""
    ids = {each.claim_id for each in tried}
    claims = locked(ids)
    with_denials = set(Denial.objects.filter(claim__in=ids, status__in=OPEN_DENIALS).values_list("claim_id", flat=True))
    others = list(PostingProposal.objects.filter(claim__in=ids, state=ProposalState.OPEN).exclude(kind=ProposalKind.TO_PATIENT))
    own, rest = by_claim(moved), by_claim(others)
    stays = by_claim(each for each in tried if _cause(each) in refused)
    moves = (
        _move(claims[pk], own.get(pk, []), stays.get(pk, []), rest.get(pk, []), refused, at, has_denials=pk in with_denials) for pk in sorted(ids)
    )
    move_claims((move for move in moves if move is not None), actor=actor)


def by_claim(proposals: Iterable[PostingProposal]) -> dict[int, list[PostingProposal]]:
    found: dict[int, list[PostingProposal]] = {}
    for each in proposals:
        found.setdefault(each.claim_id, []).append(each)
    return found


def _move(
    claim: Claim, own: Sequence[PostingProposal], stays: Sequence[PostingProposal], rest: Sequence[PostingProposal],
    refused: dict[str, DomainError], at: datetime, *, has_denials: bool,
) -> Move | None:
    if not own and not stays:
        return None
    total = sum((each.amount for each in own), ZERO)
    is_open = claim.open_amount - total
    step = step_after(stays, rest, refused, is_open, at, has_denials=has_denials)
    if not own:
        return Move(claim=claim, kind="patient_share_waits", evidence=_evidence(stays, refused, at), step=step)
    closes = claim.status == ClaimStatus.PAID and not is_open
    return Move(
        claim=claim, kind="patient_share_moved", status=ClaimStatus.CLOSED if closes else "", changes={"open_amount": is_open}, step=step,
        closes="" if step else "the patient's share moved",
        evidence=Evidence(
            at, own[0].remittance_claim.remittance.inbound_transaction_id, own[0].remittance_claim.first_segment,
            own[0].remittance_claim.last_segment, detail={"amount": str(total), "proposals": [each.pk for each in own], "policy": POLICY},
            key=f"patient_share:{claim.pk}:{own[0].pk}",
        ),
    )


def _evidence(stays: Sequence[PostingProposal], refused: dict[str, DomainError], at: datetime) -> Evidence:
    detail = {str(each.pk): refused[_cause(each)].code for each in stays}
    return Evidence(at, detail=detail, key=f"patient_share_waits:{stays[0].claim_id}:{stays[0].pk}")


def step_after(
    stays: Sequence[PostingProposal], rest: Sequence[PostingProposal], refused: dict[str, DomainError], is_open: Decimal, at: datetime,
    *, has_denials: bool,
) -> Step | None:
    """The claim's own next step; a denial has its own."""
    today = clock.day_of(at)
    if stays and not has_denials:
        amount = sum((each.amount for each in stays), ZERO)
        return Step(AFTER_POSTING, f"Patient share {amount} waits: {refused[_cause(stays[0])]}"[:120], today)
    short = sum((each.amount for each in rest if each.kind == ProposalKind.UNDERPAYMENT), ZERO)
    if short:
        return Step(AFTER_POSTING, f"Underpaid {short}: dispute it", today)
    further = sum((each.amount for each in rest if each.kind == ProposalKind.NEXT_PAYER), ZERO)
    if further:
        return Step(AFTER_POSTING, f"Patient share {further}: bill the next payer", today)
    if is_open > ZERO and not has_denials and not stays:
        return Step(AFTER_POSTING, f"{is_open} stays open: look why", today)
    return None
