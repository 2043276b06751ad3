"""Enter visits: the encounter, its diagnoses and priced charges, the order of payers, and the charges' first ledger entries. One transaction.

Bulk by nature: the number of queries does not depend on the number of visits. `enter_encounter` is the same for one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Charge, Encounter, EncounterDiagnosis, EncounterPayer, Purpose
from billing.rules.payer_order import payer_order
from billing.services.ask_for_coverage import ask_for_coverage
from billing.services.follow_accounts import follow_accounts
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from config.shared.errors import DomainError
from config.shared.ids import next_numbers
from config.shared.money import ZERO
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_events
from patients.models import Coverage
from patients.selectors.patients import coverages_of
from payers.selectors.prices import Price, PriceQuestion, charge_master_id, prices

MOST_DIAGNOSES = 12


class NoPrice(DomainError):
    """The charge master has no price for a code on the date of service."""

    code = "no_price"
    message = "The charge master has no price for {code} on {day}."


class NothingToBill(DomainError):
    """A visit without charges or diagnoses is no encounter."""

    code = "nothing_to_bill"
    message = "A visit needs at least one diagnosis and one charge."


class PointsNowhere(DomainError):
    """A line points to a diagnosis that the visit does not have."""

    code = "points_nowhere"
    message = "{code} points to a diagnosis that is not there."


class DiagnosisTwice(DomainError):
    """Each diagnosis stands on a visit once."""

    code = "diagnosis_twice"
    message = "The visit has the diagnosis {diagnosis} already."


class TooManyDiagnoses(DomainError):
    """A claim has room for A to L."""

    code = "too_many_diagnoses"
    message = "A visit takes {most} diagnoses."


@dataclass(frozen=True, slots=True)
class NewCharge:
    """A line as keyed. Its price is the charge master's; pointers are ordinals of the visit's diagnoses."""

    procedure_code: str
    units: Decimal = Decimal(1)
    modifiers: tuple[str, ...] = ()
    pointers: tuple[int, ...] = (1,)
    minutes: int | None = None
    ndc: str = ""
    ndc_quantity: Decimal | None = None
    ndc_unit: str = ""


@dataclass(frozen=True, slots=True)
class NewEncounter:
    """An unsaved encounter with what belongs to it. `diagnoses` are codes without dots, A first."""

    encounter: Encounter
    diagnoses: Sequence[str]
    charges: Sequence[NewCharge] = field(default_factory=tuple)


def enter_encounter(new: NewEncounter, *, actor: Any, at: datetime) -> Encounter:
    """Enter one visit; see `enter_encounters`."""
    return enter_encounters([new], actor=actor, at=at)[0]


@transaction.atomic
def enter_encounters(new: Sequence[NewEncounter], *, actor: Any, at: datetime) -> list[Encounter]:
    """Save everything and tell the rooms above. Prices are those known now for the date of service, and never change (invariant 7).

    With coverage in force the first payer owes each charge; without, or where the patient forbade billing, the patient does. Where an insured
    patient has no coverage in force on that day, a person is asked.
    Raises NothingToBill, PointsNowhere, DiagnosisTwice, TooManyDiagnoses, NoPrice; then nothing is saved.
    """
    for each in new:
        _check(each)
    found = _prices([(line, each.encounter.service_date) for each in new for line in each.charges])
    encounters = _save_encounters([each.encounter for each in new], actor=actor, at=at)
    EncounterDiagnosis.objects.bulk_create([
        EncounterDiagnosis(encounter=each.encounter, ordinal=ordinal, code=code)
        for each in new for ordinal, code in enumerate(each.diagnoses, start=1)
    ])
    unpriced = [(each.encounter, ordinal, line) for each in new for ordinal, line in enumerate(each.charges, start=1)]
    charges = Charge.objects.bulk_create([make_charge(*line, price) for line, price in zip(unpriced, found, strict=True)])
    held = coverages_of({encounter.patient_id for encounter in encounters})
    payers = _order_payers(encounters, held, at)
    post_transactions(
        [charge_posting(charge, charge.encounter, payers[charge.encounter_id]) for charge in charges if charge.amount], actor=actor, at=at
    )
    record_events(
        NewEvent("encounter", each.encounter.pk, "encounter_entered", Evidence(at, detail={"charges": len(each.charges)}), actor=actor)
        for each in new
    )
    ask_for_coverage(_uncovered(charges, payers, held), at=at)
    follow_accounts({each.patient_id for each in encounters if not (each.bills_insurance and payers[each.pk])}, actor=actor, at=at)
    listeners.entered([encounter.pk for encounter in encounters], actor=actor, at=at)
    return encounters


def price_lines(lines: Sequence[NewCharge], day: date) -> list[Price]:
    """The charge master's price of each line, in one query. Raises NoPrice."""
    return _prices([(line, day) for line in lines])


