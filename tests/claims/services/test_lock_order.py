"""Posting and the verbs of a claim lock in one order (docs/architecture.md, Locks), so that nobody waits in a circle."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, RemittanceClaim
from claims.services.correct_claim import correct_claim
from claims.services.post_remittance import post_remittance
from claims.services.resolve_exception import resolve_exception
from claims.services.void_claim import void_claim
from tests.factories.claims import NOW, Cast, make_coverage, make_patient
from tests.factories.payers import PayerFactory
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.scenarios.money import billed, decided

pytestmark = pytest.mark.django_db
ORDER = ["patients_patient", "billing_encounter", "claims_claim"]
REFUSED = ("0.00", (("CO", "197", "150.00"),))


@pytest.fixture
def cast():
    cast = Cast()
    cast.payer.posting_mode = "manual"
    cast.payer.save()
    make_table()
    make_terms(cast.payer, {"99213": "100.00"})
    return cast


@pytest.fixture
def claim(cast):
    """Of a visit with a second payer, whose visit is locked too."""
    patient = make_patient()
    coverages = [make_coverage(patient, cast.payer), make_coverage(patient, PayerFactory(connection=cast.payer.connection), rank=2)]
    return billed(cast, ("99213", "150.00"), patient=patient, coverages=coverages)


def locked_first(do) -> list[str]:
    """Tables in the order in which their first rows were locked."""
    with CaptureQueriesContext(connection) as asked:
        do()
    locks = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    tables = [sql.split(' FROM "')[1].split('"')[0] for sql in locks]
    return list(dict.fromkeys(table for table in tables if table in ORDER))


def test_posting_locks_patients_then_visits_then_claims(cast, claim):
    remittance = received(check_of(cast.payer, decided(claim, REFUSED)))

    assert locked_first(lambda: post_remittance(remittance_id=remittance.pk, actor=None, at=NOW)) == ORDER


def test_so_does_matching_a_claim_that_waits(cast, claim):
    stray = replace(decided(claim, REFUSED), patient_control_number="NOBODY", payer_control_number="X1")
    remittance = received(check_of(cast.payer, stray))
    post_remittance(remittance_id=remittance.pk, actor=None, at=NOW)
    row = RemittanceClaim.objects.get()

    def match():
        resolve_exception(remittance_claim_id=row.pk, claim=Claim.objects.get(pk=claim.pk), reason="By name and day", actor=cast.biller, at=NOW)

    assert locked_first(match) == ORDER


@pytest.mark.parametrize("verb", [
    lambda pk: correct_claim(pk, reason="Mended", actor=None, at=NOW),
    lambda pk: void_claim(pk, reason="Wrong patient", outcome="bill_again", actor=None, at=NOW),
], ids=["correct", "void"])
def test_so_do_the_verbs_of_a_claim(cast, claim, verb):
    remittance = received(check_of(cast.payer, decided(claim, REFUSED)))
    post_remittance(remittance_id=remittance.pk, actor=None, at=NOW)

    assert locked_first(lambda: verb(claim.pk)) == ORDER
