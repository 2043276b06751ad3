"""Second payers: stories 1 to 4, from the first payer's file to the second's, with what goes out between them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from billing.models import Account, LedgerTransaction, Refund
from billing.services.make_statements import make_statements
from billing.services.take_payment import NewPayment, take_payment
from claims.models import Claim, ClaimStatus, ClaimSubmission, ScrubFinding
from claims.services.bill_next_payer import bill_next_payer
from claims.services.bill_overdue_crossovers import bill_overdue_crossovers
from claims.services.move_claims import Move, move_claims
from claims.services.resolve_exception import resolve_exception
from claims.services.send_ready_claims import send_ready_claims
from config.shared import blobs, clock
from config.shared.models import WorkItem
from config.shared.services import jobs
from config.shared.services.record_event import Evidence
from payers import x12
from payers.x12 import set_837p
from tests.factories.claims import NOW, Cast, make_coverage, make_patient
from tests.factories.patients import GuarantorFactory
from tests.factories.payers import PayerFactory
from tests.factories.remittances import PAID_ON, answers, cas, check_of, make_table, received
from tests.factories.shared import FrontDeskFactory
from tests.scenarios.money import balance, billed, decided, dollars, taken_back, where
from tests.scenarios.world import everything_adds_up
from tests.support.pyx12_oracle import pyx12_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    make_table()
    return Cast()


@pytest.fixture
def medicare():
    make_table()
    return Cast(PayerFactory(name="Medicare", kind="medicare", claim_filing_code="MB"))


def two_payers(cast, *charges, **second):
    """A claim to the first payer of a patient who has two, and the second payer."""
    payer = PayerFactory(**{"connection": cast.payer.connection, "secondary_filing_limit_days": 180, **second})
    patient = make_patient()
    coverages = [make_coverage(patient, cast.payer), make_coverage(patient, payer, rank=2)]
    return billed(cast, *charges, patient=patient, coverages=coverages), payer


def next_claim(claim) -> Claim:
    return Claim.objects.exclude(status="voided").get(encounter=claim.encounter_id, rank=claim.rank + 1)


def goes_out(claim) -> set_837p.Claim:
    """The claim in a batch that an independent validator accepts, as the payer will read it. It is sent afterwards."""
    (batch,) = send_ready_claims(at=NOW, only=[claim.pk])
    data = blobs.read(batch.sha256)
    assert pyx12_errors(data) == []
    (sent,) = [each for part in x12.read(data).transactions() for each in x12.parse(part).claims]
    claim.refresh_from_db()
    move_claims([Move(claim=claim, kind="test_sent", status=ClaimStatus.SENT, evidence=Evidence(NOW))], actor=None)
    return sent


def places(claim) -> tuple[str, ...]:
    """Paid, adjusted, written off, owed by payers, by the patient."""
    held = where(claim)
    return tuple(str(each) for each in (held.paid_by_payer, held.adjusted, held.written_off, held.owed_by_payer, held.owed_by_patient))


def test_story_4_the_second_claim_carries_what_the_first_payer_decided_and_leaves_nothing(cast):
    claim, second = two_payers(cast, ("99214", "300.00"))
    received(check_of(cast.payer, decided(claim, ("160.00", (("CO", "45", "100.00"), ("PR", "2", "40.00"))))))

    claim.refresh_from_db()
    later = next_claim(claim)
    assert (claim.status, claim.open_amount) == ("closed", 0)
    assert (later.payer, later.status, later.open_amount, later.billed_amount) == (second, "ready", dollars("40.00"), dollars("300.00"))
    assert later.filing_deadline_date == claim.service_date + timedelta(days=180)
    everything_adds_up()

    sent = goes_out(later)
    (other,), (line,) = sent.other_insurances, sent.lines
    (adjudication,) = line.adjudications
    assert (sent.insurance.rank, other.insurance.rank, other.payer.id, other.paid) == ("S", "P", cast.payer.electronic_id, dollars("160.00"))
    assert (adjudication.payer_id, adjudication.paid, adjudication.paid_date) == (cast.payer.electronic_id, dollars("160.00"), PAID_ON)
    assert [(each.group, each.reason, each.amount) for each in adjudication.adjustments] == [
        ("CO", "45", dollars("100.00")), ("PR", "2", dollars("40.00")),
    ]
    assert line.charge == adjudication.paid + sum(each.amount for each in adjudication.adjustments)

    received(check_of(second, decided(later, ("20.00", (("OA", "23", "260.00"), ("CO", "45", "20.00"))), status="2")))
    assert places(claim) == ("180.00", "120.00", "0.00", "0.00", "0.00")
    assert not WorkItem.objects.filter(subject_kind="claim", closed_at__isnull=True).exists()
    everything_adds_up()


def test_story_3_medicaid_writes_off_only_what_is_open(medicare):
    claim, medicaid = two_payers(medicare, ("99214", "500.00"), kind="medicaid", claim_filing_code="MC")
    received(check_of(medicare.payer, decided(claim, ("294.00", (("CO", "45", "125.00"), ("CO", "253", "6.00"), ("PR", "2", "75.00"))))))
    later = next_claim(claim)
    goes_out(later)

    received(check_of(medicaid, decided(later, ("65.00", (("CO", "45", "435.00"),)), status="2")))

    assert places(claim) == ("359.00", "141.00", "0.00", "0.00", "0.00")
    everything_adds_up()


def test_a_decision_of_the_claim_as_a_whole_goes_to_the_second_payer_at_claim_level(cast):
    claim, _ = two_payers(cast, ("99214", "180.00"), ("20610", "150.00"))
    received(check_of(cast.payer, answers(claim, adjustments=cas(("CO", "45", "82.00"), ("PR", "2", "50.00")), paid=dollars("198.00"))))

    sent = goes_out(next_claim(claim))

    (other,) = sent.other_insurances
    assert (other.paid, other.paid_date, other.remaining_liability) == (dollars("198.00"), PAID_ON, dollars("50.00"))
    assert [(each.reason, each.amount) for each in other.adjustments] == [("45", dollars("82.00")), ("2", dollars("50.00"))]
    assert not any(line.adjudications for line in sent.lines)
    everything_adds_up()


def test_a_reversal_of_the_first_payer_holds_the_second_claim_until_it_decides_again(cast):
    claim, _ = two_payers(cast, ("99214", "300.00"))
    first = ("160.00", (("CO", "45", "100.00"), ("PR", "2", "40.00")))
    received(check_of(cast.payer, decided(claim, first)))
    received(check_of(cast.payer, taken_back(claim, first)))

    later = next_claim(claim)
    assert (later.status, later.open_amount) == ("held", 0)
    assert ScrubFinding.objects.filter(submission__claim=later, submission__ordinal=later.version, rule="decision_missing").exists()
    everything_adds_up()

    received(check_of(cast.payer, decided(claim, ("170.00", (("CO", "45", "100.00"), ("PR", "2", "30.00"))))))
    later.refresh_from_db()
    assert (later.status, later.open_amount) == ("ready", dollars("30.00"))
    (other,) = goes_out(later).other_insurances
    assert other.paid == dollars("170.00")
    everything_adds_up()


def test_a_new_decision_after_the_second_claim_went_out_asks_for_a_corrected_one(cast):
    claim, _ = two_payers(cast, ("99214", "300.00"))
    first = ("160.00", (("CO", "45", "100.00"), ("PR", "2", "40.00")))
    received(check_of(cast.payer, decided(claim, first)))
    later = next_claim(claim)
    goes_out(later)

    received(check_of(cast.payer, taken_back(claim, first), decided(claim, ("170.00", (("CO", "45", "100.00"), ("PR", "2", "30.00"))))))

    later.refresh_from_db()
    assert (later.status, later.open_amount) == ("sent", dollars("30.00"))
    assert "corrected claim" in WorkItem.objects.get(subject_kind="claim", subject_id=later.pk, closed_at__isnull=True).next_step
    everything_adds_up()


def test_only_the_open_part_moves_and_a_denied_line_stays_with_the_first_payer(cast):
    claim, _ = two_payers(cast, ("99214", "180.00"), ("20610", "150.00"))
    received(check_of(cast.payer, decided(claim, ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00"))), ("0.00", (("CO", "50", "150.00"),)))))

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount, next_claim(claim).open_amount) == ("partly_paid", dollars("150.00"), dollars("30.00"))
    assert where(claim).owed_by_rank == {1: dollars("150.00"), 2: dollars("30.00")}
    everything_adds_up()


def test_posting_called_again_bills_the_second_payer_once(cast):
    claim, _ = two_payers(cast, ("99214", "300.00"))
    received(check_of(cast.payer, decided(claim, ("160.00", (("CO", "45", "100.00"), ("PR", "2", "40.00"))))))
    before = (Claim.objects.count(), ClaimSubmission.objects.count(), LedgerTransaction.objects.count())

    with transaction.atomic():
        bill_next_payer([claim.pk], actor=None, at=NOW)

    assert (Claim.objects.count(), ClaimSubmission.objects.count(), LedgerTransaction.objects.count()) == before


# From here: claims that the first payer sends on itself.

MEDICARE_PAYS = ("90.54", (("CO", "45", "64.51"), ("PR", "2", "23.10"), ("CO", "253", "1.85")))
MEDIGAP_PAYS = ("23.10", (("OA", "23", "156.90"),))


def answer_of_the_second(claim, payer, *line, **fields):
    """The second payer's check, under the number that the first one passed on."""
    return check_of(payer, decided(claim, line, status="2", payer_control_number="MGP-1", **fields))


