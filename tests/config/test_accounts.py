"""The way in: wrong passwords stop the address they come from, and lock nobody else out."""

import random

import pytest
from django.urls import reverse

from tests.factories.shared import BillerFactory

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def log_in(client):
    """Try a password for one user from an address; whether it let us in."""
    user = BillerFactory()
    user.set_password(PASSWORD)
    user.save()

    def attempt(password: str, address: str) -> bool:
        answer = client.post(reverse("account_login"), {"login": user.username, "password": password}, REMOTE_ADDR=address)
        return answer.status_code == 302

    return attempt


def an_address() -> str:
    """One that no earlier test or run was counted under."""
    return f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"


def test_wrong_passwords_from_one_address_lock_nobody_out_who_comes_from_another(log_in):
    attacker = an_address()

    for _ in range(22):
        log_in("wrong", attacker)

    assert log_in(PASSWORD, an_address())


def test_an_address_that_tries_too_often_is_stopped(log_in):
    attacker = an_address()

    for _ in range(22):
        log_in("wrong", attacker)

    assert not log_in(PASSWORD, attacker)
