"""After a patient's money moved: statements that are settled or say too much end, and the account's next steps are written (invariant 5).

Called by every verb on patients' money and by `claims` after posting, in their transaction. Bulk: constant queries.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from billing.models import Statement, StatementStatus
from billing.rules.statement_cycle import next_step
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from billing.selectors.patient_money import ACCOUNT, owed_lines, payers_open, pools
from billing.selectors.statements import last_of, live_statements
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, close_items, put_next_steps

DUE, UNAPPLIED = "patient_due", "unapplied_cash"
CHANGED = "The balance changed before it was sent"
REOPENED = "A payer decides again"
DECISION_DAYS = 30  # a copay pays what the payer leaves to the patient; after so long somebody looks why it has not decided


def follow_accounts(patient_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Bring statements and next steps of these accounts up to date."""
    ids = sorted(set(patient_ids))
    if not ids:
        return
    live = _settle(live_statements(ids), actor, at)
    owed: dict[int, Decimal] = {}
    for line in owed_lines(ids):
        owed[line.patient_id] = owed.get(line.patient_id, ZERO) + line.amount
    free = {pk: pool.free for pk, pool in pools(ids).items() if pool.free}
    _write_steps(ids, owed, free, live, at)


def _settle(live: Mapping[int, list[Statement]], actor: Any, at: datetime) -> dict[int, list[Statement]]:
    """End what no longer asks for what is owed; return what still does."""
    lines = {line.charge_id for rows in live.values() for row in rows for line in row.lines.all()}
    buckets = ledger.by_charge(lines) if lines else {}
    ended: dict[tuple[str, str], list[Statement]] = {}
    kept: dict[int, list[Statement]] = {}
    for patient_id, rows in live.items():
        for row in rows:
            if end := _end_of(row, buckets):
                ended.setdefault(end, []).append(row)
            else:
                kept.setdefault(patient_id, []).append(row)
    for (status, reason), rows in ended.items():
        end_statements(rows, status, reason=reason, actor=actor, at=at)
    return kept


def _end_of(statement: Statement, buckets: Mapping[int, Buckets]) -> tuple[str, str] | None:
    lines = [(line, buckets.get(line.charge_id, Buckets())) for line in statement.lines.all()]
    if statement.status == StatementStatus.MADE and any(held.owed_by_patient < line.amount for line, held in lines):
        return StatementStatus.VOIDED, CHANGED
    if any(held.owed_by_patient > ZERO for _, held in lines):
        return None
    if any(held.owed_by_payer > ZERO for _, held in lines):
        return StatementStatus.VOIDED, REOPENED
    return StatementStatus.PAID, ""


def end_statements(rows: list[Statement], status: str, *, reason: str, actor: Any, at: datetime) -> None:
    """Give statements their last state, with its event: two statements for any number."""
    changes: dict[str, Any] = {"status": status}
    if status == StatementStatus.VOIDED:
        changes |= {"voided_at": at, "voided_by": actor, "void_reason": reason}
    Statement.objects.filter(pk__in=[row.pk for row in rows]).update(**changes)
    record_events(
        NewEvent(
            Statement.SUBJECT_KIND, row.pk, f"statement_{status}", Evidence(at, detail={"reason": reason} if reason else {}), row.status, status,
            actor,
        )
        for row in rows
    )


def _write_steps(ids: list[int], owed: Mapping[int, Decimal], free: Mapping[int, Decimal], live: Mapping[int, list[Statement]], at: datetime) -> None:
    today = clock.day_of(at)
    undecided = payers_open(free)
    steps = []
    for pk, amount in owed.items():
        day, text = next_step(last_of(live.get(pk, ())), today)
        steps.append(NextStep(ACCOUNT, pk, DUE, day, text, amount=amount, kind="due"))
    steps += [_unapplied(pk, amount, today, waits=pk in undecided) for pk, amount in free.items()]
    put_next_steps(steps)
    close_items(ACCOUNT, [pk for pk in ids if pk not in owed], reason="nothing owed", kind="due")
    close_items(ACCOUNT, [pk for pk in ids if pk not in free], reason="nothing unapplied", kind="unapplied")


def _unapplied(patient_id: int, amount: Decimal, today: date, *, waits: bool) -> NextStep:
    """Free money has work at once, unless a payer has yet to say what it may pay."""
    day = today + timedelta(days=DECISION_DAYS) if waits else today
    text = "Waits for what the payer leaves to the patient" if waits else "Apply or refund it"
    return NextStep(ACCOUNT, patient_id, UNAPPLIED, day, text, amount=amount, kind="unapplied")
