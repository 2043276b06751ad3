"""The list of connections says which are in trouble."""

from datetime import date

import pytest
from django.urls import reverse

from config.shared.services.work_items import NextStep, put_next_step
from payers.forms import ConnectionForm
from tests.factories.payers import ConnectionFactory
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db


def test_trouble_is_shown_and_its_queue_leaves_only_such_connections(client):
    well, ill = ConnectionFactory(name="Works"), ConnectionFactory(name="Fails")
    put_next_step(NextStep("connection", ill.pk, "connection_trouble", date(2026, 11, 23), "No files from Fails: login refused", kind="fetch"))
    client.force_login(AdminFactory())

    every = client.get(reverse("payers:connection_list"))
    assert "No files from Fails: login refused" in every.text
    assert every.context["connections"] == [ill, well]

    only = client.get(reverse("payers:connection_list"), {"queue": "connection_trouble"})
    assert only.context["connections"] == [ill]


def posted(connection, **changes) -> dict:
    """What the form sends when nothing but `changes` was touched."""
    form = ConnectionForm(instance=connection)
    held = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in held.items() if value not in (None, False)} | changes


@pytest.mark.parametrize(
    ("field", "value"),
    [("port", "99999"), ("port", "0"), ("host_key", "garbage"), ("isa05", "~~"), ("isa06", "A~*:"), ("isa08", "^"), ("gs02", "A*B"), ("gs03", "~"),
     ("receiver_name", "A:B"), ("acknowledgement_hours", "0")],
)
def test_what_sending_would_refuse_is_refused_at_its_field(client, field, value):
    connection = ConnectionFactory(kind="folder")
    client.force_login(AdminFactory())

    response = client.post(reverse("payers:connection", args=[connection.public_id]), posted(connection, **{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_a_form_that_lost_its_version_overwrites_nothing(client):
    connection = ConnectionFactory(kind="folder")
    client.force_login(AdminFactory())

    response = client.post(reverse("payers:connection", args=[connection.public_id]), posted(connection, version="", name="Other"))

    connection.refresh_from_db()
    assert (response.status_code, connection.name == "Other") == (409, False)
