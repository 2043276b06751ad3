"""Post a planned remittance: its claims to the ledger, what waits to suspense, in one database transaction.

Called by the handler where the payer's policy is automatic, and by a person's "Post". Locks the remittance, then its claims by id.
Harmless when called again. The payment is wholly in the ledger afterwards: on charges, or in suspense with the claim that waits (invariant 1).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose
from billing.services.accounts import lock_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from claims.ledger_keys import SOURCE, evidence_of, key
from claims.models import Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.selectors import adjustment_rules, remittance_rows
from claims.selectors.claims import locked
from claims.selectors.remittance_rows import ClaimRows
from claims.services.bill_next_payer import lock_visits
from claims.services.build_claims import CROSSOVER_DAYS
from claims.services.follow_posting import follow_posting
from claims.services.match_remittance import CROSSOVER_FIRST, check_matches
from claims.services.plan_posting import SAID, plan_claims
from claims.services.post_provider_adjustments import post_provider_adjustments
from claims.services.post_remitted_claims import post_remitted_claims
from claims.services.replan_remittance import save_plan
from claims.services.void_claim import voids_among
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_steps

QUEUE = "unposted_remittance"
EXCEPTIONS = "remittance_exception"


class RemittanceNotReady(DomainError):
    """Only a remittance that balances and was planned can be posted."""

    code = "remittance_not_ready"
    message = "This remittance is an exception and posts nothing: {reason}"
    conflict = True


@transaction.atomic
def post_remittance(*, remittance_id: int, actor: Any, at: datetime) -> Remittance:
    """Post it, whole. One that is posted already is returned as it is. Raises RemittanceNotReady."""
    remittance = locked_remittance(remittance_id)
    if remittance.status == RemittanceStatus.POSTED:
        return remittance
    if remittance.status != RemittanceStatus.PLANNED:
        raise RemittanceNotReady(reason=remittance.message)
    return post_locked(remittance, actor=actor, at=at)


def locked_remittance(remittance_id: int) -> Remittance:
    """The remittance with its payer, locked."""
    return Remittance.objects.select_for_update(of=("self",)).select_related("payer").get(pk=remittance_id)


def post_locked(remittance: Remittance, *, actor: Any, at: datetime) -> Remittance:
    """Post a locked remittance: its claims, what waits to suspense, its provider adjustments; then what other remittances left waiting for it."""
    table = adjustment_rules.table()
    named = RemittanceClaim.objects.filter(remittance=remittance, claim__isnull=False)
    lock_accounts(named.values("claim__patient"))  # first, as the verbs of a claim do; a payment at the desk waits too
    lock_visits(named.values("claim"))
    claims = locked(named.values_list("claim_id", flat=True).distinct())
    voiding = voids_among(claims)
    for found in remittance_rows.chunks(remittance):
        _use_locked(found, claims)
        before = _state(found)
        check_matches(found)
        plans = plan_claims(found, table)
        if _state(found) != before:
            save_plan(found)
        post_remitted_claims(remittance, [(rows, plans[rows.row.ordinal]) for rows in found if rows.row.ordinal in plans], actor=actor, at=at)
        _suspend(remittance, [rows.row for rows in found if rows.row.ordinal not in plans], actor=actor, at=at)
    _suspend_difference(remittance, actor=actor, at=at)
    post_provider_adjustments(remittance, actor=actor, at=at)
    follow_posting(claims, voiding, cause=f"remittance:{remittance.pk}", actor=actor, at=at)
    _finish(remittance, actor, at)
    return remittance


def _use_locked(found: Sequence[ClaimRows], claims) -> None:
    """Two CLPs of one claim share one row in memory, the locked one; what changed since the plan was made is seen now."""
    for rows in found:
        if rows.row.claim_id in claims:
            rows.row.claim = claims[rows.row.claim_id]


def _state(found: Sequence[ClaimRows]) -> list[tuple]:
    """What a plan puts into the rows, to see whether the plan of now is the plan that was shown."""
    return [
        (
            rows.row.claim_id, rows.row.fate, rows.row.code, *(getattr(rows.row, field) for field in SAID),
            *((item.classified, item.rule_id) for item in rows.adjustments),
        )
        for rows in found
    ]


def _suspend(remittance: Remittance, waiting: Sequence[RemittanceClaim], *, actor: Any, at: datetime) -> None:
    """Put the payments of claims that wait into suspense, each under its CLP, with a work item."""
    post_transactions((_suspense(remittance, row) for row in waiting if row.paid_amount), actor=actor, at=at)
    RemittanceClaim.objects.filter(pk__in=[row.pk for row in waiting]).update(fate=RemittanceClaimFate.SUSPENSE)
    put_next_steps(
        NextStep(RemittanceClaim.SUBJECT_KIND, row.pk, EXCEPTIONS, _look_at(row, at), row.message[:120] or "Match it", amount=row.paid_amount)
        for row in waiting
    )


def _look_at(row: RemittanceClaim, at: datetime) -> date:
    """Today; what waits for the payer ahead of it posts by itself, and is looked at when that takes too long."""
    return clock.day_of(at) + timedelta(days=CROSSOVER_DAYS if row.code == CROSSOVER_FIRST else 0)


def _suspense(remittance: Remittance, row: RemittanceClaim) -> NewTransaction:
    """Money received for no claim yet; negative where the payer takes money back."""
    return NewTransaction(
        purpose=Purpose.SUSPENSE, key=key(remittance, row, 0, 0, Purpose.SUSPENSE), source_kind=SOURCE, source_id=remittance.pk,
        entries=[
            Entry(Account.PAID_BY_PAYER, row.paid_amount, payer_id=remittance.payer_id),
            Entry(Account.UNAPPLIED, -row.paid_amount, payer_id=remittance.payer_id),
        ],
        evidence=evidence_of(row) | {"why": row.code},
    )


def _suspend_difference(remittance: Remittance, *, actor: Any, at: datetime) -> None:
    """What the check pays beside its claims and provider adjustments: only a person posts such a check, and the difference stays visible on it."""
    difference = remittance.payment_amount - (remittance.claim_paid_amount - remittance.provider_adjustment_amount)
    if not difference:
        return
    post_transactions(
        [NewTransaction(
            purpose=Purpose.SUSPENSE, key=key(remittance, None, 0, 0, Purpose.SUSPENSE), source_kind=SOURCE, source_id=remittance.pk,
            entries=[
                Entry(Account.PAID_BY_PAYER, difference, payer_id=remittance.payer_id),
                Entry(Account.UNAPPLIED, -difference, payer_id=remittance.payer_id),
            ],
            evidence={"why": "check_difference"},
        )],
        actor=actor, at=at,
    )


def _finish(remittance: Remittance, actor: Any, at: datetime) -> None:
    remittance.posted_at, remittance.posted_by = at, actor
    remittance.save(update_fields=["posted_at", "posted_by"])
    remittance.move_to(RemittanceStatus.POSTED, actor=actor, evidence=Evidence(at, remittance.inbound_transaction_id))
    close_items(Remittance.SUBJECT_KIND, [remittance.pk], reason="posted")
