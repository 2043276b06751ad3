"""The handler of 835s: facts are kept in any case; what may not post, posts nothing; the rest is in the ledger to the cent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.models import Account, LedgerEntry
from billing.selectors import ledger
from claims.invariants_money_in import payments_are_whole, suspense_is_explained, waiting_has_steps
from claims.models import (
    Claim,
    ClaimStatus,
    PostingProposal,
    ProposalKind,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceClaimFate,
    RemittanceStatus,
)
from config.shared.models import Event, WorkItem
from payers.models import InboundTransaction
from payers.services.receive_bytes import receive_bytes
from payers.services.retry_transaction import retry_transaction
from tests.factories.claims import NOW, Cast
from tests.factories.practice import BillingProviderFactory
from tests.factories.remittances import PAID_ON, answers, cas, check_of, file_of, make_table, make_terms, pays, receive, received, sent_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    return cast


def ada(claim):
    """99214 paid 120.00 with CO-45 30.00 and PR-2 30.00; 20610 denied CO-50."""
    visit, injection = claim.lines.all()
    return answers(
        claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "0", ("CO", "50", "150.00"), remarks=["N115"])
    )


def owed(claim):
    return ledger.by_encounter([claim.encounter_id])[claim.encounter_id]


def test_a_balanced_remittance_posts_payment_and_contract_and_leaves_what_is_denied_owed_by_the_payer(cast):
    claim = sent_claim(cast)

    remittance = received(check_of(cast.payer, ada(claim)))

    held = owed(claim)
    assert remittance.status == RemittanceStatus.POSTED
    assert (held.paid_by_payer, held.adjusted, held.owed_by_rank, held.owed_by_patient) == (
        Decimal("120.00"), Decimal("30.00"), {1: Decimal("150.00")}, Decimal("30.00"))
    assert held.where == held.charge == Decimal("330.00")


def test_the_claim_moves_with_the_segments_that_say_so(cast):
    claim = sent_claim(cast)

    remittance = received(check_of(cast.payer, ada(claim)))

    claim.refresh_from_db()
    event = Event.objects.get(subject_kind="claim", subject_id=claim.pk, kind="remittance_posted")
    row = RemittanceClaim.objects.get(remittance=remittance)
    assert (claim.status, claim.open_amount, claim.payer_control_number) == (ClaimStatus.PARTLY_PAID, Decimal("150.00"), f"ICN{claim.pk}")
    assert (event.inbound_transaction_id, event.first_segment, event.last_segment) == (
        remittance.inbound_transaction_id, row.first_segment, row.last_segment)
    assert event.detail["payment"] == "120.00"
    assert event.detail["denied"] == "150.00"


def test_the_patients_share_is_a_proposal_that_policy_applies(cast):
    claim = sent_claim(cast)

    received(check_of(cast.payer, ada(claim)))

    proposal = PostingProposal.objects.get(kind=ProposalKind.TO_PATIENT)
    assert (proposal.amount, proposal.state, proposal.line.procedure_code) == (Decimal("30.00"), "applied", "99214")


def test_a_contract_that_expects_more_is_written_off_only_so_far(cast):
    claim = sent_claim(cast, charges=(("99214", [], "1", "250.00", [1]),))
    (line,) = claim.lines.all()

    received(check_of(cast.payer, answers(claim, pays(line, "118.00", ("CO", "45", "112.00"), ("PR", "3", "20.00")))))

    held = owed(claim)
    short = PostingProposal.objects.get(kind=ProposalKind.UNDERPAYMENT)
    assert (held.adjusted, held.owed_by_payer) == (Decimal("100.00"), Decimal("32.00"))
    assert (short.amount, short.evidence["expected"]) == (Decimal("12.00"), "150.00")


def test_the_same_file_again_posts_nothing(cast):
    data = file_of(check_of(cast.payer, ada(sent_claim(cast))))

    receive_bytes(data=data, name="a.835", source="upload", connection=None, at=NOW)
    entries = LedgerEntry.objects.count()
    second = receive_bytes(data=data, name="renamed.835", source="upload", connection=None, at=NOW)

    assert second.fate == "duplicate"
    assert (LedgerEntry.objects.count(), Remittance.objects.count()) == (entries, 1)


def test_the_same_body_in_a_new_interchange_posts_nothing(cast):
    check = check_of(cast.payer, ada(sent_claim(cast)))

    receive(check)
    entries = LedgerEntry.objects.count()
    second = receive(check)

    assert second.fate == "duplicate"
    assert LedgerEntry.objects.count() == entries


def test_the_same_trace_amount_and_day_with_another_body_is_an_exception(cast):
    first = check_of(cast.payer, ada(sent_claim(cast)))
    second = check_of(cast.payer, ada(sent_claim(cast)), trace=first.trace)

    received(first)
    remittance = received(second)

    assert (remittance.status, remittance.code) == (RemittanceStatus.EXCEPTION, "repeated_trace")
    assert not LedgerEntry.objects.filter(transaction__source_kind="remittance", transaction__source_id=remittance.pk).exists()


def test_payments_of_nothing_may_share_a_trace(cast):
    denied = [answers(claim, *[pays(line, "0", ("CO", "50", str(line.billed_amount))) for line in claim.lines.all()])
              for claim in (sent_claim(cast), sent_claim(cast))]
    first = check_of(cast.payer, denied[0])

    received(first)
    remittance = received(check_of(cast.payer, denied[1], trace=first.trace))

    assert remittance.status == RemittanceStatus.POSTED


@pytest.mark.parametrize("level", ["check", "claim", "line"])
def test_what_does_not_balance_posts_nothing_and_is_kept(cast, level):
    claim = sent_claim(cast)
    check = check_of(cast.payer, ada(claim))
    (paid,) = check.claims
    cent = Decimal("0.01")
    if level == "check":
        check = replace(check, payment_amount=check.payment_amount + cent)
    elif level == "claim":
        check = replace(check, payment_amount=check.payment_amount + cent, claims=(replace(paid, paid=paid.paid + cent),))
    else:
        first, second = paid.lines
        lines = (replace(first, paid=first.paid + cent), replace(second, paid=second.paid - cent))
        check = replace(check, claims=(replace(paid, lines=lines),))

    file = receive(check)

    remittance = Remittance.objects.get()
    transaction = InboundTransaction.objects.get(file=file)
    assert (remittance.status, remittance.code, remittance.is_balanced) == (RemittanceStatus.EXCEPTION, "out_of_balance", False)
    assert (transaction.fate, transaction.code) == ("exception", "out_of_balance")
    assert RemittanceAdjustment.objects.count() == 3
    assert owed(claim).paid_by_payer == 0
    assert WorkItem.objects.filter(subject_kind="remittance", subject_id=remittance.pk, closed_at__isnull=True).exists()


def test_money_for_another_provider_posts_nothing(cast):
    check = check_of(cast.payer, ada(sent_claim(cast)))

    remittance = received(replace(check, payee=replace(check.payee, id="1999999984", references=())))

    assert (remittance.status, remittance.code) == (RemittanceStatus.EXCEPTION, "another_payee")


def test_an_unknown_number_waits_in_suspense_and_the_rest_posts(cast):
    known, unknown = sent_claim(cast), sent_claim(cast)
    stranger = replace(ada(unknown), patient_control_number="NOBODY0001", payer_control_number="X1")

    remittance = received(check_of(cast.payer, ada(known), stranger))

    waiting = RemittanceClaim.objects.get(remittance=remittance, ordinal=2)
    assert remittance.status == RemittanceStatus.POSTED
    assert (waiting.fate, waiting.code) == (RemittanceClaimFate.SUSPENSE, "no_claim")
    assert ledger.totals()["unapplied"] == Decimal("120.00")
    assert owed(known).paid_by_payer == Decimal("120.00")
    assert WorkItem.objects.get(subject_kind="remittance_claim", subject_id=waiting.pk, closed_at__isnull=True).amount == Decimal("120.00")


def test_a_reversal_of_what_was_never_posted_waits_with_its_amount(cast):
    claim, other = sent_claim(cast), sent_claim(cast)
    (visit, injection) = claim.lines.all()
    back = answers(
        claim, pays(visit, "-120.00", ("CO", "45", "-30.00"), ("PR", "2", "-30.00"), charge=-visit.billed_amount),
        pays(injection, "0", ("CO", "50", "-150.00"), charge=-injection.billed_amount), status="22", charge=-claim.billed_amount,
    )

    remittance = received(check_of(cast.payer, ada(other), back))

    waiting = RemittanceClaim.objects.get(remittance=remittance, ordinal=2)
    assert (waiting.fate, waiting.code, waiting.claim) == (RemittanceClaimFate.SUSPENSE, "reversal_without_original", claim)
    assert ledger.totals()["unapplied"] == Decimal("-120.00")
    assert owed(claim).paid_by_payer == 0


@pytest.mark.parametrize(("change", "code"), [
    ({"charge": Decimal("331.00"), "adjustments": cas(("CO", "45", "1.00"))}, "charge_differs"),
    ({"status": "25"}, "not_decided"),
])
def test_a_claim_that_is_not_ours_to_the_cent_waits(cast, change, code):
    claim = sent_claim(cast)

    received(check_of(cast.payer, replace(ada(claim), **change)))

    assert RemittanceClaim.objects.get().code == code


def test_another_payer_than_billed_waits(cast):
    other = Cast(billing_provider=cast.billing_provider)

    received(check_of(other.payer, ada(sent_claim(cast))))

    assert RemittanceClaim.objects.get().code == "another_payer"


@pytest.mark.parametrize(("status", "code"), [
    (ClaimStatus.VOIDED, "claim_voided"), (ClaimStatus.READY, "claim_not_sent"),
])
def test_a_claim_that_no_payer_can_decide_waits(cast, status, code):
    claim = sent_claim(cast)
    Claim.objects.filter(pk=claim.pk).update(status=status)

    received(check_of(cast.payer, ada(claim)))

    assert RemittanceClaim.objects.get().code == code


def test_an_adjustment_that_nobody_knows_waits_and_writes_nothing_off(cast):
    claim = sent_claim(cast, charges=(("99214", [], "1", "250.00", [1]),))
    (line,) = claim.lines.all()

    received(check_of(cast.payer, answers(claim, pays(line, "200.00", ("CO", "999", "50.00")))))

    row = RemittanceClaim.objects.get()
    assert (row.fate, row.code) == (RemittanceClaimFate.SUSPENSE, "unknown_adjustment")
    assert "CO-999" in row.message
    assert owed(claim).adjusted == 0


def test_a_second_payment_of_the_same_claim_waits(cast):
    claim = sent_claim(cast)

    received(check_of(cast.payer, ada(claim)))
    received(check_of(cast.payer, ada(claim)))

    row = RemittanceClaim.objects.order_by("pk").last()
    assert (row.fate, row.code) == (RemittanceClaimFate.SUSPENSE, "decided_before")
    assert owed(claim).paid_by_payer == Decimal("120.00")


def test_a_reduction_of_the_whole_claim_lands_on_its_charges_to_the_cent(cast):
    claim = sent_claim(cast, charges=(("99214", [], "1", "100.00", [1]), ("20610", [], "1", "100.00", [1]), ("99213", [], "1", "100.00", [1])))
    lines = [pays(line, "100.00") for line in claim.lines.all()]

    received(check_of(cast.payer, answers(claim, *lines, adjustments=cas(("PR", "1", "50.00"), ("CO", "253", "0.00")))))

    paid = [ledger.by_charge([line.charge_id])[line.charge_id].paid_by_payer for line in claim.lines.all()]
    assert sum(paid) == Decimal("250.00")
    assert sorted(paid) == [Decimal("83.33"), Decimal("83.33"), Decimal("83.34")]
    assert sum(row.amount for row in PostingProposal.objects.filter(kind=ProposalKind.TO_PATIENT)) == Decimal("50.00")


def test_a_decision_on_the_whole_claim_without_lines_lands_on_our_lines(cast):
    claim = sent_claim(cast)

    received(check_of(cast.payer, answers(claim, charge=claim.billed_amount, paid=Decimal("0.00"), adjustments=cas(("CO", "29", "330.00")))))

    claim.refresh_from_db()
    denial = claim.denials.get()
    assert claim.status == ClaimStatus.DENIED
    assert (denial.line, denial.denied_amount, denial.expected_amount) == (None, Decimal("330.00"), Decimal("248.00"))


def test_a_payer_that_wants_its_plan_looked_at_waits_for_a_person(cast):
    cast.payer.posting_mode = "manual"
    cast.payer.save()
    claim = sent_claim(cast)

    remittance = received(check_of(cast.payer, ada(claim)))

    assert (remittance.status, RemittanceClaim.objects.get().fate) == (RemittanceStatus.PLANNED, RemittanceClaimFate.PLANNED)
    assert owed(claim).paid_by_payer == 0
    assert waiting_has_steps().broken == []


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast):
    def queries(number):
        check = check_of(cast.payer, *[ada(sent_claim(cast)) for _ in range(number)])
        with CaptureQueriesContext(connection) as counted:
            receive(check)
        return len(counted)

    assert queries(2) == queries(7)


def test_what_is_posted_satisfies_the_checks(cast):
    known, unknown = sent_claim(cast), sent_claim(cast)
    received(check_of(cast.payer, ada(known), replace(ada(unknown), patient_control_number="NOBODY0001", payer_control_number="X1")))

    for check in (payments_are_whole, suspense_is_explained, waiting_has_steps):
        result = check()
        assert result.checked
        assert result.broken == []


def test_suspense_stays_out_of_every_charge(cast):
    stranger = replace(ada(sent_claim(cast)), patient_control_number="NOBODY0001", payer_control_number="X1")

    received(check_of(cast.payer, stranger))

    entries = LedgerEntry.objects.filter(transaction__purpose="suspense")
    assert {(entry.account, entry.charge_id) for entry in entries} == {(Account.PAID_BY_PAYER, None), (Account.UNAPPLIED, None)}


def test_an_exception_that_is_tried_again_posts_once_its_cause_is_mended(cast):
    check = check_of(cast.payer, ada(sent_claim(cast)))
    remittance = received(replace(check, payee=replace(check.payee, id="1999999984", references=())))
    assert remittance.code == "another_payee"
    BillingProviderFactory(npi="1999999984")

    row = retry_transaction(remittance.inbound_transaction_id, actor=cast.biller, at=NOW)

    remittance.refresh_from_db()
    assert (row.fate, remittance.status, remittance.code) == ("processed", RemittanceStatus.POSTED, "")
    assert not WorkItem.objects.filter(subject_kind="remittance", closed_at__isnull=True).exists()


@pytest.mark.parametrize("day", ["20269999", "00010101", "20161101", "20280101", ""])
def test_a_payment_on_no_day_that_can_be_meant_posts_nothing(cast, day):
    claim = sent_claim(cast)
    check = check_of(cast.payer, ada(claim), payment_date=PAID_ON)
    data = file_of(check).replace(b"*20261120~TRN", f"*{day}~TRN".encode())

    file = receive_bytes(data=data, name="remittance.835", source="upload", connection=None, at=NOW)

    remittance = Remittance.objects.get(inbound_transaction__file=file)
    assert (remittance.status, remittance.code) == (RemittanceStatus.EXCEPTION, "unreadable_date")
    assert owed(claim).paid_by_payer == Decimal(0)


def test_a_reason_that_is_too_long_is_not_cut_into_another(cast):
    claim = sent_claim(cast)
    visit, injection = claim.lines.all()
    answer = answers(claim, pays(visit, "120.00", ("COXX", "45", "60.00")), pays(injection, "150.00"))

    remittance = received(check_of(cast.payer, answer))
    retry_transaction(remittance.inbound_transaction_id, actor=None, at=NOW)

    remittance.refresh_from_db()
    assert (remittance.status, remittance.code) == (RemittanceStatus.EXCEPTION, "value_too_long")
    assert owed(claim).paid_by_payer == Decimal(0)


def test_evidence_is_never_later_than_its_receipt(cast):
    claim = sent_claim(cast)
    data = file_of(check_of(cast.payer, ada(claim))).replace(b"*261120*", b"*991120*")

    file = receive_bytes(data=data, name="remittance.835", source="upload", connection=None, at=NOW)

    assert Remittance.objects.get(inbound_transaction__file=file).evidence_at == NOW
