"""Fix and resend: a new frozen version from the corrected records."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.models import Charge
from claims.models import ClaimLine, ClaimStatus, Remittance, RemittanceClaim, RemittanceLine
from claims.services.rebuild_claims import LinesInUse, TooManyVersions, rebuild_claims
from claims.services.send_ready_claims import send_ready_claims
from claims.snapshot import from_json
from config.shared.models import Event, WorkItem
from payers.models import InboundTransaction
from tests.claims.answers import acknowledged, last_event, receive, report_277ca, send_off, submission_of
from tests.factories.claims import NOW, Cast, make_claim, make_claims, make_coverage, make_patient, put_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def rebuild(cast, *claims):
    rebuild_claims([claim.pk for claim in claims], at=NOW + timedelta(hours=1), actor=cast.biller, reason="member id corrected")
    for claim in claims:
        claim.refresh_from_db()


def rejected(cast):
    claim = make_claim(cast)
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A7", "164", "IL", icn="E1"))])
    claim.refresh_from_db()
    return claim


def test_a_corrected_member_id_makes_version_two_ready(cast):
    claim = rejected(cast)
    claim.coverage.member_id = "NEW123"
    claim.coverage.save()

    rebuild(cast, claim)

    submission = submission_of(claim)
    assert (claim.status, claim.version, submission.ordinal, submission.frequency) == ("ready", 2, 2, "1")
    assert from_json(submission.snapshot).coverage.member_id == "NEW123"


def test_the_patient_control_number_keeps_its_stem(cast):
    claim = rejected(cast)

    rebuild(cast, claim)

    first, second = claim.submissions.order_by("ordinal").values_list("patient_control_number", flat=True)
    assert (first[:12], first[12:], second[:12], second[12:]) == (first[:12], "01", first[:12], "02")


def test_what_was_said_of_the_old_version_no_longer_counts_but_its_proof_stays(cast):
    claim = make_claim(cast)
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A2", icn="E1"))])
    put_in(claim, "rejected")

    rebuild(cast, claim)

    assert (claim.answer_source, claim.last_answer_at, claim.payer_control_number, claim.sent_at) == ("", None, "", None)
    assert claim.filing_proof_number == "E1"


def test_the_event_names_the_changed_fields_and_never_their_values(cast):
    claim = rejected(cast)
    claim.coverage.member_id = "NEW123"
    claim.coverage.save()

    rebuild(cast, claim)

    event = Event.objects.get(kind="claim_rebuilt", subject_id=claim.pk)
    assert event.detail == {"version": 2, "changed": ["coverage.member_id"], "frequency": "1", "reason": "member id corrected"}


def test_a_rejected_claim_that_was_not_changed_gets_a_new_version_too(cast):
    claim = rejected(cast)

    rebuild(cast, claim)

    assert claim.version == 2


def test_an_unsent_claim_that_was_not_changed_keeps_its_version(cast):
    claim = make_claim(cast)

    rebuild(cast, claim)

    assert (claim.version, claim.status) == (1, "ready")


def test_version_two_goes_into_its_own_batch(cast):
    claim = rejected(cast)
    rebuild(cast, claim)

    (interchange,) = send_ready_claims(at=NOW + timedelta(hours=2))

    assert submission_of(claim).interchange == interchange
    assert claim.submissions.get(ordinal=1).interchange != interchange


@pytest.mark.parametrize("status", ["queued", "sent", "accepted", "paid", "denied", "closed", "voided"])
def test_what_is_with_the_payer_is_left_alone(cast, status):
    claim = make_claim(cast)
    put_in(claim, status)

    rebuild(cast, claim)

    assert (claim.version, claim.status) == (1, status)


def test_a_voided_and_a_new_charge_change_the_lines(cast):
    claim = make_claim(cast)
    first, second = Charge.objects.order_by("ordinal")
    first.voided_at = NOW
    first.save()

    rebuild(cast, claim)

    assert list(claim.lines.values_list("ordinal", "charge", "control_number")) == [(1, second.pk, f"L{second.pk}")]
    assert (claim.billed_amount, claim.open_amount) == (Decimal("150.00"), Decimal("150.00"))


def answered_about_its_first_line(cast):
    claim = rejected(cast)
    remittance = Remittance.objects.create(inbound_transaction=InboundTransaction.objects.get(), payment_amount=0, is_balanced=True, status="exception", received_at=NOW, evidence_at=NOW)
    answered = RemittanceClaim.objects.create(remittance=remittance, ordinal=1, status_code="1", charge_amount=0, paid_amount=0, first_segment=1, last_segment=2)
    RemittanceLine.objects.create(remittance_claim=answered, ordinal=1, claim_line=claim.lines.first(), charge_amount=0, paid_amount=0, first_segment=1, last_segment=1)
    return claim


def test_lines_that_a_payer_answered_about_keep_their_rows(cast):
    claim = answered_about_its_first_line(cast)
    before = set(claim.lines.values_list("pk", flat=True))

    rebuild_claims([claim.pk], at=NOW, actor=cast.biller)

    claim.refresh_from_db()
    assert (claim.version, set(claim.lines.values_list("pk", flat=True))) == (2, before)


def test_a_line_that_a_payer_answered_about_is_not_taken_off(cast):
    claim = answered_about_its_first_line(cast)
    Charge.objects.filter(pk=claim.lines.order_by("ordinal").first().charge_id).update(voided_at=NOW)

    with pytest.raises(LinesInUse):
        rebuild_claims([claim.pk], at=NOW, actor=cast.biller)

    claim.refresh_from_db()
    assert (claim.version, ClaimLine.objects.filter(claim=claim).count()) == (1, 2)


def test_a_claim_whose_visit_was_voided_is_voided(cast):
    claim = make_claim(cast)
    claim.encounter.voided_at = NOW
    claim.encounter.save()

    rebuild(cast, claim)

    assert claim.status == ClaimStatus.VOIDED
    assert last_event(claim).detail == {"why": "nothing_to_bill"}
    assert not WorkItem.objects.filter(subject_kind="claim", closed_at=None).exists()


def test_a_new_first_payer_is_asked_instead(cast):
    patient, other = make_patient(), Cast()
    old, new = make_coverage(patient, cast.payer), make_coverage(patient, other.payer, rank=2)
    claim = make_claim(cast, patient=patient, coverages=[old])
    claim.encounter.payers.create(version=2, rank=1, coverage=new, reason="retroactive", created_at=NOW)

    rebuild(cast, claim)

    assert (claim.payer, claim.coverage, claim.version) == (other.payer, new, 2)


def test_the_hundredth_version_is_refused(cast):
    claim = make_claim(cast)
    claim.submissions.create(ordinal=99, patient_control_number="X" * 14, snapshot=submission_of(claim).snapshot, billed_amount=0, frozen_at=NOW)
    put_in(claim, "rejected", version=99)

    with pytest.raises(TooManyVersions):
        rebuild_claims([claim.pk], at=NOW, actor=cast.biller)


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    few, many = make_claims(cast, 2), make_claims(cast, 10)
    for claim in few + many:
        put_in(claim, "rejected")

    with CaptureQueriesContext(connection) as measured:
        rebuild_claims([claim.pk for claim in few], at=NOW, actor=cast.biller)
    with django_assert_num_queries(len(measured)):
        rebuild_claims([claim.pk for claim in many], at=NOW, actor=cast.biller)
