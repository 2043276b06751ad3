"""Posting: once, whole, by the plan that was shown."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.models import LedgerTransaction
from billing.selectors import ledger
from claims.models import AdjustmentRule, Claim, ClaimStatus, PostingProposal, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from claims.services.post_remittance import RemittanceNotReady, post_remittance
from claims.services.replan_remittance import replan_remittance
from config.shared.models import WorkItem
from patients.models import Coverage
from tests.factories.claims import NOW, Cast, make_coverage, make_patient
from tests.factories.payers import PayerFactory
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    cast.payer.posting_mode = "manual"
    cast.payer.save()
    return cast


def plain(claim, paid="120.00", contract="30.00", share="30.00"):
    (line,) = claim.lines.all()
    return answers(claim, pays(line, paid, ("CO", "45", contract), ("PR", "2", share)))


def visit(cast, **fields):
    return sent_claim(cast, charges=(("99214", [], "1", "180.00", [1]),), **fields)


def test_a_person_posts_what_the_plan_shows(cast):
    claim = visit(cast)
    remittance = received(check_of(cast.payer, plain(claim)))

    posted = post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    held = ledger.by_encounter([claim.encounter_id])[claim.encounter_id]
    assert (posted.status, posted.posted_by, posted.posted_at) == (RemittanceStatus.POSTED, cast.biller, NOW)
    assert (held.paid_by_payer, held.adjusted, held.owed_by_payer) == (Decimal("120.00"), Decimal("30.00"), Decimal("0.00"))
    assert held.owed_by_patient == Decimal("30.00")
    assert not WorkItem.objects.filter(subject_kind="remittance", closed_at__isnull=True).exists()


def test_posting_twice_posts_once(cast):
    remittance = received(check_of(cast.payer, plain(visit(cast))))

    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)
    transactions = LedgerTransaction.objects.count()
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    assert LedgerTransaction.objects.count() == transactions


def test_an_exception_cannot_be_posted(cast):
    check = check_of(cast.payer, plain(visit(cast)))
    remittance = received(replace(check, payment_amount=check.payment_amount + 1))

    with pytest.raises(RemittanceNotReady):
        post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)


def test_a_claim_that_was_voided_since_the_plan_waits_in_suspense(cast):
    claim = visit(cast)
    remittance = received(check_of(cast.payer, plain(claim)))
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.VOIDED)

    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    row = RemittanceClaim.objects.get()
    assert (row.fate, row.code) == (RemittanceClaimFate.SUSPENSE, "claim_voided")
    assert ledger.totals()["unapplied"] == Decimal("120.00")


def test_what_an_admin_taught_the_table_is_seen_by_the_next_plan(cast):
    claim = visit(cast)
    (line,) = claim.lines.all()
    remittance = received(check_of(cast.payer, answers(claim, pays(line, "150.00", ("CO", "42", "30.00")))))
    assert RemittanceClaim.objects.get().code == "unknown_adjustment"

    AdjustmentRule.objects.create(priority=5000, group="CO", reason="42", classified="contract", category="contractual", why="An old code for 45.")
    replan_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    row = RemittanceClaim.objects.get()
    assert (row.fate, row.code) == (RemittanceClaimFate.PLANNED, "")
    assert row.adjustments.get().classified == "contract"


def test_two_answers_to_one_claim_in_one_check_see_each_other(cast):
    claim = visit(cast)
    first = plain(claim)

    remittance = received(check_of(cast.payer, first, replace(first, payer_control_number="OTHER")))
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    assert list(RemittanceClaim.objects.order_by("ordinal").values_list("fate", "code")) == [("posted", ""), ("suspense", "decided_before")]


def test_a_line_that_the_payer_split_posts_to_one_charge(cast):
    claim = visit(cast)
    (line,) = claim.lines.all()
    parts = (
        pays(line, "100.00", ("CO", "45", "20.00"), charge=Decimal("120.00")),
        pays(line, "0", ("CO", "151", "60.00"), charge=Decimal("60.00")),
    )

    remittance = received(check_of(cast.payer, answers(claim, *parts)))
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    held = ledger.by_charge([line.charge_id])[line.charge_id]
    assert (held.paid_by_payer, held.adjusted, held.owed_by_payer) == (Decimal("100.00"), Decimal("20.00"), Decimal("60.00"))
    assert claim.denials.get().denied_amount == Decimal("60.00")


def test_a_second_payer_gets_the_patients_share_proposed(cast):
    patient = make_patient()
    coverages = [make_coverage(patient, cast.payer), make_coverage(patient, PayerFactory(), rank=2)]
    remittance = received(check_of(cast.payer, plain(visit(cast, patient=patient, coverages=coverages))))

    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    assert Coverage.objects.count() == 2
    assert PostingProposal.objects.get().kind == "next_payer"


def test_a_share_that_the_patient_never_owes_is_for_the_next_payer(cast):
    claim = visit(cast)

    remittance = received(check_of(cast.payer, replace(plain(claim), remarks=("N782",), outpatient=("", "", "N782"))))
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    proposal = PostingProposal.objects.get()
    assert (proposal.kind, proposal.evidence["parts"][0]["category"]) == ("next_payer", "qmb")


def test_older_evidence_posts_its_money_and_moves_no_state(cast):
    claim = visit(cast)
    newer = "2026-11-21T00:00:00Z"
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.DENIED, answer_source="remittance", last_answer_at=newer)

    remittance = received(check_of(cast.payer, plain(claim)))
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount) == (ClaimStatus.DENIED, Decimal("30.00"))


def test_a_claim_paid_in_full_has_nothing_left_to_do(cast):
    claim = visit(cast)

    remittance = received(check_of(cast.payer, plain(claim, paid="150.00", share="0")))
    post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount) == (ClaimStatus.CLOSED, Decimal("0.00"))
    assert not WorkItem.objects.filter(subject_kind="claim", subject_id=claim.pk, closed_at__isnull=True).exists()
