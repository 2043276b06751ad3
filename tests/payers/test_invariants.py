"""Checks of `verify` on files, where a case needs more than one damaged row (the rest: tests/scenarios/test_verify.py)."""

import pytest
from django.db import connection as database

from config.shared import blobs
from payers.invariants import usage_agrees
from payers.models import Connection, Interchange
from payers.services.deliver_interchange import deliver_interchange
from payers.services.freeze_interchange import UsageDisagrees
from tests.payers.exchange import AT, folder_connection, freeze

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path) -> Interchange:
    return freeze(folder_connection(tmp_path))


def damage(statement: str, *values) -> None:
    """Change what is frozen, which only tests may."""
    with database.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL practice.allow_rewrite = on")
        cursor.execute(statement, values)


def faults() -> list[str]:
    return [each.detail for each in usage_agrees().broken]


def test_a_connection_that_went_live_leaves_its_old_batches_in_order(batch):
    Connection.objects.filter(pk=batch.connection_id).update(usage="P")

    assert (usage_agrees().checked, faults()) == (1, [])


def test_a_batch_that_waited_while_its_connection_went_live_is_not_sent(batch):
    Connection.objects.filter(pk=batch.connection_id).update(usage="P")

    with pytest.raises(UsageDisagrees):
        deliver_interchange(batch.pk, at=AT)


def test_bytes_that_say_another_usage_than_their_batch_are_named(batch):
    data = bytearray(blobs.read(batch.sha256))
    data[102:103] = b"P"

    damage("UPDATE payers_interchange SET sha256 = %s WHERE id = %s", blobs.store(bytes(data)), batch.pk)

    assert faults() == ["is T, its bytes say P"]


def test_a_connection_of_another_usage_on_that_day_is_named(batch):
    damage("UPDATE shared_event SET detail = detail || '{\"connection_usage\": \"P\"}' WHERE kind = 'interchange_frozen'")

    assert faults() == ["is T, its connection was P when it was frozen"]


@pytest.mark.parametrize(("demo", "found"), [(True, ["is for production and was made by a demo"]), (False, [])])
def test_production_made_by_a_demo_is_named(tmp_path, settings, demo, found):
    settings.DEMO = False
    freeze(folder_connection(tmp_path, usage="P"))

    damage("UPDATE shared_event SET detail = detail || %s::jsonb WHERE kind = 'interchange_frozen'", '{"demo": true}' if demo else "{}")

    assert faults() == found
