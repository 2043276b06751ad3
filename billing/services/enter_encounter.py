"""Enter a visit: the encounter, its diagnoses and priced charges, the order of payers, and the charges' first ledger entries. One transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from billing.models import Account, Charge, Encounter, EncounterDiagnosis, EncounterPayer, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from config.shared.errors import DomainError
from config.shared.registries import encounters as listeners
from config.shared.services.record_event import Evidence, NewEvent, record_event
from patients.models import Coverage
from patients.selectors.patients import coverages_on
from payers.selectors.prices import Price, PriceQuestion, charge_master_id, prices


class NoPrice(DomainError):
    """The charge master has no price for a code on the date of service."""

    code = "no_price"
    message = "The charge master has no price for {code} on {day}."


class NothingToBill(DomainError):
    """A visit without charges or diagnoses is no encounter."""

    code = "nothing_to_bill"
    message = "A visit needs at least one diagnosis and one charge."


@dataclass(frozen=True, slots=True)
class NewCharge:
    """A line as keyed. `unit_price` None: the charge master's price."""

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


@transaction.atomic
def enter_encounter(new: NewEncounter, *, actor: Any, at: datetime) -> Encounter:
    """Save everything and tell the rooms above. Prices are those known now for the date of service, and never change (invariant 7).

    With coverage in force the first payer owes each charge; without, or where the patient forbade billing, the patient does.
    Raises NothingToBill, NoPrice.
    """
    if not new.diagnoses or not new.charges:
        raise NothingToBill()
    encounter = new.encounter
    found = price_lines(new.charges, encounter.service_date)
    encounter.number, encounter.entered_by, encounter.entered_at = _next_number(), actor, at
    encounter.save()
    EncounterDiagnosis.objects.bulk_create([
        EncounterDiagnosis(encounter=encounter, ordinal=ordinal, code=code) for ordinal, code in enumerate(new.diagnoses, start=1)
    ])
    charges = Charge.objects.bulk_create([
        make_charge(encounter, ordinal, line, price) for ordinal, (line, price) in enumerate(zip(new.charges, found, strict=True), start=1)
    ])
    payers = _order_payers(encounter, at)
    post_transactions([charge_posting(charge, encounter, payers) for charge in charges], actor=actor, at=at)
    record_event(NewEvent("encounter", encounter.pk, "encounter_entered", Evidence(at, detail={"charges": len(charges)}), actor=actor))
    listeners.entered([encounter.pk], actor=actor, at=at)
    return encounter


def price_lines(lines: Sequence[NewCharge], day) -> list[Price]:
    """The charge master's price of each line, in one query. Raises NoPrice."""
    schedule = charge_master_id()
    questions = [PriceQuestion(schedule or 0, line.procedure_code, line.modifiers, day) for line in lines]
    found = prices(questions)
    for question in questions:
        if question not in found:
            raise NoPrice(code=question.procedure_code, day=f"{day:%m/%d/%Y}")
    return [found[question] for question in questions]


def make_charge(encounter: Encounter, ordinal: int, line: NewCharge, price: Price) -> Charge:
    """An unsaved charge with its price and amount fixed."""
    return Charge(
        encounter=encounter, ordinal=ordinal, procedure_code=line.procedure_code, modifiers=list(line.modifiers), description=price.description,
        units=line.units, minutes=line.minutes, pointers=list(line.pointers), ndc=line.ndc, ndc_quantity=line.ndc_quantity, ndc_unit=line.ndc_unit,
        unit_price=price.unit_price, amount=price.amount(line.units), fee_schedule_item_id=price.item_id,
    )


def charge_posting(charge: Charge, encounter: Encounter, payers: Sequence[EncounterPayer]) -> NewTransaction:
    """The first entries of a charge: who owes it."""
    first = payers[0] if payers and encounter.bills_insurance else None
    owed = Entry(
        Account.OWED_BY_PAYER if first else Account.OWED_BY_PATIENT, charge.amount, charge.pk, encounter.patient_id,
        first.coverage.payer_id if first else None, first.rank if first else None,
    )
    return NewTransaction(
        purpose=Purpose.CHARGE, key=f"charge:{charge.pk}", source_kind="encounter", source_id=encounter.pk,
        entries=[owed, Entry(Account.CHARGES, -charge.amount, charge.pk, encounter.patient_id)],
        evidence={"procedure_code": charge.procedure_code, "unit_price": str(charge.unit_price), "units": str(charge.units)},
    )


def _order_payers(encounter: Encounter, at: datetime) -> list[EncounterPayer]:
    """Version 1 of the order: the coverages in force on the date of service, by rank."""
    coverages: list[Coverage] = coverages_on([encounter.patient_id], encounter.service_date)[encounter.patient_id]
    return EncounterPayer.objects.bulk_create([
        EncounterPayer(encounter=encounter, version=1, rank=rank, coverage=coverage, created_at=at)
        for rank, coverage in enumerate(coverages, start=1)
    ])


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('billing_encounter_number')")
        return f"E-{cursor.fetchone()[0]}"