def make_charge(encounter: Encounter, ordinal: int, line: NewCharge, price: Price) -> Charge:
    """An unsaved charge with its price and amount fixed."""
    return Charge(
        encounter=encounter, ordinal=ordinal, procedure_code=line.procedure_code, modifiers=list(line.modifiers), description=price.description,
        units=line.units, minutes=line.minutes, pointers=list(line.pointers), ndc=line.ndc, ndc_quantity=line.ndc_quantity, ndc_unit=line.ndc_unit,
        unit_price=price.unit_price, amount=price.amount(line.units), fee_schedule_item_id=price.item_id,
    )


def charge_posting(charge: Charge, encounter: Encounter, payers: Sequence[EncounterPayer]) -> NewTransaction:
    """The first entries of a charge: who owes it. A charge of nothing has none."""
    first = payers[0] if payers and encounter.bills_insurance else None
    payer_id, rank = (first.coverage.payer_id, first.rank) if first else (None, None)
    owed = Entry(
        Account.OWED_BY_PAYER if first else Account.OWED_BY_PATIENT, charge.amount, charge.pk, encounter.patient_id, payer_id, rank
    )
    return NewTransaction(
        purpose=Purpose.CHARGE, key=f"charge:{charge.pk}", source_kind="encounter", source_id=encounter.pk,
        entries=[owed, Entry(Account.CHARGES, -charge.amount, charge.pk, encounter.patient_id, payer_id)],
        evidence={"procedure_code": charge.procedure_code, "unit_price": str(charge.unit_price), "units": str(charge.units)},
    )


def check_pointers(lines: Iterable[NewCharge], diagnoses: Sequence[str]) -> None:
    """Raise PointsNowhere for a line whose pointers leave the list of diagnoses."""
    for line in lines:
        if not line.pointers or any(not 1 <= pointer <= len(diagnoses) for pointer in line.pointers):
            raise PointsNowhere(code=line.procedure_code)


def check_diagnoses(codes: Sequence[str]) -> None:
    """Raise DiagnosisTwice or TooManyDiagnoses."""
    if len(codes) > MOST_DIAGNOSES:
        raise TooManyDiagnoses(most=MOST_DIAGNOSES)
    twice = next((code for place, code in enumerate(codes) if code in codes[:place]), None)
    if twice is not None:
        raise DiagnosisTwice(diagnosis=twice)


def _check(new: NewEncounter) -> None:
    if not new.diagnoses or not new.charges:
        raise NothingToBill()
    check_diagnoses(new.diagnoses)
    check_pointers(new.charges, new.diagnoses)


def _prices(lines: Sequence[tuple[NewCharge, date]]) -> list[Price]:
    schedule = charge_master_id() or 0
    questions = [PriceQuestion(schedule, line.procedure_code, line.modifiers, day) for line, day in lines]
    found = prices(questions)
    for question in questions:
        if question not in found:
            raise NoPrice(code=question.procedure_code, day=f"{question.day:%m/%d/%Y}")
    return [found[question] for question in questions]


def _save_encounters(encounters: list[Encounter], *, actor: Any, at: datetime) -> list[Encounter]:
    for encounter, number in zip(encounters, _next_numbers(len(encounters)), strict=True):
        encounter.number, encounter.entered_by, encounter.entered_at = number, actor, at
    return Encounter.objects.bulk_create(encounters)


def _uncovered(charges: Sequence[Charge], payers: Mapping[int, list[EncounterPayer]], held: Mapping[int, list[Coverage]]) -> list:
    """The visits that bill insurance but have nobody to bill, though the patient is insured at other times; each with its charge."""
    found: dict[Encounter, Decimal] = {}
    for charge in charges:
        encounter = charge.encounter
        if encounter.bills_insurance and not payers[encounter.pk] and held[encounter.patient_id]:
            found[encounter] = found.get(encounter, ZERO) + charge.amount
    return list(found.items())


def _order_payers(encounters: Sequence[Encounter], held: Mapping[int, list[Coverage]], at: datetime) -> dict[int, list[EncounterPayer]]:
    """Version 1 of each order: the coverages in force on the date of service, by what the visit was for."""
    found: dict[int, list[EncounterPayer]] = {}
    for encounter in encounters:
        in_force = [coverage for coverage in held[encounter.patient_id] if coverage.is_active_on(encounter.service_date)]
        found[encounter.pk] = [
            EncounterPayer(encounter=encounter, version=1, rank=rank, coverage=coverage, created_at=at)
            for rank, coverage in enumerate(payer_order(in_force, encounter.accident_kind), start=1)
        ]
    EncounterPayer.objects.bulk_create([payer for payers in found.values() for payer in payers])
    return found


def _next_numbers(count: int) -> list[str]:
    return next_numbers("billing_encounter_number", "E-", count)
