"""The form of a payer keeps out what no file can carry."""

import pytest

from payers.forms import PayerForm
from tests.factories.payers import PayerFactory

pytestmark = pytest.mark.django_db


def errors(payer, **changes) -> set[str]:
    form = PayerForm(instance=payer)
    held = {name: form[name].value() for name in form.fields}
    return set(PayerForm({name: value for name, value in held.items() if value is not None} | changes, instance=payer).errors)


def test_a_payer_as_it_stands_is_fine():
    assert errors(PayerFactory()) == set()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"electronic_id": "A~*:"}, "electronic_id"), ({"claim_filing_code": "~"}, "claim_filing_code"), ({"name": "N~*:^"}, "name"),
        ({"first_poll_days": "0"}, "first_poll_days"), ({"next_poll_days": "0"}, "next_poll_days"),
        ({"first_poll_days": "99", "last_poll_days": "1"}, "last_poll_days"),
    ],
)
def test_what_no_file_can_carry_is_refused_at_its_field(changes, field):
    assert errors(PayerFactory(), **changes) == {field}


def test_a_filing_code_is_kept_in_capitals():
    payer = PayerFactory()
    form = PayerForm(instance=payer)
    data = {name: form[name].value() for name in form.fields}
    form = PayerForm({name: value for name, value in data.items() if value is not None} | {"claim_filing_code": "mb"}, instance=payer)

    assert form.is_valid()
    assert form.cleaned_data["claim_filing_code"] == "MB"
