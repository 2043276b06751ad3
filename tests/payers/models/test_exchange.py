"""The states of a batch, all ways allowed and refused; what is frozen stays as it was, whoever asks."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from config.shared.errors import TransitionNotAllowed
from config.shared.models import Event
from config.shared.services.record_event import Evidence
from payers.models import Interchange, InterchangeState
from payers.models.connection import validate_name_template
from payers.models.exchange import INTERCHANGE_TRANSITIONS
from tests.factories.payers import ConnectionFactory
from tests.payers.exchange import AT, freeze

pytestmark = pytest.mark.django_db
WAYS = [(before, after) for before in InterchangeState for after in InterchangeState]


def in_state(status: str) -> Interchange:
    batch = freeze(ConnectionFactory())
    Interchange.objects.filter(pk=batch.pk).update(status=status)
    return Interchange.objects.select_for_update().get(pk=batch.pk)


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_only_the_ways_of_the_table_are_open(before, after):
    batch = in_state(before)

    if after in INTERCHANGE_TRANSITIONS[before]:
        batch.move_to(after, actor=None, evidence=Evidence(AT))
        last = Event.objects.filter(subject_kind="interchange", subject_id=batch.pk).latest("seq")
        assert (last.from_state, last.to_state) == (before, after)
    else:
        with pytest.raises(TransitionNotAllowed):
            batch.move_to(after, actor=None, evidence=Evidence(AT))


@pytest.mark.parametrize(
    ("field", "value"),
    [("isa13", "000000007"), ("gs06", "7"), ("usage", "P"), ("remote_name", "other.x12"), ("sha256", "0" * 64), ("size", 1), ("count", 9)],
)
def test_what_was_frozen_is_not_changed(field, value):
    batch = freeze(ConnectionFactory())

    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        Interchange.objects.filter(pk=batch.pk).update(**{field: value})


def test_a_batch_is_never_deleted():
    batch = freeze(ConnectionFactory())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Interchange.objects.filter(pk=batch.pk).delete()


@pytest.mark.parametrize("template", ["{type}-{isa13}.x12", "{isa13}", "claims_{isa13}.{type}.dat", "OATEST.{isa13}.837"])
def test_a_name_template_carries_the_control_number(template):
    validate_name_template(template)


@pytest.mark.parametrize("template", ["batch.x12", "../{isa13}", "a/{isa13}", "{isa13}.tmp", "{isa13}{date}", "{isa13} x", "{isa13", ""])
def test_a_name_template_that_could_repeat_or_escape_is_refused(template):
    with pytest.raises(ValidationError):
        validate_name_template(template)
