"""The practice of the tests: one billing provider, its doctors and its office."""

from datetime import date

import factory

from config.practice.models import BillingProvider, Facility, Organisation, Provider
from tests.factories.npi import npi


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("only",)

    only = True
    name = "Larkfield Family Medicine"
    phone = "2055550100"


class BillingProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BillingProvider

    name = "Larkfield Family Medicine"
    npi = factory.Sequence(lambda n: npi(10_000_000 + n))
    tax_id = "631234567"
    taxonomy = "207Q00000X"
    phone = "2055550100"
    contact_name = "Billing office"
    street = "200 Meadow Lane"
    city = "Fairhope"
    state = "AL"
    zip_code = "365321234"
    valid_from = date(2015, 1, 1)


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    last_name = factory.Sequence(lambda n: f"Ellison{n}")
    first_name = "Mara"
    credential = "MD"
    npi = factory.Sequence(lambda n: npi(20_000_000 + n))
    taxonomy = "207Q00000X"
    valid_from = date(2015, 1, 1)


class FacilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facility

    name = "Larkfield office"
    npi = ""
    place_of_service = "11"
    billing_provider = factory.SubFactory(BillingProviderFactory)
    street = "200 Meadow Lane"
    city = "Fairhope"
    state = "AL"
    zip_code = "365321234"
    valid_from = date(2015, 1, 1)
