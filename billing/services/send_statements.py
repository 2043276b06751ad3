"""Mark statements as sent, with how; take back one that was not. What was asked stays as it was asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Statement, StatementStatus
from billing.services.accounts import lock_accounts
from billing.services.follow_accounts import end_statements, follow_accounts
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence, NewEvent, record_events


class StatementNotReady(DomainError):
    """Its PDF is not made yet: nobody can have sent it."""

    code = "statement_not_ready"
    message = "The PDF of statement {number} is not made yet."
    conflict = True


class StatementWasSent(DomainError):
    """A statement that has left, or has ended, is not taken back."""

    code = "statement_was_sent"
    message = "Statement {number} is {status}: what the patient was told stays."
    conflict = True


@transaction.atomic
def mark_statements_sent(statement_ids: Iterable[int], *, delivery: str, actor: Any, at: datetime) -> int:
    """Mark those that are still to be sent, and return how many. A statement that changed meanwhile is voided, not sent.

    Bulk: constant queries. Locks the accounts. Raises StatementNotReady where a PDF is missing that somebody should have printed.
    """
    ids = list(statement_ids)
    accounts = lock_accounts(Statement.objects.filter(pk__in=ids).values_list("patient_id", flat=True))
    follow_accounts(accounts, actor=actor, at=at)
    rows = list(Statement.objects.select_for_update().filter(pk__in=ids, status=StatementStatus.MADE).order_by("pk"))
    for row in rows:
        if row.document_id is None:
            raise StatementNotReady(number=row.number)
    Statement.objects.filter(pk__in=[row.pk for row in rows]).update(status=StatementStatus.SENT, delivery=delivery, sent_at=at)
    record_events(
        NewEvent(
            Statement.SUBJECT_KIND, row.pk, "statement_sent", Evidence(at, detail={"delivery": delivery}), row.status, StatementStatus.SENT, actor,
        )
        for row in rows
    )
    follow_accounts({row.patient_id for row in rows}, actor=actor, at=at)
    return len(rows)


@transaction.atomic
def void_statement(statement_id: int, *, reason: str, actor: Any, at: datetime) -> Statement:
    """Take back one that was not sent. Raises ReasonMissing, StatementWasSent."""
    reason = require_reason(reason)
    lock_accounts(Statement.objects.filter(pk=statement_id).values_list("patient_id", flat=True))
    row = Statement.objects.select_for_update().get(pk=statement_id)
    if row.status == StatementStatus.VOIDED:
        return row
    if row.status != StatementStatus.MADE:
        raise StatementWasSent(number=row.number, status=row.get_status_display().lower())
    end_statements([row], StatementStatus.VOIDED, reason=reason, actor=actor, at=at)
    follow_accounts([row.patient_id], actor=actor, at=at)
    row.refresh_from_db()
    return row
