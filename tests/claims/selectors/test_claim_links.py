"""Claims found from elsewhere."""

import pytest

from claims.selectors import claim_links
from tests.claims.answers import submission_of
from tests.factories.claims import Cast, make_claim, make_claims, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def found(text, cast):
    return [(hit.title, hit.exact) for hit in claim_links.find(text, cast.biller, 5)]


def test_a_claim_is_found_by_each_of_its_numbers(cast):
    claim = make_claim(cast)
    put_in(claim, "accepted", payer_control_number="E262320")

    for text in (claim.number, claim.number.lower(), claim.number.removeprefix("C-"), "e262320", submission_of(claim).patient_control_number):
        assert found(text, cast) == [(claim.number, True)]


def test_an_amount_with_cents_finds_claims_that_bill_it(cast):
    first, second = make_claims(cast, 2)

    assert found("330.00", cast) == [(second.number, False), (first.number, False)]
    assert found("330", cast) == []


@pytest.mark.parametrize("text", ["", " ", "NaN.1", "x", "1.2.3"])
def test_nonsense_finds_nothing(cast, text):
    make_claim(cast)

    assert found(text, cast) == []


def test_links_name_claims_by_their_numbers(cast, django_assert_num_queries):
    first, second = make_claims(cast, 2)

    with django_assert_num_queries(1):
        links = claim_links.resolve([first.pk, second.pk, 0])

    assert {pk: link.label for pk, link in links.items()} == {first.pk: first.number, second.pk: second.number}
