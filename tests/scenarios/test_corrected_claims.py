"""Corrected claims: stories 13 and 14, from the denial to the new version and the payer's new decision."""

from datetime import UTC, date, datetime, timedelta

import pytest

from billing.services.correct_encounter import Correction, correct_encounter
from claims.models import Claim, ClaimStatus, ClaimSubmission, Denial, DenialStatus
from claims.services.correct_claim import AppealIsOpen, NotDecided, PayersNumberMissing, TakesNoReplacement, correct_claim
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_ready_claims import send_ready_claims
from claims.services.work_denial import routes_of
from config.shared import blobs
from config.shared.errors import ReasonMissing
from config.shared.models import WorkItem
from payers import x12
from payers.x12 import set_837p
from tests.factories.claims import NOW, Cast, make_claim, put_in
from tests.factories.payers import PayerFactory
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received
from tests.scenarios.money import billed, decided, dollars, taken_back, where
from tests.scenarios.world import everything_adds_up
from tests.support.pyx12_oracle import pyx12_errors

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
REFUSED = ("0.00", (("CO", "197", "1450.00"),))


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"73721": "412.00", "99214": "150.00"})
    return cast


def goes_out(claim, at=NOW) -> set_837p.Claim:
    """The claim as it stands in its batch, which an independent validator accepts."""
    (batch,) = send_ready_claims(at=at, only=[claim.pk])
    data = blobs.read(batch.sha256)
    assert pyx12_errors(data) == []
    (sent,) = [each for part in x12.read(data).transactions() for each in x12.parse(part).claims]
    return sent


def with_authorization(claim, number="A7731190") -> None:
    correct_encounter(claim.encounter_id, Correction(fields={"authorization_number": number}), actor=None, at=NOW)


def corrected(denial, reason="Authorization added", **options) -> Claim:
    return correct_claim(denial.claim_id, reason=reason, actor=None, at=NOW, **options)


def test_story_13_the_authorization_goes_out_with_a_replacement_that_names_the_payers_number(cast):
    claim = make_claim(cast, charges=(("73721", ["RT"], "1", "1450.00", [1]),))
    assert goes_out(claim).prior_authorization == ""
    put_in(claim, ClaimStatus.ACCEPTED)
    with_authorization(claim)
    received(check_of(cast.payer, decided(claim, REFUSED)))

    denial = Denial.objects.get()
    assert (denial.route, denial.denied_amount, denial.expected_amount) == ("correct", dollars("1,450.00"), dollars("412.00"))
    number = ClaimSubmission.objects.get(claim=claim).patient_control_number
    corrected(denial)

    claim.refresh_from_db()
    denial.refresh_from_db()
    assert (claim.status, claim.version, denial.status) == ("ready", 2, "corrected")
    assert "decision on the corrected claim" in WorkItem.objects.get(subject_kind="denial", closed_at__isnull=True).next_step
    sent = goes_out(claim)
    assert (sent.frequency, sent.original_reference, sent.prior_authorization) == ("7", f"ICN{claim.pk}", "A7731190")
    assert sent.patient_control_number == f"{number[:12]}02"
    put_in(claim, ClaimStatus.SENT)

    paid = ("329.60", (("CO", "45", "1038.00"), ("PR", "2", "82.40")))
    both = received(check_of(cast.payer, taken_back(claim, REFUSED), decided(claim, paid)), at=LATER)
    claim.refresh_from_db()
    denial.refresh_from_db()
    held = where(claim)
    assert (both.status, denial.status, denial.recovered_amount) == ("posted", "overturned", dollars("329.60"))
    assert (held.paid_by_payer, held.adjusted, held.owed_by_patient) == (dollars("329.60"), dollars("1,038.00"), dollars("82.40"))
    assert (claim.status, claim.open_amount) == ("closed", 0)


SERVICE = date(2026, 1, 15)
REMITTED = datetime(2026, 11, 20, 15, tzinfo=UTC)


def test_story_14_a_claim_that_counts_as_never_filed_goes_out_as_a_new_one_within_the_filing_limit(cast):
    medicare = Cast(PayerFactory(kind="medicare", claim_filing_code="MB", filing_limit_days=365, connection=cast.payer.connection))
    claim = billed(medicare, ("99214", "180.00"), service_date=SERVICE)
    put_in(claim, ClaimStatus.ACCEPTED, filing_proof_date=date(2026, 2, 2), filing_proof_number="A2-1")
    (line,) = claim.lines.all()
    unread = answers(claim, pays(line, "0", ("CO", "16", "180.00")), remarks=("MA130",), outpatient=("", "", "MA130"))
    received(check_of(medicare.payer, unread), at=REMITTED)

    denial = Denial.objects.get()
    assert (denial.route, denial.may_appeal, denial.deadline_date) == ("new_claim", False, date(2027, 1, 15))
    assert (denial.deadline_date - denial.denied_date).days == 56
    assert not {"appeal", "reconsider"} & {route for route, _ in routes_of(denial)}

    corrected(denial, "Rendering provider added")

    claim.refresh_from_db()
    row = ClaimSubmission.objects.get(claim=claim, ordinal=2)
    assert (row.frequency, row.original_reference, claim.payer_control_number) == ("1", "", "")
    assert (claim.filing_proof_date, claim.clock_date) == (None, date(2027, 1, 15))
    denial.refresh_from_db()
    assert denial.status == DenialStatus.CORRECTED
    everything_adds_up()


def deny(cast, **fields):
    claim = billed(cast, ("99214", "180.00"))
    received(check_of(cast.payer, decided(claim, ("0.00", (("CO", "197", "180.00"),)), **fields)))
    return Denial.objects.get(claim=claim)


def test_a_replacement_that_was_rejected_goes_out_again_as_a_replacement(cast):
    denial = deny(cast)
    claim = corrected(denial)
    put_in(claim, ClaimStatus.REJECTED)

    rebuild_claims([claim.pk], at=NOW, actor=None)

    last = ClaimSubmission.objects.get(claim=claim, ordinal=3)
    assert (last.frequency, last.original_reference) == ("7", f"ICN{claim.pk}")


def test_denied_again_it_is_open_again(cast):
    denial = deny(cast)
    claim = corrected(denial)
    put_in(claim, ClaimStatus.SENT)

    received(check_of(cast.payer, decided(claim, ("0.00", (("CO", "197", "180.00"),)))), at=LATER)

    denial.refresh_from_db()
    assert denial.status == DenialStatus.OPEN


def test_what_is_not_decided_or_was_corrected_before_is_left_alone(cast):
    denial = deny(cast)
    corrected(denial)

    with pytest.raises(NotDecided):
        corrected(denial)
    assert ClaimSubmission.objects.filter(claim=denial.claim).count() == 2


def test_a_reason_is_asked_for(cast):
    with pytest.raises(ReasonMissing):
        corrected(deny(cast), " ")


def test_medicare_takes_no_replacement(cast):
    medicare = Cast(PayerFactory(kind="medicare", claim_filing_code="MB", connection=cast.payer.connection))

    with pytest.raises(TakesNoReplacement):
        corrected(deny(medicare))


def test_without_the_payers_number_nothing_replaces(cast):
    denial = deny(cast, payer_control_number="")
    Claim.objects.filter(pk=denial.claim_id).update(payer_control_number="")

    with pytest.raises(PayersNumberMissing):
        corrected(denial)


def test_never_while_an_appeal_is_open(cast):
    denial = deny(cast)
    Denial.objects.filter(pk=denial.pk).update(status=DenialStatus.APPEALED)

    with pytest.raises(AppealIsOpen):
        corrected(denial)
