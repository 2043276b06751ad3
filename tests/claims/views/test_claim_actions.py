"""What the fix of a field refuses, and where the refusal stands (the verbs that succeed: test_claim_detail)."""

from datetime import date

import pytest
from django.urls import reverse

from claims.models import ClaimStatus
from patients.models import Coverage
from tests.factories.claims import Cast, make_claim, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def biller(client, cast):
    client.force_login(cast.biller)
    return client


@pytest.fixture
def claim(cast):
    return make_claim(cast)


def url(claim, name, *more):
    return reverse(f"claims:{name}", args=[claim.public_id, *more])


def test_a_field_that_nothing_is_wrong_with_is_not_changed_here(biller, claim):
    response = biller.post(url(claim, "claim_fix", "patient.birth_date"), {"value": "01/01/1980"})

    claim.patient.refresh_from_db()
    assert response.status_code == 409
    assert "Nothing is wrong with patient.birth_date" in response.content.decode()
    assert claim.patient.birth_date == date(1961, 5, 14)


@pytest.mark.parametrize(
    ("visit", "path", "value", "says"),
    [
        ({"diagnoses": ("I10", "ZZZ")}, "diagnoses.2", "I10", "The visit has the diagnosis I10 already."),
        ({"diagnoses": ("I10", "ZZZ")}, "diagnoses.2", "12345678", "Up to seven letters and digits."),
        ({"charges": (("99214", ["!!"], "1", "180.00", [1]),)}, "lines.1.modifiers", "25 599", "Up to four modifiers of two letters or digits."),
    ],
)
def test_a_value_that_can_not_be_kept_comes_back_with_its_reason(biller, cast, visit, path, value, says):
    claim = make_claim(cast, **visit)

    response = biller.post(url(claim, "claim_fix", path), {"value": value})

    assert response.status_code == 422
    assert says in response.content.decode()


def test_a_coverage_can_not_end_before_it_begins(biller, cast):
    claim = make_claim(cast)
    Coverage.objects.filter(pk=claim.coverage_id).update(valid_to=date(2026, 10, 1))
    biller.post(url(claim, "claim_scrub"))

    response = biller.post(url(claim, "claim_fix", "coverage.valid_to"), {"value": "01/01/2020"})

    assert response.status_code == 422
    assert b"The last day is before the first" in response.content


def test_a_decided_claim_is_corrected_and_sent_again_from_its_page(biller, cast):
    claim = put_in(make_claim(cast), ClaimStatus.PAID, payer_control_number="ICN1")
    assert url(claim, "claim_correct") in biller.get(url(claim, "claim")).text

    assert biller.post(url(claim, "claim_correct"), {"reason": "Wrong modifier"}).status_code == 302

    claim.refresh_from_db()
    assert (claim.status, claim.version) == (ClaimStatus.READY, 2)
    assert (claim.submissions.last().frequency, claim.submissions.last().original_reference) == ("7", "ICN1")
    assert url(claim, "claim_correct") not in biller.get(url(claim, "claim")).text


def test_a_decided_claim_is_voided_from_its_page_and_the_void_confirmed(biller, cast):
    claim = put_in(make_claim(cast), ClaimStatus.DENIED, payer_control_number="ICN1")
    assert url(claim, "claim_void") in biller.get(url(claim, "claim")).text

    unsaid = biller.post(url(claim, "claim_void"), {"reason": "Wrong patient"})
    assert (unsaid.status_code, b"This field is required" in unsaid.content) == (422, True)
    assert biller.post(url(claim, "claim_void"), {"reason": "Wrong patient", "outcome": "take_back"}).status_code == 302

    claim.refresh_from_db()
    assert (claim.status, claim.submissions.last().frequency, claim.submissions.last().original_reference) == (ClaimStatus.READY, "8", "ICN1")
    assert url(claim, "claim_void_confirm") not in biller.get(url(claim, "claim")).text
    put_in(claim, ClaimStatus.ACCEPTED)
    assert url(claim, "claim_void_confirm") in biller.get(url(claim, "claim")).text
    assert biller.post(url(claim, "claim_void_confirm"), {"reason": "Rosa, reference 7"}).status_code == 302
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.VOIDED
