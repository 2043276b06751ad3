"""The scrub on rows: what it keeps, what it holds, and which other claims it sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import ClaimStatus, ScrubFinding
from claims.services.scrub_claims import scrub_claims
from payers.models import DiagnosisCode
from tests.claims.answers import last_event, next_step
from tests.factories.claims import NOW, SERVICE_DATE, Cast, make_claim, make_claims, make_patient, put_in
from tests.factories.payers import DiagnosisCodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def rules(claim):
    return list(claim.submissions.get().findings.values_list("rule", flat=True))


def test_a_finding_says_rule_field_reason_and_fix(cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))

    finding = claim.submissions.get().findings.get()
    assert (finding.rule, finding.field, finding.severity, finding.message, finding.fix) == (
        "diagnosis_exists", "diagnoses.1", "error", "The diagnosis ZZZ does not exist.", "Look for a mistyped character.",
    )


def test_an_error_holds_the_claim_with_its_step(cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "YYY"))

    step = next_step(claim)
    assert claim.status == ClaimStatus.HELD
    assert (step.queue, step.next_step) == ("held", "Fix: The diagnosis ZZZ does not exist. (and 1 more)")
    assert last_event(claim).detail == {"errors": 2, "warnings": 0, "version": 1}


def test_a_warning_alone_holds_nothing(cast):
    claim = make_claim(cast, charges=(("J7325", ["RT"], "48", "792.00", [1]),))

    assert (claim.status, rules(claim)) == (ClaimStatus.READY, ["ndc_missing"])


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"billable": False}, "diagnosis_billable"),
        ({"valid_to": SERVICE_DATE - timedelta(days=1)}, "diagnosis_in_force"),
        ({"valid_from": SERVICE_DATE + timedelta(days=1)}, "diagnosis_in_force"),
        ({"valid_to": SERVICE_DATE}, None),
    ],
)
def test_a_diagnosis_is_judged_on_the_date_of_service(cast, facts, rule):
    DiagnosisCode.objects.filter(code="M25561").update(**facts)

    assert rules(make_claim(cast)) == ([rule] if rule else [])


def test_a_diagnosis_that_was_billable_once_and_is_so_again_counts_by_its_row_of_that_day(cast):
    DiagnosisCode.objects.filter(code="M25561").update(valid_to=SERVICE_DATE - timedelta(days=1))
    DiagnosisCodeFactory(code="M25561", valid_from=SERVICE_DATE, billable=False)

    assert rules(make_claim(cast)) == ["diagnosis_billable"]


def test_the_second_claim_for_the_same_service_is_a_duplicate_and_the_first_is_not(cast):
    patient = make_patient()
    first = make_claim(cast, patient=patient, coverages=None)
    coverage = first.coverage

    second = make_claim(cast, patient=patient, coverages=[coverage])

    assert (rules(first), rules(second)) == ([], ["duplicate_claim", "duplicate_claim"])
    assert first.number in second.submissions.get().findings.first().message


def test_a_void_claim_another_provider_or_another_modifier_is_no_duplicate(cast):
    patient = make_patient()
    first = make_claim(cast, patient=patient)
    other = Cast(payer=cast.payer)

    assert rules(make_claim(other, patient=patient, coverages=[first.coverage])) == []
    assert rules(make_claim(cast, patient=patient, coverages=[first.coverage], charges=(("99214", ["25", "59"], "1", "180.00", [1]),))) == []
    put_in(first, "voided")
    assert "duplicate_claim" not in rules(make_claim(cast, patient=patient, coverages=[first.coverage], charges=(("20610", ["RT"], "1", "150.00", [1]),)))


def test_scrubbing_again_replaces_the_findings(cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))
    DiagnosisCodeFactory(code="ZZZ")

    scrub_claims([claim.pk], at=NOW, actor=cast.biller)

    claim.refresh_from_db()
    assert (claim.status, rules(claim)) == (ClaimStatus.READY, [])


def test_what_was_sent_is_not_scrubbed(cast):
    claim = make_claim(cast)
    put_in(claim, "sent")
    cast.payer.connection.is_active = False
    cast.payer.connection.save()

    scrub_claims([claim.pk], at=NOW, actor=cast.biller)

    claim.refresh_from_db()
    assert (claim.status, ScrubFinding.objects.count()) == ("sent", 0)


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    few, many = make_claims(cast, 2), make_claims(cast, 10)

    with CaptureQueriesContext(connection) as measured:
        scrub_claims([claim.pk for claim in few], at=NOW)
    with django_assert_num_queries(len(measured)):
        scrub_claims([claim.pk for claim in many], at=NOW)
