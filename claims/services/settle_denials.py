"""What a new decision means for denials that stand: overturned with the amount recovered, denied again, or decided otherwise. Their appeals follow.

Called when remittances post, before new denials open. Bulk: constant queries. Returns which (CLP, SVC) a standing denial already speaks of, so that
the same refusal does not become two denials.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims.models import Denial, DenialStatus, Remittance
from claims.rules import deadlines
from claims.rules.posting_plan import Cents, ClaimPlan, Effect
from claims.selectors.remittance_rows import ClaimRows
from claims.services.open_denials import QUEUE
from claims.services.settle_appeals import Verdict, settle_appeals
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, close_items, put_next_steps

STANDING = frozenset({DenialStatus.OPEN, DenialStatus.CORRECTED, DenialStatus.APPEALED, DenialStatus.UPHELD})
DENIED_AGAIN = {DenialStatus.CORRECTED: DenialStatus.OPEN, DenialStatus.APPEALED: DenialStatus.UPHELD}


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
    by_appeal = settle_appeals(verdicts, remittance, actor)
    fields = ["status", "recovered_amount", "appeal_level", "deadline_date", "deadline_reason"]
    Denial.objects.bulk_update([verdict.denial for verdict in verdicts], fields, batch_size=500)
    record_events(_event(verdict, before[verdict.denial.pk], remittance, actor) for verdict in verdicts)
    ended = [verdict.denial.pk for verdict in verdicts if verdict.status not in STANDING]
    close_items(Denial.SUBJECT_KIND, ended, reason="decided anew")
    put_next_steps(_next_step(verdict.denial, at) for verdict in verdicts if verdict.status in STANDING and verdict.denial.pk not in by_appeal)
    return {pair for verdict in verdicts for pair in verdict.spoken_of}


def _standing(claim_ids: Iterable[int]) -> dict[int, list[Denial]]:
    rows = Denial.objects.select_for_update(of=("self",)).filter(claim__in=list(claim_ids), status__in=STANDING).order_by("pk")
    found: dict[int, list[Denial]] = {}
    for denial in rows:
        found.setdefault(denial.claim_id, []).append(denial)
    return found


def _verdict(denial: Denial, rows: ClaimRows, plan: ClaimPlan) -> Verdict | None:
    """None where the decision says nothing of what the denial is about."""
    cents = [item for item in plan.cents if denial.line_id in (None, item.line.claim_line_id)]
    allowed = _total(cents, Effect.PAYMENT, Effect.PATIENT, Effect.UNDERPAID)
    refused = [item for item in cents if item.effect == Effect.DENIED]
    if allowed:
        return Verdict(denial, rows, DenialStatus.OVERTURNED, "denial_overturned", _total(cents, Effect.PAYMENT), _total(refused, Effect.DENIED))
    alike = [item for item in refused if (item.group, item.reason) == (denial.group, denial.reason)]
    if alike:
        pairs = tuple({(rows.row.ordinal, 0 if item.at_claim_level else item.line.svc) for item in refused})
        status = DENIED_AGAIN.get(denial.status, denial.status)
        return Verdict(denial, rows, status, "denied_again", refused=_total(refused, Effect.DENIED), spoken_of=pairs)
    if refused or _total(cents, Effect.CONTRACT):
        status = DenialStatus.UPHELD if denial.status == DenialStatus.APPEALED else DenialStatus.CLOSED
        return Verdict(denial, rows, status, "denial_decided_otherwise", refused=_total(refused, Effect.DENIED))
    return None


def _total(cents: Iterable[Cents], *effects: Effect) -> Decimal:
    return sum((item.amount for item in cents if item.effect in effects), ZERO)


def _event(verdict: Verdict, before: str, remittance: Remittance, actor: Any) -> NewEvent:
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

