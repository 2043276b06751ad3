"""What the public lists and forms say a code or number looks like: one that is right and one that is not, for each."""

import pytest

from payers.x12.forms import FORMS

EXAMPLES = [
    ("nine_digits", "631234567", "63-1234567"), ("ten_digits", "3345550100", "334-555-0100"), ("zip", "36104", "36104-1234"), ("whole", "37", "37.5"),
    ("date", "20261102", "20261131"), ("state", "AL", "ZZ"), ("box", "P.O. Box 12", "12 Main St"), ("taxonomy", "207Q00000X", "207Q"),
    ("ndc", "00409123401", "0409-1234-01"), ("clia", "11D1234567", "1234567"), ("place", "11", "00"), ("bill_type", "13", "99"),
    ("revenue", "0450", "450"), ("procedure", "99214", "9921"), ("procedure", "A0429", "A04291"), ("anesthesia", "00170", "99214"),
    ("anesthesia", "01992", "01996"), ("reason", "45", "X2"), ("reason", "B15", "0"),
    ("remark", "MA01", "ZZ01"), ("remark", "N781", "N"), ("unlisted", "E1399", "E1390"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "right", "wrong"), EXAMPLES, ids=[f"{row[0]} {row[1]}" for row in EXAMPLES])
def test_a_form_takes_what_is_right_and_refuses_what_is_not(form, right, wrong):
    assert FORMS[form](right)
    assert not FORMS[form](wrong)


def test_every_form_has_an_example():
    assert {row[0] for row in EXAMPLES} == set(FORMS)
