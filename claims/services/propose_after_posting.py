"""Say what should happen with the cents that stay open after posting (DESIGN 3.9): to the next payer or the patient, or dispute what is short.

Proposals only: policies and people apply them. The patient's share stays in the payer's bucket until then (invariant 6).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from billing.models import EncounterPayer
from claims.models import Claim, PostingProposal, ProposalKind
from claims.rules.posting_plan import QMB, Cents, ClaimPlan, Effect
from claims.selectors.qmb import qmb_charges
from claims.selectors.remittance_rows import ClaimRows
from config.shared.money import ZERO


def propose_after_posting(planned: Sequence[tuple[ClaimRows, ClaimPlan]], *, at: datetime) -> None:
    """One proposal for each line and kind. Two queries for any number of claims."""
    has_next = _with_next_payer([rows.row.claim for rows, _ in planned]) | {rows.row.claim_id for rows, _ in planned if rows.row.is_forwarded}
    beneficiaries = qmb_charges({rows.row.claim.encounter_id for rows, _ in planned if rows.row.claim.rank > 1})
    proposals = [
        _proposal(rows, kind, line_id, cents, at) for rows, plan in planned
        for (kind, line_id), cents in _by_line(plan, beneficiaries, has_next=rows.row.claim_id in has_next).items()
    ]
    PostingProposal.objects.bulk_create(proposals, ignore_conflicts=True)


def _by_line(plan: ClaimPlan, beneficiaries: set[int], *, has_next: bool) -> dict[tuple[str, int], list[Cents]]:
    found: dict[tuple[str, int], list[Cents]] = {}
    for item in plan.cents:
        if kind := _kind(item, is_qmb=item.line.charge_id in beneficiaries, has_next=has_next):
            found.setdefault((kind, item.line.claim_line_id), []).append(item)
    return found


def _kind(item: Cents, *, is_qmb: bool, has_next: bool) -> str:
    """`is_qmb`: a payer before called the patient a QMB; what the last payer leaves of that is nobody's."""
    if is_qmb and not has_next and item.effect in (Effect.PATIENT, Effect.OPEN):
        return ProposalKind.WRITE_OFF
    if item.effect == Effect.PATIENT:
        return ProposalKind.NEXT_PAYER if has_next or item.category == QMB else ProposalKind.TO_PATIENT
    return ProposalKind.UNDERPAYMENT if item.effect == Effect.UNDERPAID else ""


def _proposal(rows: ClaimRows, kind: str, line_id: int, cents: Sequence[Cents], at: datetime) -> PostingProposal:
    evidence: dict[str, Any] = {"parts": [
        {"group": item.group, "reason": item.reason, "amount": str(item.amount), "category": item.category} for item in cents
    ]}
    expected = cents[0].line.expected
    if kind == ProposalKind.UNDERPAYMENT and expected is not None:
        evidence["expected"] = str(expected)
    if rows.row.is_forwarded:
        evidence["forwarded"] = True
    return PostingProposal(
        kind=kind, claim=rows.row.claim, line_id=line_id, remittance_claim=rows.row, amount=_total(cents), evidence=evidence, created_at=at,
    )


def _total(cents: Iterable[Cents]) -> Decimal:
    return sum((item.amount for item in cents), ZERO)


def _with_next_payer(claims: Sequence[Claim]) -> set[int]:
    """Ids of the claims whose encounter has a payer after theirs, by the order of payers in force."""
    encounters = [claim.encounter_id for claim in claims]
    rows = EncounterPayer.objects.filter(encounter__in=encounters).annotate(newest=Max("encounter__payers__version"))
    last: dict[int, int] = {}
    for row in rows:
        if row.version == row.newest:
            last[row.encounter_id] = max(last.get(row.encounter_id, 0), row.rank)
    return {claim.pk for claim in claims if last.get(claim.encounter_id, 0) > claim.rank}
