"""Patients of the tests: a person, who pays what insurers leave, and the coverages."""

from datetime import date

import factory

from patients.models import Coverage, Guarantor, Patient
from tests.factories.payers import PayerFactory


class PatientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Patient

    account_number = factory.Sequence(lambda n: f"T{n:06d}")
    last_name = "Marlow"
    first_name = "Ada"
    birth_date = date(1961, 5, 14)
    sex = "F"
    phone = "2055550148"
    street = "14 Quarry Road"
    city = "Fairhope"
    state = "AL"
    zip_code = "36532"


class GuarantorFactory(factory.django.DjangoModelFactory):
    """The patient pays, unless told otherwise."""

    class Meta:
        model = Guarantor

    patient = factory.SubFactory(PatientFactory)
    is_patient = True
    last_name = factory.SelfAttribute("patient.last_name")
    first_name = factory.SelfAttribute("patient.first_name")
    street = factory.SelfAttribute("patient.street")
    city = factory.SelfAttribute("patient.city")
    state = factory.SelfAttribute("patient.state")
    zip_code = factory.SelfAttribute("patient.zip_code")


class CoverageFactory(factory.django.DjangoModelFactory):
    """Primary and open-ended, the patient being the subscriber."""

    class Meta:
        model = Coverage

    patient = factory.SubFactory(PatientFactory)
    payer = factory.SubFactory(PayerFactory)
    member_id = factory.Sequence(lambda n: f"XYZ{n:06d}")
    group_number = "GRP77"
    valid_from = date(2025, 1, 1)
