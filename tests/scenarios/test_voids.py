"""Voids (frequency 8): from the decided claim through the payer's reversal to the visit that is billed anew or taken back, through real files."""

import re
from datetime import timedelta

import pytest

from billing.models import Account, HeldCredit
from billing.services.take_payment import NewPayment, take_payment
from billing.services.void_charges import ClaimInTheWay
from billing.services.void_encounter import void_encounter
from claims.models import Claim, ClaimStatus, Denial, DenialStatus, VoidOutcome
from claims.services.correct_claim import AppealIsOpen, NotDecided, PayersNumberMissing, TakesNoReplacement
from claims.services.mark_claims_sent import mark_claims_sent
from claims.services.rebuild_claims import rebuild_claims
from claims.services.void_claim import LaterClaimLives, MoneyNotBack, NotBeingVoided, confirm_void, void_claim
from config.shared.errors import ReasonMissing
from config.shared.models import WorkItem
from payers.models import Interchange
from tests.claims.answers import acknowledged, answer_999, receive, report_277ca
from tests.factories.claims import NOW, Cast, make_claim, make_coverage, make_patient, put_in
from tests.factories.payers import PayerFactory
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.scenarios.money import balance, billed, decided, dollars, taken_back, where
from tests.scenarios.test_corrected_claims import goes_out
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
PAID = ("80.00", (("CO", "45", "50.00"), ("PR", "2", "20.00")))
REFUSED = ("0.00", (("CO", "197", "150.00"),))


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99213": "100.00"})
    return cast


def accepted(claim, at=NOW):
    """The claim as it went out; the clearinghouse and the payer have taken it by their files."""
    sent = goes_out(claim, at=at)
    batch = Interchange.objects.latest("pk")
    mark_claims_sent(interchange_id=batch.pk, at=at)
    receive(claim.payer.connection, [answer_999(batch)], at=at)
    receive(claim.payer.connection, [report_277ca(acknowledged(claim, "A2", day=at.date()), day=at.date())], at=at)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.ACCEPTED
    return sent


def paid(cast, decision=PAID, **fields) -> Claim:
    claim = make_claim(cast, charges=(("99213", [], "1", "150.00", [1]),), **fields)
    accepted(claim)
    received(check_of(cast.payer, decided(claim, decision)))
    claim.refresh_from_db()
    return claim


def voided(claim, outcome=VoidOutcome.BILL_AGAIN, reason="Wrong patient") -> Claim:
    return void_claim(claim.pk, reason=reason, outcome=outcome, actor=None, at=LATER)


def reversal(cast, claim, decision=PAID, days=20):
    remittance = received(check_of(cast.payer, taken_back(claim, decision)), at=NOW + timedelta(days=days))
    claim.refresh_from_db()
    return remittance


def test_a_void_repeats_the_claim_under_the_payers_number_and_its_reversal_voids_it(cast):
    claim = paid(cast)
    assert claim.status == ClaimStatus.CLOSED
    first = claim.submissions.get(ordinal=1)

    voided(claim)
    claim.refresh_from_db()
    assert (claim.status, claim.version) == (ClaimStatus.READY, 2)
    sent = accepted(claim, at=LATER)
    assert (sent.frequency, sent.original_reference, sent.charge) == ("8", f"ICN{claim.pk}", dollars("150.00"))
    assert claim.submissions.get(ordinal=2).snapshot == first.snapshot

    remittance = reversal(cast, claim)

    assert (remittance.status, claim.status, claim.open_amount) == ("posted", ClaimStatus.VOIDED, 0)
    assert not WorkItem.objects.filter(subject_kind="claim", subject_id=claim.pk, closed_at__isnull=True).exists()
    fresh = Claim.objects.exclude(pk=claim.pk).get(encounter=claim.encounter_id)
    assert (fresh.status, fresh.rank, fresh.open_amount, fresh.submissions.get().frequency) == (ClaimStatus.READY, 1, dollars("150.00"), "1")
    assert (where(claim).owed_by_payer, where(claim).paid_by_payer) == (dollars("150.00"), 0)
    everything_adds_up()