def sends_on(claim, **fields):
    return decided(claim, MEDICARE_PAYS, **{"status": "19", "outpatient": ("", "", "MA18"), "remarks": ("MA18",), **fields})


def waiting(row) -> WorkItem:
    return WorkItem.objects.get(subject_kind=row.SUBJECT_KIND, subject_id=row.pk, closed_at__isnull=True)


def test_story_1_the_second_payer_answers_first_and_posts_when_the_first_has_decided(medicare):
    claim, medigap = two_payers(medicare, ("99214", "180.00"))
    early = received(answer_of_the_second(claim, medigap, *MEDIGAP_PAYS))

    (row,) = early.claims.all()
    assert (early.status, row.fate, row.code) == ("posted", "suspense", "crossover_first")
    assert waiting(row).next_date == clock.day_of(NOW) + timedelta(days=30)
    assert balance(Account.UNAPPLIED) == dollars("-23.10")
    everything_adds_up()

    received(check_of(medicare.payer, sends_on(claim)), at=NOW + timedelta(days=2))
    later = next_claim(claim)
    assert (later.status, later.open_amount, later.forwarded_by.claim) == ("crossed_over", dollars("23.10"), claim)
    everything_adds_up()
    jobs.run_due()

    later.refresh_from_db()
    row.refresh_from_db()
    assert (row.fate, row.claim, row.matched_by) == ("posted", later, "visit and payer")
    assert (later.status, later.open_amount, later.sent_at) == ("closed", 0, None)
    assert places(claim) == ("113.64", "66.36", "0.00", "0.00", "0.00")
    assert balance(Account.UNAPPLIED) == 0
    assert send_ready_claims(at=NOW) == []
    assert not WorkItem.objects.filter(closed_at__isnull=True).exists()
    everything_adds_up()


