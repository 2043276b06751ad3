"""Encounters by number, and links to them."""

import pytest

from billing.selectors.encounter_search import find_hits, links
from tests.factories.billing import EncounterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter():
    EncounterFactory(number="E-30013")
    return EncounterFactory(number="E-30012")


@pytest.mark.parametrize(("text", "found"), [
    ("E-30012", ["E-30012"]), ("e30012", ["E-30012"]), (" e-300 ", ["E-30012", "E-30013"]), ("30012", []), ("Ellison", []), ("E-", []),
])
def test_a_number_finds_its_encounters(encounter, text, found):
    assert [hit.title for hit in find_hits(text, None, 5)] == found


def test_a_whole_number_is_an_exact_hit(encounter):
    (hit,) = find_hits("E-30012", None, 5)

    assert (hit.exact, hit.patient_ids) == (True, (encounter.patient_id,))


def test_links_lead_to_the_pages_by_one_query(encounter, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = links([encounter.pk])

    assert (found[encounter.pk].label, str(encounter.public_id) in found[encounter.pk].url) == ("E-30012", True)
