"""A person's write-off: its reason, the limit of the role, and once for each cause."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.models import LedgerTransaction
from billing.selectors import ledger
from billing.services.write_off_by_person import Decision, NothingToWriteOff, OverWriteOffLimit, write_off_by_person
from config.shared.errors import ReasonMissing
from tests.factories.claims import NOW, Cast, make_visit
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted() -> Decision:
    cast = Cast()
    visit = make_visit(cast, charges=(("99214", [], "1", "260.00", [1]),))
    return Decision(
        cause="test:1", amounts={visit.charges.get().pk: Decimal("250.00")}, patient_id=visit.patient_id, payer_id=cast.payer.pk, rank=1,
        source_kind="test", source_id=1, reason="Not worth a dispute",
    )


def test_the_payer_owes_less_and_the_reason_stands_in_the_ledger(wanted):
    assert write_off_by_person(wanted, actor=BillerFactory(), at=NOW)

    (held,) = ledger.by_charge(wanted.amounts).values()
    assert (held.written_off, held.owed_by_payer, held.where) == (Decimal("250.00"), Decimal("10.00"), Decimal("260.00"))
    assert LedgerTransaction.objects.get(purpose="write_off").reason == "Not worth a dispute"


def test_the_same_cause_writes_off_once(wanted):
    actor = BillerFactory()

    assert write_off_by_person(wanted, actor=actor, at=NOW) is True
    assert write_off_by_person(wanted, actor=actor, at=NOW) is False
    assert LedgerTransaction.objects.filter(purpose="write_off").count() == 1


@pytest.mark.parametrize(("role", "amount", "may"), [
    (FrontDeskFactory, "0.01", False), (BillerFactory, "250.00", True), (BillerFactory, "250.01", False), (AdminFactory, "260.00", True), (None, "0.01", False),
])
def test_each_role_has_its_limit(wanted, role, amount, may):
    asked = replace(wanted, amounts=dict.fromkeys(wanted.amounts, Decimal(amount)))
    actor = role() if role else None

    if may:
        assert write_off_by_person(asked, actor=actor, at=NOW)
    else:
        with pytest.raises(OverWriteOffLimit):
            write_off_by_person(asked, actor=actor, at=NOW)


def test_without_reason_or_amount_nothing_is_written_off(wanted):
    with pytest.raises(ReasonMissing):
        write_off_by_person(replace(wanted, reason=" "), actor=AdminFactory(), at=NOW)
    with pytest.raises(NothingToWriteOff):
        write_off_by_person(replace(wanted, amounts={}), actor=AdminFactory(), at=NOW)
