"""Payers of the tests, their connection, terms and prices."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from payers.models import AppealLevel, Connection, DiagnosisCode, FeeSchedule, FeeScheduleItem, FeeScheduleKind, FeeScheduleVersion, Payer, PayerKind


class ConnectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Connection

    name = factory.Sequence(lambda n: f"Sandbox {n}")
    usage = "T"
    host = "127.0.0.1"
    username = "practice"
    isa06 = "LARKFIELD"
    isa08 = "SANDBOX"
    gs02 = "LARKFIELD"
    gs03 = "SANDBOX"
    receiver_name = "SANDBOX CLEARINGHOUSE"


class FeeScheduleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeeSchedule

    name = factory.Sequence(lambda n: f"Schedule {n}")
    kind = FeeScheduleKind.CHARGE_MASTER


class FeeScheduleVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeeScheduleVersion

    schedule = factory.SubFactory(FeeScheduleFactory)
    valid_from = date(2015, 1, 1)
    known_from = datetime(2015, 1, 1, tzinfo=UTC)


class FeeScheduleItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeeScheduleItem

    version = factory.SubFactory(FeeScheduleVersionFactory)
    procedure_code = "99213"
    description = "Office visit, 20 min"
    unit_price = Decimal("140.0000")


class PayerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payer

    name = factory.Sequence(lambda n: f"Blue Plan {n}")
    kind = PayerKind.COMMERCIAL
    electronic_id = factory.Sequence(lambda n: f"BPA{n:02d}")
    claim_filing_code = "BL"
    connection = factory.SubFactory(ConnectionFactory)
    filing_limit_days = 180


class AppealLevelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AppealLevel

    payer = factory.SubFactory(PayerFactory)
    level = 1
    name = "Claim dispute"
    days = 180


class DiagnosisCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DiagnosisCode
        django_get_or_create = ("code", "valid_from")

    code = "M1711"
    description = "Arthritis of the right knee"
    billable = True
    valid_from = date(2015, 10, 1)
