"""What the front desk does: registers who comes for the first time, takes copays, and patients' payments on their statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from billing.models import PatientPayment, Statement, StatementStatus
from billing.selectors import ledger
from billing.services.take_payment import NewPayment, take_payment
from claims.demo.calendar import Visit
from claims.demo.chance import Chance
from claims.demo.people import SYSTEM, Person, registration
from claims.demo.practice_book import Staff
from config.shared import clock
from config.shared.models import User
from patients.models import ExternalId
from patients.services.register_patient import register_patient

COPAY = "Copay at the desk"
BY_STATEMENT = "Statement {}"


def register(people: Iterable[Person], *, payers: Mapping[str, int], since: date, actor: User, at: datetime) -> dict[int, int]:
    """Register those who are not registered yet; our keys of all of them, by the person's number."""
    wanted = {who.number: who for who in people}
    keys = known(wanted)
    for number in sorted(wanted.keys() - keys.keys()):
        keys[number] = _register(wanted[number], payers, since, actor, at)
    return keys


@transaction.atomic
def _register(who: Person, payers: Mapping[str, int], since: date, actor: User, at: datetime) -> int:
    patient, guarantor, coverages = registration(who, dict(payers), since)
    register_patient(patient, guarantor=guarantor, coverages=coverages, actor=actor, at=at)
    ExternalId.objects.create(patient=patient, system=SYSTEM, value=who.external_id)
    return patient.pk


def known(wanted: Iterable[int]) -> dict[int, int]:
    """Our keys of those who are registered, by the person's number."""
    rows = ExternalId.objects.filter(system=SYSTEM, value__in=[str(number) for number in wanted])
    return {int(value): patient for value, patient in rows.values_list("value", "patient_id")}


def take_copays(
    seen: Sequence[tuple[Visit, Person, int]], *, staff: Staff, chance: Chance, actor: User, at: datetime,
) -> None:
    """Take the copay that stands on the card of those who pay it at the desk. It waits, unapplied, for the payer's decision."""
    paid = _paid_today([patient_id for _, _, patient_id in seen], clock.day_of(at))
    for visit, who, patient_id in seen:
        copay = Decimal(who.cards[0].copay) if who.cards else Decimal(0)
        if copay and patient_id not in paid and chance.happens(staff.copay_at_desk, "copay", visit.name):
            method = chance.pick(staff.methods, "copay by", visit.name)
            wanted = chance.happens(staff.receipts_wanted, "receipt", visit.name)
            payment = NewPayment(patient_id, copay, method, _reference(method, chance, visit.name), COPAY, to={}, receipt=wanted)
            take_payment(payment, actor=actor, at=at)


def _paid_today(patient_ids: Sequence[int], today: date) -> set[int]:
    rows = PatientPayment.objects.filter(patient__in=patient_ids, received_date=today, memo=COPAY)
    return set(rows.values_list("patient_id", flat=True))


def take_statement_payments(*, staff: Staff, chance: Chance, actor: User, today: date, since: date, at: datetime) -> None:
    """Take what comes in today for statements that went out. `since`: the last day on which this was done."""
    first, last = staff.paid_after_days
    sent = Statement.objects.filter(status=StatementStatus.SENT, statement_date__gte=since - timedelta(days=last), statement_date__lte=today)
    for statement in sent.order_by("pk"):
        share = staff.statements_paid if statement.notice == 1 else staff.reminders_paid
        if not chance.happens(share, "pays", statement.number):
            continue
        day = statement.statement_date + timedelta(days=chance.between(first, last, "pays on", statement.number))
        if since < day <= today:
            _pay(statement, staff, chance, actor, at)


def _pay(statement: Statement, staff: Staff, chance: Chance, actor: User, at: datetime) -> None:
    method = chance.pick(staff.methods, "pays by", statement.number)
    owed = statement_owed(statement)
    if owed:
        reference = _reference(method, chance, statement.number)
        memo = BY_STATEMENT.format(statement.number)
        wanted = chance.happens(staff.receipts_wanted, "receipt", statement.number)
        take_payment(NewPayment(statement.patient_id, owed, method, reference, memo, receipt=wanted), actor=actor, at=at)


def statement_owed(statement: Statement) -> Decimal:
    """What of the statement is still owed."""
    lines = {line.charge_id: line.amount for line in statement.lines.all()}
    buckets = ledger.by_charge(lines)
    return sum((min(amount, buckets[charge].owed_by_patient) for charge, amount in lines.items() if charge in buckets), Decimal(0))


def _reference(method: str, chance: Chance, name: str) -> str:
    """A check's number, or the last four digits of a card."""
    return "" if method == "cash" else str(chance.between(1000, 9999, "reference", method, name))
