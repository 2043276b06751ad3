"""What the middleware refuses before a view reads it."""

import pytest
from django.urls import reverse

from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("data", [{"q": "Mar\x00low"}, {"\x00": "q"}])
def test_a_nul_byte_is_refused_in_any_field(client, data):
    client.force_login(BillerFactory())

    assert client.post(reverse("search"), data).status_code == 400
    assert client.get(reverse("claims:claim_list"), data).status_code == 400


def test_a_nul_byte_in_the_path_is_refused(client):
    client.force_login(BillerFactory())

    assert client.get("/patients/%00/").status_code in (400, 404)
