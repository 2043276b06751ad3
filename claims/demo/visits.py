"""What a visit was for, as the biller enters it from the provider's note."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from billing.models import Encounter
from billing.services.enter_encounter import NewCharge, NewEncounter
from claims.demo.calendar import Visit
from claims.demo.chance import Chance
from claims.demo.people import STATE, Person
from claims.demo.practice_book import VisitKind
from config.practice.models import BillingProvider, Facility, Provider

SHARES = {"Ellison": 45, "Rourke": 30, "Sandoval": 25}


class Rooms:
    """Where and by whom visits take place, read once."""

    def __init__(self) -> None:
        self.facility = Facility.objects.order_by("pk")[0]
        self.billing = BillingProvider.objects.order_by("pk")[0]
        self.providers = {row.last_name: row for row in Provider.objects.all()}


def new_encounter(
    who: Person, patient_id: int, visit: Visit, *, kinds: Mapping[str, VisitKind], day: date, rooms: Rooms, chance: Chance,
) -> NewEncounter:
    """The unsaved visit with its diagnoses and charges."""
    kind = kind_of(who, visit, kinds=kinds, day=day, chance=chance)
    encounter = Encounter(
        patient_id=patient_id, service_date=day, facility=rooms.facility, place_of_service=rooms.facility.place_of_service,
        billing_provider=rooms.billing, rendering_provider=rooms.providers[chance.pick(SHARES, "provider", who.number)],
        accident_kind=who.accident_kind, authorization_number=_authorization(kind, visit, chance),
    )
    if who.accident_kind:
        encounter.accident_date = day - timedelta(days=chance.between(1, 20, "accident", visit.name))
        encounter.accident_state = STATE
    diagnoses = [chance.one(codes, "diagnosis", visit.name, place) for place, codes in enumerate(kind.diagnoses)]
    pointers = tuple(range(1, len(diagnoses) + 1))
    charges = [NewCharge(code, Decimal(units), modifiers, pointers) for code, modifiers, units in kind.lines]
    return NewEncounter(encounter, list(dict.fromkeys(diagnoses)), charges)


def kind_of(who: Person, visit: Visit, *, kinds: Mapping[str, VisitKind], day: date, chance: Chance) -> VisitKind:
    """By the book's weights among those that fit this patient."""
    fitting = {
        kind.name: kind.weight for kind in kinds.values() if kind.fits(is_first=visit.ordinal == 0, payer=who.payer, age=who.age_on(day))
    }
    return kinds[chance.pick(fitting, "kind", visit.name)]


def _authorization(kind: VisitKind, visit: Visit, chance: Chance) -> str:
    return f"A{chance.between(1_000_000, 9_999_999, 'authorization', visit.name)}" if kind.authorized else ""
