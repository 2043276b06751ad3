"""Writing off what a payer owes: once, never more than is owed, and never without a reason."""

from decimal import Decimal

import pytest

from billing.models import LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.services.write_off import WriteOff, write_off
from config.shared.errors import ReasonMissing
from tests.billing.money import NOW, settle
from tests.billing.visits import enter, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cast):
    """A line of 140.00 of which the payer has left 30.00 open."""
    charge = enter(visit(cast)).charges.get(ordinal=1)
    settle(charge, "30.00")
    return charge


def wanted(line, said: str, **fields) -> WriteOff:
    held = line.entries.filter(account="owed_by_payer").first()
    return WriteOff(**{
        "cause": "posting_proposal:1", "charge_id": line.pk, "patient_id": line.encounter.patient_id, "payer_id": held.payer_id, "rank": 1,
        "amount": Decimal(said), "reason": "QMB", "source_kind": "remittance", "source_id": 1, **fields,
    })


def places(line):
    held = ledger.by_charge([line.pk])[line.pk]
    return str(held.owed_by_payer), str(held.written_off)


def test_it_leaves_the_payers_bucket_with_its_reason(line):
    assert write_off([wanted(line, "30.00")], actor=None, at=NOW) == {"posting_proposal:1"}

    assert places(line) == ("0.00", "30.00")
    assert LedgerTransaction.objects.get(purpose=Purpose.WRITE_OFF).reason == "QMB"


def test_the_same_cause_writes_off_once(line):
    write_off([wanted(line, "20.00")], actor=None, at=NOW)

    assert write_off([wanted(line, "20.00")], actor=None, at=NOW) == set()
    assert places(line) == ("10.00", "20.00")


@pytest.mark.parametrize("fields", [{"amount": Decimal("30.01")}, {"amount": Decimal(0)}, {"rank": 2}])
def test_what_is_not_owed_is_not_written_off(line, fields):
    assert write_off([wanted(line, "30.00", **fields)], actor=None, at=NOW) == set()
    assert places(line)[0] == "30.00"


def test_without_a_reason_nothing_is_written_off(line):
    with pytest.raises(ReasonMissing):
        write_off([wanted(line, "30.00", reason=" ")], actor=None, at=NOW)
