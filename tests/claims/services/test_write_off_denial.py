"""Writing a denial off: in the ledger and on the claim, within the limit; what waited for it moves; a payer that decides again takes it back."""

from decimal import Decimal

import pytest

from billing.services.write_off_by_person import NothingToWriteOff, OverWriteOffLimit
from claims.models import Denial
from claims.services.write_off_denial import AppealStandsOpen, write_off_denial
from config.shared.errors import ReasonMissing
from config.shared.models import WorkItem
from tests.factories.appeals import make_appeal, make_cast, make_denial, owed
from tests.factories.claims import NOW
from tests.factories.remittances import check_of, received
from tests.factories.shared import BillerFactory, FrontDeskFactory
from tests.scenarios.money import decided, dollars, taken_back, where
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
VISIT = ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00")))
DENIED = ("0.00", (("CO", "50", "150.00"),))


def test_it_leaves_what_the_payer_owes_and_ends_denial_and_claim():
    denial = make_denial()
    assert owed(denial) == dollars("150.00")

    write_off_denial(denial=denial, reason="Not worth a dispute", actor=BillerFactory(), at=NOW)

    places = where(denial.claim)
    assert (places.written_off, places.owed_by_payer, places.owed_by_patient, owed(denial)) == (dollars("150.00"), 0, dollars("30.00"), 0)
    assert (Denial.objects.get().status, denial.claim.status) == ("written_off", "closed")
    assert not WorkItem.objects.filter(subject_kind__in=["denial", "claim"], closed_at__isnull=True).exists()
    everything_adds_up()


def test_twice_is_once():
    denial, actor = make_denial(), BillerFactory()

    for _ in range(2):
        write_off_denial(denial=denial, reason="Not worth it", actor=actor, at=NOW)

    assert where(denial.claim).written_off == dollars("150.00")


def test_over_the_limit_of_the_role_it_is_refused_with_both_amounts():
    denial = make_denial()

    with pytest.raises(OverWriteOffLimit, match=r"up to 0\.00, and this is 150\.00"):
        write_off_denial(denial=denial, reason="Why not", actor=FrontDeskFactory(), at=NOW)

    assert (Denial.objects.get().status, owed(denial)) == ("open", dollars("150.00"))
    everything_adds_up()


def test_a_reason_is_needed():
    with pytest.raises(ReasonMissing):
        write_off_denial(denial=make_denial(), reason=" ", actor=BillerFactory(), at=NOW)


def test_what_is_being_disputed_is_not_given_up():
    appeal = make_appeal()

    with pytest.raises(AppealStandsOpen, match=appeal.number):
        write_off_denial(denial=appeal.denial, reason="Why not", actor=BillerFactory(), at=NOW)


def test_where_the_payer_owes_nothing_there_is_nothing_to_write_off():
    denial = make_denial()
    Denial.objects.filter(pk=denial.pk).update(denied_amount=Decimal(0))

    with pytest.raises(NothingToWriteOff):
        write_off_denial(denial=denial, reason="Why not", actor=BillerFactory(), at=NOW)


def test_a_payer_that_decides_again_after_all_takes_the_write_off_back():
    cast = make_cast()
    denial = make_denial(cast)
    write_off_denial(denial=denial, reason="Not worth it", actor=BillerFactory(), at=NOW)

    paid = ("78.40", (("CO", "45", "52.00"), ("PR", "2", "19.60")))
    received(check_of(cast.payer, taken_back(denial.claim, VISIT, DENIED), decided(denial.claim, VISIT, paid)))

    places = where(denial.claim)
    assert (places.written_off, places.paid_by_payer, places.owed_by_payer) == (0, dollars("198.40"), 0)
    assert places.owed_by_patient == dollars("49.60")