def test_a_visit_billed_in_error_is_taken_back_when_the_payers_money_is_back(cast):
    claim = paid(cast)
    voided(claim, VoidOutcome.TAKE_BACK)
    accepted(claim, at=LATER)

    reversal(cast, claim)

    claim.encounter.refresh_from_db()
    assert claim.status == ClaimStatus.VOIDED
    assert claim.encounter.void_reason == f"Claim {claim.number} was voided"
    assert balance(Account.CHARGES) == balance(Account.OWED_BY_PAYER) == balance(Account.OWED_BY_PATIENT) == 0
    assert Claim.objects.filter(encounter=claim.encounter_id).count() == 1
    everything_adds_up()


def test_what_the_patient_paid_on_it_is_the_patients_again(cast):
    claim = paid(cast)
    take_payment(NewPayment(claim.patient_id, dollars("20.00"), "check"), actor=None, at=NOW)
    assert where(claim).paid_by_patient == dollars("20.00")
    voided(claim, VoidOutcome.TAKE_BACK)
    accepted(claim, at=LATER)

    reversal(cast, claim)

    claim.encounter.refresh_from_db()
    assert claim.encounter.voided_at is not None
    assert -balance(Account.UNAPPLIED) == dollars("20.00")
    assert not HeldCredit.objects.filter(released_at__isnull=True).exists()
    everything_adds_up()


def test_a_denial_waits_for_the_void_and_ends_with_it(cast):
    claim = paid(cast, REFUSED)
    denial = Denial.objects.get()
    voided(claim)
    denial.refresh_from_db()
    assert denial.status == DenialStatus.CORRECTED
    assert "void" in WorkItem.objects.get(subject_kind="denial", closed_at__isnull=True).next_step
    accepted(claim, at=LATER)

    reversal(cast, claim, REFUSED)

    denial.refresh_from_db()
    assert (claim.status, denial.status) == (ClaimStatus.VOIDED, DenialStatus.CLOSED)
    everything_adds_up()


def test_a_payer_that_says_so_by_telephone_is_believed_where_it_has_paid_nothing(cast):
    claim = paid(cast, REFUSED)
    with pytest.raises(NotBeingVoided):
        confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)
    voided(claim, VoidOutcome.TAKE_BACK)
    with pytest.raises(NotBeingVoided):
        confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)
    accepted(claim, at=LATER)

    confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)

    claim.encounter.refresh_from_db()
    claim.refresh_from_db()
    assert (claim.status, claim.encounter.voided_at is not None) == (ClaimStatus.VOIDED, True)
    everything_adds_up()


@pytest.mark.parametrize(("decision", "said"), [
    (PAID, "150.00 of this claim stands as its payer decided (adjusted by contract, owed by the patient, paid by a payer)"),
    (("0.00", (("CO", "45", "50.00"), ("PR", "1", "100.00"))), "150.00 of this claim stands as its payer decided (adjusted by contract, owed by the patient)"),
])
def test_money_comes_back_by_a_reversal_only(cast, decision, said):
    claim = paid(cast, decision)
    voided(claim)
    accepted(claim, at=LATER)

    with pytest.raises(MoneyNotBack, match=re.escape(said)):
        confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)


def test_a_share_that_came_back_from_the_patients_money_counts_as_back(cast):
    claim = paid(cast)
    take_payment(NewPayment(claim.patient_id, dollars("20.00"), "check"), actor=None, at=NOW)
    voided(claim, VoidOutcome.TAKE_BACK)
    reversal(cast, claim, days=5)
    goes_out(claim, at=LATER)
    mark_claims_sent(interchange_id=Interchange.objects.latest("pk").pk, at=LATER)

    confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.VOIDED
    assert -balance(Account.UNAPPLIED) == dollars("20.00")
    everything_adds_up()


def test_what_the_payer_before_paid_does_not_keep_a_later_claim_from_being_voided(cast):
    second = PayerFactory(connection=cast.payer.connection)
    patient = make_patient()
    first = paid(cast, patient=patient, coverages=[make_coverage(patient, cast.payer), make_coverage(patient, second, rank=2)])
    claim = Claim.objects.get(encounter=first.encounter_id, rank=2)
    accepted(claim)
    received(check_of(second, decided(claim, ("0.00", (("CO", "197", "20.00"), ("OA", "23", "130.00"))))))
    claim.refresh_from_db()
    voided(claim)
    accepted(claim, at=LATER)

    confirm_void(claim.pk, reason="Rosa, reference 7", actor=None, at=LATER)

    claim.refresh_from_db()
    assert claim.status == ClaimStatus.VOIDED
    assert Claim.objects.exclude(status="voided").get(encounter=claim.encounter_id, rank=2).open_amount == dollars("20.00")
    everything_adds_up()


