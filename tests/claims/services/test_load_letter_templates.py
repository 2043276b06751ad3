"""The default letters are loaded once, and never over what an admin changed."""

import pytest

from claims.models import LetterTemplate
from claims.rules.denial_routes import CAUSES
from claims.services.load_letter_templates import load_letter_templates

pytestmark = pytest.mark.django_db


def test_they_are_loaded_once_and_a_change_stays():
    assert load_letter_templates() == "7 letter templates"
    LetterTemplate.objects.filter(category="timely_filing").update(body="Ours")

    assert load_letter_templates() == ""
    assert LetterTemplate.objects.get(category="timely_filing").body == "Ours"


def test_each_is_for_a_category_that_denials_have():
    load_letter_templates()

    assert {row.category for row in LetterTemplate.objects.all()} - {""} <= set(CAUSES)
