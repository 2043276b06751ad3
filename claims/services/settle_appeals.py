"""What a payer's new decision means for the appeals of a denial: decided, with the amount recovered; or no longer needed.

Called by `settle_denials`, which holds the claims' and the denials' locks and saves the denials afterwards. Bulk: constant queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.models import NOT_SENT, Appeal, AppealStatus, Denial, DenialStatus, Remittance
from claims.selectors.appeal_levels import deadline_of, levels_after
from claims.selectors.remittance_rows import ClaimRows
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import close_items
from payers.models import AppealLevel

SENT = (AppealStatus.SENT, AppealStatus.OVERTURNED, AppealStatus.PARTLY)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one decision says of one denial."""

    denial: Denial
    rows: ClaimRows
    status: str
    kind: str
    recovered: Decimal = ZERO
    refused: Decimal = ZERO
    spoken_of: tuple[tuple[int, int], ...] = ()


def settle_appeals(verdicts: Sequence[Verdict], remittance: Remittance, actor: Any) -> set[int]:
    """A sent appeal is decided by the remittance, one that a person recorded gets the amount recovered, and an unsent one ends with its denial.

    Gives upheld denials the clock of the next level, in memory. Returns the denials that an unsent appeal still works on.
    """
    by_denial = {verdict.denial.pk: verdict for verdict in verdicts}
    rows = Appeal.objects.filter(denial__in=by_denial, status__in=[*NOT_SENT, *SENT], followed_by__isnull=True)
    appeals = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not appeals:
        return set()
    sent, unsent = ([appeal for appeal in appeals if appeal.status in statuses] for statuses in (SENT, NOT_SENT))
    decided = [appeal for appeal in sent if by_denial[appeal.denial_id].kind != "denial_decided_otherwise"]
    ended = [appeal for appeal in unsent if by_denial[appeal.denial_id].status in (DenialStatus.OVERTURNED, DenialStatus.CLOSED)]
    events = [_decide(appeal, by_denial[appeal.denial_id], remittance, actor) for appeal in decided]
    events += [_end(appeal, by_denial[appeal.denial_id], remittance, actor) for appeal in ended]
    Appeal.objects.bulk_update([*decided, *ended], ["status", "recovered_amount", "decision_date"], batch_size=500)
    record_events(events)
    close_items(Appeal.SUBJECT_KIND, [appeal.pk for appeal in [*decided, *ended]], reason="decided")
    _next_clocks([appeal for appeal in decided if appeal.status == AppealStatus.UPHELD], by_denial)
    return {appeal.denial_id for appeal in unsent}


def _decide(appeal: Appeal, verdict: Verdict, remittance: Remittance, actor: Any) -> NewEvent:
    before, appeal.status = appeal.status, _decided(appeal, verdict)
    appeal.recovered_amount += verdict.recovered
    appeal.decision_date = appeal.decision_date or remittance.payment_date
    return _event(appeal, before, verdict, remittance, actor)


def _decided(appeal: Appeal, verdict: Verdict) -> str:
    if verdict.status == DenialStatus.OVERTURNED:
        return AppealStatus.PARTLY if verdict.refused else AppealStatus.OVERTURNED
    return AppealStatus.UPHELD if appeal.status == AppealStatus.SENT else appeal.status


def _end(appeal: Appeal, verdict: Verdict, remittance: Remittance, actor: Any) -> NewEvent:
    """Nothing is left to dispute."""
    before, appeal.status = appeal.status, AppealStatus.WITHDRAWN
    return _event(appeal, before, verdict, remittance, actor)


def _event(appeal: Appeal, before: str, verdict: Verdict, remittance: Remittance, actor: Any) -> NewEvent:
    row = verdict.rows.row
    evidence = Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment, row.last_segment,
        detail={"recovered": str(verdict.recovered)}, key=f"appeal:{appeal.pk}:remittance_claim:{row.pk}",
    )
    return NewEvent(Appeal.SUBJECT_KIND, appeal.pk, f"appeal_{appeal.status}", evidence, before, appeal.status, actor)


def _next_clocks(upheld: Iterable[Appeal], by_denial: dict[int, Verdict]) -> None:
    """The denial's clock is that of the level after the one that was upheld, counted from the decision."""
    upheld = list(upheld)
    levels = levels_after(upheld, {appeal.denial_id: by_denial[appeal.denial_id].rows.row.claim.payer_id for appeal in upheld})
    for appeal in upheld:
        set_next_clock(by_denial[appeal.denial_id].denial, appeal, levels.get(appeal.pk))


def set_next_clock(denial: Denial, appeal: Appeal, following: AppealLevel | None) -> None:
    """In memory: the level after this appeal and its deadline, counted from the decision. After the last level no deadline is left."""
    until = deadline_of(following, appeal.decision_date)
    denial.appeal_level, denial.deadline_date = following, until.day
    denial.deadline_reason = until.reason if following else f"{appeal.level_name} was the payer's last level."
