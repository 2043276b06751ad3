"""Visits for tests of the services: an unsaved one of the cast, entering it, and a room above that listens."""

from datetime import UTC, date, datetime
from decimal import Decimal

from billing.models import Charge, Encounter, LedgerEntry
from billing.services.enter_encounter import NewCharge, NewEncounter, enter_encounter
from tests.billing.cast import Cast
from tests.factories.shared import BillerFactory

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)
DAY = date(2026, 10, 12)
VISIT = (NewCharge("99213", modifiers=("25",)), NewCharge("20610", units=Decimal(2), modifiers=("RT",), pointers=(1, 2)))


class Ear:
    """A room above that listens, and may be in the way."""

    def __init__(self) -> None:
        self.heard: list[tuple] = []
        self.why: dict[int, str] = {}

    def entered(self, ids, *, actor, at) -> None:
        self.heard.append(("entered", ids, Charge.objects.filter(encounter_id__in=ids).count(), LedgerEntry.objects.count()))

    def corrected(self, ids, *, actor, at) -> None:
        self.heard.append(("corrected", ids))

    def guard(self, ids) -> dict[int, str]:
        return self.why


def visit(cast: Cast, charges=VISIT, diagnoses=("M1711", "I10"), **changes) -> NewEncounter:
    """440.00 of two lines, unless told otherwise."""
    encounter = Encounter(**({
        "patient": cast.patient, "service_date": DAY, "facility": cast.facility, "place_of_service": "11",
        "billing_provider": cast.facility.billing_provider, "rendering_provider": cast.provider,
    } | changes))
    return NewEncounter(encounter, diagnoses, charges)


def enter(new: NewEncounter) -> Encounter:
    """The visit as a biller enters it."""
    return enter_encounter(new, actor=BillerFactory(), at=AT)