def test_the_second_payers_early_answer_posts_when_a_person_matches_the_firsts(medicare):
    claim, medigap = two_payers(medicare, ("99214", "180.00"))
    received(answer_of_the_second(claim, medigap, *MEDIGAP_PAYS))
    first = received(check_of(medicare.payer, sends_on(claim, patient_control_number="UNKNOWN", payer_control_number="NOT-KNOWN")))
    (row,) = first.claims.all()
    assert row.fate == "suspense"

    resolve_exception(remittance_claim_id=row.pk, claim=claim, reason="By name and day", actor=medicare.biller, at=NOW)
    jobs.run_due()

    assert next_claim(claim).status == "closed"
    assert balance(Account.UNAPPLIED) == 0
    everything_adds_up()


def test_the_second_payers_answer_after_the_first_matches_by_visit_and_payer(medicare):
    claim, medigap = two_payers(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim)))
    later = next_claim(claim)
    assert later.crossover_due_date == clock.day_of(NOW) + timedelta(days=30)
    assert (waiting(later).queue, waiting(later).next_date) == ("waiting", later.crossover_due_date)

    received(answer_of_the_second(claim, medigap, *MEDIGAP_PAYS))

    later.refresh_from_db()
    assert (later.status, where(claim).open) == ("closed", 0)
    everything_adds_up()


@pytest.mark.parametrize("signs", [
    {"status": "19", "remarks": (), "outpatient": ()}, {"status": "1", "remarks": ("MA07",), "outpatient": ("", "", "MA07")},
    {"status": "1", "remarks": ("N89",), "outpatient": ("", "", "N89")},
])
def test_any_one_sign_that_it_was_sent_on_suffices(medicare, signs):
    claim, _ = two_payers(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim, **signs)))

    assert next_claim(claim).status == "crossed_over"


def test_a_claim_that_could_not_be_sent_on_is_billed_by_us(medicare):
    claim, _ = two_payers(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim, remarks=("MA18", "MA19"), outpatient=("", "", "MA18", "MA19"))))

    assert next_claim(claim).status == "ready"
    everything_adds_up()


def test_without_an_answer_in_thirty_days_we_bill_the_second_payer(medicare):
    claim, _ = two_payers(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim)))
    assert bill_overdue_crossovers(at=NOW + timedelta(days=30)) == 0

    assert bill_overdue_crossovers(at=NOW + timedelta(days=31)) == 1
    assert bill_overdue_crossovers(at=NOW + timedelta(days=31)) == 0

    later = next_claim(claim)
    assert later.status == "ready"
    (other,) = goes_out(later).other_insurances
    assert other.paid == dollars("90.54")
    everything_adds_up()


