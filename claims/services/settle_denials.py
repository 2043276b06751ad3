"""What a new decision means for denials that stand: overturned with the amount recovered, denied again, or decided otherwise. Their appeals follow.

Called when remittances post, before new denials open. Bulk: constant queries. Returns which (CLP, SVC) a standing denial already speaks of, so that
the same refusal does not become two denials.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims.models import Appeal, AppealStatus, Denial, DenialStatus, Remittance
from claims.rules import deadlines
from claims.rules.posting_plan import Cents, ClaimPlan, Effect
from claims.selectors.remittance_rows import ClaimRows
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, close_items, put_next_steps

STANDING = frozenset({DenialStatus.OPEN, DenialStatus.CORRECTED, DenialStatus.APPEALED, DenialStatus.UPHELD})
DENIED_AGAIN = {DenialStatus.CORRECTED: DenialStatus.OPEN, DenialStatus.APPEALED: DenialStatus.UPHELD}
QUEUE = "denied"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one decision says of one denial."""

    denial: Denial
    rows: ClaimRows
    status: str
    kind: str
    recovered: Decimal = ZERO
    refused: Decimal = ZERO
    spoken_of: tuple[tuple[int, int], ...] = ()


def settle_denials(
    remittance: Remittance, decisions: Sequence[tuple[ClaimRows, ClaimPlan]], *, actor: Any, at: datetime
) -> set[tuple[int, int]]:
    """Settle the standing denials of these claims; return the (CLP, SVC) ordinals whose refusal they already stand for."""
    standing = _standing({rows.row.claim_id for rows, _ in decisions})
    verdicts = [
        verdict for rows, plan in decisions for denial in standing.get(rows.row.claim_id, ()) if (verdict := _verdict(denial, rows, plan))
    ]
    if not verdicts:
        return set()
    before = {verdict.denial.pk: verdict.denial.status for verdict in verdicts}
    for verdict in verdicts:
        verdict.denial.status = verdict.status
        verdict.denial.recovered_amount += verdict.recovered
    Denial.objects.bulk_update([verdict.denial for verdict in verdicts], ["status", "recovered_amount"], batch_size=500)
    record_events(_event(verdict, before[verdict.denial.pk], remittance, actor) for verdict in verdicts)
    _settle_appeals(verdicts, remittance, actor)
    ended = [verdict.denial.pk for verdict in verdicts if verdict.status not in STANDING]
    close_items(Denial.SUBJECT_KIND, ended, reason="decided anew")
    put_next_steps(_next_step(verdict.denial, at) for verdict in verdicts if verdict.status in STANDING)
    return {pair for verdict in verdicts for pair in verdict.spoken_of}


def _standing(claim_ids: Iterable[int]) -> dict[int, list[Denial]]:
    rows = Denial.objects.select_for_update(of=("self",)).filter(claim__in=list(claim_ids), status__in=STANDING).order_by("pk")
    found: dict[int, list[Denial]] = {}
    for denial in rows:
        found.setdefault(denial.claim_id, []).append(denial)
    return found


def _verdict(denial: Denial, rows: ClaimRows, plan: ClaimPlan) -> _Verdict | None:
    """None where the decision says nothing of what the denial is about."""
    cents = [item for item in plan.cents if denial.line_id in (None, item.line.claim_line_id)]
    allowed = _total(cents, Effect.PAYMENT, Effect.PATIENT, Effect.UNDERPAID)
    refused = [item for item in cents if item.effect == Effect.DENIED]
    if allowed:
        return _Verdict(denial, rows, DenialStatus.OVERTURNED, "denial_overturned", _total(cents, Effect.PAYMENT), _total(refused, Effect.DENIED))
    alike = [item for item in refused if (item.group, item.reason) == (denial.group, denial.reason)]
    if alike:
        pairs = tuple({(rows.row.ordinal, 0 if item.at_claim_level else item.line.svc) for item in refused})
        status = DENIED_AGAIN.get(denial.status, denial.status)
        return _Verdict(denial, rows, status, "denied_again", refused=_total(refused, Effect.DENIED), spoken_of=pairs)
    if refused or _total(cents, Effect.CONTRACT):
        status = DenialStatus.UPHELD if denial.status == DenialStatus.APPEALED else DenialStatus.CLOSED
        return _Verdict(denial, rows, status, "denial_decided_otherwise", refused=_total(refused, Effect.DENIED))
    return None


def _total(cents: Iterable[Cents], *effects: Effect) -> Decimal:
    return sum((item.amount for item in cents if item.effect in effects), ZERO)


def _event(verdict: _Verdict, before: str, remittance: Remittance, actor: Any) -> NewEvent:
    row = verdict.rows.row
    evidence = Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment, row.last_segment,
        detail={"remittance": remittance.pk, "recovered": str(verdict.recovered), "refused": str(verdict.refused)},
        key=f"denial:{verdict.denial.pk}:remittance_claim:{row.pk}",
    )
    return NewEvent(Denial.SUBJECT_KIND, verdict.denial.pk, verdict.kind, evidence, before, verdict.status, actor)


def _next_step(denial: Denial, at: datetime) -> NextStep:
    text = "Upheld: next level, or write it off" if denial.status == DenialStatus.UPHELD else f"Denied again: {denial.get_route_display()}"
    return NextStep(
        Denial.SUBJECT_KIND, denial.pk, QUEUE, deadlines.first_action(clock.day_of(at), denial.deadline_date), text[:120],
        amount=denial.denied_amount if denial.expected_amount is None else denial.expected_amount,
    )


def _settle_appeals(verdicts: Sequence[_Verdict], remittance: Remittance, actor: Any) -> None:
    """A sent appeal is decided by the remittance; one that a person recorded as decided gets the amount recovered."""
    by_denial = {verdict.denial.pk: verdict for verdict in verdicts if verdict.kind != "denial_decided_otherwise"}
    wanted = [AppealStatus.SENT, AppealStatus.OVERTURNED, AppealStatus.PARTLY]
    live = Appeal.objects.filter(denial__in=by_denial, status__in=wanted, followed_by__isnull=True)
    appeals = list(live.select_for_update(of=("self",)).order_by("pk"))
    events = []
    for appeal in appeals:
        verdict = by_denial[appeal.denial_id]
        before, appeal.status = appeal.status, _decided(appeal, verdict)
        appeal.recovered_amount += verdict.recovered
        appeal.decision_date = appeal.decision_date or remittance.payment_date
        row = verdict.rows.row
        evidence = Evidence(
            remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment, row.last_segment,
            detail={"recovered": str(verdict.recovered)}, key=f"appeal:{appeal.pk}:remittance_claim:{row.pk}",
        )
        events.append(NewEvent(Appeal.SUBJECT_KIND, appeal.pk, f"appeal_{appeal.status}", evidence, before, appeal.status, actor))
    Appeal.objects.bulk_update(appeals, ["status", "recovered_amount", "decision_date"], batch_size=500)
    record_events(events)
    close_items(Appeal.SUBJECT_KIND, [appeal.pk for appeal in appeals], reason="decided")


def _decided(appeal: Appeal, verdict: _Verdict) -> str:
    if verdict.status == DenialStatus.OVERTURNED:
        return AppealStatus.PARTLY if verdict.refused else AppealStatus.OVERTURNED
    return AppealStatus.UPHELD if appeal.status == AppealStatus.SENT else appeal.status
