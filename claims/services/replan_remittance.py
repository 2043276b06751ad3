"""Match and plan a stored remittance anew: the adjustment table, a claim or a payer was changed meanwhile. Posts nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceClaimFate, RemittanceLine, RemittanceStatus
from claims.selectors import adjustment_rules, remittance_rows
from claims.selectors.remittance_rows import ClaimRows
from claims.services.match_remittance import match_remittance
from claims.services.plan_posting import SAID, plan_claims
from config.shared.services.record_event import Evidence

ROWS_PER_STATEMENT = 500


@transaction.atomic
def replan_remittance(*, remittance_id: int, actor: Any, at: datetime) -> Remittance:
    """Plan a remittance that waits to be posted again; another one stays as it is. Locks it."""
    remittance = Remittance.objects.select_for_update(of=("self",)).select_related("payer").get(pk=remittance_id)
    if remittance.status == RemittanceStatus.PLANNED:
        replan_claims(remittance)
        remittance.note_event("remittance_planned_again", actor=actor, evidence=Evidence(at))
    return remittance


def replan_claims(remittance: Remittance) -> None:
    """Match and plan every claim of it that is not posted, and save what changed."""
    table = adjustment_rules.table()
    for found in remittance_rows.chunks(remittance, fates=[RemittanceClaimFate.PLANNED, RemittanceClaimFate.EXCEPTION]):
        match_remittance(found)
        plan_claims(found, table)
        save_plan(found)


def save_plan(found: Iterable[ClaimRows]) -> None:
    """Save matches, fates and classes."""
    found = list(found)
    RemittanceClaim.objects.bulk_update(
        [rows.row for rows in found], ["claim", "submission", "matched_by", "fate", "code", "message", *SAID], batch_size=ROWS_PER_STATEMENT
    )
    RemittanceLine.objects.bulk_update([line for rows in found for line in rows.lines], ["claim_line"], batch_size=ROWS_PER_STATEMENT)
    RemittanceAdjustment.objects.bulk_update(
        [item for rows in found for item in rows.adjustments], ["classified", "category", "rule"], batch_size=ROWS_PER_STATEMENT
    )
