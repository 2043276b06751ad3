"""Visits of the tests. A charge made here is not in the ledger yet; `enter_encounter` makes visits that are."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from billing.models import Charge, Encounter
from tests.factories.patients import PatientFactory
from tests.factories.practice import BillingProviderFactory, FacilityFactory, ProviderFactory
from tests.factories.shared import BillerFactory


class EncounterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Encounter

    number = factory.Sequence(lambda n: f"T-{n}")
    patient = factory.SubFactory(PatientFactory)
    service_date = date(2026, 9, 21)
    billing_provider = factory.SubFactory(BillingProviderFactory)
    facility = factory.SubFactory(FacilityFactory, billing_provider=factory.SelfAttribute("..billing_provider"))
    place_of_service = "11"
    rendering_provider = factory.SubFactory(ProviderFactory)
    entered_by = factory.SubFactory(BillerFactory)
    entered_at = datetime(2026, 9, 21, 20, tzinfo=UTC)


class ChargeFactory(factory.django.DjangoModelFactory):
    """One line; the unit price follows from the amount."""

    class Meta:
        model = Charge

    encounter = factory.SubFactory(EncounterFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    procedure_code = "99213"
    description = "Office visit, 20 min"
    units = Decimal(1)
    pointers = factory.LazyFunction(lambda: [1])
    amount = Decimal("140.00")
    unit_price = factory.SelfAttribute("amount")
