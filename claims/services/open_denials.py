"""Open a denial for each line that a payer refused: category, cause, amount, expected amount, deadline and level, suggested route, and a work item.

Called when a remittance is posted, for any number of claims with the same number of queries. A line of a paid claim counts as well.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from claims.models import ClaimSubmission, Denial, DenialStatus, PostingProposal, ProposalKind, ProposalState, Remittance, RemittanceLine
from claims.rules import deadlines
from claims.rules.deadlines import Deadline, Level
from claims.rules.denial_routes import Case, Route, Suggestion, root_cause, suggest
from claims.rules.posting_plan import Cents, ClaimPlan, Effect, expected_of_denial
from claims.selectors.remittance_rows import ClaimRows
from config.shared import clock
from config.shared.ids import next_numbers
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, put_next_steps
from payers.models import AppealLevel

QUEUE = "denied"
POLICY = "automatic"


@dataclass(frozen=True, slots=True)
class _Refused:
    """The refused cents of one SVC (or of the claim as a whole), and the reduction that counts most."""

    rows: ClaimRows
    plan: ClaimPlan
    line: RemittanceLine | None
    cents: list[Cents]

    @property
    def svc(self) -> int:
        """The SVC's ordinal, 0 for the claim as a whole."""
        return self.line.ordinal if self.line else 0

    @property
    def principal(self) -> Cents:
        return max(self.cents, key=lambda item: (item.amount, -item.cas))

    @property
    def remarks(self) -> list[str]:
        return list(dict.fromkeys([*(self.line.remarks if self.line else ()), *self.rows.row.remarks]))


def open_denials(
    remittance: Remittance, planned: Sequence[tuple[ClaimRows, ClaimPlan]], *, without: Collection[tuple[int, int]] = (), actor: Any, at: datetime,
) -> list[Denial]:
    """The denials of these plans, but for the (CLP, SVC) ordinals that a standing denial already speaks of."""
    refused = [found for rows, plan in planned for found in _refused(rows, plan) if (rows.row.ordinal, found.svc) not in without]
    if not refused:
        return []
    levels = _first_levels({found.rows.row.claim.payer_id for found in refused})
    unsent = _authorizations_unsent({found.rows.row.claim_id for found in refused})
    notice = remittance.payment_date or clock.day_of(remittance.received_at)
    denials = [
        _denial(found, number, levels.get(found.rows.row.claim.payer_id), found.rows.row.claim_id in unsent, notice, at)
        for found, number in zip(refused, _numbers(len(refused)), strict=True)
    ]
    Denial.objects.bulk_create(denials)
    PostingProposal.objects.bulk_create([_applied(denial, at) for denial in denials], ignore_conflicts=True)
    record_events(_opened(denial, remittance, actor) for denial in denials)
    put_next_steps(_next_step(denial, clock.day_of(at)) for denial in denials)
    return denials


def _refused(rows: ClaimRows, plan: ClaimPlan) -> Iterable[_Refused]:
    """Refused cents by SVC; those of the claim level, and of a claim without SVCs, belong to the claim as a whole."""
    by_line: dict[int, list[Cents]] = {}
    for item in plan.of(Effect.DENIED):
        by_line.setdefault(0 if item.at_claim_level else item.line.svc, []).append(item)
    lines = {line.ordinal: line for line in rows.lines}
    return (_Refused(rows, plan, lines.get(svc), cents) for svc, cents in by_line.items())


def _denial(found: _Refused, number: str, level: Level | None, authorization_unsent: bool, notice: date, at: datetime) -> Denial:
    claim, principal = found.rows.row.claim, found.principal
    way = suggest(Case(
        category=principal.category, group=principal.group, reason=principal.reason, remarks=frozenset(found.remarks),
        payer_kind=claim.payer.kind, level_kind=level.kind if level else "", authorization_unsent=authorization_unsent,
        has_filing_proof=_has_proof(claim),
    ))
    until = _deadline(way, claim, level, notice)
    return Denial(
        number=number, claim=claim, line=found.line.claim_line if found.line else None, remittance_claim=found.rows.row, remittance_line=found.line,
        status=DenialStatus.OPEN, category=principal.category, root_cause=root_cause(principal.category), group=principal.group,
        reason=principal.reason, remarks=found.remarks, denied_amount=sum((item.amount for item in found.cents), ZERO),
        expected_amount=expected_of_denial(found.cents, found.plan), route=way.route, route_reason=way.why, may_appeal=way.may_appeal,
        appeal_level_id=level.id if level and way.may_appeal else None, denied_date=notice, deadline_date=until.day,
        deadline_reason=until.reason, opened_at=at,
    )


def _deadline(way: Suggestion, claim, level: Level | None, notice: date) -> Deadline:
    """The payer's first level, counted from the notice; a claim that counts as never filed has its filing limit."""
    if way.route == Route.NEW_CLAIM:
        return deadlines.new_claim_deadline(claim.service_date, claim.filing_deadline_date, claim.payer.filing_limit_days)
    return deadlines.dispute_deadline(notice, level)


def _has_proof(claim) -> bool:
    """Whether the payer's own acceptance on file is within the limit."""
    proof, limit = claim.filing_proof_date, claim.filing_deadline_date
    return proof is not None and (limit is None or proof <= limit)


def _first_levels(payer_ids: Iterable[int]) -> dict[int, Level]:
    rows = AppealLevel.objects.filter(payer__in=payer_ids, level=1)
    return {row.payer_id: Level(row.pk, row.name, row.kind, row.days, row.presumed_receipt_days) for row in rows}


def _authorizations_unsent(claim_ids: Iterable[int]) -> set[int]:
    """Claims whose encounter has an authorization number that the last version sent did not carry."""
    rows = ClaimSubmission.objects.filter(claim__in=claim_ids, interchange__isnull=False).order_by("claim_id", "ordinal").values_list(
        "claim_id", "snapshot__authorization_number", "claim__encounter__authorization_number"
    )
    last = {claim_id: (sent, on_file) for claim_id, sent, on_file in rows}
    return {claim_id for claim_id, (sent, on_file) in last.items() if on_file and on_file != sent}


def _numbers(count: int) -> list[str]:
    return next_numbers("claims_denial_number", "D-", count)


def _applied(denial: Denial, at: datetime) -> PostingProposal:
    """The proposal "queue the denial", which the policy applied by opening it."""
    return PostingProposal(
        kind=ProposalKind.DENIAL, claim=denial.claim, line=denial.line, remittance_claim=denial.remittance_claim, amount=denial.denied_amount,
        evidence={"denial": denial.number, "group": denial.group, "reason": denial.reason}, policy=POLICY, state=ProposalState.APPLIED,
        created_at=at, decided_at=at,
    )


def _opened(denial: Denial, remittance: Remittance, actor: Any) -> NewEvent:
    where = denial.remittance_line or denial.remittance_claim
    evidence = Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, where.first_segment, where.last_segment,
        detail={"group": denial.group, "reason": denial.reason, "amount": str(denial.denied_amount), "claim": denial.claim_id},
    )
    return NewEvent(Denial.SUBJECT_KIND, denial.pk, "denial_opened", evidence, "", denial.status, actor)


def _next_step(denial: Denial, today: date) -> NextStep:
    return NextStep(
        Denial.SUBJECT_KIND, denial.pk, QUEUE, deadlines.first_action(today, denial.deadline_date), denial.get_route_display()[:120],
        amount=denial.expected_amount if denial.expected_amount is not None else denial.denied_amount,
    )
