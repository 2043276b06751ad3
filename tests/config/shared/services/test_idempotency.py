"""The same form sent twice creates once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from config.shared.models import IdempotencyKey
from config.shared.services.idempotency import new_key, once
from tests.factories.shared import BillerFactory


class Creation:
    """Something that may happen once; `made` counts how often it did."""

    def __init__(self):
        self.made = 0

    def __call__(self) -> str:
        self.made += 1
        return f"/made/{self.made}/"


@pytest.mark.django_db
class TestOnce:
    def test_a_second_request_gets_the_first_answer(self):
        user, creation = BillerFactory(), Creation()

        answers = [once(user=user, route="a:new", key="k", create=creation) for _ in range(3)]

        assert (answers, creation.made) == (["/made/1/"] * 3, 1)

    @pytest.mark.parametrize("other", [{"key": "l"}, {"route": "b:new"}, {"user": "other"}])
    def test_another_key_route_or_user_is_another_request(self, other):
        user, creation = BillerFactory(), Creation()
        if "user" in other:
            other = {"user": BillerFactory()}
        once(user=user, route="a:new", key="k", create=creation)

        once(**({"user": user, "route": "a:new", "key": "k", "create": creation} | other))

        assert creation.made == 2

    def test_no_key_is_no_promise(self):
        user, creation = BillerFactory(), Creation()

        for _ in range(2):
            once(user=user, route="a:new", key="", create=creation)

        assert creation.made == 2

    def test_a_creation_that_failed_may_be_tried_again(self):
        user, creation = BillerFactory(), Creation()

        def fails():
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            once(user=user, route="a:new", key="k", create=fails)

        assert not IdempotencyKey.objects.exists()
        assert once(user=user, route="a:new", key="k", create=creation) == "/made/1/"


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_create_once():
    user, creation, start = BillerFactory(), Creation(), Barrier(2)

    def send(_) -> str:
        try:
            start.wait(timeout=10)
            return once(user=user, route="a:new", key="k", create=creation)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))

    assert answers == ["/made/1/", "/made/1/"]
    assert IdempotencyKey.objects.count() == 1


def test_keys_differ():
    assert new_key() != new_key()
