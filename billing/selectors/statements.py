"""Reads of statements: the one that still asks for money, and what a statement says about each line."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from billing.models import LedgerEntry, LedgerTransaction, Purpose, Statement, StatementStatus
from billing.rules.statement_cycle import LastStatement

LIVE = (StatementStatus.MADE, StatementStatus.SENT)


def live_statements(patient_ids: Iterable[int]) -> dict[int, list[Statement]]:
    """Statements that still ask for money, newest first, with their lines: two queries."""
    found: dict[int, list[Statement]] = {}
    rows = Statement.objects.filter(patient_id__in=list(patient_ids), status__in=LIVE).prefetch_related("lines").order_by("-statement_date", "-pk")
    for row in rows:
        found.setdefault(row.patient_id, []).append(row)
    return found


def last_of(statements: Iterable[Statement]) -> LastStatement | None:
    """The newest of an account's live statements, as the cycle's rule wants it."""
    newest = next(iter(statements), None)
    return LastStatement(newest.number, newest.notice, newest.statement_date, newest.status == StatementStatus.SENT) if newest else None


def reasons_of(charge_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The payers' reasons for what is the patient's on each charge, of the decisions that stand; none for a visit nobody insures. Two queries."""
    ids = list(charge_ids)
    back = dict(
        LedgerEntry.objects.filter(charge_id__in=ids, transaction__purpose=Purpose.SHARE_BACK).values_list("charge_id")
        .annotate(last=Max("transaction_id")).order_by()
    )
    rows = (
        LedgerTransaction.objects.filter(entries__charge_id__in=ids, purpose=Purpose.TO_PATIENT, reversed_by__isnull=True)
        .values_list("pk", "entries__charge_id", "evidence").distinct().order_by("pk")
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for pk, charge_id, evidence in rows:
        if pk > back.get(charge_id, 0):
            found.setdefault(charge_id, []).extend(evidence.get("parts", ()))
    return found
