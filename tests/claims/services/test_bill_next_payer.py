"""Billing the next payer in bulk; what it does with one claim: tests/scenarios/test_second_payers."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, PostingProposal, ProposalState
from claims.services import bill_next_payer as billing
from tests.factories.claims import NOW, Cast, make_coverage, make_patient
from tests.factories.payers import PayerFactory
from tests.factories.remittances import check_of, make_table, received
from tests.scenarios.money import billed, decided

pytestmark = pytest.mark.django_db
LEFT = ("160.00", (("CO", "45", "100.00"), ("PR", "2", "40.00")))


@pytest.fixture
def cast():
    make_table()
    return Cast()


def left_open(cast, number: int, monkeypatch) -> list[int]:
    """Claims of patients with two payers that were decided, their shares still proposed."""
    second = PayerFactory(connection=cast.payer.connection)
    claims = []
    for _ in range(number):
        patient = make_patient()
        coverages = [make_coverage(patient, cast.payer), make_coverage(patient, second, rank=2)]
        claims.append(billed(cast, ("99214", "300.00"), patient=patient, coverages=coverages))
    with monkeypatch.context() as patched:
        patched.setattr("claims.services.follow_posting.bill_next_payer", lambda *args, **options: None)
        received(check_of(cast.payer, *(decided(claim, LEFT) for claim in claims)))
    return [claim.pk for claim in claims]


def queries(ids) -> int:
    with transaction.atomic(), CaptureQueriesContext(connection) as found:
        billing.bill_next_payer(ids, actor=None, at=NOW)
    return len(found)


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, monkeypatch):
    few, many = left_open(cast, 2, monkeypatch), left_open(cast, 6, monkeypatch)

    assert queries(few) == queries(many)
    assert Claim.objects.filter(rank=2, status="ready").count() == 8
    assert not PostingProposal.objects.filter(state=ProposalState.OPEN).exists()


def test_called_again_or_for_nothing_it_does_nothing(cast, monkeypatch):
    ids = left_open(cast, 1, monkeypatch)
    queries(ids)
    before = Claim.objects.count()

    queries(ids)
    billing.bill_next_payer([], actor=None, at=NOW)

    assert Claim.objects.count() == before
