"""Status codes in words."""

from pathlib import Path

import pytest

from claims.rules.status_words import CATEGORIES, CODES, sentence, words

REFERENCE = Path(__file__).parents[4] / "shared" / "reference"


def test_a_code_is_said_about_its_entity():
    assert sentence("A7", "164", "IL") == "Rejected, invalid: member number of the subscriber (A7 164 IL)"


def test_an_unknown_code_is_shown_by_its_number():
    assert sentence("A7", "9999", "85") == "Rejected, invalid: status code 9999 (A7 9999 85)"


def test_a_category_alone_says_enough():
    assert sentence("A4") == "Not found (A4)"
    assert sentence("R4") == "Information asked (R4)"
    assert sentence("Q9") == "Q9 (Q9)"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_wording_takes_any_entity(code):
    assert "{" not in words(code, "IL")
    assert "{" not in words(code, "??")


@pytest.mark.skipif(not REFERENCE.exists(), reason="needs ../shared/reference")
def test_every_number_exists():
    numbers = set((REFERENCE / "codes_only_claim_status.txt").read_text().split())
    categories = set((REFERENCE / "codes_only_claim_status_cat.txt").read_text().split())

    assert set(CODES) <= numbers
    assert set(CATEGORIES) - {"F5"} <= categories
