"""Make statements for the accounts that are due: from ledger buckets alone, and nothing while a payer is open on the line (invariant 6).

Money of the patient's that is free is applied first, so that nobody is asked for what they gave already. What a statement says is frozen with it.
Bulk: queries grow with the accounts that have free money, not with the statements. Locks the accounts.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from billing.models import LedgerTransaction, Statement, StatementLine, StatementStatus
from billing.rules.statement_cycle import DAYS_TO_PAY, next_notice
from billing.selectors.patient_money import ACCOUNT, OwedLine, owed_lines, pools
from billing.selectors.statement_content import contents
from billing.selectors.statements import last_of, live_statements
from billing.services.accounts import lock_accounts
from billing.services.apply_payment import apply_payment
from billing.services.follow_accounts import DUE, end_statements, follow_accounts
from config.shared import clock
from config.shared.ids import next_numbers
from config.shared.models import WorkItem
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from patients.models import Guarantor
from patients.services.make_document import ask_documents

DOCUMENT = "statement"
MOST = 1000


@transaction.atomic
def make_statements(
    *, actor: Any, at: datetime, patient_ids: Iterable[int] | None = None, now: bool = False, most: int = MOST,
) -> list[Statement]:
    """Make them for all accounts due, at most `most`, or for the given ones; `now` does not wait for the cycle's day.

    An account without a guarantor, or whose statement waits to be sent, gets none. Called twice it makes none the second time.
    """
    accounts = lock_accounts(_due(at, most) if patient_ids is None else patient_ids)
    _spend_free_money(accounts, actor, at)
    lines = _askable(accounts)
    live = live_statements(lines)
    notices = _notices(lines, live, at, now)
    guarantors = {row.patient_id: row for row in Guarantor.objects.filter(patient_id__in=list(notices))}
    wanted = {pk: lines[pk] for pk in notices if pk in guarantors}
    made = _save(wanted, notices, guarantors, actor, at)
    end_statements([row for pk in wanted for row in live.get(pk, ())], StatementStatus.REPLACED, reason="", actor=actor, at=at)
    record_events(_made(row, actor, at) for row in made)
    follow_accounts(accounts, actor=actor, at=at)
    ask_documents(DOCUMENT, [row.pk for row in made], actor=actor)
    return made


def _due(at: datetime, most: int) -> list[int]:
    """Accounts whose day has come and that nobody put off."""
    today = clock.day_of(at)
    rows = WorkItem.objects.filter(queue=DUE, subject_kind=ACCOUNT, closed_at__isnull=True, next_date__lte=today)
    rows = rows.exclude(snoozed_until__gt=today).order_by("next_date", "pk")
    return list(rows.values_list("subject_id", flat=True)[:most])


def _spend_free_money(accounts: Iterable[int], actor: Any, at: datetime) -> None:
    for patient_id, pool in pools(accounts).items():
        if pool.free > ZERO:
            apply_payment(patient_id, actor=actor, at=at)


def _askable(accounts: Iterable[int]) -> dict[int, list[OwedLine]]:
    """What each account may be asked for: lines on which no payer is open."""
    found: dict[int, list[OwedLine]] = {}
    for line in owed_lines(accounts):
        if not line.payer_owes:
            found.setdefault(line.patient_id, []).append(line)
    return found


def _notices(lines: dict[int, list[OwedLine]], live: dict[int, list[Statement]], at: datetime, now: bool) -> dict[int, int]:
    """The notice of each account that gets a statement."""
    today, found = clock.day_of(at), {}
    for pk, owed in lines.items():
        held = live.get(pk, [])
        asked = {line.charge_id for row in held[:1] for line in row.lines.all()}
        last = last_of(held)
        notice = next_notice(last, has_new_lines=any(line.charge_id not in asked for line in owed), today=today)
        if notice is None and now and last is not None and last.is_sent:
            notice = last.notice
        if notice is not None:
            found[pk] = notice
    return found


def _made(row: Statement, actor: Any, at: datetime) -> NewEvent:
    evidence = Evidence(at, detail={"amount": str(row.total_amount), "notice": row.notice})
    return NewEvent(Statement.SUBJECT_KIND, row.pk, "statement_made", evidence, to_state=row.status, actor=actor)


def _save(
    wanted: dict[int, list[OwedLine]], notices: dict[int, int], guarantors: dict[int, Guarantor], actor: Any, at: datetime,
) -> list[Statement]:
    today = clock.day_of(at)
    newest = LedgerTransaction.objects.order_by("-pk").values_list("pk", flat=True).first() if wanted else None
    said = contents(wanted, guarantors, notices, today)
    numbers = _next_numbers(len(wanted))
    statements = Statement.objects.bulk_create([
        Statement(
            number=number, patient_id=pk, guarantor=guarantors[pk], notice=notices[pk], statement_date=today, due_date=today + timedelta(DAYS_TO_PAY),
            total_amount=sum((line.amount for line in wanted[pk]), ZERO), content={**said[pk], "number": number, "ledger_to": newest},
            made_at=at, made_by=actor,
        )
        for pk, number in zip(wanted, numbers, strict=True)
    ])
    StatementLine.objects.bulk_create([
        StatementLine(statement=statement, ordinal=ordinal, charge_id=line.charge_id, amount=line.amount)
        for statement in statements for ordinal, line in enumerate(wanted[statement.patient_id], start=1)
    ])
    return statements


def _next_numbers(count: int) -> Sequence[str]:
    return next_numbers("billing_statement_number", "S-", count)
