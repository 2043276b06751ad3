"""Numbers and bytes are fixed once; test data never get a production envelope (invariants 2 and 9)."""

import dataclasses
import hashlib
from decimal import Decimal

import pytest
from django.db import connection as database

from config.shared import blobs
from config.shared.models import Job
from payers.models import Interchange
from payers.services import freeze_interchange as freezing
from payers.services.freeze_interchange import ConnectionNotActive, EnvelopeDisagrees, UsageDisagrees, freeze_interchange, take_control_numbers
from tests.factories.payers import ConnectionFactory
from tests.payers.exchange import AT, build, freeze

pytestmark = pytest.mark.django_db


def test_the_bytes_are_stored_and_carry_the_numbers_of_the_row():
    batch = freeze(ConnectionFactory())

    data = blobs.read(batch.sha256)
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (batch.sha256, batch.size)
    assert data[90:99].decode() == batch.isa13
    assert batch.remote_name == f"837P-{batch.isa13}.x12"


def test_the_delivery_is_enqueued_with_the_row():
    batch = freeze(ConnectionFactory())

    assert Job.objects.get(kind=freezing.DELIVER).args == {"interchange_id": batch.pk}


def test_numbers_rise_and_never_repeat():
    connection = ConnectionFactory()

    numbers = [int(take_control_numbers(connection).isa13) for _ in range(20)]

    assert numbers == sorted(set(numbers))


def set_back() -> None:
    """The sequence as in a backup that was made long ago."""
    with database.cursor() as cursor:
        cursor.execute("SELECT setval('payers_control_number', 1)")


def test_a_sequence_that_was_set_back_passes_over_used_numbers(monkeypatch):
    monkeypatch.setattr(freezing.time, "time", lambda: freezing.FIRST_DAY)
    used = freeze(connection := ConnectionFactory())
    set_back()

    assert int(take_control_numbers(connection).isa13) > int(used.isa13)


def test_a_restored_database_that_knows_nothing_repeats_no_number(monkeypatch):
    """The rows and the sequence are those of the backup; what was sent since lies behind the clock."""
    set_back()
    before = int(take_control_numbers(connection := ConnectionFactory()).isa13)
    later = freezing.time.time() + 60
    set_back()
    monkeypatch.setattr(freezing.time, "time", lambda: later)

    assert int(take_control_numbers(connection).isa13) > before


def test_a_demo_never_freezes_for_production(settings):
    settings.DEMO = True

    with pytest.raises(UsageDisagrees):
        freeze(ConnectionFactory(usage="P"))
    assert not Interchange.objects.exists()


def test_bytes_of_another_usage_than_the_connection_are_refused():
    connection = ConnectionFactory(usage="T")
    production = ConnectionFactory.build(usage="P")

    with pytest.raises(UsageDisagrees):
        freeze_interchange(connection=connection, type="837P", build=build(production), count=1, total_amount=Decimal(0), at=AT)
    assert not Interchange.objects.exists()


@pytest.mark.parametrize(("field", "element"), [("isa06", "ISA06"), ("isa08", "ISA08")])
def test_bytes_built_for_another_connection_are_refused(field, element):
    other = ConnectionFactory.build(**{field: "SOMEBODY"})

    with pytest.raises(EnvelopeDisagrees) as caught:
        freeze_interchange(connection=ConnectionFactory(), type="837P", build=build(other), count=1, total_amount=Decimal(0), at=AT)
    assert caught.value.context["element"] == element


@pytest.mark.parametrize(("field", "element"), [("isa13", "ISA13"), ("gs06", "GS06")])
def test_bytes_with_other_numbers_than_the_row_are_refused(field, element):
    connection = ConnectionFactory()

    def wrong(numbers):
        return build(connection)(dataclasses.replace(numbers, **{field: "000000001"}))

    with pytest.raises(EnvelopeDisagrees) as caught:
        freeze_interchange(connection=connection, type="837P", build=wrong, count=1, total_amount=Decimal(0), at=AT)
    assert caught.value.context["element"] == element


def test_a_connection_that_is_out_of_use_sends_nothing():
    with pytest.raises(ConnectionNotActive):
        freeze(ConnectionFactory(is_active=False))
