"""GET /healthz: 200 with every check true, 503 with the one that fails named, and nothing else about the system."""

import pytest
from django.db import OperationalError

from config import health

ALL_TRUE = {"ok": True, "checks": {"database": True, "redis": True, "migrations": True}}


@pytest.fixture(autouse=True)
def _forget_migrations(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_a_healthy_system_answers_200_to_anybody(client, db):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, ALL_TRUE)
    assert "no-store" in answer["Cache-Control"]


def _refuse() -> bool:
    raise OperationalError("connection to server at 10.0.0.7 failed for user practice")


@pytest.mark.parametrize("name", ["database", "redis", "migrations"])
@pytest.mark.parametrize("check", [_refuse, lambda: False], ids=["error", "no"])
def test_a_check_that_fails_is_named_and_answers_503(client, db, monkeypatch, name, check):
    monkeypatch.setitem(health.CHECKS, name, check)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "checks": {**ALL_TRUE["checks"], name: False}}


def test_a_redis_that_does_not_answer_is_seen(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert client.get("/healthz").json()["checks"] == {"database": True, "redis": False, "migrations": True}


def test_a_migration_not_yet_applied_is_seen(client, db, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [("billing", "0099_more")])

    assert client.get("/healthz").status_code == 503


def test_its_query_count_does_not_grow(client, db, django_assert_num_queries):
    client.get("/healthz")

    with django_assert_num_queries(1):
        client.get("/healthz")
