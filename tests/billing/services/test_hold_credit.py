"""Money on hold is let go once no payer is open on the line: it pays the share of its charge first, the rest is free."""

from decimal import Decimal

import pytest

from billing.models import HeldCredit
from billing.selectors.patient_money import pool_of
from billing.services.hold_credit import release_credits
from tests.billing.money import NOW, open_by_line, owes
from tests.billing.services.test_take_payment import pay
from tests.billing.visits import enter, visit

pytestmark = pytest.mark.django_db


def hold(charge, amount: str) -> HeldCredit:
    return HeldCredit.objects.create(
        patient=charge.encounter.patient, charge=charge, amount=Decimal(amount), reason="The payer took it back", source_key=f"test:{charge.pk}", opened_at=NOW,
    )


def release(charge) -> Decimal:
    return release_credits([charge.pk], reason="The payer decided again", actor=None, at=NOW)


def test_it_pays_the_share_of_its_charge_and_the_rest_is_free(cast):
    pay(cast, "30.00")
    charge = owes(cast, "20.00").charges.get(ordinal=1)
    credit = hold(charge, "30.00")

    assert release(charge) == Decimal("20.00")

    credit.refresh_from_db()
    assert credit.released_at == NOW
    assert open_by_line(charge.encounter)[0] == "0.00"
    assert pool_of(cast.patient.pk).free == Decimal("10.00")


def test_while_a_payer_is_open_it_stays_on_hold(cast):
    pay(cast, "30.00")
    charge = enter(visit(cast)).charges.get(ordinal=1)
    hold(charge, "30.00")

    assert release(charge) == Decimal("0.00")
    assert pool_of(cast.patient.pk).held == Decimal("30.00")


def test_it_is_let_go_once(cast):
    pay(cast, "30.00")
    charge = owes(cast, "20.00").charges.get(ordinal=1)
    hold(charge, "30.00")

    assert (release(charge), release(charge)) == (Decimal("20.00"), Decimal("0.00"))