def test_a_rejected_void_goes_out_again_as_the_same_void(cast):
    claim = paid(cast)
    voided(claim)
    put_in(claim, ClaimStatus.REJECTED)

    rebuild_claims([claim.pk], at=LATER, actor=None)

    claim.refresh_from_db()
    last = claim.submissions.get(ordinal=3)
    assert (claim.status, last.frequency, last.original_reference) == (ClaimStatus.READY, "8", f"ICN{claim.pk}")
    assert last.snapshot == claim.submissions.get(ordinal=1).snapshot


def test_a_payer_that_corrects_instead_of_voiding_has_decided_the_claim(cast):
    claim = paid(cast)
    voided(claim)
    accepted(claim, at=LATER)
    less = ("60.00", (("CO", "45", "50.00"), ("PR", "2", "40.00")))

    received(check_of(cast.payer, taken_back(claim, PAID), decided(claim, less)), at=NOW + timedelta(days=20))

    claim.refresh_from_db()
    held = where(claim)
    assert (claim.status, claim.void_outcome) == (ClaimStatus.CLOSED, "")
    assert (held.paid_by_payer, held.owed_by_patient, held.owed_by_payer) == (dollars("60.00"), dollars("40.00"), 0)
    assert Claim.objects.filter(encounter=claim.encounter_id).count() == 1
    everything_adds_up()


def test_the_visit_stays_as_it_is_until_the_payer_has_voided_it(cast):
    claim = paid(cast)
    voided(claim)

    with pytest.raises(ClaimInTheWay, match="being voided"):
        void_encounter(claim.encounter_id, reason="Wrong patient", actor=None, at=LATER)


def test_a_reversal_that_comes_while_the_void_has_not_left_yet_leaves_it_to_leave(cast):
    claim = paid(cast)
    voided(claim)

    reversal(cast, claim)

    assert claim.status == ClaimStatus.READY
    everything_adds_up()


def test_a_void_that_can_not_take_the_visit_back_leaves_a_claim_on_hold_that_says_why(cast, monkeypatch):
    claim = paid(cast)
    voided(claim, VoidOutcome.TAKE_BACK)
    accepted(claim, at=LATER)
    monkeypatch.setattr("billing.services.void_encounter.ask_guards", lambda _: (_ for _ in ()).throw(ClaimInTheWay(why="Something stands in the way.")))

    reversal(cast, claim)

    fresh = Claim.objects.exclude(pk=claim.pk).get()
    assert (claim.status, fresh.status, fresh.hold_reason) == (ClaimStatus.VOIDED, ClaimStatus.HELD, "Take the visit back: Something stands in the way.")
    everything_adds_up()


def test_what_can_not_be_voided_is_refused_with_its_reason(cast):
    claim = billed(cast, ("99213", "150.00"))
    with pytest.raises(NotDecided):
        voided(claim)
    received(check_of(cast.payer, decided(claim, REFUSED)))
    with pytest.raises(ReasonMissing):
        voided(claim, reason=" ")
    Denial.objects.update(status=DenialStatus.APPEALED)
    with pytest.raises(AppealIsOpen):
        voided(claim)
    Denial.objects.update(status=DenialStatus.OPEN)
    Claim.objects.update(payer_control_number="")
    with pytest.raises(PayersNumberMissing):
        voided(claim)
    Claim.objects.update(payer_control_number="ICN")
    voided(claim)
    with pytest.raises(NotDecided):
        voided(claim)


def test_medicare_takes_no_void(cast):
    medicare = Cast(PayerFactory(kind="medicare", claim_filing_code="MB", connection=cast.payer.connection))

    claim = billed(medicare, ("99213", "150.00"))
    received(check_of(medicare.payer, decided(claim, REFUSED)))

    with pytest.raises(TakesNoReplacement):
        voided(claim)


def test_a_claim_on_which_the_next_payers_rests_is_voided_after_that_one(cast):
    second = PayerFactory(connection=cast.payer.connection)
    patient = make_patient()
    claim = paid(cast, patient=patient, coverages=[make_coverage(patient, cast.payer), make_coverage(patient, second, rank=2)])
    put_in(Claim.objects.get(rank=2), ClaimStatus.SENT)

    with pytest.raises(LaterClaimLives):
        voided(claim)
