"""The next payer's bucket: filled by what the payer before leaves open, once."""

from decimal import Decimal

import pytest

from billing.models import LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.services.move_to_next_payer import Onward, move_to_next_payer
from tests.billing.money import NOW, settle
from tests.billing.visits import enter, visit
from tests.factories.payers import PayerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    """A line of 140.00 of which the payer has left 30.00 open."""
    charge = enter(visit(cast)).charges.get(ordinal=1)
    settle(charge, "30.00")
    return charge


def onward(line, amount: str, **fields) -> Onward:
    held = line.entries.filter(account="owed_by_payer").first()
    return Onward(**{
        "cause": "posting_proposal:1", "charge_id": line.pk, "patient_id": line.encounter.patient_id, "payer_id": held.payer_id, "rank": 1,
        "next_payer_id": PayerFactory().pk, "next_rank": 2, "amount": Decimal(amount), "source_kind": "remittance",
        "source_id": 1, "evidence": {"share_of": 1}, **fields,
    })


def owed(line):
    return {rank: str(amount) for rank, amount in ledger.by_charge([line.pk])[line.pk].owed_by_rank.items() if amount}


def test_a_share_moves_from_one_rank_to_the_next_and_says_why(line):
    assert move_to_next_payer([onward(line, "30.00")], actor=None, at=NOW) == {"posting_proposal:1"}

    assert owed(line) == {2: "30.00"}
    assert LedgerTransaction.objects.get(purpose=Purpose.NEXT_PAYER).evidence == {"share_of": 1}


def test_the_same_share_moves_once(line):
    share = onward(line, "20.00")
    move_to_next_payer([share], actor=None, at=NOW)

    assert move_to_next_payer([share], actor=None, at=NOW) == set()
    assert owed(line) == {1: "10.00", 2: "20.00"}


@pytest.mark.parametrize("amount", ["0.00", "30.01", "-5.00"])
def test_nothing_and_more_than_is_open_stay_where_they_are(line, amount):
    assert move_to_next_payer([onward(line, amount)], actor=None, at=NOW) == set()
    assert owed(line) == {1: "30.00"}


def test_two_shares_of_one_line_never_move_more_than_is_open(line):
    shares = [onward(line, "20.00"), onward(line, "20.00", cause="posting_proposal:2")]

    assert move_to_next_payer(shares, actor=None, at=NOW) == {"posting_proposal:1"}
    assert owed(line) == {1: "10.00", 2: "20.00"}
