"""What a payer said is never edited, and states move only along their tables."""

import pytest
from django.db import IntegrityError, transaction

from claims.models import Denial, DenialStatus, Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceLine, RemittanceStatus
from config.shared.errors import TransitionNotAllowed
from config.shared.services.record_event import Evidence
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def remittance():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"20610": "98.00"})
    claim = sent_claim(cast, charges=(("20610", [], "1", "150.00", [1]),))
    (line,) = claim.lines.all()
    return received(check_of(cast.payer, answers(claim, pays(line, "0", ("CO", "50", "150.00")))))


@pytest.mark.parametrize(("model", "change"), [
    (Remittance, {"payment_amount": 1}), (Remittance, {"trace_number": "X"}), (RemittanceClaim, {"paid_amount": 1}), (RemittanceClaim, {"status_code": "2"}),
    (RemittanceLine, {"charge_amount": 1}), (RemittanceAdjustment, {"amount": 1}), (RemittanceAdjustment, {"reason": "45"}),
])
def test_facts_are_kept(remittance, model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("model", [RemittanceAdjustment, RemittanceLine, RemittanceClaim, Remittance])
def test_facts_are_not_deleted(remittance, model):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


def test_the_class_of_an_adjustment_may_be_given_anew(remittance):
    assert RemittanceAdjustment.objects.update(classified="information") == 1


@pytest.mark.parametrize("before", RemittanceStatus.values)
def test_a_remittance_moves_only_along_its_table(remittance, before):
    assert reached_from(remittance, before, RemittanceStatus.values) == Remittance.TRANSITIONS[before]


@pytest.mark.parametrize("before", DenialStatus.values)
def test_a_denial_moves_only_along_its_table(remittance, before):
    assert reached_from(Denial.objects.get(), before, DenialStatus.values) == Denial.TRANSITIONS[before]


def reached_from(row, before, states):
    """The states that a row gets to from one, tried each by itself."""
    reached = set()
    for after in states:
        row.status = before
        try:
            row.move_to(after, actor=None, evidence=Evidence(NOW))
        except TransitionNotAllowed:
            continue
        row.refresh_from_db()
        assert row.status == after
        reached.add(after)
    return reached