def test_what_does_not_fit_after_all_stays_in_suspense_for_a_person(medicare):
    claim, medigap = two_payers(medicare, ("99214", "180.00"))
    early = received(answer_of_the_second(claim, medigap, "50.00", (("OA", "23", "130.00"),)))
    received(check_of(medicare.payer, sends_on(claim)))
    jobs.run_due()

    (row,) = early.claims.all()
    assert (row.fate, next_claim(claim).status) == ("suspense", "crossed_over")
    assert "owes 23.10" in waiting(row).next_step
    everything_adds_up()


def test_a_share_that_was_sent_on_to_a_payer_we_do_not_know_is_not_the_patients(medicare):
    claim = billed(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim)))

    assert (where(claim).owed_by_patient, where(claim).owed_by_payer) == (0, dollars("23.10"))
    assert "next payer" in waiting(claim).next_step
    everything_adds_up()


# From here: Qualified Medicare Beneficiaries.

BENEFICIARY = ("64.18", (("CO", "45", "58.14"), ("CO", "253", "1.31"), ("PR", "2", "16.37")))


def of_a_beneficiary(claim, line=BENEFICIARY):
    """Medicare's decision, with the remark on the line."""
    said = decided(claim, line)
    return replace(said, lines=tuple(replace(each, remarks=("N782",)) for each in said.lines))


def test_story_2_what_medicaid_leaves_of_a_beneficiary_is_written_off_and_the_copay_goes_back(medicare):
    claim, medicaid = two_payers(medicare, ("99213", "140.00"), kind="medicaid", claim_filing_code="MC")
    GuarantorFactory(patient=claim.patient)
    payment = take_payment(NewPayment(claim.patient_id, dollars("10.00"), "cash", memo="Copay"), actor=FrontDeskFactory(), at=NOW)
    received(check_of(medicare.payer, of_a_beneficiary(claim)))

    refund = Refund.objects.get()
    assert (refund.patient, refund.amount, refund.status, refund.cause_id) == (claim.patient, payment.amount, "requested", claim.pk)
    later = next_claim(claim)
    assert (later.payer, later.open_amount) == (medicaid, dollars("16.37"))
    goes_out(later)
    everything_adds_up()

    received(check_of(medicaid, decided(later, ("0.00", (("OA", "23", "140.00"),)), status="2")))

    later.refresh_from_db()
    assert (later.status, later.open_amount) == ("closed", 0)
    assert places(claim) == ("64.18", "59.45", "16.37", "0.00", "0.00")
    assert LedgerTransaction.objects.get(purpose="write_off").reason == "QMB"
    assert make_statements(actor=None, at=NOW, patient_ids=[claim.patient_id], now=True) == []
    assert Refund.objects.count() == 1
    assert set(WorkItem.objects.filter(closed_at__isnull=True).values_list("subject_kind", flat=True)) == {"refund"}
    everything_adds_up()


def test_a_share_that_medicaid_leaves_to_a_beneficiary_is_never_the_patients(medicare):
    claim, medicaid = two_payers(medicare, ("99213", "140.00"), kind="medicaid", claim_filing_code="MC")
    received(check_of(medicare.payer, of_a_beneficiary(claim)))
    later = next_claim(claim)
    goes_out(later)

    received(check_of(medicaid, decided(later, ("13.37", (("OA", "23", "123.63"), ("PR", "3", "3.00"))), status="2")))

    assert places(claim) == ("77.55", "59.45", "3.00", "0.00", "0.00")
    assert not Refund.objects.exists()
    everything_adds_up()


def test_without_medicaid_on_the_visit_a_beneficiarys_share_waits_for_a_person(medicare):
    claim = billed(medicare, ("99213", "140.00"))
    received(check_of(medicare.payer, of_a_beneficiary(claim)))

    assert (where(claim).owed_by_payer, where(claim).owed_by_patient) == (dollars("16.37"), 0)
    assert "whom the visit does not name" in waiting(claim).next_step
    everything_adds_up()


def test_the_remittance_page_says_what_a_later_payer_leaves_with_the_one_before(medicare, client):
    claim, medigap = two_payers(medicare, ("99214", "180.00"))
    received(check_of(medicare.payer, sends_on(claim)))
    remittance = received(answer_of_the_second(claim, medigap, *MEDIGAP_PAYS))
    client.force_login(medicare.biller)

    text = client.get(reverse("claims:remittance", args=[remittance.public_id])).content.decode()

    assert "With the payers before" in text
    assert "Payers before 156.90" in text
    assert "Stays open" not in text
    assert "undecided" not in text
