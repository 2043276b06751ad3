"""A person matches what waits: it is checked, leaves suspense, and posts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.selectors import ledger
from claims.invariants_money_in import payments_are_whole, suspense_is_explained
from claims.models import RemittanceClaim, RemittanceClaimFate
from claims.services.post_remittance import post_remittance
from claims.services.resolve_exception import DoesNotFit, ExceptionNotOpen, resolve_exception
from config.shared.errors import ReasonMissing
from config.shared.models import Event, WorkItem
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00"})
    return cast


@pytest.fixture
def claim(cast):
    return sent_claim(cast, charges=(("99214", [], "1", "180.00", [1]),))


def stray(cast, claim, **fields):
    """A CLP whose numbers nobody knows."""
    (line,) = claim.lines.all()
    paid = answers(claim, pays(line, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")))
    received(check_of(cast.payer, replace(paid, patient_control_number="NOBODY0001", payer_control_number="X1", **fields)))
    return RemittanceClaim.objects.get()


def resolve(row, claim, cast, reason="same patient, day and amount"):
    return resolve_exception(remittance_claim_id=row.pk, claim=claim, reason=reason, actor=cast.biller, at=NOW)


def test_what_waited_posts_to_the_claim(cast, claim):
    row = stray(cast, claim)

    resolve(row, claim, cast)

    row.refresh_from_db()
    held = ledger.by_encounter([claim.encounter_id])[claim.encounter_id]
    assert (row.fate, row.code, row.matched_by) == (RemittanceClaimFate.POSTED, "", "a person")
    assert (held.paid_by_payer, held.adjusted, held.owed_by_patient) == (Decimal("120.00"), Decimal("30.00"), Decimal("30.00"))
    assert ledger.totals()["unapplied"] == 0
    assert not WorkItem.objects.filter(subject_kind="remittance_claim", closed_at__isnull=True).exists()


def test_the_checks_hold_before_and_after(cast, claim):
    row = stray(cast, claim)
    before = payments_are_whole().broken + suspense_is_explained().broken

    resolve(row, claim, cast)

    assert before + payments_are_whole().broken + suspense_is_explained().broken == []


def test_who_matched_it_and_why_is_kept(cast, claim):
    row = stray(cast, claim)

    resolve(row, claim, cast)

    event = Event.objects.get(subject_kind="remittance_claim", subject_id=row.pk, kind="matched_by_person")
    assert (event.actor, event.detail["reason"]) == (cast.biller, "same patient, day and amount")


def test_a_claim_that_does_not_fit_is_refused_and_nothing_changes(cast, claim):
    row = stray(cast, claim)
    other = sent_claim(cast, charges=(("99214", [], "1", "200.00", [1]),))

    with pytest.raises(DoesNotFit, match="charge"):
        resolve(row, other, cast)

    row.refresh_from_db()
    assert (row.fate, row.claim) == (RemittanceClaimFate.SUSPENSE, None)


def test_it_is_done_once(cast, claim):
    row = stray(cast, claim)
    resolve(row, claim, cast)

    with pytest.raises(ExceptionNotOpen):
        resolve(row, claim, cast)


def test_a_match_says_why(cast, claim):
    row = stray(cast, claim)

    with pytest.raises(ReasonMissing):
        resolve(row, claim, cast, reason=" ")


def test_in_a_remittance_that_is_not_posted_it_waits_for_the_rest(cast, claim):
    cast.payer.posting_mode = "manual"
    cast.payer.save()
    row = stray(cast, claim)

    resolve(row, claim, cast)
    row.refresh_from_db()
    assert row.fate == RemittanceClaimFate.PLANNED
    post_remittance(remittance_id=row.remittance_id, actor=cast.biller, at=NOW)

    row.refresh_from_db()
    assert row.fate == RemittanceClaimFate.POSTED
    assert ledger.by_encounter([claim.encounter_id])[claim.encounter_id].paid_by_payer == Decimal("120.00")


def test_a_person_may_answer_for_another_payers_check(cast, claim):
    other = Cast(billing_provider=cast.billing_provider)
    (line,) = claim.lines.all()
    received(check_of(other.payer, answers(claim, pays(line, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")))))
    row = RemittanceClaim.objects.get()
    assert row.code == "another_payer"

    resolve(row, claim, cast)

    row.refresh_from_db()
    assert row.fate == RemittanceClaimFate.POSTED
